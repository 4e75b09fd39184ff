/** The planner in the states that a learner meets. */
import type { AssessmentFile } from '../../src/core/planner/assessment-schema';
import { type PlannerInput, plannerSnapshot } from '../../src/host/planner/planner-snapshot';
import type { PlannerSnapshot } from '../../src/protocol/planner/messages';
import { progressState, sampleIndex, sampleStep, stepState } from './sample-curriculum';
import { skillsTable } from './skills-table';
import { translate } from './translate';

export const plannerInput = (more: Partial<PlannerInput> = {}): PlannerInput => ({
  index: sampleIndex,
  table: skillsTable,
  progress: progressState(),
  choices: {
    from: 'classical-ml',
    to: 'deep-learning',
    lookFrom: 'classical-ml',
    lookTo: 'deep-learning',
    hours: 10,
    extent: 'first-role',
    unit: 'months',
    weights: { effort: 1, interest: 1, goals: 1 },
  },
  problems: [],
  place: 'open',
  today: '2026-11-23',
  locale: 'en-GB',
  ...more,
});

/** Somebody who said much of themselves, and passed a step. */
export const assessed = (more: Partial<AssessmentFile> = {}): Partial<PlannerInput> => ({
  assessment: {
    from: 'classical-ml',
    to: 'deep-learning',
    hours_per_week: 10,
    start: '2027-01-04',
    weeks_off: ['2027-02-15', '2027-02-22'],
    interests: ['deep-learning', 'nlp'],
    goals: [
      { goal: 'work from home', serves: { mlops: 3, 'deep-learning': 2 } },
      { goal: 'build what people see', serves: {} },
    ],
    levels: { 'd.torch': 2, 'd.attn': 1, 'm.prob': 1 },
    evidence: { 'd.torch': 'two models in production since 2025' },
    ...more,
  },
  progress: progressState({ steps: new Map([[sampleStep.ref, { ...stepState([]), status: 'passed' }]]) }),
});

export const plannerScenarios = (): Readonly<Record<string, PlannerSnapshot>> => {
  const of = (more: Partial<PlannerInput>) => plannerSnapshot(translate, plannerInput(more));
  const { choices } = plannerInput();
  return {
    beginning: of({}),
    assessed: of({ ...assessed(), choices: { ...choices, weights: { effort: 1, interest: 2, goals: 1 } } }),
    burning: of({
      progress: progressState({
        steps: new Map([
          [
            sampleStep.ref,
            { ...stepState([]), status: 'passed' as const, passedAt: '2026-11-03T17:00:00.000Z', hoursLeft: 0 },
          ],
        ]),
      }),
    }),
    'another start': of({ choices: { ...choices, lookFrom: 'nlp', lookTo: 'robotics', extent: 'full' } }),
    'no curriculum': of({ choices: { ...choices, to: 'quantum-ml', lookTo: 'quantum-ml', extent: 'full' } }),
    mistakes: of({
      problems: [{ file: 'career/assessment.yaml', line: 3, column: 12, message: 'there is no skill "x.magic"' }],
    }),
    restricted: of({ place: 'restricted' }),
  };
};
