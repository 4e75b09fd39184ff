/** Processes that have imported a step's packages, for runs in forks of them (`python/fork_checks.py`). */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningProcess, startProcess } from '../../platform/node/process-runner';
import { folderEnvironment } from '../../platform/node/run-folder';
import type { SpareWish } from '../../platform/node/warm-spares';

interface Server {
  readonly process: RunningProcess;
  readonly folder: string;
  /** What runs in place of `run_checks.py`; undefined when the packages could not be imported. */
  readonly script: Promise<readonly string[] | undefined>;
}

export class ForkServer {
  private readonly servers = new Map<string, Promise<Server>>();

  constructor(private readonly pythonDir: string) {}

  /** With options of `fork_checks.py`. */
  async script(wish: SpareWish, more: readonly string[] = []): Promise<readonly string[] | undefined> {
    // Forking a process that has loaded numerical libraries is safe to rely on here only.
    if (process.platform !== 'linux') return undefined;
    const key = JSON.stringify([wish.candidate.path, [...wish.requirements].sort()]);
    const server = this.servers.get(key) ?? this.start(wish);
    this.servers.set(key, server);
    const [program, ...rest] = (await (await server).script) ?? [];
    return program === undefined ? undefined : [program, ...more, ...rest];
  }

  async dispose(): Promise<void> {
    for (const server of this.servers.values()) {
      const { process, folder } = await server;
      process.input?.end();
      await process.ended;
      await rm(folder, { recursive: true, force: true });
    }
    this.servers.clear();
  }

  private async start({ candidate, requirements }: SpareWish): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), 'bridgecraft-forks-'));
    const program = join(this.pythonDir, 'fork_checks.py');
    const socket = join(folder, 'socket');
    let tell = (): void => undefined;
    const ready = new Promise<readonly string[]>((resolve) => (tell = () => resolve([program, socket])));
    const running = startProcess({
      file: candidate.path,
      args: [...candidate.before, program, '--serve', socket, ...requirements],
      cwd: folder,
      run: randomUUID(),
      env: folderEnvironment(process.env, folder),
      hasInput: true,
      onOutput: (chunk) => {
        if (chunk.toString().includes('ready')) tell();
      },
    });
    return { process: running, folder, script: Promise.race([ready, running.ended.then(() => undefined)]) };
  }
}
