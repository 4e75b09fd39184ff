import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { worstVerdict } from '../../../src/core/checks/model';

describe('the verdict of a step', () => {
  it('is the worst of its checks: broken, blocked, failed, passed', () => {
    assert.equal(worstVerdict(['passed', 'failed', 'blocked', 'broken']), 'broken');
    assert.equal(worstVerdict(['passed', 'failed', 'blocked']), 'blocked');
    assert.equal(worstVerdict(['failed', 'passed']), 'failed');
    assert.equal(worstVerdict(['passed']), 'passed');
  });
});
