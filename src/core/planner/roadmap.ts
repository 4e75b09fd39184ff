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
  /** Any day of a week in which nothing is planned. */
  readonly weeksOff: readonly IsoDate[];
  /** Any day of a week that was planned and came to nothing. */
  readonly missedWeeks?: readonly IsoDate[];
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
  readonly kind: 'work' | 'off' | 'missed';
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

export type RoadmapFailure =
  | { readonly kind: 'no-hours' }
  /** Of `all` blocks only `fitted` fit. */
  | { readonly kind: 'too-long'; readonly hours: number; readonly fitted: number; readonly all: number };

export const leastBuffer = 0.15;
/** A road that takes longer is no plan. */
const mostWeeks = 520;

export function scheduleRoadmap(request: RoadmapRequest): Result<Roadmap, RoadmapFailure> {
  const { hoursPerWeek, buffer = leastBuffer } = request;
  if (!(hoursPerWeek > 0)) return { ok: false, reason: { kind: 'no-hours' } };
  const start = dayNumber(request.start);
  const off = new Set(request.weeksOff.map((date) => mondayOf(dayNumber(date))));
  const missed = new Set(request.missedWeeks?.map((date) => mondayOf(dayNumber(date))));
  const share = 1 - Math.max(leastBuffer, buffer);
  const weeks: { monday: number; kind: PlannedWeek['kind']; available: number; planned: number }[] = [];
  const blocks: DatedBlock[] = [];
  let free = 0;

  const nextWeek = (): boolean => {
    const monday = mondayOf(start) + 7 * weeks.length;
    if (weeks.length === mostWeeks) return false;
    // Who begins on a Thursday has four days of that week.
    const days = Math.min(7, monday + 7 - start);
    const kind = missed.has(monday) ? 'missed' : off.has(monday) ? 'off' : 'work';
    const available = kind === 'work' ? Math.floor((hoursPerWeek * 60 * days) / 7) : 0;
    weeks.push({ monday, kind, available, planned: 0 });
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

const tooLong = ({ blocks }: RoadmapRequest, fitted: number): RoadmapFailure => ({
  kind: 'too-long',
  hours: Math.round(blocks.reduce((sum, { minutes }) => sum + minutes, 0) / 60),
  fitted,
  all: blocks.length,
});

/** The first day that a road can begin on: a start in the past begins today. */
export const effectiveStart = (start: IsoDate | undefined, today: IsoDate): IsoDate =>
  start === undefined || dayNumber(start) < dayNumber(today) ? today : start;
