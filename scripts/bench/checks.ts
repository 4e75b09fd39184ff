/** A cold run of our checks over a plain `python -m pytest` of the same project with foreign plugins off. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Step } from '../../src/core/curriculum/model';
import { readSolution, stepFolder } from '../../src/platform/node/content-package';
import { createNodePlatform } from '../../src/platform/node/node-platform';
import { scaffoldStep } from '../../src/platform/node/scaffold-writer';
import { type Figure, ratio, timed } from './figure';
import { withScratch } from './files';

const rounds = 5;

export const measureChecks = (step: Step, root: string): Promise<readonly Figure[]> =>
  withScratch(async (home) => {
    const curricula = join(root, 'dist', 'curricula');
    const target = join(home, step.curriculum, step.id);
    const contents = await readSolution(curricula, step);
    const scaffold = await scaffoldStep({ step, home, target, packageDir: stepFolder(curricula, step), contents });
    if (!scaffold.ok) throw new Error(`The scaffold failed: ${scaffold.reason.kind}`);
    const python = join(
      root,
      '.venv',
      ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
    );
    const { checkRunner } = createNodePlatform({
      extensionPath: root,
      storagePath: join(home, 'storage'),
      mayRun: () => undefined,
      pythonChoice: () => Promise.resolve({}),
      warn: (message) => console.warn(message),
    });
    const ours = async () => {
      const { signal } = new AbortController();
      const run = await checkRunner.run({ step, project: target, python, signal });
      if (run.verdict !== 'passed') {
        const bad = run.checks
          .filter(({ verdict }) => verdict !== 'passed')
          .map(({ id, message }) => `${id}: ${message}`);
        throw new Error(`The reference of ${step.ref} is ${run.verdict}:\n${bad.join('\n')}`);
      }
    };
    // The same checks: those that wait for a file of "Take it real" are not run by ours.
    const tests = step.checks.filter((check) => check.needs === undefined).map((check) => check.test);
    const theirs = () => plainPytest(python, target, tests);
    const times = { ours: [] as number[], theirs: [] as number[] };
    await ours();
    for (let index = 0; index < rounds; index += 1) {
      if (index % 2 === 0) {
        times.ours.push(await timed(ours));
        times.theirs.push(await timed(theirs));
      } else {
        times.theirs.push(await timed(theirs));
        times.ours.push(await timed(ours));
      }
    }
    const what = `the ${tests.length} checks of ${step.ref} on its reference, ${rounds} interleaved rounds`;
    return [ratio('check_overhead_ratio', times.ours, times.theirs, what)];
  });

function plainPytest(python: string, cwd: string, tests: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', ...tests], {
      cwd,
      stdio: 'ignore',
      env: {
        ...process.env,
        PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1',
        PYTHONUTF8: '1',
        PYTHONDONTWRITEBYTECODE: '1',
        MPLBACKEND: 'Agg',
        OMP_NUM_THREADS: '1',
      },
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Plain pytest ended with exit code ${code ?? 'none'}.`));
    });
  });
}
