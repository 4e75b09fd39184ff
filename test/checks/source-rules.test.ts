/** What a learner's file may use: plain work passes, and each way out of the file is named. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { before, describe, it } from 'mocha';
import { environmentPython } from '../../src/platform/node/environment-builder';

const root = join(__dirname, '..', '..');
const cases = join(root, 'test', 'fixtures', 'source-rules', 'cases.py');

describe('source_rules.py', function () {
  this.timeout(60_000);
  let answers: Record<string, string[]>;

  before(async () => {
    const { stdout } = await promisify(execFile)(environmentPython(join(root, '.venv')), [cases]);
    answers = JSON.parse(stdout) as Record<string, string[]>;
  });

  it('finds what each file uses beyond its rules, and nothing in plain work', () => {
    const heads = Object.keys(answers).filter((head) => head.includes(' -> '));
    assert.ok(heads.length > 65, `${heads.length} cases were read`);
    const words = (text: string) => text.split(/[ ,]+/u).sort();
    assert.deepEqual(
      heads.map((head) => [head, words((answers[head] ?? []).join(' ') || 'nothing')]),
      heads.map((head) => [head, words(head.split(' -> ')[1] ?? '')]),
    );
  });

  it('finds modules in src that stand before a library, the standard library or the checks', () => {
    assert.deepEqual(answers['shadowing'], ['deepbridge.given', 'conftest', 'random', 'sklearn', 'source_rules']);
  });
});
