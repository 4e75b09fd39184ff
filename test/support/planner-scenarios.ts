/** The planner in the states that a learner meets. */
import { keptRoadmap } from '../../src/core/planner/kept-roadmap';
import { levelsOf, type PlannerInput, plannerSnapshot } from '../../src/host/planner/planner-snapshot';
import { planRoad } from '../../src/host/planner/road-plan';
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
  },
  problems: [],
  canWrite: true,
  today: '2026-11-23',
  locale: 'en-GB',
  ...more,
});

/** A plan as it is kept on that day. */
export function keptPlanOf(input: PlannerInput) {
  const { request, road } = planRoad(input, levelsOf(input));
  if (!road.ok) throw new Error('there is no road to keep');
  const { from, to, extent } = input.choices;
  return keptRoadmap({ kept: input.today, from, to, extent, request, road: road.value });
}

/** A plan was kept in September; since then a step has passed, hours are fewer, and two weeks were missed. */
export function underway(): Partial<PlannerInput> {
  const assessment: NonNullable<PlannerInput['assessment']> = {
    from: 'classical-ml',
    to: 'deep-learning',
    hours_per_week: 12,
    weeks_off: ['2026-12-21'],
    interests: [],
    goals: [],
    levels: {},
    evidence: {},
  };
  const { choices } = plannerInput();
  const plan = keptPlanOf(
    plannerInput({
      today: '2026-09-07',
      choices: { ...choices, hours: 12 },
      assessment,
    }),
  );
  const passed = { status: 'passed', startedAt: '2026-09-14T08:00:00Z', passedAt: '2026-10-02T18:00:00Z' } as const;
  return {
    progress: progressState({ steps: new Map([[sampleStep.ref, { ...stepState([]), ...passed }]]) }),
    assessment: {
      ...assessment,
      hours_per_week: 10,
      start: '2026-09-07',
      weeks_off: ['2026-12-21', '2026-12-28'],
      missed_weeks: ['2026-11-02', '2026-11-25'],
    },
    keptRoadmap: { plan, problems: [] },
  };
}

export const plannerScenarios = (): Readonly<Record<string, PlannerSnapshot>> => {
  const of = (more: Partial<PlannerInput>) => plannerSnapshot(translate, plannerInput(more));
  const { choices } = plannerInput();
  return {
    beginning: of({}),
    assessed: of({
      assessment: {
        from: 'classical-ml',
        to: 'deep-learning',
        hours_per_week: 10,
        start: '2027-01-04',
        weeks_off: ['2027-02-15', '2027-02-22'],
        interests: ['deep-learning', 'nlp'],
        goals: [{ goal: 'work from home', serves: { mlops: 3, 'deep-learning': 2 } }],
        levels: { 'd.torch': 2, 'd.attn': 1 },
        evidence: {},
      },
    }),
    underway: of(underway()),
    'another start': of({ choices: { ...choices, lookFrom: 'nlp', lookTo: 'robotics', extent: 'full' } }),
    'no curriculum': of({ choices: { ...choices, to: 'quantum-ml', lookTo: 'quantum-ml', extent: 'full' } }),
    mistakes: of({ problems: ['career/assessment.yaml:3:12 there is no skill "x.magic"'] }),
    restricted: of({ canWrite: false }),
  };
};
