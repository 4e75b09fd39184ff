import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { writeCommandLineShim } from '../../src/platform/node/command-line-shim';

describe('the bridgecraft command of the terminal', () => {
  let folder: string;
  beforeEach(async () => (folder = join(await mkdtemp(join(tmpdir(), 'bridgecraft-')), "it's a größe")));
  afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }));

  it('passes arguments on as they are, from a folder with spaces, quotes and non-ASCII letters', async () => {
    await mkdir(folder, { recursive: true });
    const script = join(folder, 'cli.js');
    await writeFile(
      script,
      'console.log(JSON.stringify([process.env.ELECTRON_RUN_AS_NODE, ...process.argv.slice(2)]))',
    );
    await writeCommandLineShim(folder, { node: process.execPath, script });
    const isWindows = process.platform === 'win32';
    const { stdout } = await promisify(execFile)(
      join(folder, isWindows ? 'bridgecraft.cmd' : 'bridgecraft'),
      ['check', 'a b'],
      {
        shell: isWindows,
      },
    );
    assert.deepEqual(JSON.parse(stdout), ['1', 'check', 'a b']);
  });

  it('is not written again when nothing changed', async () => {
    const shim = { node: '/n', script: '/s' };
    await writeCommandLineShim(folder, shim);
    const before = await stat(join(folder, 'bridgecraft'));
    await writeCommandLineShim(folder, shim);
    assert.equal((await stat(join(folder, 'bridgecraft'))).mtimeMs, before.mtimeMs);
    assert.match(await readFile(join(folder, 'bridgecraft.cmd'), 'utf8'), /"\/n" "\/s" %\*\r\n/);
  });
});
