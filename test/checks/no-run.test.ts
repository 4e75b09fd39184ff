/** What keeps checks from running: each is blocked, says which, and leaves nothing behind. */
import assert from 'node:assert/strict';
import { access, mkdtemp, readdir, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import type { CheckRun } from '../../src/core/checks/model';
import { InterpreterResolver } from '../../src/platform/node/interpreter';
import { nodeProcessRunner } from '../../src/platform/node/process-runner';
import { fakeProgram, madeEnvironment, processesWith } from './environments';
import {
  check,
  howeverStarted,
  removeTemporaryFolders,
  repositoryPython,
  sampleCheck,
  sampleProject,
  temporaryFolder,
} from './sample-step';

const isWindows = process.platform === 'win32';
const add = 'def add(a, b):\n    return a + b\n';
const checks = { add: 'assert sums.add(1, 2) == 3, "Expected 3."' };

const withPath = (path: string) => ({
  interpreters: new InterpreterResolver(nodeProcessRunner, { PATH: path }),
  environment: { PATH: path },
});

function assertBlocked(run: CheckRun, kind: string): void {
  assert.equal(run.verdict, 'blocked');
  for (const result of run.checks) {
    assert.equal(result.verdict, 'blocked');
    assert.equal(result.reason?.kind, kind);
    assert.notEqual(result.message, '');
  }
}

describe('a run that cannot happen', function () {
  this.timeout(60_000);
  after(removeTemporaryFolders);

  it('without any Python is blocked and says so', async () => {
    const sample = await sampleProject({ checks, work: add });
    const run = await check(sample, { python: undefined }, withPath(await temporaryFolder()));
    assertBlocked(run, 'no-python');
    assert.match(run.checks[0]?.message ?? '', /^No Python was found/);
  });

  it('with a --python that is not there is blocked and names it', async () => {
    const sample = await sampleProject({ checks, work: add });
    const path = join(sample.folder, 'no', 'python');
    const run = await check(sample, { python: path });
    assertBlocked(run, 'no-python');
    assert.ok(run.checks[0]?.message.includes(path));
  });

  it('with a Python that is too old is blocked and names its version', async function () {
    if (isWindows) this.skip();
    // What an old interpreter does with `run_checks.py` is tested by `old-python.test.ts` where there is one.
    const answer = `[[3, 9, 18], \\"/usr/bin/python3.9\\", true, \\"\\"]`;
    const python = await fakeProgram(
      join(await temporaryFolder(), 'python3.9'),
      `case "$*" in *version_info*) echo "${answer}" ;; *) exit 2 ;; esac`,
    );
    const run = await check(await sampleProject({ checks, work: add }), { python });
    assertBlocked(run, 'python-version');
    assert.match(run.checks[0]?.message ?? '', /3\.9\.18/);
  });

  it('with a package missing is blocked and names the package and the interpreter', async () => {
    const step = { requirements: ['scikit-learn', 'surely-not-installed', 'another.missing-one'] };
    const run = await check(await sampleProject({ checks, work: add, step }));
    assertBlocked(run, 'missing-package');
    assert.ok(run.reason?.kind === 'missing-package');
    assert.deepEqual(run.reason.names, ['surely-not-installed', 'another.missing-one']);
    assert.equal(run.reason.interpreter, repositoryPython);
  });

  it('without pytest is blocked and names pytest', async () => {
    const { python, packages } = await madeEnvironment(join(await temporaryFolder(), 'environment'));
    const { rm } = await import('node:fs/promises');
    await rm(join(packages, 'repository.pth'));
    const run = await check(await sampleProject({ checks, work: add }), { python });
    assertBlocked(run, 'missing-package');
    assert.ok(run.reason?.kind === 'missing-package');
    assert.deepEqual(run.reason.names, ['pytest']);
  });

  it('on a full disk, before Python starts, is blocked and says so', async () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, mkdtemp '/tmp/bridgecraft-'"), {
      code: 'ENOSPC',
    });
    const run = await check(await sampleProject({ checks, work: add }), {}, { makeFolder: () => Promise.reject(full) });
    assertBlocked(run, 'disk-full');
  });

  it('on a disk that fills up while the events are written is blocked, never passed', async function () {
    if (process.platform !== 'linux') this.skip();
    const makeFolder = async () => {
      const folder = await mkdtemp(join(tmpdir(), 'bridgecraft-full-'));
      await symlink('/dev/full', join(folder, 'events.jsonl'));
      return folder;
    };
    const run = await check(await sampleProject({ checks, work: add }), {}, { makeFolder });
    assertBlocked(run, 'disk-full');
  });

  it('on a disk that is full for the work itself is blocked', async () => {
    const work = 'def add(a, b):\n    raise OSError(28, "No space left on device")\n';
    assertBlocked(await check(await sampleProject({ checks, work, solution: add })), 'disk-full');
  });

  it('in a folder that is not trusted starts no process', async () => {
    let started = 0;
    const processes = { run: () => Promise.reject(new Error(`process ${(started += 1)}`)) };
    const run = await check(
      await sampleProject({ checks, work: add }),
      {},
      { mayRun: () => ({ kind: 'untrusted' }), interpreters: new InterpreterResolver(processes, {}) },
    );
    assertBlocked(run, 'untrusted');
    assert.equal(started, 0);
    assert.deepEqual(run.command, []);
  });

  it('in a folder that is not there is blocked', async () => {
    const sample = await sampleProject({ checks, work: add });
    const run = await check({ ...sample, folder: join(sample.folder, 'gone') });
    assertBlocked(run, 'not-a-project');
  });

  it('with a broken .venv goes on to the next Python and names that one', async function () {
    if (isWindows) this.skip();
    const sample = await sampleProject({ checks, work: add });
    await fakeProgram(join(sample.folder, '.venv', 'bin', 'python'), 'exit 127');
    const bin = await temporaryFolder();
    await fakeProgram(join(bin, 'python'), `exec "${repositoryPython}" "$@"`);
    const run = await check(sample, { python: undefined }, withPath(bin));
    assert.equal(run.verdict, 'passed');
    assert.equal(run.interpreter?.source, 'path');
  });
});

howeverStarted('a run that is ended', function (check) {
  this.timeout(60_000);
  after(removeTemporaryFolders);

  const sleeper = (word: string) => `[sys.executable, "-c", "import time; time.sleep(600)", "${word}"]`;
  const starting = (word: string, then: string) =>
    [
      'import os, subprocess, sys, time',
      'def add(a, b):',
      `    subprocess.Popen(${sleeper(word)})`,
      `    subprocess.Popen(${sleeper(word)}, start_new_session=True)`,
      `    print("started", flush=True)`,
      `    ${then}`,
      '',
    ].join('\n');

  /** Waits for the learner's own output instead of for a time. */
  function whenPrinted(text: string): { readonly seen: Promise<void>; readonly onOutput: (chunk: string) => void } {
    let tell: () => void = () => undefined;
    let all = '';
    const seen = new Promise<void>((resolve) => (tell = resolve));
    return {
      seen,
      onOutput: (chunk) => {
        all += chunk;
        if (all.includes(text)) tell();
      },
    };
  }

  it('by cancelling is blocked as cancelled and leaves no process, not even one in a session of its own', async function () {
    if (process.platform !== 'linux') this.skip();
    const word = `orphan-${Math.random()}`;
    const sample = await sampleProject({ checks, work: starting(word, 'time.sleep(600)'), solution: add });
    const abort = new AbortController();
    const { seen, onOutput } = whenPrinted('started');
    const running = check(sample, { signal: abort.signal, onOutput });
    await seen;
    assert.equal((await processesWith(word)).length, 2);
    abort.abort();
    const run = await running;
    assertBlocked(run, 'cancelled');
    assert.ok(run.seconds < 15, `${run.seconds} s`);
    assert.deepEqual(await processesWith(word), []);
  });

  it('by its own end leaves no process behind either', async function () {
    if (process.platform !== 'linux') this.skip();
    const word = `orphan-${Math.random()}`;
    const run = await check(await sampleProject({ checks, work: starting(word, 'return a + b') }));
    assert.equal(run.verdict, 'passed');
    assert.deepEqual(await processesWith(word), []);
  });

  it('by its limit leaves no process behind', async function () {
    if (process.platform !== 'linux') this.skip();
    const word = `orphan-${Math.random()}`;
    const step = { checks: [sampleCheck('add', { timeout: 1 })] };
    const run = await check(
      await sampleProject({ checks, work: starting(word, 'time.sleep(600)'), solution: add, step }),
    );
    assert.equal(run.verdict, 'failed');
    assert.deepEqual(await processesWith(word), []);
  });

  it('by someone who kills its interpreter is blocked and leaves no process', async function () {
    if (process.platform !== 'linux') this.skip();
    const word = `orphan-${Math.random()}`;
    const work = starting(word, 'print("pid", os.getpid(), flush=True); time.sleep(600)');
    const sample = await sampleProject({ checks, work, solution: add });
    let pid = 0;
    const run = await check(sample, {
      onOutput: (text) => {
        pid = Number(/pid (\d+)/.exec(text)?.[1] ?? pid);
        if (pid > 0) process.kill(pid, 'SIGKILL');
        pid = 0;
      },
    });
    assertBlocked(run, 'process-died');
    assert.match(run.checks[0]?.message ?? '', /SIGKILL/);
    assert.deepEqual(await processesWith(word), []);
  });

  it('before it began is blocked as cancelled', async () => {
    const run = await check(await sampleProject({ checks, work: add }), { signal: AbortSignal.abort() });
    assertBlocked(run, 'cancelled');
    assert.deepEqual(run.command, []);
  });

  it('leaves no private folder behind', async () => {
    const folders: string[] = [];
    const makeFolder = async () => {
      folders.push(await mkdtemp(join(tmpdir(), 'bridgecraft-')));
      return folders.at(-1) ?? '';
    };
    const sample = await sampleProject({ checks, work: add });
    await check(sample, {}, { makeFolder });
    assert.equal(folders.length, 1);
    await assert.rejects(access(folders[0] ?? ''));
    assert.deepEqual((await readdir(sample.folder)).sort(), ['checks', 'pyproject.toml', 'src']);
  });
});
