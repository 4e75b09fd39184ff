import assert from 'node:assert/strict';
import type { GuideSnapshot } from '../../../src/protocol/guide';
import { snapshotOf } from '../../support/guide-scenarios';
import { checkRun, liveRun, result, stepState } from '../../support/sample-curriculum';

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

describe('the guide, for a learner who is stuck,', () => {
  it('offers whoever is stuck on a failed or blocked check a report and to go on, folded away', () => {
    for (const verdict of ['failed', 'blocked'] as const) {
      const stuck = check(
        snapshotOf({ live: liveRun([result('moons', verdict, { message: 'no' })], { run: checkRun() }) }),
        'moons',
      ).stuck;
      assert.deepEqual(
        stuck.map(({ intent }) => intent),
        [
          { kind: 'report', check: 'moons' },
          { kind: 'mark-anyway', check: 'moons' },
        ],
      );
    }
    const passed = snapshotOf({ live: liveRun([result('moons', 'passed')], { run: checkRun() }) });
    assert.deepEqual(check(passed, 'moons').stuck, []);
  });

  it('offers a report but no mark where nothing can be written or no milestone waits', () => {
    const live = liveRun([result('moons', 'failed', { message: 'no' })], { run: checkRun() });
    for (const more of [{ place: 'restricted' } as const, { holdsBack: () => false }]) {
      assert.deepEqual(labels(check(snapshotOf({ live, ...more }), 'moons').stuck), ['Report This Check']);
    }
  });

  it('offers both after a reload too, from the log', () => {
    const recorded = { id: 'sick-run', verdict: 'broken', message: 'KeyError', properties: {} } as const;
    const { actions } = check(snapshotOf({ state: stepState([recorded]) }), 'sick-run');
    assert.deepEqual(labels(actions), ['Report This Check', 'Mark Complete Anyway']);
  });

  it('never calls the failure of a check that is known to be wrong the learner’s', () => {
    const advisory = 'It is too strict on ARM processors.';
    const recorded = { id: 'moons', verdict: 'failed', message: '0.94', properties: {}, advisory } as const;
    const snapshot = snapshotOf({ state: stepState([recorded]) });
    const known = check(snapshot, 'moons');
    assert.equal(known.statusLabel, 'known problem');
    assert.equal(known.message, `Known problem of this check, not of your work: ${advisory}`);
    assert.deepEqual(labels(known.actions), ['Mark Complete Anyway', 'Report This Check']);
    assert.equal(known.hint, undefined);
    assert.equal(task(snapshot, 'train').statusLabel, 'check at fault');
    const measured = { ...recorded, properties: { moons_accuracy: 0.94 } };
    assert.equal(snapshotOf({ state: stepState([measured]) }).gates[0]?.statusLabel, 'known problem');
    assert.doesNotMatch(JSON.stringify([known, task(snapshot, 'train')]), /"failed"/);
  });

  it('says what is known of a check before it is run', () => {
    const waiting = stepState([{ id: 'moons', message: '', properties: {}, advisory: 'Too strict.' }]);
    const known = check(snapshotOf({ state: waiting }), 'moons');
    assert.equal(known.status, 'not-run');
    assert.match(known.message, /^Known problem .* Too strict\.$/);
    assert.deepEqual(labels(known.actions), ['Mark Complete Anyway']);
  });

  it('says nothing of a known problem once the check passes', () => {
    const passed = { id: 'moons', verdict: 'passed', message: '', properties: {}, advisory: 'Too strict.' } as const;
    assert.equal(check(snapshotOf({ state: stepState([passed]) }), 'moons').message, '');
  });
});
