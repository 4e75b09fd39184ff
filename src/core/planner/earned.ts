/** What passed steps have proved, on top of what somebody claims. */
import type { Curriculum, Step, StepRef } from '../curriculum/model';
import { stepsOf } from '../curriculum/steps';
import type { ProgressState } from '../progress/state';
import type { IsoDate } from './calendar-days';
import type { Levels } from './gap';

/** Only a recomputed project on real data gives level 3. */
const mostByStep = 2;

export interface Proof {
  readonly level: number;
  readonly step: Step;
}

export const passedSteps = ({ steps }: Pick<ProgressState, 'steps'>): ReadonlySet<StepRef> =>
  new Set([...steps.values()].filter(({ status }) => status === 'passed').map(({ ref }) => ref));

/** By skill: the highest level that a passed step has proved, and the first step that did. */
export function provedLevels(
  curricula: readonly Curriculum[],
  passed: ReadonlySet<StepRef>,
): ReadonlyMap<string, Proof> {
  const proofs = new Map<string, Proof>();
  for (const step of curricula.flatMap(stepsOf).filter(({ ref }) => passed.has(ref))) {
    for (const [skill, taught] of Object.entries(step.skills)) {
      const level = Math.min(taught, mostByStep);
      if (level > (proofs.get(skill)?.level ?? 0)) proofs.set(skill, { level, step });
    }
  }
  return proofs;
}

/** The day on which each passed step passed, as the log has it (UTC). */
export const passedDays = ({ steps }: Pick<ProgressState, 'steps'>): ReadonlyMap<StepRef, IsoDate> =>
  new Map(
    [...steps.values()].flatMap(({ ref, status, passedAt }) =>
      status === 'passed' && passedAt !== undefined ? [[ref, passedAt.slice(0, 10)] as const] : [],
    ),
  );

/** A passed step raises a level; it lowers none. */
export function withPassed(have: Levels, curricula: readonly Curriculum[], passed: ReadonlySet<StepRef>): Levels {
  const raised = new Map(have);
  for (const [skill, { level }] of provedLevels(curricula, passed)) {
    raised.set(skill, Math.max(raised.get(skill) ?? 0, level));
  }
  return raised;
}
