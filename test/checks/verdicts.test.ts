import assert from 'node:assert/strict';
import { after, describe, it } from 'mocha';
import { check, removeTemporaryFolders, sampleProject } from './sample-step';

const add = 'def add(a, b):\n    return a + b\n';

describe('checks of real projects', function () {
  this.timeout(30_000);
  after(removeTemporaryFolders);

  it('pass on right work, with the figures that they report', async () => {
    const sample = await sampleProject({
      work: add,
      checks: { add: 'report(accuracy=0.5, expected="3")\nassert sums.add(1, 2) == 3, "Expected 3."' },
    });
    const run = await check(sample);
    assert.equal(run.verdict, 'passed');
    assert.deepEqual(run.checks[0]?.properties, { accuracy: 0.5, expected: '3' });
    assert.deepEqual(Object.keys(run.learnerFiles), ['src/sums/__init__.py']);
    assert.equal(run.interpreter?.source, 'argument');
    assert.match(run.versions['pytest'] ?? '', /^\d/);
  });

  it('fail on an assertion with its message, the hint that it reports and the line in the learner’s code', async () => {
    const sample = await sampleProject({
      work: 'def add(a, b):\n    assert a < 0, "negative only"\n',
      solution: add,
      checks: { add: 'report(hint="add-other-hint")\nsums.add(1, 2)' },
    });
    const run = await check(sample);
    const [result] = run.checks;
    assert.equal(result?.verdict, 'failed');
    assert.equal(result.message, 'negative only');
    assert.equal(result.hint, 'add-other-hint');
    assert.deepEqual(result.location, { file: 'src/sums/__init__.py', line: 2 });
  });

  it('fail on a returned None, because the reference passes', async () => {
    const sample = await sampleProject({
      work: 'def add(a, b):\n    a + b\n',
      solution: add,
      checks: { add: 'total = sums.add(1, 2)\nassert total.bit_length() == 2' },
    });
    const [result] = (await check(sample)).checks;
    assert.equal(result?.verdict, 'failed');
    assert.equal(result.message, 'The check could not use what `add` returned: None');
  });

  it('are broken when they crash on the reference too', async () => {
    const sample = await sampleProject({ work: add, checks: { add: 'undefined_name' } });
    const [result] = (await check(sample)).checks;
    assert.equal(result?.verdict, 'broken');
    assert.match(result.message, /NameError/);
  });
});
