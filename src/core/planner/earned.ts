/** What passed steps have proved, on top of what somebody claims. */
import type { Curriculum, StepRef } from '../curriculum/model';
import { stepsOf } from '../curriculum/steps';
import type { ProgressState } from '../progress/state';
import type { IsoDate } from './calendar-days';
import type { Levels } from './gap';

/** Only a recomputed project on real data gives level 3. */
const mostByStep = 2;

export const passedSteps = ({ steps }: Pick<ProgressState, 'steps'>): ReadonlySet<StepRef> =>
  new Set([...steps.values()].filter(({ status }) => status === 'passed').map(({ ref }) => ref));

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
  for (const { skills } of curricula.flatMap(stepsOf).filter(({ ref }) => passed.has(ref))) {
    for (const [skill, level] of Object.entries(skills)) {
      raised.set(skill, Math.max(raised.get(skill) ?? 0, Math.min(level, mostByStep)));
    }
  }
  return raised;
}
