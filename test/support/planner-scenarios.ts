/** The planner in the states that a learner meets. */
import type { AssessmentFile } from '../../src/core/planner/assessment-schema';
import { keptRoadmap } from '../../src/core/planner/kept-roadmap';
import { textKey } from '../../src/core/planner/kept-posting';
import { readPosting } from '../../src/core/planner/posting';
import { SkillWords } from '../../src/core/planner/skill-words';
import { levelsOf, type PlannerInput, plannerSnapshot } from '../../src/host/planner/planner-snapshot';
import type { PostingsInput, ReadPosting } from '../../src/host/planner/postings-view';
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

const words = new SkillWords(skillsTable);

export const advertisement = `Machine learning engineer (NLP), Lantern Analytics

What you bring
- Python and PyTorch
- Experience with transformers and fine-tuning
- SQL rather than Spark
- You know Foobar
- Docker; Kubernetes is a plus

Nice to have: Terraform
<script>document.title = 'run'</script><img src="x" onerror="document.title = 'run'">`;

/** An advertisement as it is kept in `file`. */
export const readAs = (file: string, text: string, more: Partial<ReadPosting> = {}): ReadPosting => ({
  file,
  title: 'Machine learning engineer',
  date: file.slice(0, 10),
  key: textKey(text),
  posting: readPosting(text, words),
  ...more,
});

export const postingsInput = (more: Partial<PostingsInput> = {}): PostingsInput => ({
  kept: [],
  problems: [],
  keptCount: 0,
  ...more,
});

/** Three texts in four files. */
const keptPostings: readonly ReadPosting[] = [
  readAs('2026-11-20-machine-learning-engineer.md', advertisement, {
    link: 'https://example.org/jobs/1',
    place: 'Lisbon',
  }),
  readAs('2026-11-02-nlp-engineer.md', 'Requirements\n- Python\n- Embeddings, RAG\n- Docker', {
    title: 'NLP engineer',
  }),
  readAs('2026-10-30-machine-learning-engineer.md', advertisement),
  readAs(
    '2026-03-01-ml-platform.md',
    'Must have: Kubernetes, Terraform, Python, SQL, CI/CD, MLflow, Airflow, Kafka, Spark, statistics, Git, Linux, monitoring',
    { title: '机器学习平台工程师 – a title that is long enough to be broken into two lines in a narrow window' },
  ),
];

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
      ...assessed(),
      postings: postingsInput({ kept: keptPostings, lookedFile: '2026-11-20-machine-learning-engineer.md' }),
      choices: { ...choices, weights: { effort: 1, interest: 2, goals: 1 } },
    }),
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
    underway: of(underway()),
    'another start': of({ choices: { ...choices, lookFrom: 'nlp', lookTo: 'robotics', extent: 'full' } }),
    'no curriculum': of({ choices: { ...choices, to: 'quantum-ml', lookTo: 'quantum-ml', extent: 'full' } }),
    mistakes: of({
      problems: [{ file: 'career/assessment.yaml', line: 3, column: 12, message: 'there is no skill "x.magic"' }],
    }),
    restricted: of({ place: 'restricted', postings: postingsInput() }),
    postings: of({
      postings: postingsInput({
        kept: keptPostings,
        lookedFile: '2026-11-20-machine-learning-engineer.md',
        problems: ['2026-11-01-typist.md:3:7 date: a date is written 2027-01-31'],
      }),
    }),
    'a foreign posting': of({
      place: 'no-home',
      postings: postingsInput({
        draft: {
          title: '',
          date: '',
          link: 'javascript:alert(1)',
          place: '',
          text: '',
          isCut: true,
          posting: readPosting(
            'Wir suchen eine Person mit sehr guten Kenntnissen, die gerne lernt. '.repeat(2000),
            words,
          ),
        },
        formProblem: 'The link does not begin with https://. Mend it, or leave it empty.',
      }),
    }),
  };
};
