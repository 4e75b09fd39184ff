/** An exported portfolio of the solved backpropagation step, re-run by its own reproduce.py. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { before, after, describe, it } from 'mocha';
import { portfolioFiles } from '../support/exported-portfolio';
import { bridgecraft } from '../support/command-line';
import { planExport, writeExport } from '../../src/platform/node/portfolio-writer';
import { removeTemporaryFolders, repositoryPython, temporaryFolder } from './sample-step';

const repository = resolve(import.meta.dirname, '../..');

function python(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((done) => {
    execFile(repositoryPython, args, { maxBuffer: 10_000_000 }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out: out + err });
    });
  });
}

interface Report {
  readonly projects: readonly {
    readonly verdict: string;
    readonly changed: readonly string[];
    readonly checks: { readonly passed: readonly string[]; readonly failed: readonly string[] };
    readonly figures: readonly { readonly name: string; readonly verdict: string }[];
  }[];
}
interface Published {
  readonly projects: readonly {
    readonly checks: readonly { readonly id: string }[];
    readonly figures: readonly { readonly name: string; readonly value: number; readonly tolerance: number }[];
  }[];
}
const reportOf = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'reproduced.json'), 'utf8')) as Report;

describe('an exported portfolio', function () {
  this.timeout(240_000);
  let folder = '';
  let portfolio = '';

  before(async () => {
    folder = await temporaryFolder('bridgecraft Mappe für Zoë');
    const project = join(folder, 'home', 'my project');
    const { code, err } = await bridgecraft(
      ['scaffold', 'ml-to-deep-learning/backpropagation', project, '--solution'],
      folder,
    );
    assert.equal(code, 0, err);
    const json = join(folder, 'run.json');
    const checked = await bridgecraft(['check', project, '--python', repositoryPython, '--json', json], folder);
    assert.equal(checked.code, 0, checked.out);
    const target = join(folder, 'portfolio');
    const request = {
      target,
      home: join(folder, 'home'),
      files: await portfolioFiles(project, json),
      person: { homeFolders: [join(folder, 'home')], userNames: [userInfo().username], said: '', ordinary: [] },
    };
    const plan = await planExport(request);
    assert.ok(plan.ok, JSON.stringify(plan));
    assert.ok((await writeExport(request, plan.value)).ok);
    portfolio = join(folder, 'a clone, elsewhere – für Łukasz');
    await cp(target, portfolio, { recursive: true });
  });
  after(removeTemporaryFolders);

  it('reproduces every figure, in a folder with spaces and other letters, without Bridgecraft', async () => {
    const { code, out } = await python(join(portfolio, 'reproduce.py'), '--no-venv');
    assert.equal(code, 0, out);
    const [project] = (await reportOf(portfolio)).projects;
    assert.equal(project?.verdict, 'reproduced');
    assert.ok(project.figures.length >= 10);
    assert.ok(project.figures.every(({ verdict }) => verdict === 'reproduced'));
    assert.ok(project.checks.passed.length >= 30 && project.checks.failed.length === 0);
    assert.match(out, /10 of 10 figures reproduced, every check passed\./);
    assert.ok(!(await readFile(join(portfolio, 'reproduced.json'), 'utf8')).includes(folder), 'it names no folder');
  });

  it('catches a changed figure and a changed source line, from the command line too', async () => {
    const published = join(portfolio, 'reproduce.json');
    const everything = JSON.parse(await readFile(published, 'utf8')) as Published;
    // The check of these figures alone, for time.
    const projects = everything.projects.map((project) => ({
      ...project,
      checks: project.checks.filter(({ id }) => id === 'digits'),
      figures: project.figures
        .filter(({ name }) => /^digits_(mlp|logistic|rbf_svm)$/.test(name))
        .map((figure) =>
          figure.name === 'digits_mlp' ? { ...figure, value: figure.value + 2 * figure.tolerance } : figure,
        ),
    }));
    await writeFile(published, JSON.stringify({ ...everything, projects }));
    const engine = join(portfolio, 'backpropagation', 'src', 'deepbridge', 'engine.py');
    await writeFile(engine, `${await readFile(engine, 'utf8')}EXTRA = 1\n`);
    const json = join(folder, 'report.json');
    const args = ['check', '--portfolio', portfolio, '--python', repositoryPython, '--json', json];
    const { code, out } = await bridgecraft(args, folder);
    assert.equal(code, 1, out);
    const [project] = (JSON.parse(await readFile(json, 'utf8')) as Report).projects;
    assert.deepEqual(project?.changed, ['src/deepbridge/engine.py (changed)']);
    assert.deepEqual(Object.fromEntries(project.figures.map(({ name, verdict }) => [name, verdict])), {
      digits_mlp: 'differs',
      digits_logistic: 'reproduced',
      digits_rbf_svm: 'reproduced',
    });
    assert.match(out, /Not the files that were published: src\/deepbridge\/engine\.py \(changed\)/);
  });

  it('says what it lacks, and what to do next, with 2', async () => {
    const { code, out } = await python(join(portfolio, 'reproduce.py'), '--no-venv', '--only', 'nothing');
    assert.equal(code, 2);
    assert.match(out, /There is no project nothing\. The projects are: backpropagation\./);
    const foreign = await python(join(portfolio, 'reproduce.py'), '--venv', join(portfolio, 'backpropagation'));
    assert.equal(foreign.code, 2);
    assert.match(foreign.out, /was not made by reproduce\.py, so it is left alone/);
    const none = await python(join(repository, 'python', 'reproduce.py'), '--root', folder);
    assert.equal(none.code, 2);
    assert.match(none.out, /reproduce\.json cannot be read/);
  });
});
