import assert from 'node:assert/strict';
import { resultText } from '../../../src/cli/check';
import { result, sampleStep } from '../../support/sample-curriculum';

describe('a known problem on the command line', () => {
  it('is told with the check and takes the failure and its hint away', () => {
    const failed = result('moons', 'failed', { message: '0.94', hint: 'moons' });
    const text = resultText(sampleStep, failed, 'Too strict on ARM.');
    assert.match(text, /^ {2}broken {3}moons/);
    assert.match(text, /Known problem of this check, not of your work: Too strict on ARM\./);
    assert.doesNotMatch(text, /Hint:|failed/);
    assert.match(resultText(sampleStep, failed, undefined), /^ {2}failed {3}moons[\s\S]*Hint:/);
  });
});
