/**
 * Copies of what lies beside the log: every base, and the newest 50 MB of snapshots. Nothing is fsynced, because it is a
 * second copy; no link is followed on either side; what is gone from the home folder stays in the mirror.
 */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';

const mebibyte = 1024 * 1024;
const folders = ['base', 'snapshots'] as const;
/** Of a copy that is not whole yet. */
const unfinished = '.copy-';
/** The times of some file systems are this coarse. */
const coarsest = 2000;

export interface FileMirrorOptions {
  /** One file that cannot be copied does not stop the others. */
  readonly onFailure: (error: unknown) => void;
  /** Default: 50 MB. */
  readonly snapshotBytes?: number;
}

interface Found {
  /** Relative to the folder that was searched, with the system's separators. */
  readonly path: string;
  readonly size: number;
  readonly time: number;
}

/** @param home the folder `.bridgecraft` */
export async function mirrorFiles(home: string, mirror: string, options: FileMirrorOptions): Promise<void> {
  const { onFailure, snapshotBytes = 50 * mebibyte } = options;
  const [here, there] = await Promise.all([filesIn(home), filesIn(mirror)]);
  const all = new Map([...there, ...here].map((file) => [file.path, file]));
  const kept = new Set(newestWithin(snapshotBytes, [...all.values()]));
  for (const name of new Set(there.map(({ path }) => snapshotOf(path)))) {
    if (name === undefined || kept.has(name)) continue;
    await rm(join(mirror, 'snapshots', name), { recursive: true, force: true }).catch(onFailure);
  }
  const known = new Map(there.map((file) => [file.path, file]));
  for (const file of here) {
    const snapshot = snapshotOf(file.path);
    const isWanted = snapshot === undefined ? file.size <= snapshotBytes : kept.has(snapshot);
    if (!isWanted || isSame(file, known.get(file.path))) continue;
    // In order: it runs behind the learner's back, one small file at a time.
    await copy(home, mirror, file.path).catch(onFailure);
  }
}

/** Brings back what is not there; what is there stays as it is. */
export async function restoreFiles(home: string, mirror: string, { onFailure }: FileMirrorOptions): Promise<void> {
  for (const { path } of await filesIn(mirror)) {
    const isTaken = await lstat(join(home, path)).then(
      () => true,
      () => false,
    );
    if (!isTaken) await copy(mirror, home, path).catch(onFailure);
  }
}

/** A snapshot is kept whole or not at all. */
function newestWithin(bytes: number, files: readonly Found[]): readonly string[] {
  const snapshots = new Map<string, { size: number; time: number }>();
  for (const { path, size, time } of files) {
    const name = snapshotOf(path);
    if (name === undefined) continue;
    const known = snapshots.get(name) ?? { size: 0, time: 0 };
    snapshots.set(name, { size: known.size + size, time: Math.max(known.time, time) });
  }
  const newest = [...snapshots].sort(([a, one], [b, other]) => other.time - one.time || (a < b ? 1 : -1));
  let left = bytes;
  return newest.flatMap(([name, { size }]) => {
    if (size > left) return [];
    left -= size;
    return [name];
  });
}

function snapshotOf(path: string): string | undefined {
  const [folder, name] = path.split(sep);
  return folder === 'snapshots' ? name : undefined;
}

const isSame = (file: Found, copied: Found | undefined): boolean =>
  copied?.size === file.size && Math.abs(copied.time - file.time) < coarsest;

/** The plain files of `base/` and `snapshots/`. */
async function filesIn(root: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  const visit = async (inner: string): Promise<void> => {
    for (const entry of await readdir(join(root, inner), { withFileTypes: true })) {
      const path = join(inner, entry.name);
      if (entry.isDirectory()) await visit(path);
      if (!entry.isFile() || entry.name.startsWith(unfinished)) continue;
      const stats = await lstat(join(root, path)).catch(() => undefined);
      if (stats?.isFile()) found.push({ path, size: stats.size, time: stats.mtimeMs });
    }
  };
  for (const folder of folders) {
    if (await isFolder(join(root, folder))) await visit(folder);
  }
  return found;
}

async function copy(from: string, to: string, path: string): Promise<void> {
  // `O_NOFOLLOW`: the file may have become a link since it was found. Windows has none of either.
  const source = await open(
    join(from, path),
    constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NOFOLLOW),
  );
  try {
    const { atime, mtime } = await source.stat();
    const folder = await makeFolder(to, dirname(path));
    const temporary = join(folder, `${unfinished}${randomUUID()}`);
    try {
      await writeFile(temporary, await source.readFile(), { flag: 'wx' });
      await utimes(temporary, atime, mtime);
      await rename(temporary, join(folder, basename(path)));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } finally {
    await source.close();
  }
}

/** Folder by folder, so that nothing is written through a link. */
async function makeFolder(root: string, inner: string): Promise<string> {
  let folder = root;
  for (const part of inner.split(sep)) {
    folder = join(folder, part);
    await mkdir(folder).catch(() => undefined);
    if (!(await isFolder(folder))) throw new Error(`${folder} is not a folder`);
  }
  return folder;
}

const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
