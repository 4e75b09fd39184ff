/** Makes real virtual environments; needs the package index (or pip's cache) for two small packages. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EnvironmentProgress, EnvironmentRequest } from '../../src/core/environment/model';
import type { ProcessRequest, ProcessRunner } from '../../src/core/ports';
import {
  createEnvironmentBuilder,
  environmentMarker,
  environmentPython,
} from '../../src/platform/node/environment-builder';
import { InterpreterResolver } from '../../src/platform/node/interpreter';
import { nodeProcessRunner } from '../../src/platform/node/process-runner';

const constraints = ['pytest==9.2.0', 'iniconfig==2.3.1', 'pluggy==1.7.0', 'packaging==26.3', 'Pygments==2.21.0'];

describe('the environment of a home folder', function () {
  this.timeout(120_000);
  let home: string;
  let base: string;

  beforeEach(async () => {
    home = join(await mkdtemp(join(tmpdir(), 'bridgecraft-')), 'Übung mit Leerzeichen');
    await mkdir(home);
    const { interpreter } = await new InterpreterResolver(nodeProcessRunner, process.env).find({ folder: tmpdir() });
    assert.ok(interpreter, 'these tests need Python 3.11 to 3.14');
    base = interpreter.path;
  });
  afterEach(() => rm(join(home, '..'), { recursive: true, force: true }));

  const request = (more: Partial<EnvironmentRequest> = {}): EnvironmentRequest => ({
    home,
    base,
    packages: ['iniconfig'],
    constraints,
    mayUseForeign: false,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...more,
  });

  it('is made with the pinned packages, and a second run finds everything there', async () => {
    const seen: EnvironmentProgress[] = [];
    const builder = createEnvironmentBuilder(nodeProcessRunner);
    const first = await builder.build(request({ onProgress: (progress) => seen.push(progress) }));
    assert.ok(first.ok, JSON.stringify(first));
    assert.deepEqual([...first.value.added].sort(), ['iniconfig', 'pytest']);
    assert.ok(existsSync(first.value.python));
    assert.ok(seen.some((progress) => progress.kind === 'package' && progress.name === 'pytest'));

    const second = await builder.build(request());
    assert.ok(second.ok);
    assert.deepEqual(second.value.added, []);
  });

  it('goes on after a cut: what a cancelled run left behind is completed', async () => {
    const abort = new AbortController();
    const cut: ProcessRunner = {
      run: (each: ProcessRequest) => {
        if (each.args.includes('install')) abort.abort();
        return nodeProcessRunner.run(each);
      },
    };
    const first = await createEnvironmentBuilder(cut).build(request({ signal: abort.signal }));
    assert.deepEqual(first, { ok: false, reason: { kind: 'cancelled' } });
    assert.ok(existsSync(join(home, '.venv', environmentMarker)));

    await rm(environmentPython(join(home, '.venv')), { force: true });
    const second = await createEnvironmentBuilder(nodeProcessRunner).build(request());
    assert.ok(second.ok, JSON.stringify(second));
    assert.ok(second.value.added.includes('pytest'));
  });

  it('that somebody else made is left alone until the learner agrees', async () => {
    await mkdir(join(home, '.venv'));
    await writeFile(join(home, '.venv', 'mine.txt'), 'mine');
    const outcome = await createEnvironmentBuilder(nodeProcessRunner).build(request());
    assert.deepEqual(outcome, { ok: false, reason: { kind: 'foreign-environment', path: join(home, '.venv') } });
    assert.equal(await readFile(join(home, '.venv', 'mine.txt'), 'utf8'), 'mine');
    assert.ok(!existsSync(join(home, '.venv', environmentMarker)));
  });

  it('names the requirement that could not be installed, with the installer’s last words', async () => {
    const offline: ProcessRunner = {
      run: (each) =>
        each.args.includes('install')
          ? Promise.resolve({ exitCode: 1, output: 'ERROR: No matching distribution found' })
          : nodeProcessRunner.run(each),
    };
    const outcome = await createEnvironmentBuilder(offline).build(request());
    assert.ok(!outcome.ok && outcome.reason.kind === 'cannot-install', JSON.stringify(outcome));
    assert.deepEqual(outcome.reason.requirements, ['iniconfig==2.3.1', 'pytest==9.2.0']);
    assert.match(outcome.reason.output, /No matching distribution/);
  });

  it('says that the disk is full when the installer met a full disk', async () => {
    const full: ProcessRunner = {
      run: (each) =>
        each.args.includes('install')
          ? Promise.resolve({ exitCode: 1, output: 'OSError: [Errno 28] No space left on device' })
          : nodeProcessRunner.run(each),
    };
    const outcome = await createEnvironmentBuilder(full).build(request());
    assert.ok(!outcome.ok);
    assert.equal(outcome.reason.kind, 'disk-full');
  });

  it('names the missing ensurepip of Debian’s Python', async () => {
    const debian: ProcessRunner = {
      run: (each) =>
        Promise.resolve({ exitCode: each.args.includes('venv') ? 1 : undefined, output: 'ensurepip is not available' }),
    };
    const outcome = await createEnvironmentBuilder(debian).build(request());
    assert.deepEqual(outcome, { ok: false, reason: { kind: 'venv-module-missing', base } });
  });
});
