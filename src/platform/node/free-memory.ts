/** How much memory a new process could take without pushing others out. */
import { freemem } from 'node:os';
import type { ProcessRunner } from '../../core/ports';
import { ownEnvironment } from './process-runner';

export async function freeMemory(processes: ProcessRunner, platform = process.platform): Promise<number> {
  if (platform !== 'darwin') return process.availableMemory();
  // There `freemem` leaves out what the system keeps only as long as nobody wants it, which is most of the memory.
  const { output } = await processes.run({
    file: '/usr/bin/vm_stat',
    args: [],
    cwd: '/',
    env: ownEnvironment(),
    signal: AbortSignal.timeout(2000),
  });
  return readVmStat(output) ?? freemem();
}

export function readVmStat(output: string): number | undefined {
  const size = Number(/page size of (\d+) bytes/.exec(output)?.[1]);
  const pages = ['free', 'inactive', 'speculative', 'purgeable'].map((name) =>
    Number(new RegExp(`^Pages ${name}:\\s+(\\d+)\\.`, 'm').exec(output)?.[1]),
  );
  const bytes = size * pages.reduce((sum, count) => sum + count, 0);
  return Number.isFinite(bytes) ? bytes : undefined;
}
