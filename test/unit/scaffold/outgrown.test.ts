import assert from 'node:assert/strict';
import { outgrown } from '../../../src/core/scaffold/outgrown';
import type { Snapshot, SnapshotReason } from '../../../src/core/scaffold/snapshot';

const snapshot = (time: string, reason: SnapshotReason = 'checks', step: Snapshot['step'] = 'a/one'): Snapshot => ({
  name: `${step}-${time}-${reason}`,
  time,
  reason,
  step,
  files: [],
});
const minute = (day: number, at: number, reason?: SnapshotReason, step?: Snapshot['step']) =>
  snapshot(new Date(Date.UTC(2026, 10, day, 10, at)).toISOString(), reason, step);

describe('copies that were kept after checks', () => {
  it('stay while they are among the newest of their step', () => {
    const kept = Array.from({ length: 20 }, (_, at) => minute(1, at));
    assert.deepEqual(outgrown(kept), []);
    assert.deepEqual(outgrown([...kept, minute(2, 0, 'checks', 'a/two')]), []);
  });

  it('go when they are older, but for the last of each day', () => {
    const newest = Array.from({ length: 20 }, (_, at) => minute(9, at));
    const older = [minute(3, 1), minute(3, 2), minute(4, 1), minute(4, 2), minute(4, 3)];
    assert.deepEqual(
      outgrown([...older, ...newest]).map(({ time }) => time),
      [older[3], older[2], older[0]].map((each) => each?.time),
    );
  });

  it('are the only ones that ever go', () => {
    const undone = Array.from({ length: 60 }, (_, at) => minute(1, at % 60, at % 2 ? 'reset' : 'update'));
    assert.deepEqual(outgrown(undone), []);
  });
});
