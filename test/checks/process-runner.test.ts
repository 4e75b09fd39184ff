import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { describe, it } from 'mocha';
import { nodeProcessRunner } from '../../src/platform/node/process-runner';
import { processesWith } from './environments';

const node = (script: string, more: Partial<Parameters<typeof nodeProcessRunner.run>[0]> = {}) =>
  nodeProcessRunner.run({
    file: process.execPath,
    args: ['-e', script],
    cwd: tmpdir(),
    signal: new AbortController().signal,
    ...more,
  });

describe('a process', function () {
  this.timeout(30_000);

  it('tells whole lines, of output and errors, and its exit code', async () => {
    const lines: string[] = [];
    const script =
      'process.stdout.write("ein Ü"); process.stdout.write("ber\\nzwei\\r\\nthe rest"); process.exitCode = 3';
    const { exitCode, output } = await node(script, { onLine: (line) => lines.push(line) });
    assert.equal(exitCode, 3);
    assert.deepEqual(lines, ['ein Über', 'zwei', 'the rest']);
    assert.match(output, /^ein Über/);
  });

  it('keeps the last of a long output', async () => {
    const { output } = await node(
      'for (let i = 0; i < 1000; i++) console.log("x".repeat(1000)); console.log("the end")',
    );
    assert.ok(output.endsWith('the end\n'));
    assert.ok(output.length <= 200_000);
  });

  it('that does not start says why', async () => {
    const outcome = await node('', { file: 'surely-no-such-program' });
    assert.deepEqual(outcome, { exitCode: undefined, output: '', failure: 'ENOENT' });
  });

  it('is ended with what it started when its signal is aborted', async function () {
    // Where ended processes can be told from those that nobody has waited for.
    if (process.platform !== 'linux') this.skip();
    const abort = new AbortController();
    const word = `child-${Math.random()}`;
    const script =
      `require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "${word}"]);` +
      'console.log("started"); setInterval(() => {}, 1000)';
    const { exitCode } = await node(script, { signal: abort.signal, onLine: () => abort.abort() });
    assert.equal(exitCode, undefined);
    assert.deepEqual(await processesWith(word), []);
  });
});
