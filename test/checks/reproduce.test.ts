/** `reproduce.py` on a small repository made by hand: without the network, with checks that hang, and stopped by its user. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import { hashContent } from '../../src/core/curriculum/text';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { eventually } from '../support/eventually';
import { processesBelow } from '../support/processes';
import { pythonDir, removeTemporaryFolders, repositoryPython, temporaryFolder, writeFiles } from './sample-step';

const program = join(pythonDir, 'reproduce.py');
const limit = 1;

/** Check → the body of its test. */
async function repositoryWith(checks: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder('bridgecraft Ausfuhr für Ólöf');
  const { stdout } = await finished(['-c', 'import importlib.metadata as m; print("pytest==" + m.version("pytest"))']);
  const tests = Object.entries(checks).map(([id, body]) => `def test_${id}(record_property):\n    ${body}\n`);
  const files = {
    'src/sums/__init__.py': '',
    'checks/test_sums.py': `import os, signal, subprocess, time\n\n\n${tests.join('\n\n')}`,
  };
  await writeFiles(join(root, 'sums'), files);
  await writeFiles(root, {
    'requirements.lock': stdout,
    'reproduce.json': JSON.stringify({
      format: 1,
      projects: [
        {
          folder: 'sums',
          step: 'sample/sums',
          title: 'Sums',
          package: 'sums',
          requirements: [],
          recorded: '2027-03-01T00:00:00Z',
          checks: Object.keys(checks).map((id) => ({ id, test: `checks/test_sums.py::test_${id}`, timeout: limit })),
          figures: [{ name: 'total', title: 'Total', unit: '', value: 4, tolerance: 0 }],
          files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, hashContent(text, nodeHasher)])),
        },
      ],
    }),
  });
  return root;
}

interface Finished {
  readonly code: number;
  readonly stdout: string;
}
const finished = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> =>
  new Promise((done) => {
    execFile(repositoryPython, args, { env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, stdout: stdout + stderr });
    });
  });
const reproduce = (root: string, ...args: readonly string[]) => finished([program, '--root', root, ...args]);

interface Report {
  readonly projects: readonly {
    readonly verdict: string;
    readonly checks: { readonly passed: readonly string[]; readonly failed: readonly string[] };
  }[];
}
const reportIn = async (root: string) =>
  (JSON.parse(await readFile(join(root, 'reproduced.json'), 'utf8')) as Report).projects[0];

const adds = 'record_property("total", 4)';

describe('reproduce.py', function () {
  this.timeout(180_000);
  after(removeTemporaryFolders);

  it('makes its environment from a folder of wheels, with no index in reach', async () => {
    const root = await repositoryWith({ adds });
    const wheels = join(root, 'the wheels');
    const got = await finished(['-m', 'pip', 'download', '-q', '-d', wheels, '-r', join(root, 'requirements.lock')]);
    assert.equal(got.code, 0, got.stdout);
    const nowhere = { PIP_INDEX_URL: 'http://127.0.0.1:9/simple', PIP_NO_CACHE_DIR: '1', PIP_RETRIES: '0' };
    const { code, stdout } = await finished([program, '--root', root, '--wheelhouse', wheels], nowhere);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /1 of 1 figures reproduced, every check passed\./);
    const again = await finished([program, '--root', root, '--wheelhouse', wheels], nowhere);
    assert.equal(again.code, 0, `it makes its own environment anew: ${again.stdout}`);
  });

  it('says what to do when a wheel is missing, with 2', async () => {
    const root = await repositoryWith({ adds });
    await mkdir(join(root, 'none'));
    const { code, stdout } = await reproduce(root, '--wheelhouse', join(root, 'none'));
    assert.equal(code, 2);
    assert.match(stdout, /Could not run: The packages of requirements\.lock could not be installed/);
    assert.match(stdout, /The wheelhouse needs a wheel for every package of the lock and for this Python\./);
    const nowhere = await reproduce(root, '--wheelhouse', join(root, 'nowhere'));
    assert.equal(nowhere.code, 2);
    assert.match(nowhere.stdout, /There is no folder .*nowhere\. --wheelhouse names a folder with wheels\./);
    assert.equal((await reproduce(root, '--no-index')).code, 2);
  });

  it('goes on behind a check that runs over its limit, or ends Python', async () => {
    const root = await repositoryWith({ sleeps: 'time.sleep(60)', leaves: 'os._exit(0)', adds });
    const { code, stdout } = await reproduce(root, '--no-venv');
    assert.equal(code, 1, stdout);
    assert.match(stdout, /failed {2}sleeps: ran over its limit of 1 s; try again when the machine is idle/);
    assert.match(stdout, /failed {2}leaves: ended Python/);
    const project = await reportIn(root);
    assert.deepEqual([project?.verdict, project?.checks.passed], ['failed', ['adds']]);
  });

  it('ends a check that no signal reaches, with what it started', async function () {
    // Only POSIX can stop a process as this one does.
    if (process.platform === 'win32') this.skip();
    const stops = 'subprocess.Popen(["sleep", "61"]); os.kill(os.getpid(), signal.SIGSTOP)';
    const root = await repositoryWith({ stops, adds });
    const { code, stdout } = await reproduce(root, '--no-venv');
    assert.equal(code, 1, stdout);
    assert.match(stdout, /failed {2}stops: ended Python, or was ended after 1 s/);
    assert.deepEqual((await reportIn(root))?.checks.passed, ['adds']);
    assert.ok(!(await commandsWith('sleep 61')));
  });

  it('stops at Ctrl-C with all that it started, and leaves nothing behind', async function () {
    // A console's Ctrl-C cannot be sent to one process on Windows.
    if (process.platform === 'win32') this.skip();
    const root = await repositoryWith({ waits: 'subprocess.run(["sleep", "62"])' });
    const temporary = join(root, 'temporary');
    await mkdir(temporary);
    const child = spawn(repositoryPython, [program, '--root', root, '--no-venv'], {
      env: { ...process.env, TMPDIR: temporary },
    });
    const output = outputOf(child);
    await eventually('the check to wait', () => commandsWith('sleep 62'));
    child.kill('SIGINT');
    const { code, text } = await output;
    assert.equal(code, 2, text);
    assert.match(text, /Stopped\. Nothing was compared; run it again when you like\./);
    assert.ok(!(await commandsWith('sleep 62')));
    assert.deepEqual(await readdir(temporary), []);
    assert.ok(!(await readdir(root)).includes('reproduced.json'));
  });
});

const commandsWith = async (command: string): Promise<boolean> =>
  (await processesBelow(1)).some((entry) => entry.command === command);

const outputOf = (child: ChildProcess): Promise<{ readonly code: number | null; readonly text: string }> =>
  new Promise((done) => {
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
    }
    child.on('close', (code) => {
      done({ code, text });
    });
  });
