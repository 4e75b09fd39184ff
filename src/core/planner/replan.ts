/** A road compared with the plan that somebody kept: what moved, by how much, and why. */
import { dayNumber, type IsoDate, weeksOf } from './calendar-days';
import { type KeptRoadmap, minutesOf } from './kept-roadmap';
import { type Roadmap, type RoadmapRequest, scheduleRoadmap } from './roadmap';
import type { Block } from './roadmap-blocks';

export interface Move {
  readonly id: string;
  /** The last day, before and now. */
  readonly before: IsoDate;
  readonly after: IsoDate;
}

/** Each with the days by which it moves the end; together they are what the end moved. */
export type MoveReason = { readonly days: number } & (
  | { readonly kind: 'hours'; readonly before: number; readonly after: number }
  | { readonly kind: 'weeks-off'; readonly added: number; readonly removed: number }
  | { readonly kind: 'missed-weeks'; readonly added: number; readonly removed: number }
  | { readonly kind: 'passed'; readonly steps: readonly string[] }
  /** Other levels, begun steps, another edition of the steps. */
  | { readonly kind: 'work'; readonly minutes: number }
  /** The road begins again on this day. */
  | { readonly kind: 'start'; readonly before: IsoDate; readonly after: IsoDate }
);

export interface Replan {
  readonly before: IsoDate;
  /** Undefined when nothing is left. */
  readonly after: IsoDate | undefined;
  readonly days: number;
  readonly moves: readonly Move[];
  readonly reasons: readonly MoveReason[];
}

type DatedEnds = readonly { readonly id: string; readonly last: IsoDate }[];

/** Blocks that end on another day than before, in the order of the new road. */
export function movedBlocks(before: DatedEnds, after: DatedEnds): readonly Move[] {
  const ends = new Map(before.map(({ id, last }) => [id, last]));
  return after.flatMap(({ id, last }) => {
    const was = ends.get(id);
    return was === undefined || was === last ? [] : [{ id, before: was, after: last }];
  });
}

export interface Replanned {
  readonly request: RoadmapRequest;
  readonly road: Roadmap;
  readonly passed: ReadonlySet<string>;
}

export function compareWithKept(kept: KeptRoadmap, { request, road, passed }: Replanned): Replan {
  const before = kept.blocks.map(({ last }) => last).reduce(later);
  const moves = movedBlocks(kept.blocks, road.blocks);
  if (road.end === undefined) return { before, after: undefined, days: 0, moves, reasons: [] };
  return {
    before,
    after: road.end,
    days: dayNumber(road.end) - dayNumber(before),
    moves,
    reasons: reasonsFor(kept, request, passed),
  };
}

/** From the kept plan to the road of today, one change after the other. */
function reasonsFor(kept: KeptRoadmap, request: RoadmapRequest, passed: ReadonlySet<string>): readonly MoveReason[] {
  const start = kept.blocks.map(({ first }) => first).reduce(earlier);
  const all = kept.blocks.map(blockOf);
  const open = all.filter(({ id }) => !passed.has(id));
  const minutes = (blocks: readonly Block[]): number => blocks.reduce((sum, each) => sum + each.minutes, 0);
  let plan: RoadmapRequest = {
    ...request,
    blocks: all,
    hoursPerWeek: kept.hours_per_week,
    start,
    weeksOff: kept.weeks_off,
    missedWeeks: kept.missed_weeks,
  };
  let end = endOf(plan);
  const reasons: MoveReason[] = [];
  const change = (more: Partial<RoadmapRequest>, said: (days: number) => MoveReason | undefined): void => {
    plan = { ...plan, ...more };
    const next = endOf(plan);
    const reason = said(next - end);
    if (reason) reasons.push(reason);
    end = next;
  };
  change({ hoursPerWeek: request.hoursPerWeek }, (days) =>
    request.hoursPerWeek === kept.hours_per_week
      ? undefined
      : { kind: 'hours', before: kept.hours_per_week, after: request.hoursPerWeek, days },
  );
  const off = changedWeeks(kept.weeks_off, request.weeksOff);
  change({ weeksOff: request.weeksOff }, (days) => off && { kind: 'weeks-off', ...off, days });
  const missedWeeks = request.missedWeeks ?? [];
  const missed = changedWeeks(kept.missed_weeks, missedWeeks);
  change({ missedWeeks }, (days) => missed && { kind: 'missed-weeks', ...missed, days });
  change({ blocks: open }, (days) =>
    open.length === all.length
      ? undefined
      : { kind: 'passed', steps: all.filter(({ id }) => passed.has(id)).map(({ id }) => id), days },
  );
  change({ blocks: request.blocks }, (days) =>
    days === 0 ? undefined : { kind: 'work', minutes: minutes(request.blocks) - minutes(open), days },
  );
  change({ start: request.start }, (days) =>
    days === 0 ? undefined : { kind: 'start', before: start, after: request.start, days },
  );
  return reasons.every(({ days }) => Number.isFinite(days)) ? reasons : [];
}

const blockOf = (block: KeptRoadmap['blocks'][number]): Block => ({
  id: block.id,
  kind: isPractice(block.id) ? 'practice' : 'step',
  phase: block.phase,
  minutes: minutesOf(block),
  rises: [],
  requires: [],
});

export const isPractice = (id: string): boolean => id.startsWith('practice:');

/** The last day as a number; without work the first day. NaN where there is no such road. */
function endOf(request: RoadmapRequest): number {
  const result = scheduleRoadmap(request);
  return result.ok ? dayNumber(result.value.end ?? request.start) : NaN;
}

function changedWeeks(
  before: readonly IsoDate[],
  after: readonly IsoDate[],
): { readonly added: number; readonly removed: number } | undefined {
  const [old, now] = [new Set(weeksOf(before)), new Set(weeksOf(after))];
  const added = [...now].filter((week) => !old.has(week)).length;
  const removed = [...old].filter((week) => !now.has(week)).length;
  return added + removed === 0 ? undefined : { added, removed };
}

// Dates of this form are ordered as their texts are.
const later = (one: IsoDate, other: IsoDate): IsoDate => (one > other ? one : other);
const earlier = (one: IsoDate, other: IsoDate): IsoDate => (one < other ? one : other);
