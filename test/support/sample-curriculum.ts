/** A small curriculum for tests of the views: every kind of part once, nothing that a test has to know by heart. */
import type { CheckResult, CheckRun } from '../../src/core/checks/model';
import type { Check, Curriculum, CurriculumIndex, MilestoneEntry, Step } from '../../src/core/curriculum/model';
import type { CheckState, ProgressState, StepState } from '../../src/core/progress/state';
import type { LiveRun } from '../../src/host/checks/checks';

const check = (id: string, task: string, title: string, kind: Check['kind'] = 'H'): Check => ({
  id,
  title,
  test: `checks/test_engine.py::test_${id.replaceAll('-', '_')}`,
  task,
  kind,
  timeout: 20,
  hints: [id],
});

const question = (id: string, text: string) => ({
  id,
  question: text,
  options: ['It is added to what is there', 'It replaces what is there', 'It is averaged over the batch'],
  answer: 0,
  explanation: 'Each use of a value is a path from it to the loss. The gradient is the sum over all paths.',
});

export const sampleStep: Step = {
  ref: 'ml-to-deep-learning/backpropagation',
  id: 'backpropagation',
  curriculum: 'ml-to-deep-learning',
  title: 'Backpropagation',
  summary: 'An automatic differentiation engine of your own.',
  tier: 'T0',
  package: 'engine',
  requirements: ['numpy', 'scikit-learn', 'matplotlib'],
  requires: [],
  minutes: 190,
  hours: 7.8,
  realHours: [3, 5],
  skills: { 'd.autodiff': 2 },
  tasks: [
    {
      id: 'add',
      title: 'Addition and its gradient',
      file: 'src/engine/engine.py',
      region: 'add',
      minutes: 10,
      difficulty: 1,
    },
    {
      id: 'unbroadcast',
      title: 'Undo broadcasting',
      file: 'src/engine/engine.py',
      region: 'unbroadcast',
      minutes: 40,
      difficulty: 3,
    },
    {
      id: 'train',
      title: 'Train on two moons',
      file: 'src/engine/train.py',
      region: 'train',
      minutes: 45,
      difficulty: 3,
    },
    { id: 'sick', title: 'Find what is wrong with this run', file: 'notes/sick_run.md', minutes: 25, difficulty: 3 },
    { id: 'real', title: 'Take it real', file: 'src/engine/real.py', minutes: 60, difficulty: 4 },
  ],
  checks: [
    check('add-value', 'add', 'Adding two values gives their sum', 'S'),
    check('add-twice', 'add', 'A tensor used twice accumulates its gradient'),
    check('unbroadcast-shape', 'unbroadcast', 'The gradient has the shape of its input', 'S'),
    check('unbroadcast-values', 'unbroadcast', 'Stretched axes are summed, not averaged', 'O'),
    check('unbroadcast-gradient', 'unbroadcast', 'Gradients agree with central differences', 'G'),
    check('moons', 'train', 'Two moons are told apart better than by logistic regression', 'B'),
    check('sick-run', 'sick', 'The experiment shows the fault that you named', 'R'),
    {
      ...check('real', 'real', 'Metric and interval recomputed from the predictions', 'R'),
      needs: 'evidence/real/predictions.jsonl',
    },
  ],
  figures: [{ name: 'moons_accuracy', title: 'Accuracy on two moons', unit: '', tolerance: 0.01 }],
  gates: [
    {
      name: 'moons',
      title: 'Accuracy on the two moons, test split',
      check: 'moons',
      figure: 'moons_accuracy',
      direction: 'at_least',
      value: 0.95,
      unit: '',
      worst: 0.985,
      sd: 0.0041,
      seeds: 8,
      baseline: { name: 'Logistic regression', figure: 'baseline_accuracy', value: 0.88, margin: 0.05 },
    },
  ],
  hints: {
    tasks: {
      add: { nudge: 'What does `1 + 2` give?', approach: 'Add the values.', pseudocode: 'return a + b' },
      train: { nudge: 'What changes between two epochs?', approach: 'Shuffle, batch, step.', pseudocode: 'for batch:' },
      unbroadcast: {
        nudge: 'A bias of 3 numbers is used by 32 rows. How often does each count?',
        approach: 'Sum the gradient over every axis that broadcasting made.',
        pseudocode:
          'while gradient has more axes than shape:\n    sum over the first axis\nsum axes of length 1, keeping them',
      },
    },
    failures: {
      'add-value': 'The result is a new value; the inputs stay as they are.',
      'add-twice': 'Look at `=` where `+=` is meant: the second use overwrites what the first one left.',
      'unbroadcast-shape': 'Sum over the axes that broadcasting added in front.',
      'unbroadcast-values': 'Use `keepdims=True` for the axes of length 1, so that they are still there afterwards.',
      'unbroadcast-gradient': 'Compare with h = 1e-5 on one entry first.',
      moons: 'Shuffle before each epoch and look at the loss of the first 20 steps.',
      'sick-run': 'Which single change makes the curve differ?',
      real: 'Each line of predictions.jsonl has id, gold, prediction and baseline.',
    },
  },
  quiz: [
    question('twice', 'A tensor feeds two layers. What happens to the gradient of the second path?'),
    question('order', 'Why are nodes visited in reverse topological order?'),
    question('shape', 'A bias of shape `(3,)` is added to a batch of shape `(32, 3)`. What shape has its gradient?'),
  ],
  recall: [
    {
      ...question('logloss', 'The derivative of the log loss with respect to the score is what?'),
      from: 'logistic regression',
    },
    { ...question('leak', 'A scaler was fitted before the split. What is wrong?'), from: 'pipelines' },
    {
      ...question('step', 'The learning rate is doubled and the loss grows. What do you try?'),
      from: 'gradient descent',
    },
  ],
  predict: [
    {
      id: 'moons',
      task: 'train',
      figure: 'moons_accuracy',
      question: 'What accuracy will 32 hidden units reach on two moons?',
    },
  ],
  sickRun: { task: 'sick', title: 'A loss that does not move', files: ['data/sick_run.csv'] },
  files: { learner: ['src/**'], author: ['checks/**'] },
  projectFiles: [],
  interview: [
    'Derive $\\bar A$ and $\\bar B$ on the board.',
    'What does broadcasting do backward?',
    'When would you not use a network here?',
  ],
  contentVersion: 'c0ffee',
};

const laterStep: Step = {
  ...sampleStep,
  ref: 'ml-to-deep-learning/optimizers',
  id: 'optimizers',
  title: 'Optimizers',
  hours: 6,
};

const milestones: readonly MilestoneEntry[] = [
  {
    id: 'built-autodiff',
    title: 'Built an automatic differentiation engine',
    step: 'backpropagation',
    kind: 'verified',
    checks: ['add-value', 'add-twice', 'unbroadcast-shape', 'unbroadcast-values', 'unbroadcast-gradient', 'moons'],
  },
  {
    id: 'autodiff-real',
    title: 'Took the engine to a data set of your own',
    step: 'backpropagation',
    kind: 'attested',
    checks: [],
  },
  {
    id: 'named-fault',
    title: 'Named the fault in a training run from its curves',
    step: 'backpropagation',
    kind: 'verified',
    checks: ['sick-run'],
  },
  {
    id: 'optimizers',
    title: 'Chose an optimizer and could say why',
    step: 'optimizers',
    kind: 'verified',
    checks: ['add-value', 'moons'],
  },
];

export const sampleCurriculum: Curriculum = {
  id: 'ml-to-deep-learning',
  title: 'From classical ML to deep learning',
  subtitle: 'From features to representations',
  from: 'classical-ml',
  to: 'deep-learning',
  summary: 'Build what you would import.',
  phases: [
    {
      id: 'mechanics',
      title: 'How networks learn',
      indicators: ['You can say what backward() does, line by line', 'A gradient check is the first thing you write'],
      steps: [sampleStep],
    },
    {
      id: 'training',
      title: 'Training that works',
      indicators: ['You can tell a bad step size from a bad model'],
      steps: [laterStep],
    },
  ],
  milestones,
  renamed: {},
  advisories: [],
};

export const sampleIndex: CurriculumIndex = {
  format: 1,
  specializations: {
    'computer-vision': 'Computer vision',
    nlp: 'NLP',
    'classical-ml': 'Classical ML',
    'deep-learning': 'Deep learning',
    mlops: 'MLOps',
    'data-science': 'Data science',
    robotics: 'Robotics',
    'quantum-ml': 'Quantum ML',
    'responsible-ai': 'Responsible AI',
    neuromorphic: 'Neuromorphic computing',
  },
  skillNames: {},
  curricula: [sampleCurriculum],
  constraints: [],
};

export const result = (id: string, verdict: CheckResult['verdict'], more: Partial<CheckResult> = {}): CheckResult => ({
  id,
  verdict,
  message: '',
  seconds: 0.1,
  properties: {},
  ...more,
});

export const checkRun = (more: Partial<CheckRun> = {}): CheckRun => ({
  id: 'run-1',
  step: sampleStep.ref,
  contentVersion: sampleStep.contentVersion,
  startedAt: '2026-11-20T10:00:00.000Z',
  seconds: 4.2,
  verdict: 'failed',
  checks: [],
  command: [],
  learnerFiles: {},
  checkFiles: {},
  versions: { python: '3.11.7', numpy: '2.4.6', 'scikit-learn': '1.9.1', matplotlib: '3.10.1' },
  ...more,
});

export const liveRun = (results: readonly CheckResult[], more: Partial<LiveRun> = {}): LiveRun => ({
  step: sampleStep.ref,
  results: new Map(results.map((each) => [each.id, each])),
  ...more,
});

export const stepState = (checks: readonly CheckState[], more: Partial<StepState> = {}): StepState => ({
  ref: sampleStep.ref,
  status: 'in-progress',
  path: sampleStep.ref,
  startedAt: '2026-11-03T09:00:00.000Z',
  contentVersion: sampleStep.contentVersion,
  checks,
  passedCount: checks.filter((each) => each.verdict === 'passed').length,
  help: { hints: new Map(), solutions: new Set() },
  answers: new Map(),
  hoursLeft: 3,
  ...more,
});

export const progressState = (more: Partial<ProgressState> = {}): ProgressState => ({
  pivot: sampleCurriculum.id,
  steps: new Map(),
  milestones: new Map(),
  unreadable: 0,
  newer: 0,
  ...more,
});
