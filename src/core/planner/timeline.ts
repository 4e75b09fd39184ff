/** Where everything of a road lies in time, for a picture. Days are numbers here and have fractions. */
import type { StepRef } from '../curriculum/model';
import { dayNumber, type IsoDate, isoDate, mondayOf } from './calendar-days';
import { leastBuffer, type PlannedWeek, type Roadmap } from './roadmap';
import type { CareerPhase } from './roadmap-blocks';

export interface DoneStep {
  readonly id: StepRef;
  readonly phase: CareerPhase;
  readonly first: IsoDate;
  readonly last: IsoDate;
}

export interface TimelineSpan {
  readonly id: string;
  readonly kind: 'done' | 'step' | 'practice';
  readonly phase: CareerPhase;
  readonly from: number;
  readonly to: number;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly spans: readonly TimelineSpan[];
  /** Free and filled from 0 to 1 of the most that a week has. */
  readonly weeks: readonly { readonly monday: number; readonly kind: PlannedWeek['kind']; readonly load: number }[];
}

/** What was done longer ago is not drawn. */
const daysBack = 182;

/** Of a road that has blocks. Blocks that share a week lie in it one after the other. */
export function timelineOf(road: Roadmap, done: readonly DoneStep[], today: IsoDate): Timeline {
  const now = dayNumber(today);
  const past = done.filter(({ last }) => dayNumber(last) > now - daysBack);
  const planned = plannedSpans(road);
  const spans = [
    ...past.map(({ id, phase, first, last }): TimelineSpan => ({
      id,
      kind: 'done',
      phase,
      from: Math.max(dayNumber(first), now - daysBack),
      to: dayNumber(last) + 1,
    })),
    ...planned,
  ];
  const from = mondayOf(Math.min(now, ...spans.map((span) => span.from)));
  return {
    from,
    to: Math.max(now, road.end === undefined ? now : dayNumber(road.end)) + 1,
    spans,
    weeks: road.weeks.map(({ monday, kind, available, planned: minutes }) => ({
      monday: dayNumber(monday),
      kind,
      load: available === 0 ? 0 : minutes / available,
    })),
  };
}

function plannedSpans({ blocks, weeks }: Roadmap): readonly TimelineSpan[] {
  const begin = dayNumber(blocks[0]?.first ?? isoDate(0));
  const at = (minutes: number, isEnd: boolean): number => {
    let before = 0;
    for (const { monday, available, planned } of weeks) {
      const isHere = isEnd ? minutes <= before + planned : minutes < before + planned;
      if (planned > 0 && isHere) {
        const first = Math.max(begin, dayNumber(monday));
        const last = dayNumber(monday) + 7;
        const capacity = Math.max(planned, available * (1 - leastBuffer));
        return first + ((minutes - before) / capacity) * (last - first);
      }
      before += planned;
    }
    return dayNumber(weeks.at(-1)?.monday ?? isoDate(begin)) + 7;
  };
  let minutes = 0;
  return blocks.map(({ id, kind, phase, minutes: own }) => {
    const from = at(minutes, false);
    minutes += own;
    return { id, kind, phase, from, to: Math.max(from, at(minutes, true)) };
  });
}
