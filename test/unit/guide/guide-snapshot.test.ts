import assert from 'node:assert/strict';
import { captionOf, withoutTitle } from '../../../src/host/guide/guide-snapshot';
import type { BlockedReason } from '../../../src/core/checks/model';
import type { GuideSnapshot } from '../../../src/protocol/guide';
import { snapshotOf } from '../../support/guide-scenarios';
import { checkRun, liveRun, result, sampleStep, stepState } from '../../support/sample-curriculum';

const labels = (actions: GuideSnapshot['toolbar']) => actions.map((action) => action.label);
const task = (snapshot: GuideSnapshot, id: string) => {
  const found = snapshot.tasks.find((each) => each.id === id);
  assert.ok(found);
  return found;
};
const check = (snapshot: GuideSnapshot, id: string) => {
  const found = snapshot.tasks.flatMap((each) => each.checks).find((each) => each.id === id);
  assert.ok(found);
  return found;
};
const required = sampleStep.checks.filter((each) => !each.needs);
const missing: BlockedReason = { kind: 'missing-package', names: ['scikit-learn'], interpreter: 'python' };

describe('the guide', () => {
  it('offers Start, and no code to go to, before the step is scaffolded', () => {
    const snapshot = snapshotOf({ isScaffolded: false });
    assert.deepEqual(labels(snapshot.toolbar), ['Start', 'Milestones']);
    assert.deepEqual(
      snapshot.tasks.flatMap((each) => each.actions),
      [],
    );
  });

  it('offers Check once there is a project, and Stop while checks run', () => {
    assert.deepEqual(labels(snapshotOf().toolbar), ['Check', 'Milestones']);
    const running = snapshotOf({ live: liveRun([result('add-value', 'passed')], { current: 'add-twice' }) });
    assert.deepEqual(labels(running.toolbar), ['Stop', 'Milestones']);
    assert.equal(running.progress, 'Checking: 1 of 7');
    assert.equal(check(running, 'add-twice').status, 'running');
  });

  it('can be read in Restricted Mode, and says what is off and the way out', () => {
    const snapshot = snapshotOf({ place: 'restricted' });
    assert.deepEqual(labels(snapshot.toolbar), ['Milestones']);
    assert.equal(snapshot.html, '<p>The brief.</p>');
    assert.match(snapshot.notices[0]?.message ?? '', /Start and Check are off/);
    assert.deepEqual(snapshot.notices[0]?.actions[0]?.intent, { kind: 'manage-trust' });
  });

  it('counts the checks that pass, without those that wait for a file', () => {
    const snapshot = snapshotOf({
      state: stepState([{ id: 'add-value', verdict: 'passed', message: '', properties: {} }]),
    });
    assert.equal(snapshot.progress, '1 of 7 checks');
    assert.equal(snapshot.passed, 1);
    assert.equal(task(snapshot, 'real').summary, 'checked once evidence/real/predictions.jsonl is there');
  });

  it('counts a check that waited for a file once it has run', () => {
    const snapshot = snapshotOf({ live: liveRun([result('real', 'passed')], { run: checkRun() }) });
    assert.equal(snapshot.total, 8);
    assert.equal(task(snapshot, 'real').status, 'passed');
  });

  it('shows results of this session over those of the log, and the log for what did not run again', () => {
    const snapshot = snapshotOf({
      state: stepState([
        { id: 'add-value', verdict: 'failed', message: 'old', properties: {} },
        { id: 'add-twice', verdict: 'passed', message: '', properties: {} },
      ]),
      live: liveRun([result('add-value', 'passed')], { run: checkRun() }),
    });
    assert.equal(check(snapshot, 'add-value').status, 'passed');
    assert.equal(check(snapshot, 'add-twice').status, 'passed');
  });

  it('gives a failed check its message, expected and actual, its hint and the line', () => {
    const snapshot = snapshotOf({
      live: liveRun(
        [
          result('add-twice', 'failed', {
            message: 'The gradient is 1; 2 was expected.',
            properties: { expected: 2, actual: 1 },
            location: { file: 'src/engine/engine.py', line: 12 },
          }),
        ],
        { run: checkRun() },
      ),
    });
    const failed = check(snapshot, 'add-twice');
    assert.equal(failed.statusLabel, 'failed');
    assert.equal(failed.message, 'The gradient is 1; 2 was expected.');
    assert.deepEqual([failed.expected, failed.actual], ['2', '1']);
    assert.match(failed.hint ?? '', /the second use overwrites/);
    assert.deepEqual(labels(failed.actions), ['src/engine/engine.py, line 12']);
    assert.ok(labels(task(snapshot, 'add').actions).includes('Go to Code'));
  });

  it('shows the hint that the check reported instead of its first one', () => {
    const live = (properties: Record<string, string>) =>
      liveRun([result('add-twice', 'failed', { message: 'No.', properties })], { run: checkRun() });
    assert.match(check(snapshotOf({ live: live({ hint: 'moons' }) }), 'add-twice').hint ?? '', /Shuffle/);
    // A name that no hint has, or that every object has, falls back to the first.
    for (const hint of ['nothing', 'constructor']) {
      assert.match(check(snapshotOf({ live: live({ hint }) }), 'add-twice').hint ?? '', /overwrites/);
    }
  });

  it('shows the hints that were asked for and offers the next one, until there is none or the task is done', () => {
    const asked = (level: 'nudge' | 'pseudocode') =>
      snapshotOf({ state: stepState([], { help: { hints: new Map([['add', level]]), solutions: new Set() } }) });
    assert.deepEqual(task(snapshotOf(), 'add').hints, []);
    assert.ok(labels(task(snapshotOf(), 'add').actions).includes('Hint 1 of 3'));
    assert.deepEqual(
      task(asked('nudge'), 'add').hints.map(({ label }) => label),
      ['Nudge'],
    );
    assert.ok(labels(task(asked('nudge'), 'add').actions).includes('Hint 2 of 3'));
    assert.deepEqual(
      task(asked('pseudocode'), 'add').hints.map(({ label, isCode }) => [label, isCode]),
      [
        ['Nudge', false],
        ['Approach', false],
        ['Pseudo-code', true],
      ],
    );
    assert.ok(!labels(task(asked('pseudocode'), 'add').actions).some((label) => label.startsWith('Hint')));
    const done = snapshotOf({
      live: liveRun([result('add-value', 'passed'), result('add-twice', 'passed')], { run: checkRun() }),
    });
    assert.ok(!labels(task(done, 'add').actions).some((label) => label.startsWith('Hint')));
  });

  it('shows an answer of this session before the one of the log', () => {
    const [question] = sampleStep.quiz;
    assert.ok(question);
    const state = stepState([], { answers: new Map([[question.id, 1]]) });
    assert.equal(snapshotOf().quiz[0]?.chosen, undefined);
    assert.equal(snapshotOf({ state }).quiz[0]?.chosen, 1);
    const answers = new Map([[`${sampleStep.ref}/${question.id}`, 0]]);
    assert.equal(snapshotOf({ state, answers }).quiz[0]?.chosen, 0);
  });

  it('takes what is not written yet for no mistake: a word, no message, no hint', () => {
    const unwritten = { message: 'add: Add two values', isUnwritten: true } as const;
    const snapshot = snapshotOf({
      live: liveRun([result('add-value', 'failed', unwritten), result('add-twice', 'failed', unwritten)], {
        run: checkRun(),
      }),
    });
    const { status, statusLabel, message, hint } = check(snapshot, 'add-value');
    assert.deepEqual([status, statusLabel, message, hint], ['unwritten', 'not written yet', '', undefined]);
    assert.equal(task(snapshot, 'add').statusLabel, 'not written yet');
    assert.match(snapshot.announcement, /Look first at: Adding two values/);
  });

  it('says once what blocks the whole run, with its repair', () => {
    const snapshot = snapshotOf({
      live: liveRun(
        required.map(({ id }) => result(id, 'blocked', { reason: missing })),
        { run: checkRun({ verdict: 'blocked', reason: missing, versions: {} }) },
      ),
    });
    assert.deepEqual(labels(snapshot.toolbar), ['Set Up Python', 'Check', 'Milestones']);
    assert.deepEqual(
      snapshot.notices.map((each) => each.tone),
      ['blocked'],
    );
    assert.deepEqual(labels(snapshot.notices[0]?.actions ?? []), ['Set Up Python']);
    assert.equal(check(snapshot, 'moons').message, '');
    assert.equal(check(snapshot, 'moons').statusLabel, 'blocked');
    assert.deepEqual(
      snapshot.requirements.map((each) => each.state),
      ['unknown', 'missing', 'unknown'],
    );
  });

  it('says once what blocked the last run when only the log tells', () => {
    const state = stepState(
      required.map(({ id }) => ({ id, verdict: 'blocked', message: 'No Python was found.', properties: {} })),
    );
    const snapshot = snapshotOf({ state });
    assert.deepEqual(
      snapshot.notices.map((each) => each.message),
      ['No Python was found.'],
    );
    assert.deepEqual(labels(snapshot.notices[0]?.actions ?? []), ['Check Again']);
    assert.equal(check(snapshot, 'moons').message, '');
  });

  it('keeps lines, hints, repairs and versions of the last run after a reload', () => {
    const location = { file: 'src/engine/engine.py', line: 12 };
    const reason: BlockedReason = { kind: 'author-file-differs', files: ['checks/test_engine.py'] };
    const snapshot = snapshotOf({
      state: stepState(
        [
          { id: 'add-twice', verdict: 'failed', message: 'No.', properties: {}, location, hint: 'moons' },
          { id: 'sick-run', verdict: 'blocked', message: 'Changed.', properties: {}, reason },
        ],
        { versions: { numpy: '2.4.6', scikit_learn: '1.9.1' } },
      ),
    });
    assert.deepEqual(labels(check(snapshot, 'add-twice').actions), ['src/engine/engine.py, line 12']);
    assert.match(check(snapshot, 'add-twice').hint ?? '', /Shuffle/);
    assert.deepEqual(labels(check(snapshot, 'sick-run').actions), ["Restore Author's Files"]);
    assert.deepEqual(
      snapshot.requirements.map(({ state, label }) => [state, label]),
      [
        ['ready', '2.4.6 ready'],
        ['ready', '1.9.1 ready'],
        ['unknown', ''],
      ],
    );
  });

  it('calls a package missing until a run has found it', () => {
    const blocked = { id: 'moons', verdict: 'blocked' as const, message: '', properties: {}, reason: missing };
    const chip = (versions: Record<string, string>) =>
      snapshotOf({ state: stepState([blocked], { versions }) }).requirements.map(({ state }) => state)[1];
    assert.deepEqual([chip({ numpy: '2.4.6' }), chip({ 'scikit-learn': '1.9.1' })], ['missing', 'ready']);
  });

  it('offers to restore an author’s file under the one check that it blocks', () => {
    const reason: BlockedReason = { kind: 'author-file-differs', files: ['checks/test_engine.py'] };
    const snapshot = snapshotOf({
      live: liveRun([result('add-value', 'blocked', { reason }), result('moons', 'passed')], { run: checkRun() }),
    });
    assert.deepEqual(labels(check(snapshot, 'add-value').actions), ["Restore Author's Files"]);
    assert.deepEqual(check(snapshot, 'add-value').actions[0]?.intent, { kind: 'repair', check: 'add-value' });
  });

  it('says that a broken check does not judge the work, and offers a report', () => {
    const snapshot = snapshotOf({
      live: liveRun([result('sick-run', 'broken', { message: 'KeyError' })], { run: checkRun() }),
    });
    const broken = check(snapshot, 'sick-run');
    assert.equal(broken.statusLabel, 'check at fault');
    assert.match(broken.message, /says nothing about your work\. KeyError/);
    assert.deepEqual(broken.actions[0]?.intent, { kind: 'report', check: 'sick-run' });
    assert.equal(broken.hint, undefined);
  });

  it('draws the gate with the figures of the run, and “not run yet” before', () => {
    assert.deepEqual(
      snapshotOf().gates[0]?.bars.map((bar) => [bar.value, bar.fraction]),
      [
        ['not run yet', undefined],
        ['not run yet', undefined],
      ],
    );
    const properties = { moons_accuracy: 0.9875, baseline_accuracy: 0.871 };
    const [gate] = snapshotOf({
      live: liveRun([result('moons', 'passed', { properties })], { run: checkRun() }),
    }).gates;
    assert.equal(gate?.status, 'passed');
    assert.equal(gate.mark, 0.95);
    assert.deepEqual(
      gate.bars.map((bar) => [bar.label, bar.value, bar.fraction]),
      [
        ['Yours', '0.9875', 0.9875],
        ['Logistic regression', '0.871 in this run', 0.871],
      ],
    );
  });

  it('never calls a gate reached when its check failed', () => {
    const properties = { moons_accuracy: 0.96, baseline_accuracy: 0.95 };
    const [gate] = snapshotOf({
      live: liveRun([result('moons', 'failed', { properties })], { run: checkRun() }),
    }).gates;
    assert.equal(gate?.status, 'failed');
  });

  it('shows a prediction beside what was measured', () => {
    const [row] = snapshotOf({
      predictions: new Map([['moons', { expected: '0.97', why: 'It bends.' }]]),
      state: stepState([{ id: 'moons', verdict: 'passed', message: '', properties: { moons_accuracy: 0.9875 } }]),
    }).predictions;
    assert.deepEqual([row?.expected, row?.measured, row?.why], ['0.97', '0.9875', 'It bends.']);
  });

  it('says aloud how a run ended and what to look at first', () => {
    const live = liveRun([result('add-value', 'passed'), result('moons', 'failed')], { run: checkRun() });
    assert.equal(
      snapshotOf({ live }).announcement,
      '1 of 7 checks passed. Look first at: Two moons are told apart better than by logistic regression',
    );
    assert.equal(snapshotOf().announcement, '');
  });

  it('has one heading of the first level: the guide’s own title goes', () => {
    assert.equal(withoutTitle('<h1 id="a">T</h1>\n<p>x</p>'), '<p>x</p>');
    assert.equal(withoutTitle('<p>x</p><h1>T</h1>'), '<p>x</p><h1>T</h1>');
  });

  it('captions a picture with its name in words', () => {
    assert.equal(captionOf('real/loss-curve_2.png'), 'Loss curve 2');
  });
});
