/** A small step made by hand, in a temporary folder of its own. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe } from 'mocha';
import type { CheckRequest, CheckRun } from '../../src/core/checks/model';
import type { Check, Step } from '../../src/core/curriculum/model';
import { hashContent } from '../../src/core/curriculum/text';
import { createNodeCheckRunner, type CheckRunnerOptions } from '../../src/platform/node/check-runner';
import { type Candidate, InterpreterResolver } from '../../src/platform/node/interpreter';
import { ForkServer } from '../../src/cli/verify/fork-server';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { nodeProcessRunner } from '../../src/platform/node/process-runner';
import { WarmSpares, type WarmSparesOptions } from '../../src/platform/node/warm-spares';

const repository = resolve(import.meta.dirname, '../..');
export const pythonDir = join(repository, 'python');
export const repositoryPython =
  process.platform === 'win32'
    ? join(repository, '.venv', 'Scripts', 'python.exe')
    : join(repository, '.venv', 'bin', 'python');

export type Files = Readonly<Record<string, string>>;

/** `checks/test_sums.py::test_add` is check `add`, of the task `add` in `src/sums/__init__.py`. */
export function sampleStep(names: readonly string[], files: Files, more: Partial<Step> = {}): Step {
  const packageName = more.package ?? 'sums';
  const isAuthors = (path: string) => path.startsWith('checks/') || path === 'pyproject.toml';
  return {
    ref: 'sample/sums',
    id: 'sums',
    curriculum: 'sample',
    title: 'Sums',
    summary: 'Adds numbers.',
    tier: 'T0',
    package: packageName,
    requirements: [],
    requires: [],
    minutes: 10,
    hours: 2,
    realHours: [3, 8],
    skills: {},
    tasks: names.map((id) => ({
      id,
      title: `Task ${id}`,
      file: `src/${packageName}/__init__.py`,
      region: id,
      minutes: 10,
      difficulty: 1,
    })),
    checks: names.map((id) => sampleCheck(id)),
    figures: [],
    gates: [],
    hints: { tasks: {}, failures: {} },
    quiz: [],
    recall: [],
    predict: [],
    sickRun: { task: 'add', title: 'None', files: ['src/sums/__init__.py'] },
    files: { learner: ['src/**', 'tests/**', 'README.md', 'evidence/**'], author: ['checks/**', 'pyproject.toml'] },
    projectFiles: Object.entries(files).map(([path, text]) => ({
      path,
      stored: path,
      owner: isAuthors(path) ? 'author' : 'learner',
      sha256: hashContent(text, nodeHasher),
    })),
    interview: [],
    contentVersion: 'sample',
    ...more,
  };
}

export const sampleCheck = (id: string, more: Partial<Check> = {}): Check => ({
  id,
  title: `The check ${id} holds`,
  test: `checks/test_sums.py::test_${id.replaceAll('-', '_')}`,
  task: id,
  kind: 'H',
  timeout: 10,
  hints: [`${id}-hint`, `${id}-other-hint`],
  ...more,
});

const temporary: string[] = [];

export async function temporaryFolder(name = 'bridgecraft test'): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `${name}-`));
  temporary.push(folder);
  return folder;
}

export async function removeTemporaryFolders(): Promise<void> {
  await Promise.all(temporary.splice(0).map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 5 })));
}

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, ...path.split('/'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
}

export const pyproject = '[tool.pytest.ini_options]\npythonpath = ["src"]\ntestpaths = ["tests"]\n';

/** A project on disk: the author's files of the step, and the learner's on top of them. */
export interface SampleProject {
  readonly folder: string;
  readonly step: Step;
  /** The whole project as the author finished it. */
  readonly solution: Files;
}

export interface SampleOptions {
  /** The bodies of the checks, by id: lines of a function that may use `sums` and `report`. */
  readonly checks: Readonly<Record<string, string>>;
  /** The learner's `src/sums/__init__.py`. */
  readonly work: string;
  /** The reference's. */
  readonly solution?: string;
  /** Further files of the learner. */
  readonly files?: Files;
  /** Lines above the checks. */
  readonly header?: string;
  /** What each check asks for. */
  readonly fixtures?: string;
  readonly step?: Partial<Step>;
  readonly parent?: string;
}

const indented = (body: string): string =>
  body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');

export async function sampleProject(options: SampleOptions): Promise<SampleProject> {
  const names = Object.keys(options.checks);
  const functions = Object.entries(options.checks).map(
    ([name, body]) => `def test_${name.replaceAll('-', '_')}(${options.fixtures ?? 'report'}):\n${indented(body)}\n`,
  );
  const conftest = [
    'import pytest',
    '@pytest.fixture',
    'def report(record_property):',
    '    return lambda **named: [record_property(name, value) for name, value in named.items()]',
    '',
  ].join('\n');
  const author: Files = {
    'checks/conftest.py': conftest,
    'checks/test_sums.py': [options.header ?? 'import sums', ...functions].join('\n\n'),
    'pyproject.toml': pyproject,
  };
  const source = `src/${options.step?.package ?? 'sums'}/__init__.py`;
  const solution = { ...author, [source]: options.solution ?? options.work };
  const step = sampleStep(names, solution, options.step);
  const folder = options.parent ?? (await temporaryFolder());
  await writeFiles(folder, { ...author, [source]: options.work, ...options.files });
  return { folder, step, solution };
}

export const resolver = new InterpreterResolver(nodeProcessRunner, process.env);

export const warmSpares = (more: Partial<WarmSparesOptions> = {}): WarmSpares =>
  new WarmSpares({ pythonDir, isOn: () => true, freeMemory: () => Promise.resolve(2 ** 40), ...more });

export const candidateOf = (path: string): Candidate => ({ path, before: [], source: 'argument' });

type Wishes = Omit<Partial<CheckRequest>, 'python'> & { readonly python?: string | undefined };

/** The same as `check`, with a spare process that waits for it. */
async function checkWarm(
  sample: SampleProject,
  request: Wishes = {},
  options: Partial<CheckRunnerOptions> = {},
): Promise<CheckRun> {
  const { environment, makeFolder } = options;
  const spares = warmSpares({ ...(environment ? { environment } : {}), ...(makeFolder ? { makeFolder } : {}) });
  const { requirements } = sample.step;
  try {
    await spares.prepare({ candidate: candidateOf(request.python ?? repositoryPython), requirements });
    await spares.whenReady();
    assert.equal(spares.count, 1, 'a spare waits');
    const run = await check(sample, request, {
      ...options,
      spares: { take: (wish) => spares.take(wish), prepare: () => Promise.resolve() },
    });
    assert.equal(spares.count, run.command.length > 0 ? 0 : 1, 'the run took it');
    return run;
  } finally {
    await spares.end();
  }
}

/** The same as `check`, in a fork. */
async function checkForked(
  sample: SampleProject,
  request: Wishes = {},
  options: Partial<CheckRunnerOptions> = {},
): Promise<CheckRun> {
  const forks = new ForkServer(pythonDir);
  try {
    return await check(sample, request, { ...options, forks });
  } finally {
    await forks.dispose();
  }
}

/** Tests that must hold however the run starts. */
export function howeverStarted(name: string, tests: (this: Mocha.Suite, runs: typeof check) => void): void {
  for (const [start, runs] of [
    ['cold', check],
    ['warm', checkWarm],
    ...(process.platform === 'linux' ? [['in a fork', checkForked] as const] : []),
  ] as const) {
    describe(`${name}, started ${start}`, function () {
      tests.call(this, runs);
    });
  }
}

/** Checks a sample with the repository's Python; with `python: undefined`, with the one that the resolver finds. */
export function check(
  sample: SampleProject,
  request: Wishes = {},
  options: Partial<CheckRunnerOptions> = {},
): Promise<CheckRun> {
  const runner = createNodeCheckRunner({
    pythonDir,
    hasher: nodeHasher,
    clock: { now: () => new Date().toISOString() },
    interpreters: resolver,
    mayRun: () => undefined,
    reference: () => Promise.resolve(new Map(Object.entries(sample.solution))),
    ...options,
  });
  const { python, ...rest } = { python: repositoryPython, ...request };
  return runner.run({
    step: sample.step,
    project: sample.folder,
    signal: new AbortController().signal,
    ...(python === undefined ? {} : { python }),
    ...rest,
  });
}
