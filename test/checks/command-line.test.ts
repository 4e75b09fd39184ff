import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { removeTemporaryFolders, repositoryPython, temporaryFolder } from './sample-step';

const repository = resolve(import.meta.dirname, '../..');

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function bridgecraft(...args: readonly string[]): Promise<Outcome> {
  const all = ['--import', 'tsx', join(repository, 'src', 'cli', 'main.ts'), ...args];
  return new Promise((done) => {
    execFile(process.execPath, all, { cwd: repository, maxBuffer: 10_000_000 }, (error, out, err) => {
      done({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

interface Report {
  readonly verdict: string;
  readonly checks: readonly { readonly id: string; readonly verdict: string; readonly message: string }[];
}
const reportOf = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Report;

describe('bridgecraft check', function () {
  this.timeout(180_000);
  const step = 'ml-to-deep-learning/backpropagation';
  let folder = '';
  let project = '';

  before(async () => {
    folder = await temporaryFolder('bridgecraft Übung');
    project = join(folder, 'my project');
    const { code, err } = await bridgecraft('scaffold', step, project);
    assert.equal(code, 0, err);
  });
  after(removeTemporaryFolders);

  it('on a starter exits 1, with the verdicts, messages and places of its checks on the terminal and as JSON', async () => {
    const json = join(folder, 'starter.json');
    const { code, out } = await bridgecraft('check', project, '--python', repositoryPython, '--json', json);
    assert.equal(code, 1);
    const report = await reportOf(json);
    assert.equal(report.verdict, 'failed');
    assert.ok(report.checks.length > 0);
    for (const { id, verdict, message } of report.checks) {
      assert.ok(out.includes(`${verdict.padEnd(7)}  ${id} `), id);
      assert.ok(out.includes(message.slice(0, 60)), message);
    }
    assert.match(out, / {11}at src\/\S+\.py:\d+\n/);
    assert.match(out, /Python 3\.1\d\.\d+, named by --python: /);
  });

  it('exits 2 when it is blocked, and tells the reason once', async () => {
    const json = join(folder, 'blocked.json');
    const { code, out } = await bridgecraft('check', project, '--python', join(folder, 'python'), '--json', json);
    assert.equal(code, 2);
    assert.equal((await reportOf(json)).verdict, 'blocked');
    assert.equal(out.split('there is no such file').length, 2);
  });

  it('exits 2 on a folder that is no project, and says so in the JSON too', async () => {
    const json = join(folder, 'none.json');
    const { code, out } = await bridgecraft('check', folder, '--json', json);
    assert.equal(code, 2);
    assert.match(out, /has no \.bridgecraft-step\.json/);
    assert.deepEqual((await reportOf(json)).checks, []);
  });

  it('exits 64 on arguments that make no sense', async () => {
    const codes = await Promise.all(
      [['check'], ['check', join(folder, 'gone')], ['check', project, '--fast'], ['check', project, folder]].map(
        async (args) => (await bridgecraft(...args)).code,
      ),
    );
    assert.deepEqual(codes, [64, 64, 64, 64]);
  });

  it('exits 2 when an author’s file was changed, and names it', async () => {
    await appendFile(join(project, 'checks', 'conftest.py'), '\n# mine\n');
    const { code, out } = await bridgecraft('check', project, '--python', repositoryPython);
    assert.equal(code, 2);
    assert.match(out, /were changed: checks\/conftest\.py\./);
  });
});
