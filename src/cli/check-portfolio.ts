/** `bridgecraft check --portfolio DIR`: re-runs an exported repository with the reproduce.py of this package. */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { reasonMessage } from '../core/checks/messages';
import { exitCodes } from '../core/checks/model';
import { InterpreterResolver } from '../platform/node/interpreter';
import { nodeProcessRunner } from '../platform/node/process-runner';
import { type Io, UsageError } from './command';
import { pythonFolder } from './content';

interface Wish {
  readonly folder: string;
  /** A named Python is used as it is; without one, a fresh environment is made. */
  readonly python: string | undefined;
  readonly json: string | undefined;
}

/** 0 reproduced, 1 something differs or failed, 2 could not run, 3 a fault of ours. */
export async function checkPortfolio({ folder, python, json }: Wish, io: Io): Promise<number> {
  const root = resolve(io.cwd, folder);
  if ((await stat(root).catch(() => undefined))?.isDirectory() !== true) {
    throw new UsageError(`there is no folder ${root}`);
  }
  const resolver = new InterpreterResolver(nodeProcessRunner, io.env);
  const found = await resolver.resolve({ folder: root, ...(python === undefined ? {} : { argument: python }) });
  if (!found.ok) {
    io.out(`blocked: ${reasonMessage(found.reason)}\n`);
    return exitCodes.blocked;
  }
  const scratch = await mkdtemp(join(tmpdir(), 'bridgecraft-'));
  try {
    const environment = python === undefined ? ['--venv', join(scratch, 'venv')] : ['--no-venv'];
    const report = json === undefined ? [] : ['--json', resolve(io.cwd, json)];
    const script = join(pythonFolder, 'reproduce.py');
    const { exitCode, failure } = await nodeProcessRunner.run({
      file: found.value.path,
      args: ['-X', 'utf8', script, '--root', root, ...environment, ...report],
      cwd: root,
      signal: io.signal,
      onLine: (line) => io.out(`${line}\n`),
    });
    if (failure !== undefined) io.out(`blocked: ${found.value.path} could not be started: ${failure}.\n`);
    return outcome(exitCode);
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

function outcome(code: number | undefined): number {
  if (code === undefined) return exitCodes.blocked;
  const known: readonly number[] = Object.values(exitCodes);
  return known.includes(code) ? code : exitCodes.broken;
}
