/** An exported portfolio of the solved backpropagation step, re-run by its own reproduce.py. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { homedir, userInfo } from 'node:os';
import { join, posix, resolve, sep } from 'node:path';
import { before, after, describe, it } from 'mocha';
import { preparedExport } from '../support/exported-portfolio';
import { bridgecraft } from '../support/command-line';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { readReproduced } from '../../src/core/portfolio/reproduced';
import type { ExportPlan, PortfolioExport } from '../../src/core/portfolio/ports';
import { removeTemporaryFolders, repositoryPython, temporaryFolder } from './sample-step';

const repository = resolve(import.meta.dirname, '../..');

function python(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((done) => {
    execFile(repositoryPython, args, { maxBuffer: 10_000_000 }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out: out + err });
    });
  });
}

const filesIn = async (root: string): Promise<readonly string[]> =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
    );

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
const story = `name: Zoë Kwan
headline: From tables to networks that I can take apart
why: I want to know what the library does for me.
projects:
  ml-to-deep-learning/backpropagation:
    limits: Two small data sets; nothing here is large.
`;

const reportOf = async (folder: string) =>
  JSON.parse(await readFile(join(folder, 'reproduced.json'), 'utf8')) as Report;

describe('an exported portfolio', function () {
  this.timeout(240_000);
  let folder = '';
  let home = '';
  let portfolio = '';
  let again: () => Promise<ExportPlan>;
  let rerun: PortfolioExport['rerun'];

  before(async () => {
    folder = await temporaryFolder('bridgecraft Mappe für Zoë');
    home = join(folder, 'home');
    const project = join(home, 'my project');
    const { code, err } = await bridgecraft(
      ['scaffold', 'ml-to-deep-learning/backpropagation', project, '--solution'],
      folder,
    );
    assert.equal(code, 0, err);
    const json = join(folder, 'run.json');
    const checked = await bridgecraft(['check', project, '--python', repositoryPython, '--json', json], folder);
    assert.equal(checked.code, 0, checked.out);
    const { exporter, request } = await preparedExport({
      home,
      project,
      json,
      story,
      target: join(folder, 'home portfolio – für Łukasz'),
    });
    const plan = await exporter.plan(request);
    assert.ok(plan.ok, JSON.stringify(plan));
    assert.deepEqual([plan.value.isNew, plan.value.isInHome], [true, false]);
    assert.ok((await exporter.write(request, plan.value)).ok);
    again = async () => {
      const next = await exporter.plan(request);
      assert.ok(next.ok);
      return next.value;
    };
    rerun = (of) => exporter.rerun(of);
    portfolio = request.target;
  });
  after(removeTemporaryFolders);

  it('is a repository with its site and résumé, and holds nothing of the home folder', async () => {
    const paths = await filesIn(portfolio);
    for (const path of [
      'README.md',
      'LICENSE',
      'reproduce.py',
      'reproduce.json',
      'resume.json',
      'resume.md',
      'docs/index.html',
      'docs/projects/backpropagation.html',
      'docs/preview.png',
      '.github/workflows/reproduce.yml',
      'backpropagation/README.md',
      'backpropagation/src/deepbridge/engine.py',
      'backpropagation/checks/conftest.py',
      'tools/bridgecraft_pytest/checks.ini',
    ]) {
      assert.ok(paths.includes(path), `${path} is missing`);
    }
    assert.ok(!paths.some((path) => /(^|\/)(career|\.bridgecraft|\.bridgecraft-step\.json)(\/|$)/.test(path)));
    const site = await readFile(join(portfolio, 'docs', 'projects', 'backpropagation.html'), 'utf8');
    assert.match(site, /python reproduce\.py --only backpropagation/);
    assert.match(site, /nothing here is large/);
    assert.match(await readFile(join(portfolio, 'LICENSE'), 'utf8'), /Zoë Kwan/);
    const links = [...site.matchAll(/(?:href|src)="([^"#]+)"/g)].map(([, link]) => link ?? '');
    for (const link of links.filter((each) => !/^[a-z]+:/.test(each))) {
      const path = posix.normalize(`docs/projects/${decodeURIComponent(link)}`);
      assert.ok(paths.includes(path), `${link} leads nowhere`);
    }
    const words = [folder, home, homedir(), 'career/', '.bridgecraft/'];
    // A user name may also be a word of the course's own files, as "root" is: in a path or an address it names somebody.
    const name = userInfo().username.replaceAll(/[^\p{L}\p{N}_]/gu, '\\$&');
    const inPlace = new RegExp(`[\\\\/~]${name}(?![\\p{L}\\p{N}_])|(?<![\\p{L}\\p{N}_])${name}@`, 'u');
    for (const path of paths) {
      const text = await readFile(join(portfolio, path), 'utf8');
      const found = words.filter((word) => text.includes(word));
      if (inPlace.test(text)) found.push(userInfo().username);
      assert.deepEqual(found, [], path);
    }
  });

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
    const { report, published } = await rerun(portfolio);
    assert.deepEqual(
      [...readReproduced(report, published, nodeHasher).keys()],
      ['ml-to-deep-learning/backpropagation'],
    );
    const { added, changed, gone, foreign } = await again();
    assert.deepEqual([added, changed, gone, foreign], [[], [], [], []], 'a re-run leaves the export as it was');
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
