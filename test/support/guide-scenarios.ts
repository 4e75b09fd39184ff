/** The guide in the states that a learner meets. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createGuideRenderer } from '../../scripts/guide-html';
import { guideSnapshot, type GuideInput } from '../../src/host/guide/guide-snapshot';
import type { Repair } from '../../src/host/guide/task-views';
import type { BlockedReason } from '../../src/core/checks/model';
import type { GuideSnapshot } from '../../src/protocol/guide';
import { checkRun, liveRun, result, sampleCurriculum, sampleStep, stepState } from './sample-curriculum';
import { translate } from './translate';
import { addressOf, repository } from './webview-page';

/** As `host/checks/repairs.ts`, which needs VS Code, does it. */
export function repairStub(reason: BlockedReason): Repair {
  if (reason.kind === 'missing-package') {
    return {
      message: `${reason.interpreter} does not have ${reason.names.join(', ')}, which this step needs.`,
      action: { title: 'Set Up Python', command: 'bridgecraft.setUpPython' },
    };
  }
  if (reason.kind === 'author-file-differs') {
    return {
      message: `Files that belong to the step were changed: ${reason.files.join(', ')}.`,
      action: { title: "Restore Author's Files", command: 'bridgecraft.restoreAuthorFiles' },
    };
  }
  if (reason.kind === 'older-version') {
    return {
      message: 'Your project is of an older version of this step, so the checks do not fit it.',
      action: { title: 'Update Step', command: 'bridgecraft.updateStep' },
    };
  }
  return { message: `Blocked: ${reason.kind}.`, action: { title: 'Run Checks', command: 'bridgecraft.runChecks' } };
}

export const guideInput = (more: Partial<GuideInput> = {}): GuideInput => ({
  curriculum: sampleCurriculum,
  step: sampleStep,
  state: undefined,
  live: undefined,
  html: '<h1>Backpropagation</h1><p>The brief.</p>',
  formulas: new Map(),
  isScaffolded: true,
  isOlder: false,
  carried: [],
  place: 'open',
  answers: new Map(),
  predictions: new Map(),
  pictures: [],
  holdsBack: (check) => sampleCurriculum.milestones.some(({ checks }) => checks.includes(check)),
  ...more,
});

export const snapshotOf = (more: Partial<GuideInput> = {}): GuideSnapshot =>
  guideSnapshot(translate, repairStub, guideInput(more));

const failing = liveRun(
  [
    result('add-value', 'passed'),
    result('add-twice', 'passed'),
    result('unbroadcast-shape', 'passed'),
    result('unbroadcast-values', 'failed', {
      message:
        'The gradient of a bias used by 32 rows came out as 0.125 of what it should be. Summing gives 32.0; `unbroadcast` gave 4.0.',
      properties: { expected: '[[32.0, 32.0, 32.0]]', actual: '[[4.0, 4.0, 4.0]]' },
      location: { file: 'src/engine/engine.py', line: 84 },
    }),
    result('unbroadcast-gradient', 'failed', {
      message: 'The relative error is 0.87 at entry (0, 1); at most 1e-5 is allowed.',
      location: { file: 'src/engine/engine.py', line: 84 },
    }),
    result('moons', 'failed', {
      message: 'Accuracy 0.912 on the test split; the gate is 0.95 and logistic regression has 0.871.',
      properties: { moons_accuracy: 0.912, baseline_accuracy: 0.871 },
    }),
    result('sick-run', 'broken', { message: 'KeyError: "loss" in checks/test_sick_run.py, line 31.' }),
  ],
  { run: checkRun() },
);

const missing: BlockedReason = {
  kind: 'missing-package',
  names: ['scikit-learn'],
  interpreter: '/home/ada/work/.venv/bin/python',
};

const all = sampleStep.checks.filter((check) => !check.needs);

export async function guideScenarios() {
  const renderer = await createGuideRenderer();
  const markdown = await readFile(join(repository, 'test', 'fixtures', 'guide.md'), 'utf8');
  const html = renderer.render({ file: 'guide.md', markdown }).html.replaceAll('{{guide}}', addressOf('test/fixtures'));
  const picture = { src: addressOf('test/fixtures/chain.svg'), name: 'loss-curve.svg' };
  return {
    'not-started': snapshotOf({ html, isScaffolded: false }),
    failing: snapshotOf({
      html,
      live: failing,
      predictions: new Map([['moons', { expected: '0.97', why: '32 rectifiers can bend around two half circles.' }]]),
      pictures: [picture],
    }),
    blocked: snapshotOf({
      html,
      live: liveRun(
        all.map((check) => result(check.id, 'blocked', { message: 'blocked', reason: missing })),
        { run: checkRun({ verdict: 'blocked', reason: missing, versions: { numpy: '2.4.6' } }) },
      ),
    }),
    'author-file-differs': snapshotOf({
      html,
      live: liveRun(
        [
          result('add-value', 'blocked', { reason: { kind: 'author-file-differs', files: ['checks/test_engine.py'] } }),
          result('sick-run', 'passed'),
        ],
        { run: checkRun({ verdict: 'blocked' }) },
      ),
    }),
    running: snapshotOf({
      html,
      live: liveRun([result('add-value', 'passed'), result('add-twice', 'passed')], { current: 'unbroadcast-shape' }),
    }),
    passed: snapshotOf({
      html,
      live: liveRun(
        all.map((check) =>
          result(check.id, 'passed', {
            properties: check.id === 'moons' ? { moons_accuracy: 0.9875, baseline_accuracy: 0.871 } : {},
          }),
        ),
        { run: checkRun({ verdict: 'passed' }) },
      ),
      pictures: [picture],
    }),
    hinted: snapshotOf({
      html,
      live: failing,
      state: stepState([], { help: { hints: new Map([['unbroadcast', 'pseudocode']]), solutions: new Set() } }),
    }),
    restricted: snapshotOf({ html, place: 'restricted', state: stepState([]) }),
  };
}
