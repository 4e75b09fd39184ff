import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { solutionPlan } from '../../../src/cli/verify/projects';
import { mayDiffer, type Reads } from '../../../src/cli/verify/reads';
import { compileContent } from '../../../src/core/curriculum/compile-content';
import { nodeHasher } from '../../../src/platform/node/node-hasher';
import { sampleTree } from '../curriculum/sample-content';

describe('the checks that a variant may fail', () => {
  const [compiled] = compileContent(sampleTree(), nodeHasher).steps.values();
  assert.ok(compiled);
  const ids = compiled.step.checks.map(({ id }) => id);
  const [first = '', ...others] = ids;
  const learner = compiled.step.projectFiles.find(({ owner }) => owner === 'learner')?.path ?? '';
  const solution = solutionPlan(compiled);
  const changed = { ...solution, files: new Map([...solution.files, [learner, 'another text\n']]) };
  const readsOf = (files: readonly string[]): Reads => new Map(ids.map((id) => [id, new Set(files)]));

  it('are those that read a file of it', () => {
    const reads: Reads = new Map([...readsOf(['README.md']), [first, new Set([learner])]]);
    assert.ok(others.length > 0);
    assert.deepEqual(mayDiffer(compiled, changed, reads), [first]);
  });

  it('are also those of which nobody knows what they read', () => {
    const reads = new Map([...readsOf(['README.md']), [first, new Set([learner])]]);
    for (const id of others) reads.delete(id);
    assert.deepEqual(mayDiffer(compiled, changed, reads), ids);
  });

  it('are those that read evidence when the evidence is another', () => {
    const reads: Reads = new Map([...readsOf([learner]), [first, new Set(['evidence/real/predictions.jsonl'])]]);
    assert.deepEqual(mayDiffer(compiled, { ...solution, evidence: 'invented' }, reads), [first]);
  });

  it('are all when none has read what is changed: then the variant is to be looked at', () => {
    assert.deepEqual(mayDiffer(compiled, changed, readsOf(['README.md'])), ids);
  });
});
