/**
 * Hours that a kept plan has due and hours that are done, over time. Of steps alone: nothing can check what somebody
 * practices elsewhere.
 */
import { dateOf, dayNumber, type IsoDate, isoDate } from './calendar-days';
import { type KeptRoadmap, minutesOf } from './kept-roadmap';
import { isPractice } from './replan';

export interface Amount {
  readonly date: IsoDate;
  /** Of everything until the end of that day. */
  readonly minutes: number;
}

export interface MonthOfPlan {
  /** Its last day, or that of the plan. */
  readonly date: IsoDate;
  readonly planned: number;
  /** Undefined for months that have not begun. */
  readonly done?: number;
}

export interface PlannedAndDone {
  readonly first: IsoDate;
  readonly last: IsoDate;
  /** After each day on which something was due. */
  readonly planned: readonly Amount[];
  /** After each day on which something passed. */
  readonly done: readonly Amount[];
  readonly months: readonly MonthOfPlan[];
  /** Of all steps of the plan. */
  readonly all: number;
  /** Of practice, which is not counted. */
  readonly practice: number;
}

/** `passedOn`: the day on which each step passed. */
export function plannedAndDone(
  kept: KeptRoadmap,
  passedOn: ReadonlyMap<string, IsoDate>,
  today: IsoDate,
): PlannedAndDone {
  const steps = kept.blocks.filter(({ id }) => !isPractice(id));
  const due = steps.map((block) => ({ date: block.last, minutes: minutesOf(block) }));
  const passed = steps.flatMap((block) => {
    const date = passedOn.get(block.id);
    return date === undefined ? [] : [{ date, minutes: minutesOf(block) }];
  });
  const first = [kept.kept, ...kept.blocks.map((block) => block.first)].reduce((one, other) =>
    one < other ? one : other,
  );
  const last = [today, ...kept.blocks.map((block) => block.last)].reduce((one, other) => (one > other ? one : other));
  const until = (amounts: readonly Amount[], date: IsoDate): number =>
    amounts.reduce((sum, each) => (each.date <= date ? sum + each.minutes : sum), 0);
  return {
    first,
    last,
    planned: summed(due),
    done: summed(passed),
    months: monthsOf(first, last).map(({ begin, end }) => ({
      date: end,
      planned: until(due, end),
      ...(begin <= today ? { done: until(passed, end) } : {}),
    })),
    all: until(due, last),
    practice: kept.blocks.filter(({ id }) => isPractice(id)).reduce((sum, block) => sum + minutesOf(block), 0),
  };
}

function summed(amounts: readonly Amount[]): readonly Amount[] {
  const days = new Map<IsoDate, number>();
  for (const { date, minutes } of amounts) days.set(date, (days.get(date) ?? 0) + minutes);
  let sum = 0;
  return [...days]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([date, minutes]) => ({ date, minutes: (sum += minutes) }));
}

/** The months from one day to another; the first and the last may be parts. */
export function monthsOf(first: IsoDate, last: IsoDate): readonly { readonly begin: IsoDate; readonly end: IsoDate }[] {
  const months = [];
  for (let begin = first; begin <= last;) {
    const [year = 0, month = 0] = begin.split('-').map(Number);
    const next = dateOf(year, month, 1);
    const end = isoDate(dayNumber(next) - 1);
    months.push({ begin, end: end < last ? end : last });
    begin = next;
  }
  return months;
}
