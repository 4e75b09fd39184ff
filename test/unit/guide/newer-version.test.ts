import assert from 'node:assert/strict';
import { snapshotOf } from '../../support/guide-scenarios';
import { checkRun, liveRun, result } from '../../support/sample-curriculum';

const notices = (...args: Parameters<typeof snapshotOf>) =>
  snapshotOf(...args).notices.map(({ label, actions }) => [label, ...actions.map((action) => action.label)]);
const newer = ['Newer version', 'Update…', 'What Changed'];

describe('a newer version of a step in the guide', () => {
  it('is said with what can be done about it', () => {
    assert.deepEqual(notices({ isOlder: true }), [newer]);
    assert.deepEqual(notices({ isOlder: false }), []);
  });

  it('is not said where nothing can be done, or while checks run', () => {
    assert.equal(notices({ isOlder: true, place: 'restricted' }).length, 1);
    assert.deepEqual(notices({ isOlder: true, live: liveRun([]) }), []);
  });

  it('is said once when it is what blocks the checks, with the update as the repair', () => {
    const reason = { kind: 'older-version', files: ['checks/test_engine.py'] } as const;
    const blocked = [result('add-value', 'blocked', { reason })];
    const live = liveRun(blocked, { run: checkRun({ verdict: 'blocked', checks: blocked, reason }) });
    const shown = snapshotOf({ isOlder: true, live }).notices;
    assert.deepEqual(
      shown.map(({ label }) => label),
      ['Checks are blocked'],
    );
    assert.match(shown[0]?.message ?? '', /older version of this step/);
    assert.deepEqual(
      shown[0]?.actions.map(({ label }) => label),
      ['Update Step'],
    );
  });
});
