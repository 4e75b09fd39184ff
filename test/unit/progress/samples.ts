/** Small logs and an index for the tests of progress. */
import { createHash } from 'node:crypto';
import type { Curriculum, CurriculumIndex, Step } from '../../../src/core/curriculum/model';
import { deriveState } from '../../../src/core/progress/derive';
import { sealEvent } from '../../../src/core/progress/event-line';
import type { EventBody, ProgressEvent } from '../../../src/core/progress/events';
import { foldLog } from '../../../src/core/progress/fold';
import type { ProgressState } from '../../../src/core/progress/state';
import type { Hasher } from '../../../src/core/ports';

export const hasher: Hasher = { sha256: (content) => createHash('sha256').update(content).digest('hex') };

export const timeOf = (second: number): string => new Date(Date.UTC(2026, 0, 1) + second * 1000).toISOString();

export const event = (seq: number, body: EventBody, second = seq): ProgressEvent =>
  sealEvent(body, { seq, time: timeOf(second) }, hasher);

/** Bodies in the order of a log. */
export const logOf = (...bodies: readonly EventBody[]): readonly ProgressEvent[] =>
  bodies.map((body, index) => event(index + 1, body));

export const step = (curriculum: string, id: string, more: Partial<Step> = {}): Step => ({
  ref: `${curriculum}/${id}`,
  id,
  curriculum,
  title: `Build ${id}`,
  summary: '',
  tier: 'T0',
  package: 'pkg',
  requirements: ['numpy'],
  requires: [],
  minutes: 60,
  hours: 3.5,
  realHours: [3, 8],
  skills: {},
  tasks: [
    { id: 'first', title: 'First', file: 'src/pkg/a.py', region: 'first', minutes: 15, difficulty: 1 },
    { id: 'second', title: 'Second', file: 'src/pkg/b.py', minutes: 45, difficulty: 2 },
  ],
  checks: ['shape', 'value', 'gate'].map((check) => ({
    id: check,
    title: `The ${check} holds`,
    test: `checks/test_a.py::test_${check}`,
    task: check === 'gate' ? 'second' : 'first',
    kind: 'S',
    timeout: 5,
    hints: ['look'],
  })),
  figures: [],
  gates: [],
  hints: { tasks: {}, failures: {} },
  quiz: [],
  recall: [],
  predict: [],
  sickRun: { task: 'second', title: '', files: ['a'] },
  files: { learner: ['src/**'], author: ['checks/**'] },
  projectFiles: [],
  interview: [],
  contentVersion: 'v1',
  ...more,
});

export const curriculum = (id: string, steps: readonly Step[], more: Partial<Curriculum> = {}): Curriculum => ({
  id,
  title: id,
  subtitle: '',
  from: 'computer-vision',
  to: 'nlp',
  summary: '',
  phases: [{ id: 'one', title: 'One', indicators: ['can'], steps }],
  milestones: [],
  renamed: {},
  advisories: [],
  ...more,
});

export const indexOf = (...curricula: readonly Curriculum[]): CurriculumIndex => ({
  format: 1,
  specializations: {
    'computer-vision': '',
    nlp: '',
    'classical-ml': '',
    'deep-learning': '',
    mlops: '',
    'data-science': '',
    robotics: '',
    'quantum-ml': '',
    'responsible-ai': '',
    neuromorphic: '',
  },
  skillNames: {},
  curricula,
  constraints: [],
});

export const pivotIndex = indexOf(
  curriculum('cv-to-nlp', [step('cv-to-nlp', 'captioning')], {
    milestones: [
      { id: 'works', title: 'Works', step: 'captioning', kind: 'verified', checks: ['shape', 'value', 'gate'] },
      { id: 'real', title: 'Real', step: 'captioning', kind: 'attested', checks: [] },
    ],
  }),
);

export type Verdicts = Readonly<Record<string, 'passed' | 'failed' | 'blocked' | 'broken'>>;

/** A run of `cv-to-nlp/captioning` unless told otherwise; `files` names the state of the learner's files. */
export const ran = (verdicts: Verdicts, files = 'a', ref: Step['ref'] = 'cv-to-nlp/captioning'): EventBody => ({
  kind: 'checks-ran',
  step: ref,
  run: `run-${files}-${Object.keys(verdicts).join('-')}`,
  contentVersion: 'v1',
  results: Object.entries(verdicts).map(([id, verdict]) => ({
    id,
    verdict,
    message: verdict === 'passed' ? '' : 'not yet',
    seconds: 0.5,
    properties: { accuracy: 0.9 },
  })),
  learnerFiles: { 'src/pkg/a.py': hasher.sha256(files) },
  checkFiles: { 'checks/test_a.py': hasher.sha256('checks') },
  versions: { python: '3.11.7' },
  interpreter: '/usr/bin/python3',
});

export const allPassed: Verdicts = { shape: 'passed', value: 'passed', gate: 'passed' };

export const stateOf = (events: readonly ProgressEvent[], index = pivotIndex): ProgressState =>
  deriveState(foldLog(events), index, { unreadable: 0, newer: 0 });
