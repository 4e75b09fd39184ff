/** A Python that a debugger starts and ends, where otherwise we do. */
import type { Debugger } from '../../core/checks/model';
import type { ProcessExit, RunningProcess, StartRequest } from './process-runner';
import { killRun, runVariable } from './process-tree';

export function startDebugged(debug: Debugger, request: StartRequest): RunningProcess {
  const { file, args, cwd, run } = request;
  const [program = '', ...rest] = args;
  const stop = new AbortController();
  const env = { ...quieted(), ...request.env, [runVariable]: run };
  const running = debug.run({ run, python: file, program, args: rest, cwd, env }, stop.signal);
  const ended = running.then(
    async (hasStarted): Promise<ProcessExit> => {
      await killRun(run).catch(() => undefined);
      return hasStarted ? { kind: 'exited', code: null } : { kind: 'not-started', failure: 'it did not start' };
    },
    (error: unknown): ProcessExit => ({ kind: 'not-started', failure: String(error) }),
  );
  return { ended, input: undefined, kill: () => stop.abort() };
}

/** A debugger adds to the variables that it has itself; Python takes an empty one for none. */
const quieted = (): Record<string, string> =>
  Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => /^(PYTHON|PYTEST)/i.test(name))
      .map((name) => [name, '']),
  );
