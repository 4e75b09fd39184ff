/** The runner that `verify` uses: the repository's own environment unless another Python is named. */
import type { CheckRunner } from '../../core/checks/model';
import type { Result } from '../../core/ports';
import { type CheckRunnerOptions, createNodeCheckRunner } from '../../platform/node/check-runner';
import { readSolution } from '../../platform/node/content-package';
import { InterpreterResolver } from '../../platform/node/interpreter';
import { nodeHasher } from '../../platform/node/node-hasher';
import { nodeProcessRunner } from '../../platform/node/process-runner';
import { type OpenContent, packageRoot, pythonFolder } from '../content';
import { ForkServer } from './fork-server';

export interface OpenRunner {
  /** Every run in a new process, as the learner's. */
  readonly runner: CheckRunner;
  /** The same, where it can in forks of a process that has imported the step's packages. */
  readonly forkRunner: CheckRunner;
  /** As `forkRunner`; notes in a file what a run reads of the project, where it can. */
  readonly readsRunner: (place: string) => CheckRunner;
  /** Absolute path of the interpreter. */
  readonly python: string;
  dispose(): Promise<void>;
}

export async function openRunner(content: OpenContent, named?: string): Promise<Result<OpenRunner, string>> {
  const interpreters = new InterpreterResolver(nodeProcessRunner, process.env);
  const wish = { folder: packageRoot, ...(named === undefined ? {} : { argument: named }) };
  const found = await interpreters.resolve(wish);
  if (!found.ok) {
    return { ok: false, reason: 'No Python could be used; make one with: npm run setup\n' };
  }
  const options: CheckRunnerOptions = {
    pythonDir: pythonFolder,
    hasher: nodeHasher,
    clock: { now: () => new Date().toISOString() },
    interpreters,
    mayRun: () => undefined,
    reference: (step) => readSolution(content.folder, step),
  };
  const forks = new ForkServer(pythonFolder);
  return {
    ok: true,
    value: {
      runner: createNodeCheckRunner(options),
      forkRunner: createNodeCheckRunner({ ...options, forks }),
      readsRunner: (place) =>
        createNodeCheckRunner({ ...options, forks: { script: (wish) => forks.script(wish, ['--reads', place]) } }),
      python: found.value.path,
      dispose: () => forks.dispose(),
    },
  };
}
