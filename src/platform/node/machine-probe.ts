/** What the Doctor wants to know of this machine. */
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Interpreter } from '../../core/checks/model';
import type { ProcessRunner } from '../../core/ports';
import { freeMemory } from './free-memory';
import type { InterpreterRequest, InterpreterResolver } from './interpreter';
import { pythonEnvironment } from './run-environment';

const listInstalled =
  'import importlib.metadata as m, json; print(json.dumps({d.name: d.version for d in m.distributions() if d.name}))';

export class NodeMachineProbe {
  constructor(
    private readonly interpreters: InterpreterResolver,
    private readonly processes: ProcessRunner,
    private readonly choice: (folder: string) => Promise<Omit<InterpreterRequest, 'folder'>>,
  ) {}

  async findPython(folder: string | undefined): Promise<{
    readonly interpreter?: Interpreter;
    readonly tried: readonly { readonly path: string; readonly problem: string }[];
  }> {
    const place = folder ?? tmpdir();
    const { interpreter, tried } = await this.interpreters.find({ folder: place, ...(await this.choice(place)) });
    return interpreter ? { interpreter, tried } : { tried };
  }

  async installedPackages(python: string): Promise<Readonly<Record<string, string>>> {
    const { output } = await this.processes.run({
      file: python,
      args: ['-I', '-c', listInstalled],
      cwd: tmpdir(),
      env: pythonEnvironment(process.env),
      signal: AbortSignal.timeout(20_000),
    });
    try {
      const value: unknown = JSON.parse(output.trim().split('\n').at(-1) ?? '');
      const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
      return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    } catch {
      return {}; // The report then names every wanted package as missing, which is what the learner has to know.
    }
  }

  freeMemoryBytes(): Promise<number> {
    return freeMemory(this.processes);
  }

  async freeDiskBytes(folder: string): Promise<number | undefined> {
    try {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    } catch {
      return undefined;
    }
  }
}
