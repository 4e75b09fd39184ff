/** From Run to the first verdict with a spare process, over a cold `python -m pytest` of the same test by hand. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { CurriculumIndex } from '../../src/core/curriculum/model';
import { allSteps } from '../../src/core/curriculum/steps';
import { createNodeCheckRunner } from '../../src/platform/node/check-runner';
import { readSolution, stepFolder } from '../../src/platform/node/content-package';
import { freeMemory } from '../../src/platform/node/free-memory';
import { InterpreterResolver } from '../../src/platform/node/interpreter';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { nodeProcessRunner } from '../../src/platform/node/process-runner';
import { scaffoldStep } from '../../src/platform/node/scaffold-writer';
import { WarmSpares } from '../../src/platform/node/warm-spares';
import { type Figure, ratio, timed } from './figure';
import { withScratch } from './files';

const rounds = 5;

export const measureWarm = (index: CurriculumIndex, root: string): Promise<readonly Figure[]> =>
  withScratch(async (home) => {
    const step = allSteps(index).find(({ requirements }) =>
      ['torch', 'scikit-learn'].every((name) => requirements.includes(name)),
    );
    // A check that trains nothing: what is measured is the way to it.
    const check = step?.checks.find(({ kind }) => kind === 'S');
    if (!step || !check) throw new Error('No packaged step needs torch and scikit-learn and has a check of kind S.');
    const curricula = join(root, 'dist', 'curricula');
    const project = join(home, step.curriculum, step.id);
    const contents = await readSolution(curricula, step);
    const packageDir = stepFolder(curricula, step);
    const scaffold = await scaffoldStep({ step, home, target: project, packageDir, contents });
    if (!scaffold.ok) throw new Error(`The scaffold failed: ${scaffold.reason.kind}`);
    const python = join(
      root,
      '.venv',
      ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
    );

    const pythonDir = join(root, 'dist', 'python');
    const spares = new WarmSpares({ pythonDir, isOn: () => true, freeMemory: () => freeMemory(nodeProcessRunner) });
    let taken = 0;
    const runner = createNodeCheckRunner({
      pythonDir,
      hasher: nodeHasher,
      clock: { now: () => new Date().toISOString() },
      interpreters: new InterpreterResolver(nodeProcessRunner, process.env),
      mayRun: () => undefined,
      spares: {
        take: (wish) => {
          const spare = spares.take(wish);
          if (spare) taken += 1;
          return spare;
        },
        // Not in the background here, where it would slow down the other side.
        prepare: () => Promise.resolve(),
      },
    });
    const wish = {
      candidate: { path: python, before: [], source: 'argument' },
      requirements: step.requirements,
    } as const;
    const theirs: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      theirs.push(await timed(() => plainPytest(python, project, check.test)));
      await spares.prepare(wish);
      await spares.whenReady();
      const began = performance.now();
      let first: number | undefined;
      const { signal } = new AbortController();
      const only = [check.id];
      const onResult = () => (first ??= performance.now() - began);
      const { verdict } = await runner.run({ step, project, python, only, signal, onResult });
      if (verdict !== 'passed' || first === undefined) throw new Error(`${step.ref}/${check.id} is ${verdict}.`);
      ours.push(first);
    }
    if (taken !== rounds) throw new Error(`${rounds - taken} of ${rounds} runs found no spare process.`);
    const what = `${check.test} of ${step.ref}, ${rounds} interleaved rounds`;
    return [ratio('warm_first_verdict_ratio', ours, theirs, what)];
  });

/** As a learner types it: with whatever plugins are installed. */
function plainPytest(python: string, cwd: string, test: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, ['-m', 'pytest', '-q', test], { cwd, stdio: 'ignore' });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`Plain pytest ended with exit code ${code ?? 'none'}.`));
    });
  });
}
