import assert from 'node:assert/strict';
import type { EventBody } from '../../../src/core/progress/events';
import { deriveState } from '../../../src/core/progress/derive';
import { foldLog } from '../../../src/core/progress/fold';
import { allPassed, curriculum, hasher, indexOf, logOf, pivotIndex, ran, stateOf, step } from './samples';

const works = 'cv-to-nlp/works';
const real = 'cv-to-nlp/real';
const captioning = 'cv-to-nlp/captioning';
const reopened: EventBody = { kind: 'milestone-reopened', milestone: works };
const started: EventBody = {
  kind: 'step-started',
  step: captioning,
  contentVersion: 'v1',
  path: 'cv-to-nlp/captioning',
};

const milestoneAfter = (...bodies: readonly EventBody[]) => {
  const milestone = stateOf(logOf(...bodies)).milestones.get(works);
  assert.ok(milestone);
  return milestone.kind === 'verified' ? [milestone.kind, milestone.stale].filter(Boolean).join(', ') : milestone.kind;
};

describe('a step that passed', () => {
  const passedAt = (...bodies: readonly EventBody[]) => stateOf(logOf(...bodies)).steps.get(captioning)?.passedAt;
  const timeOf = (index: number, ...bodies: readonly EventBody[]) => logOf(...bodies)[index]?.time;

  it('has passed since the run that completed it, not since the last one', () => {
    const runs = [started, ran({ shape: 'passed', value: 'passed' }), ran({ gate: 'passed' }), ran(allPassed)];
    assert.ok(passedAt(...runs));
    assert.equal(passedAt(...runs), timeOf(2, ...runs));
  });

  it('has passed since it passed again after a failure, and not at all while one stands', () => {
    const runs = [started, ran(allPassed), ran({ gate: 'failed' })];
    assert.equal(passedAt(...runs), undefined);
    assert.equal(passedAt(...runs, ran(allPassed)), timeOf(3, ...runs, ran(allPassed)));
  });
});

describe('a milestone', () => {
  it('is open until all of its checks passed', () => {
    assert.equal(milestoneAfter(), 'open');
    assert.equal(milestoneAfter(ran({ ...allPassed, gate: 'failed' })), 'open');
    assert.equal(milestoneAfter(ran({ ...allPassed, gate: 'blocked' })), 'open');
  });

  it('is verified when all checks passed on one set of files, in one run or in several', () => {
    assert.equal(milestoneAfter(ran(allPassed)), 'verified');
    assert.equal(milestoneAfter(ran({ shape: 'passed', value: 'passed' }), ran({ gate: 'passed' })), 'verified');
  });

  it('is not verified by passes on different files', () => {
    assert.equal(milestoneAfter(ran({ shape: 'passed', value: 'passed' }, 'a'), ran({ gate: 'passed' }, 'b')), 'open');
  });

  it('is not verified by a run that names no file of the learner', () => {
    const body = ran(allPassed);
    assert.ok(body.kind === 'checks-ran');
    assert.equal(milestoneAfter({ ...body, learnerFiles: {} }), 'open');
  });

  it('stays verified after a failure, and says so', () => {
    const failed = ran({ ...allPassed, gate: 'failed' }, 'b');
    assert.equal(milestoneAfter(ran(allPassed, 'a'), failed), 'verified, last-run-failed');
    assert.equal(
      milestoneAfter(ran(allPassed, 'a'), failed, ran({ shape: 'passed' }, 'b')),
      'verified, last-run-failed',
    );
  });

  it('stays verified after edits, and says so until a run on them passes', () => {
    const edited = ran({ shape: 'passed' }, 'b');
    assert.equal(milestoneAfter(ran(allPassed, 'a'), edited), 'verified, files-changed');
    assert.equal(milestoneAfter(ran(allPassed, 'a'), edited, ran(allPassed, 'b')), 'verified');
  });

  it('says that files changed since, before any run on them', () => {
    const log = foldLog(logOf(ran(allPassed, 'a')));
    const now = (files: string) => ({
      unreadable: 0,
      newer: 0,
      currentFiles: new Map([[captioning, { 'src/pkg/a.py': hasher.sha256(files) }] as const]),
    });
    const stale = (files: string) => {
      const milestone = deriveState(log, pivotIndex, now(files)).milestones.get(works);
      return milestone?.kind === 'verified' ? milestone.stale : milestone?.kind;
    };
    assert.deepEqual([stale('a'), stale('b')], [undefined, 'files-changed']);
  });

  it('does not take a blocked run for a failure', () => {
    const blocked = ran({ shape: 'blocked', value: 'blocked', gate: 'blocked' }, 'a');
    assert.equal(milestoneAfter(ran(allPassed, 'a'), blocked), 'verified');
  });

  it('needs a newer run after a reopening', () => {
    assert.equal(milestoneAfter(ran(allPassed), reopened), 'open');
    assert.equal(milestoneAfter(ran({ shape: 'passed', value: 'passed' }), reopened, ran({ gate: 'passed' })), 'open');
    assert.equal(milestoneAfter(ran(allPassed), reopened, ran(allPassed)), 'verified');
  });

  it('carries what completed it', () => {
    const milestone = stateOf(logOf(started, ran(allPassed, 'a'))).milestones.get(works);
    assert.ok(milestone?.kind === 'verified');
    assert.deepEqual(milestone.evidence.checks, ['shape', 'value', 'gate']);
    assert.deepEqual(milestone.evidence.figures, { accuracy: 0.9 });
    assert.deepEqual(milestone.evidence.learnerFiles, { 'src/pkg/a.py': hasher.sha256('a') });
    assert.equal(milestone.evidence.at, '2026-01-01T00:00:02.000Z');
    assert.equal(milestone.evidence.interpreter, '/usr/bin/python3');
  });

  it('marked by hand is unverified, with evidence attached attested, and reopened open again', () => {
    const marked: EventBody = { kind: 'milestone-marked', milestone: works, note: 'by hand' };
    const file = { path: 'evidence/real/decision.md', sha256: hasher.sha256('x') };
    const attested: EventBody = { kind: 'milestone-attested', milestone: works, note: 'see', files: [file] };
    assert.equal(milestoneAfter(marked), 'unverified');
    assert.equal(milestoneAfter(attested, marked), 'attested');
    assert.equal(milestoneAfter(marked, reopened), 'open');
    assert.equal(milestoneAfter(marked, ran(allPassed)), 'verified');
  });

  it('of the attested kind is never verified by checks alone', () => {
    assert.equal(stateOf(logOf(ran(allPassed))).milestones.get(real)?.kind, 'open');
  });
});

describe('a step', () => {
  const stepAfter = (...bodies: readonly EventBody[]) => {
    const state = stateOf(logOf(...bodies)).steps.get(captioning);
    assert.ok(state);
    return state;
  };

  it('knows its checks in their order, what passed and the hours left', () => {
    const state = stepAfter(started, ran({ gate: 'failed', shape: 'passed' }));
    assert.deepEqual(
      state.checks.map(({ id, verdict }) => [id, verdict]),
      [
        ['shape', 'passed'],
        ['value', undefined],
        ['gate', 'failed'],
      ],
    );
    assert.deepEqual([state.status, state.passedCount, state.hoursLeft], ['in-progress', 1, 3.5]);
    assert.equal(stepAfter(started, ran({ shape: 'passed', value: 'passed' })).hoursLeft, 3);
  });

  it('has all of its hours left until tasks are done, and none once it is passed', () => {
    const { hours } = step('cv-to-nlp', 'captioning');
    const left = [stepAfter(), stepAfter(started), stepAfter(ran({ gate: 'passed' })), stepAfter(ran(allPassed))];
    assert.deepEqual(
      left.map(({ hoursLeft }) => hoursLeft),
      [hours, hours, 2, 0],
    );
  });

  it('knows where its last results lead, and the versions of the last run', () => {
    const body = ran({ shape: 'failed', value: 'blocked' });
    assert.ok(body.kind === 'checks-ran');
    const location = { file: 'src/pkg/a.py', line: 7 };
    const reason = { kind: 'author-file-differs' as const, files: ['checks/test_a.py'] };
    const leads = [{ location, hint: 'look' }, { reason }];
    const state = stepAfter(ran(allPassed), {
      ...body,
      results: body.results.map((result, at) => ({ ...result, ...leads[at] })),
      versions: { python: '3.12.1', numpy: '2.4.6' },
    });
    const led = state.checks.map(({ id, location: at, hint, reason: why }) => [id, at, hint, why]);
    assert.deepEqual(led, [
      ['shape', location, 'look', undefined],
      ['value', undefined, undefined, reason],
      ['gate', undefined, undefined, undefined],
    ]);
    assert.deepEqual([state.versions, stepAfter(started).versions], [{ python: '3.12.1', numpy: '2.4.6' }, undefined]);
  });

  it('knows the known problems of its checks, for the version that the learner has', () => {
    const advisory = (versions: 'all' | string[]) =>
      indexOf(
        curriculum('cv-to-nlp', [step('cv-to-nlp', 'captioning', { contentVersion: 'b'.repeat(64) })], {
          advisories: [{ step: 'captioning', check: 'gate', versions, note: 'Too strict.' }],
        }),
      );
    const noted = (versions: 'all' | string[], ...bodies: readonly EventBody[]) =>
      stateOf(logOf(...bodies), advisory(versions))
        .steps.get(captioning)
        ?.checks.map((check) => check.advisory);
    const old = { ...started, contentVersion: 'a'.repeat(64) };
    assert.deepEqual(noted('all', old, ran({ gate: 'failed' })), [undefined, undefined, 'Too strict.']);
    assert.deepEqual(noted(['a'.repeat(12)], old), [undefined, undefined, 'Too strict.']);
    assert.deepEqual(noted(['b'.repeat(12)], old), [undefined, undefined, undefined]);
    assert.deepEqual(noted(['b'.repeat(12)]), [undefined, undefined, 'Too strict.'], 'before the step is started');
  });

  it('is passed when the last verdict of every check is', () => {
    assert.equal(stepAfter().status, 'not-started');
    assert.equal(stepAfter(started).status, 'in-progress');
    assert.equal(stepAfter(started, ran(allPassed)).status, 'passed');
    assert.equal(stepAfter(started, ran(allPassed), ran({ gate: 'failed' })).status, 'in-progress');
  });

  it('does not wait for checks of "Take it real", and shows them once they ran', () => {
    const waiting = step('cv-to-nlp', 'captioning');
    const checks = waiting.checks.map((check) => (check.id === 'gate' ? { ...check, needs: 'evidence/real' } : check));
    const index = indexOf(curriculum('cv-to-nlp', [{ ...waiting, checks }]));
    const before = stateOf(logOf(started, ran({ shape: 'passed', value: 'passed' })), index).steps.get(captioning);
    assert.deepEqual([before?.status, before?.checks.length, before?.hoursLeft], ['passed', 2, 0]);
    const after = stateOf(logOf(started, ran({ ...allPassed, gate: 'failed' })), index).steps.get(captioning);
    assert.deepEqual([after?.status, after?.checks.length], ['passed', 3]);
  });

  it('is passed since the run that completed it, not since a later one', () => {
    const passed = ran(allPassed);
    assert.equal(stepAfter(started, ran({ shape: 'passed', value: 'passed' })).passedAt, undefined);
    const twice = stepAfter(started, ran({ shape: 'passed', value: 'passed' }), ran({ gate: 'passed' }), passed);
    assert.equal(twice.passedAt, '2026-01-01T00:00:03.000Z');
    assert.equal(stepAfter(started, passed, ran({ gate: 'failed' })).passedAt, undefined);
    assert.equal(stepAfter(started, passed, ran({ gate: 'failed' }), passed).passedAt, '2026-01-01T00:00:04.000Z');
  });

  it('keeps its first start and its latest folder', () => {
    const state = stepAfter(started, { ...started, path: 'elsewhere' });
    assert.deepEqual([state.startedAt, state.path], ['2026-01-01T00:00:01.000Z', 'elsewhere']);
  });

  it('keeps its progress under new names', () => {
    const index = indexOf(
      curriculum('cv-to-nlp', [step('cv-to-nlp', 'captions')], {
        milestones: [{ id: 'done', title: '', step: 'captions', kind: 'verified', checks: ['shape', 'value', 'gate'] }],
        renamed: {
          captioning: 'captioner',
          captioner: 'captions',
          'captioner/worth': 'captioner/value',
          'milestone:works': 'milestone:completed',
          'milestone:completed': 'done',
          loop: 'circle',
          circle: 'loop',
        },
      }),
    );
    const log = logOf(
      started,
      ran({ shape: 'passed', worth: 'passed' }),
      ran({ gate: 'passed' }, 'a', 'cv-to-nlp/captions'),
      ran(allPassed, 'a', 'cv-to-nlp/loop'),
    );
    const state = stateOf(log, index);
    assert.deepEqual(
      [...state.steps].map(([ref, { status }]) => [ref, status]),
      [['cv-to-nlp/captions', 'passed']],
    );
    assert.equal(state.milestones.get('cv-to-nlp/done')?.kind, 'verified');
    const marked = logOf({ kind: 'milestone-marked', milestone: works, note: '' });
    assert.equal(stateOf(marked, index).milestones.get('cv-to-nlp/done')?.kind, 'unverified');
  });

  it('knows the furthest hint of each task, the solutions that were shown and the last answers', () => {
    const of = { step: captioning, task: 'first' } as const;
    const { help, answers } = stepAfter(
      { kind: 'hint-shown', ...of, level: 'approach' },
      { kind: 'hint-shown', ...of, level: 'nudge' },
      { kind: 'solution-shown', step: captioning, task: 'second' },
      { kind: 'quiz-answered', step: captioning, question: 'why', option: 2 },
      { kind: 'quiz-answered', step: captioning, question: 'why', option: 0 },
    );
    assert.deepEqual([[...help.hints], [...help.solutions]], [[['first', 'approach']], ['second']]);
    assert.deepEqual([...answers], [['why', 0]]);
  });

  it('has the content version of its latest start or update', () => {
    const updated: EventBody = { kind: 'step-updated', step: captioning, contentVersion: 'v2' };
    assert.equal(stepAfter(started, updated).contentVersion, 'v2');
    assert.equal(stepAfter(started, updated, { ...started, contentVersion: 'v3' }).contentVersion, 'v3');
  });

  it('ignores events of steps that are not in the index', () => {
    const state = stateOf(logOf(ran(allPassed, 'a', 'gone/step'), { kind: 'pivot-chosen', curriculum: 'gone' }));
    assert.deepEqual([[...state.steps.keys()], state.pivot], [[captioning], undefined]);
  });
});
