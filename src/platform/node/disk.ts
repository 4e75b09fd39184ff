/** Writing that holds: what has returned is on the disk, and a file is there whole or not at all. */
import { chmod, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from './log-file';

/** Replaced in tests, where the power fails and the disk is full. */
export interface Disk {
  /** A new file and its folders. */
  write(path: string, content: Uint8Array): Promise<void>;
  /** Over a file that is there, in the same file system. */
  move(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
}

const retryCodes: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const retryMilliseconds = 3_000;

export const nodeDisk: Disk = {
  async write(path, content) {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
  },

  async move(from, to) {
    await mkdir(dirname(to), { recursive: true });
    const until = performance.now() + retryMilliseconds;
    for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
      try {
        await rename(from, to);
        await synchronizeFolder(dirname(to));
        return;
      } catch (error) {
        // Windows refuses while another program has the file open; often that is over in a moment.
        const isWorthWaiting = process.platform === 'win32' && retryCodes.has(errorCode(error));
        if (!isWorthWaiting || performance.now() + wait > until) throw error;
        await delay(wait);
      }
    }
  },

  async remove(path) {
    await rm(path, { force: true });
    await synchronizeFolder(dirname(path));
  },
};

/** A name is on the disk when its folder is; Windows has no such call and needs none. */
async function synchronizeFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/** The file gets its content in one step, and keeps its permissions. `beside`: a name in its folder that is free. */
export async function replace(disk: Disk, path: string, content: Uint8Array, beside: string): Promise<void> {
  const temporary = join(dirname(path), beside);
  try {
    await disk.write(temporary, content);
    const stats = await lstat(path).catch(() => undefined);
    if (stats?.isFile()) await chmod(temporary, stats.mode);
    await disk.move(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
