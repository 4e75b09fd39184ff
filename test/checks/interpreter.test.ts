import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { ProcessOutcome, ProcessRequest, ProcessRunner } from '../../src/core/ports';
import { InterpreterResolver } from '../../src/platform/node/interpreter';
import { nodeProcessRunner } from '../../src/platform/node/process-runner';
import { fakeProgram } from './environments';
import { check, removeTemporaryFolders, repositoryPython, sampleProject, temporaryFolder } from './sample-step';

const answer = (version: readonly number[], missing = '', isWide = true) =>
  `[${JSON.stringify(version).replaceAll(',', ', ')}, "/found/python", ${isWide}, ${JSON.stringify(missing)}]\n`;

/** Answers by the path's last folder; counts what was started. */
class Answers implements ProcessRunner {
  readonly asked: string[] = [];
  constructor(readonly answers: Record<string, string>) {}
  run(request: ProcessRequest): Promise<ProcessOutcome> {
    this.asked.push([request.file, ...request.args.slice(0, request.args.indexOf('-I'))].join(' '));
    const name = Object.keys(this.answers).find((part) => request.file.includes(part)) ?? '';
    return Promise.resolve({ exitCode: 0, output: this.answers[name] ?? '' });
  }
}

async function folders(): Promise<{ project: string; first: string; second: string; path: string }> {
  const root = await temporaryFolder();
  const [project, first, second] = ['home/course/step', 'first', 'second'].map((name) => join(root, name));
  assert.ok(project !== undefined && first !== undefined && second !== undefined);
  await Promise.all([project, first, second].map((folder) => mkdir(folder, { recursive: true })));
  return { project, first, second, path: `${first}:${second}` };
}

describe('the interpreter', function () {
  this.timeout(30_000);
  before(function () {
    // Programs are made as shell scripts here.
    if (process.platform === 'win32') this.skip();
  });
  after(removeTemporaryFolders);

  it('is the nearest .venv upward from the project, before what is on PATH', async () => {
    const { project, first, path } = await folders();
    const environment = await fakeProgram(join(project, '..', '..', '.venv', 'bin', 'python'), '');
    await fakeProgram(join(first, 'python3'), '');
    const answers = new Answers({ '': answer([3, 12, 1]) });
    const found = await new InterpreterResolver(answers, { PATH: path }).find({ folder: project });
    assert.equal(found.interpreter?.source, 'venv');
    assert.deepEqual(answers.asked, [environment]);
  });

  it('is the one that was named, and then no other is tried', async () => {
    const { project, first, path } = await folders();
    await fakeProgram(join(first, 'python3'), '');
    const resolver = new InterpreterResolver(new Answers({}), { PATH: path });
    const named = await resolver.find({ folder: project, argument: join(project, 'python'), setting: 'python3' });
    assert.deepEqual(named.tried, [{ path: join(project, 'python'), problem: 'there is no such file' }]);
    const set = await resolver.candidates({ folder: project, setting: 'python3' });
    assert.deepEqual(set, [{ path: join(first, 'python3'), before: [], source: 'setting' }]);
  });

  it('is the Python extension’s when there is no .venv', async () => {
    const { project } = await folders();
    const theirs = await fakeProgram(join(project, '..', 'theirs', 'python'), '');
    const answers = new Answers({ '': answer([3, 13, 0]) });
    const found = await new InterpreterResolver(answers, {}).find({ folder: project, pythonExtension: theirs });
    assert.deepEqual(found.interpreter, { path: '/found/python', version: '3.13.0', source: 'python-extension' });
  });

  it('is the py launcher’s newest on Windows', async () => {
    const { project, first } = await folders();
    const launcher = await fakeProgram(join(first, 'py.exe'), '');
    const answers = new Answers({ '': answer([3, 14, 0]) });
    const found = await new InterpreterResolver(answers, { Path: first }, 'win32').find({ folder: project });
    assert.equal(found.interpreter?.source, 'py-launcher');
    assert.deepEqual(answers.asked, [`${launcher} -3`]);
  });

  it('is never the Microsoft Store’s placeholder', async () => {
    const { project, first } = await folders();
    await fakeProgram(join(first, 'WindowsApps', 'python.exe'), '');
    const answers = new Answers({
      '': 'Python was not found; run without arguments to install from the Microsoft Store',
    });
    const resolver = new InterpreterResolver(answers, { PATH: join(first, 'WindowsApps') }, 'win32');
    const { interpreter, tried } = await resolver.find({ folder: project });
    assert.equal(interpreter, undefined);
    assert.match(tried[0]?.problem ?? '', /Microsoft Store's placeholder/);
  });

  it('is never one that cannot make environments; Debian’s missing package is named', async () => {
    const { project, first, second, path } = await folders();
    await fakeProgram(join(first, 'python3'), '');
    await fakeProgram(join(second, 'python'), '');
    const answers = new Answers({
      first: answer([3, 11, 2], "No module named 'ensurepip'"),
      second: answer([3, 12, 0]),
    });
    const found = await new InterpreterResolver(answers, { PATH: path }).find({ folder: project });
    assert.equal(found.interpreter?.version, '3.12.0');
    assert.match(found.tried[0]?.problem ?? '', /install python3-venv/);
  });

  for (const [what, output] of [
    ['too old', answer([3, 10, 13])],
    ['too new', answer([3, 15, 0])],
    ['32-bit', answer([3, 12, 0], '', false)],
  ] as const) {
    it(`is never one that is ${what}; its version is named`, async () => {
      const { project, first, path } = await folders();
      const python = await fakeProgram(join(first, 'python3'), '');
      const resolved = await new InterpreterResolver(new Answers({ '': output }), { PATH: path }).resolve({
        folder: project,
      });
      assert.ok(!resolved.ok && resolved.reason.kind === 'python-version');
      assert.equal(resolved.reason.path, python);
      assert.match(resolved.reason.version, /^3\.1[025]/);
    });
  }

  it('is asked once as long as it stays the same', async () => {
    const { project, first, path } = await folders();
    await fakeProgram(join(first, 'python3'), '');
    const answers = new Answers({ '': answer([3, 12, 1]) });
    const resolver = new InterpreterResolver(answers, { PATH: path });
    await resolver.find({ folder: project });
    await resolver.find({ folder: project });
    assert.equal(answers.asked.length, 1);
  });

  it('is asked again when it said nothing: the machine may only have been busy', async () => {
    const { project, first, path } = await folders();
    await fakeProgram(join(first, 'python3'), '');
    const answers = new Answers({ '': '' });
    const resolver = new InterpreterResolver(answers, { PATH: path });
    assert.equal((await resolver.find({ folder: project })).interpreter, undefined);
    answers.answers[''] = answer([3, 12, 1]);
    assert.equal((await resolver.find({ folder: project })).interpreter?.version, '3.12.1');
  });

  it('has so many seconds to answer', async () => {
    const { project, first } = await folders();
    await fakeProgram(join(first, 'python3'), 'exec sleep 600');
    const started = performance.now();
    const environment = { PATH: `${first}:/usr/bin:/bin` };
    const { tried } = await new InterpreterResolver(nodeProcessRunner, environment, process.platform, 2).find({
      folder: project,
      argument: join(first, 'python3'),
    });
    assert.match(tried[0]?.problem ?? '', /did not answer in 2 s/);
    assert.ok(performance.now() - started < 12_000);
  });

  it('of the repository answers for itself', async () => {
    const found = await new InterpreterResolver(nodeProcessRunner, process.env).find({
      folder: '/',
      argument: repositoryPython,
    });
    assert.match(found.interpreter?.version ?? '', /^3\.1[1-4]\./);
    assert.equal(found.interpreter?.path, repositoryPython);
  });

  it('that is too old for the checks says so when the run itself starts it', async () => {
    const sample = await sampleProject({ work: '', checks: { add: 'pass' } });
    const pretend =
      'import sys, runpy; sys.version_info = (3, 9, 18); sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name=\\"__main__\\")';
    const path = join(sample.folder, '.venv', 'bin', 'python');
    await fakeProgram(path, `exec "${repositoryPython}" -c "${pretend}" "$@"`);
    const run = await check(sample, { python: undefined });
    assert.ok(run.reason?.kind === 'python-version');
    assert.equal(run.reason.version, '3.9.18');
    assert.equal(run.checks[0]?.verdict, 'blocked');
  });
});
