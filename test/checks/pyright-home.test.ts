/** Two steps of one curriculum carry one package name: an editor that looks from the home folder must keep them apart. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { addExecutionEnvironment, pyrightRules } from '../../src/host/commands/pyright-config';
import { environmentPython } from '../../src/platform/node/environment-builder';

const root = join(__dirname, '..', '..');
const pyright = createRequire(__filename).resolve('pyright/index.js');
const run = promisify(execFile);

interface Report {
  readonly summary: { readonly errorCount: number; readonly filesAnalyzed: number };
  readonly generalDiagnostics: readonly {
    readonly file: string;
    readonly message: string;
    readonly severity: string;
  }[];
}

describe('pyright from the home folder', function () {
  this.timeout(180_000);
  let home: string;
  const first = 'ml-to-deep-learning/backpropagation';
  const second = 'ml-to-deep-learning/later-step';

  before(async () => {
    home = join(await mkdtemp(join(tmpdir(), 'bridgecraft-')), 'my bridge é');
    await run(process.execPath, [join(root, 'dist', 'cli.js'), 'scaffold', first, join(home, first), '--solution']);
    await cp(join(home, first), join(home, second), { recursive: true });
    // The later step's package has the same name and another content.
    for (const path of await readdir(join(home, second), { recursive: true })) {
      if (!path.endsWith('.py')) continue;
      const file = join(home, second, path);
      await writeFile(file, (await readFile(file, 'utf8')).replaceAll('count_parameters', 'count_weights'));
    }
  });
  after(() => rm(join(home, '..'), { recursive: true, force: true }));

  async function report(): Promise<Report> {
    const python = environmentPython(join(root, '.venv'));
    const args = [pyright, '--project', home, '--pythonpath', python, '--outputjson'];
    // Its exit code says whether there were errors; what they are stands in its output either way.
    const stdout = await new Promise<string>((resolve) => {
      execFile(process.execPath, args, { maxBuffer: 1e8 }, (_error, output) => resolve(output));
    });
    return JSON.parse(stdout) as Report;
  }

  it('is clean once both projects stand in its configuration, and mixes them up without it', async () => {
    const config = join(home, 'pyrightconfig.json');
    await writeFile(config, '{}\n');
    const without = await report();
    assert.ok(without.summary.errorCount > 0, 'the two packages would be told apart anyway: this test proves nothing');

    let text = '';
    for (const step of [first, second]) {
      const rules = pyrightRules(await readFile(join(home, step, 'pyproject.toml'), 'utf8'));
      const next = addExecutionEnvironment(text, { root: step, extraPaths: [`${step}/src`], rules });
      assert.ok(next);
      text = next;
    }
    await writeFile(config, text);
    const { summary, generalDiagnostics } = await report();
    const errors = generalDiagnostics.filter((each) => each.severity === 'error');
    assert.deepEqual(
      errors.map((each) => `${each.file}: ${each.message}`),
      [],
    );
    assert.ok(summary.filesAnalyzed > 20);
  });
});
