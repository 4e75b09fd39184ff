/** Which open milestones wait for a check. */
import type { Curriculum, MilestoneEntry, Step } from '../../core/curriculum/model';
import type { MilestoneRef } from '../../core/progress/events';
import type { ProgressState } from '../../core/progress/state';

export interface HeldBack {
  readonly ref: MilestoneRef;
  readonly entry: MilestoneEntry;
}

export const heldBackBy = (
  curriculum: Curriculum,
  { milestones }: ProgressState,
  step: Pick<Step, 'id'>,
  check: string,
): readonly HeldBack[] =>
  curriculum.milestones
    .filter((entry) => entry.step === step.id && entry.checks.includes(check))
    .map((entry): HeldBack => ({ ref: `${curriculum.id}/${entry.id}`, entry }))
    .filter(({ ref }) => (milestones.get(ref)?.kind ?? 'open') === 'open');
