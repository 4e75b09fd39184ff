/** A pivot in figures, as `bridgecraft plan` prints it and the planner shows it. */
import type { Curriculum, Step } from '../curriculum/model';
import { stepsOf } from '../curriculum/steps';
import type { SkillsFile } from '../curriculum/schema';
import { gapBetween, type Levels, profileOf, type Specialization } from './gap';
import { type Difficulty, difficultyOf, paceOf } from './matrix';

export interface PlannedSkill {
  readonly skill: string;
  readonly hours: number;
  /** Steps that raise it above the level that somebody has, those of a curriculum to the target first. */
  readonly steps: readonly string[];
}

export interface PivotPlan {
  readonly from: Specialization;
  readonly to: Specialization;
  /** Of the full profile. */
  readonly hours: number;
  /** With levels capped at 2: the headline, of which the months, their range and the class are. */
  readonly first_role_hours: number;
  readonly months: number;
  readonly low: number;
  readonly high: number;
  readonly class: Difficulty;
  /** Of the full profile, the largest first. */
  readonly gap: readonly PlannedSkill[];
  readonly carried: readonly string[];
}

export interface PlanRequest {
  readonly table: SkillsFile;
  readonly curricula: readonly Curriculum[];
  readonly from: Specialization;
  readonly to: Specialization;
  readonly have: Levels;
  /** More than 0. */
  readonly hoursPerWeek: number;
}

const toTenth = (value: number): number => Math.round(value * 10) / 10;

export function planPivot({ table, curricula, from, to, have, hoursPerWeek }: PlanRequest): PivotPlan {
  const target = profileOf(table, to);
  const full = gapBetween(table, have, target, 3);
  const first = gapBetween(table, have, target, 2);
  const { months, low, high } = paceOf(first.hours, hoursPerWeek);
  return {
    from,
    to,
    hours: Math.round(full.hours),
    first_role_hours: Math.round(first.hours),
    months: toTenth(months),
    low: toTenth(low),
    high: toTenth(high),
    class: difficultyOf(first.hours),
    gap: full.skills.map(({ skill, hours, from: level }) => ({
      skill,
      hours: toTenth(hours),
      steps: stepsFor(curricula, skill, level, to).map(({ ref }) => ref),
    })),
    carried: full.carried,
  };
}

/** Steps that raise a skill above a level, those of curricula to the target first, else in their order. */
export function stepsFor(
  curricula: readonly Curriculum[],
  skill: string,
  level: number,
  to: Specialization,
): readonly Step[] {
  const ordered = [...curricula.filter((each) => each.to === to), ...curricula.filter((each) => each.to !== to)];
  return stepsThatRaise(ordered, skill, level);
}

/** Steps after which a skill is above a level, in their order. */
export const stepsThatRaise = (curricula: readonly Curriculum[], skill: string, level: number): readonly Step[] =>
  curricula.flatMap(stepsOf).filter(({ skills }) => (skills[skill] ?? 0) > level);
