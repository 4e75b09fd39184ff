import assert from 'node:assert/strict';
import { heldBackBy } from '../../../src/host/milestones/held-back';
import { progressState, sampleCurriculum, sampleStep } from '../../support/sample-curriculum';

const built = 'ml-to-deep-learning/built-autodiff';

describe('what a check holds back', () => {
  const refs = (check: string, progress = progressState(), step = sampleStep) =>
    heldBackBy(sampleCurriculum, progress, step, check).map(({ ref }) => ref);

  it('is every open milestone of the step that waits for it', () => {
    assert.deepEqual(refs('moons'), [built]);
    assert.deepEqual(refs('sick-run'), ['ml-to-deep-learning/named-fault']);
    assert.deepEqual(refs('real'), []);
  });

  it('is not a milestone that is complete already, also when by hand', () => {
    const marked = { ref: built, kind: 'unverified', at: '2026-11-21T09:30:00.000Z', note: '' } as const;
    assert.deepEqual(refs('moons', progressState({ milestones: new Map([[built, marked]]) })), []);
  });
});
