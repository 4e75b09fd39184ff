import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, describe, it } from 'mocha';
import type { DebugLaunch, Debugger } from '../../src/core/checks/model';
import { check, removeTemporaryFolders, sampleCheck, sampleProject } from './sample-step';

/** Starts what it is given as a debugger does: in its own surroundings, with the variables on top. */
function plainDebugger(launches: DebugLaunch[], inherited: Readonly<Record<string, string>> = {}): Debugger {
  return {
    run: (launch, signal) => {
      launches.push(launch);
      const { python, program, args, cwd, env } = launch;
      const child = spawn(python, [program, ...args], { cwd, env: { ...process.env, ...inherited, ...env } });
      signal.addEventListener('abort', () => child.kill());
      return new Promise((resolve) => child.once('exit', () => resolve(true)));
    },
  };
}

const slow = 'import time\n\ndef add(a, b):\n    time.sleep(2.5)\n    return a + b\n';
const checks = { add: 'assert sums.add(1, 2) == 3, "Expected 3."' };
const limited = { checks: [sampleCheck('add', { timeout: 1 })] };

describe('a run under a debugger', function () {
  this.timeout(60_000);
  after(removeTemporaryFolders);

  it('has no limits, and the same verdict', async () => {
    const launches: DebugLaunch[] = [];
    const sample = await sampleProject({ work: slow, checks, step: limited });
    const run = await check(sample, { debug: plainDebugger(launches) }, { startSeconds: 1 });
    assert.deepEqual([run.verdict, run.checks[0]?.message], ['passed', '']);
    assert.equal(launches.length, 1);
    assert.equal(launches[0]?.cwd, sample.folder);
  });

  it('fails at the line of the learner, as any other run', async () => {
    const sample = await sampleProject({ work: 'def add(a, b):\n    return a / 0\n', checks, step: limited });
    const run = await check(sample, { debug: plainDebugger([]) });
    const [result] = run.checks;
    assert.ok(result?.verdict === 'failed');
    assert.deepEqual(result.location, { file: 'src/sums/__init__.py', line: 2 });
  });

  it('is not changed by variables that the debugger itself has', async () => {
    process.env['PYTEST_ADDOPTS'] = '--no-such-option';
    try {
      const sample = await sampleProject({ work: slow, checks, step: limited });
      const run = await check(sample, { debug: plainDebugger([]) });
      assert.equal(run.verdict, 'passed', run.checks[0]?.message);
    } finally {
      delete process.env['PYTEST_ADDOPTS'];
    }
  });

  it('that is ended before its check judges nothing', async () => {
    const sample = await sampleProject({ work: slow.replace('2.5', '600'), checks, step: limited });
    const stop = new AbortController();
    const run = await check(sample, {
      debug: plainDebugger([]),
      signal: stop.signal,
      onStarted: () => stop.abort(),
    });
    assert.deepEqual([run.verdict, run.checks[0]?.reason?.kind], ['blocked', 'cancelled']);
  });

  it('that does not start is blocked, and says so', async () => {
    const sample = await sampleProject({ work: slow, checks, step: limited });
    const run = await check(sample, { debug: { run: () => Promise.resolve(false) } });
    assert.equal(run.verdict, 'blocked');
    assert.match(String(run.checks[0]?.message), /^The debugger could not be started/);
  });
});
