/** What a career phase is for: the signs by which somebody knows that they are there, and the milestones on the way. */
import type { Curriculum, StepRef } from '../curriculum/model';
import type { MilestoneRef } from '../progress/events';
import type { IsoDate } from './calendar-days';
import type { DatedBlock } from './roadmap';
import { type CareerPhase, careerPhaseOf, careerPhases } from './roadmap-blocks';

export interface DatedMilestone {
  readonly ref: MilestoneRef;
  readonly title: string;
  readonly step: StepRef;
  readonly kind: 'verified' | 'attested';
  readonly phase: CareerPhase;
  /** The last day of its step. */
  readonly date: IsoDate;
}

/** Of the phases of curricula that have a step on the road; empty where none has. */
export function indicatorsOf(
  curricula: readonly Curriculum[],
  blocks: readonly DatedBlock[],
): ReadonlyMap<CareerPhase, readonly string[]> {
  const walked = new Set(blocks.map(({ id }) => id));
  const all = curricula.flatMap(({ phases }) =>
    phases
      .map((phase, index) => ({ ...phase, career: careerPhaseOf(index, phases.length) }))
      .filter(({ steps }) => steps.some(({ ref }) => walked.has(ref))),
  );
  return new Map(
    careerPhases.map((career) => [
      career,
      all.filter((phase) => phase.career === career).flatMap(({ indicators }) => indicators),
    ]),
  );
}

/** Of the steps on the road, in its order. */
export const milestonesOf = (
  curricula: readonly Curriculum[],
  blocks: readonly DatedBlock[],
): readonly DatedMilestone[] => {
  const all = curricula.flatMap(({ id, milestones }) =>
    milestones.map(({ id: milestone, title, step, kind }) => ({
      ref: `${id}/${milestone}` as const,
      title,
      step: `${id}/${step}` as const,
      kind,
    })),
  );
  return blocks.flatMap(({ id, phase, last }) =>
    all.filter(({ step }) => step === id).map((milestone) => ({ ...milestone, phase, date: last })),
  );
};
