/** Ends a process with everything that it started. */
import { spawn } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Every process of a run carries it: a child that left the group is still found by it on Linux. */
export const runVariable = 'BRIDGECRAFT_RUN';

/** Ends the group of `pid`, on Linux also every process with the run's id in its environment, on Windows the tree. */
export const killTree = (pid: number, run: string): Promise<void> =>
  process.platform === 'win32' ? taskkill(pid) : killLeftovers(pid, run);

/** What a process that has ended by itself left behind. On Windows its job object has ended that with it. */
export async function killLeftovers(pid: number, run: string): Promise<void> {
  if (process.platform === 'win32') return;
  signal(-pid);
  await killRun(run);
}

/** Every process with the run's id in its environment, where the system shows that. */
export async function killRun(run: string): Promise<void> {
  if (process.platform !== 'linux') return;
  // A process that is being ended may just have started another: look until none is found.
  for (let round = 0; round < 10; round += 1) {
    const found = await processesOf(run);
    if (found.length === 0) return;
    found.forEach(signal);
  }
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile, or is not ours.
  }
}

async function processesOf(run: string): Promise<readonly number[]> {
  const mark = Buffer.from(`${runVariable}=${run}\0`);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids.map(async (pid) => {
      // Another user's process cannot be read, and one that has ended has an empty environment.
      const environment = await readFile(`/proc/${pid}/environ`).catch(() => undefined);
      return pid !== process.pid && environment?.includes(mark) === true ? [pid] : [];
    }),
  );
  return found.flat();
}

/** The fallback for a process that did not come to set up its job object (`windows_job.py`). */
function taskkill(pid: number): Promise<void> {
  const system = process.env['SystemRoot'] ?? 'C:\\Windows';
  const program = join(system, 'System32', 'taskkill.exe');
  return new Promise((resolve) => {
    const killer = spawn(program, ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    killer.once('error', () => resolve());
    killer.once('exit', () => resolve());
  });
}
