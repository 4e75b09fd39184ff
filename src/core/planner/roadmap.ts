/** A dated road: blocks of work in weeks, within the hours that somebody has. Weeks begin on Monday. */
import type { Result } from '../ports';
import { dayNumber, type IsoDate, isoDate, mondayOf } from './calendar-days';
import { type Block, type CareerPhase, careerPhases } from './roadmap-blocks';

export interface RoadmapRequest {
  /** In the order in which they are done. */
  readonly blocks: readonly Block[];
  readonly hoursPerWeek: number;
  /** The first day on which somebody works. */
  readonly start: IsoDate;
  /** Any day of a week in which nothing is planned, weeks that were missed among them. */
  readonly weeksOff: readonly IsoDate[];
  /** Part of every week that stays free for what takes longer; at least `leastBuffer`. */
  readonly buffer?: number;
}

export interface DatedBlock extends Block {
  /** The first and the last day of the weeks in which it is done. */
  readonly first: IsoDate;
  readonly last: IsoDate;
}

export interface PlannedWeek {
  readonly monday: IsoDate;
  /** Minutes that somebody has, and those of them that are planned. */
  readonly available: number;
  readonly planned: number;
}

export interface PhaseDates {
  readonly phase: CareerPhase;
  readonly first: IsoDate;
  readonly last: IsoDate;
  readonly minutes: number;
}

export interface Roadmap {
  readonly blocks: readonly DatedBlock[];
  /** From the first week to the last, weeks off among them. */
  readonly weeks: readonly PlannedWeek[];
  /** Those that have a block. */
  readonly phases: readonly PhaseDates[];
  /** The last day of the last week; undefined when nothing is left to do. */
  readonly end?: IsoDate;
}

export const leastBuffer = 0.15;
/** A road that takes longer is no plan. */
const mostWeeks = 520;

export function scheduleRoadmap(request: RoadmapRequest): Result<Roadmap, string> {
  const { hoursPerWeek, buffer = leastBuffer } = request;
  if (!(hoursPerWeek > 0)) return { ok: false, reason: 'A roadmap needs more than 0 hours a week.' };
  const start = dayNumber(request.start);
  const off = new Set(request.weeksOff.map((date) => mondayOf(dayNumber(date))));
  const share = 1 - Math.max(leastBuffer, buffer);
  const weeks: { monday: number; available: number; planned: number }[] = [];
  const blocks: DatedBlock[] = [];
  let free = 0;

  const nextWeek = (): boolean => {
    const monday = mondayOf(start) + 7 * weeks.length;
    if (weeks.length === mostWeeks) return false;
    // Who begins on a Thursday has four days of that week.
    const days = Math.min(7, monday + 7 - start);
    const available = off.has(monday) ? 0 : Math.floor((hoursPerWeek * 60 * days) / 7);
    weeks.push({ monday, available, planned: 0 });
    free = Math.floor(available * share);
    return true;
  };

  for (const block of request.blocks) {
    let left = block.minutes;
    let first = Infinity;
    do {
      while (free === 0) if (!nextWeek()) return { ok: false, reason: tooLong(request, blocks.length) };
      const week = weeks.at(-1);
      if (!week) break;
      const now = Math.min(left, free);
      first = Math.min(first, Math.max(start, week.monday));
      left -= now;
      free -= now;
      week.planned += now;
    } while (left > 0);
    const lastMonday = weeks.at(-1)?.monday ?? start;
    blocks.push({ ...block, first: isoDate(first), last: isoDate(lastMonday + 6) });
  }
  const end = blocks.at(-1)?.last;
  return {
    ok: true,
    value: {
      blocks,
      weeks: weeks.map(({ monday, ...rest }) => ({ monday: isoDate(monday), ...rest })),
      phases: careerPhases.flatMap((phase) => datesOf(phase, blocks)),
      ...(end !== undefined && { end }),
    },
  };
}

function datesOf(phase: CareerPhase, all: readonly DatedBlock[]): readonly PhaseDates[] {
  const blocks = all.filter((block) => block.phase === phase);
  const [one] = blocks;
  const last = blocks.at(-1);
  return one && last
    ? [{ phase, first: one.first, last: last.last, minutes: blocks.reduce((sum, { minutes }) => sum + minutes, 0) }]
    : [];
}

function tooLong({ blocks, hoursPerWeek, weeksOff }: RoadmapRequest, fitted: number): string {
  const hours = Math.round(blocks.reduce((sum, { minutes }) => sum + minutes, 0) / 60);
  const without = weeksOff.length === 0 ? '' : ` and ${weeksOff.length} weeks off`;
  return (
    `At ${hoursPerWeek} hours a week${without}, ${hours} hours do not fit into ten years: ` +
    `${fitted} of ${blocks.length} blocks do. Give it more hours a week or a nearer target.`
  );
}

export interface Move {
  readonly id: string;
  readonly before: IsoDate;
  readonly after: IsoDate;
}

/** Blocks that end on another day than before, in the order of the new road. */
export function movedBlocks(before: Roadmap, after: Roadmap): readonly Move[] {
  const ends = new Map(before.blocks.map(({ id, last }) => [id, last]));
  return after.blocks.flatMap(({ id, last }) => {
    const was = ends.get(id);
    return was === undefined || was === last ? [] : [{ id, before: was, after: last }];
  });
}

/** The first day that a road can begin on: a start in the past begins today. */
export const effectiveStart = (start: IsoDate | undefined, today: IsoDate): IsoDate =>
  start === undefined || dayNumber(start) < dayNumber(today) ? today : start;
