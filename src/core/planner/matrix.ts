/** Hours, months and difficulty of every pivot. */
import type { SkillsFile } from '../curriculum/schema';
import { type Cap, gapBetween, type Levels, profileOf, type Specialization } from './gap';

export type Difficulty = 'easy' | 'moderate' | 'hard' | 'very-hard' | 'extreme';

export interface Effort {
  readonly hours: number;
  readonly difficulty: Difficulty;
}

export interface Pace {
  readonly months: number;
  /** What varying the published multipliers, the discount and the hours of a family gives. */
  readonly low: number;
  readonly high: number;
}

/** Of the figure: 0.6 to 1.9 times it; ±30 % would be too tight. */
export const rangeFactors = { low: 0.6, high: 1.9 } as const;
/** As the published matrix has it: 43.3 hours a month at 10 hours a week. */
const weeksInMonth = 4.33;

/** A class is for hours from its own figure on, up to that of the next one. */
export const difficultyClasses: readonly { readonly difficulty: Difficulty; readonly from: number }[] = [
  { difficulty: 'easy', from: 0 },
  { difficulty: 'moderate', from: 120 },
  { difficulty: 'hard', from: 240 },
  { difficulty: 'very-hard', from: 360 },
  { difficulty: 'extreme', from: 480 },
];

export const difficultyOf = (hours: number): Difficulty =>
  difficultyClasses.findLast(({ from }) => hours >= from)?.difficulty ?? 'easy';

/** Months at so many hours a week, which must be more than 0. */
export function paceOf(hours: number, hoursPerWeek: number): Pace {
  if (!(hoursPerWeek > 0)) throw new RangeError(`no plan has ${hoursPerWeek} hours a week`);
  const months = hours / hoursPerWeek / weeksInMonth;
  return { months, low: months * rangeFactors.low, high: months * rangeFactors.high };
}

export const specializationsOf = ({ specializations }: SkillsFile): readonly Specialization[] =>
  // Of a validated file: its keys are the ids of the schema.
  Object.keys(specializations) as Specialization[];

/** The row of somebody with these levels: the effort for each target. */
export function effortsFrom(table: SkillsFile, have: Levels, cap: Cap): ReadonlyMap<Specialization, Effort> {
  return new Map(
    specializationsOf(table).map((target) => {
      const { hours } = gapBetween(table, have, profileOf(table, target), cap);
      return [target, { hours, difficulty: difficultyOf(hours) }];
    }),
  );
}

/** From each specialization, with all that it asks for, to each other. */
export const pivotMatrix = (
  table: SkillsFile,
  cap: Cap,
): ReadonlyMap<Specialization, ReadonlyMap<Specialization, Effort>> =>
  new Map(specializationsOf(table).map((from) => [from, effortsFrom(table, profileOf(table, from), cap)]));
