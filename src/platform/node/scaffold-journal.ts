/**
 * Staging of scaffolds. A scaffold writes everything to `.bridgecraft/staging/<pid>-<id>/project` first. What then cannot
 * be put in place by one rename is copied file by file under a journal, so that a crash leaves nothing half done: without
 * a journal the staging is rolled back at the next start, with one the copy is finished.
 */
import { constants } from 'node:fs';
import { copyFile, link, lstat, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pathProblem } from '../../core/curriculum/paths';
import { type FinishedChange, finishChange } from './change-journal';
import { nodeDisk } from './disk';

const journalName = 'journal.json';
const maxJournalBytes = 1_000_000;

export interface Journal {
  readonly format: 1;
  /** Relative to the home folder, forward slashes. */
  readonly target: string;
  /** Paths in the target, forward slashes. */
  readonly files: readonly string[];
}

export const stagingFolder = (home: string): string => join(home, '.bridgecraft', 'staging');

/** Stagings of this process that are under way; `recoverStaging` leaves them alone. */
const underWay = new Set<string>();

export async function withStaging<Value>(
  root: string,
  id: string,
  use: (folder: string) => Promise<Value>,
): Promise<Value> {
  const staging = openStaging(root, id);
  const { folder } = staging;
  try {
    await mkdir(join(folder, 'project'), { recursive: true });
    return await use(folder);
  } finally {
    await staging.close();
  }
}

export interface Staging {
  readonly folder: string;
  close(): Promise<void>;
}

/** A folder that whoever opens it makes, fills and closes. */
export function openStaging(root: string, id: string): Staging {
  const folder = join(root, `${process.pid}-${id}`);
  underWay.add(folder);
  return {
    folder,
    close: async () => {
      underWay.delete(folder);
      // Everything that matters is in place or was never wanted; what stays is cleared at the next start.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

/** Durable before the first file is put in place. */
export async function writeJournal(folder: string, journal: Journal): Promise<void> {
  const file = await open(join(folder, `${journalName}.new`), 'w');
  try {
    await file.writeFile(JSON.stringify(journal));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(join(folder, `${journalName}.new`), join(folder, journalName));
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/**
 * Puts one staged file in place without ever replacing one: a hard link where there are such, else an exclusive copy.
 * False: something is there already.
 */
export async function placeFile(staged: string, target: string): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  try {
    await link(staged, target);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
  }
  try {
    await copyFile(staged, target, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}

export interface Recovery {
  /** Absolute. Undefined: the staging was rolled back. */
  readonly target?: string;
  /** Files that were missing and are in place now. */
  readonly finished: readonly string[];
  /** It was no scaffold but a reset, an update or the like. */
  readonly change?: FinishedChange;
}

/** Finishes or rolls back what a crash left. Call it once a start, before scaffolding. */
export async function recoverStaging(home: string): Promise<readonly Recovery[]> {
  const root = stagingFolder(home);
  const names = await readdir(root).catch(() => []);
  const recoveries: Recovery[] = [];
  for (const name of names) {
    const folder = join(root, name);
    if (!underWay.has(folder) && !isOfLivingProcess(name)) {
      const change = await finishChange(home, folder, nodeDisk);
      const journal = change ? undefined : await readJournal(folder);
      recoveries.push(
        change
          ? { finished: change.finished, change }
          : journal
            ? await finish(home, folder, journal)
            : { finished: [] },
      );
      await rm(folder, { recursive: true, force: true });
    }
  }
  return recoveries;
}

function isOfLivingProcess(name: string): boolean {
  const pid = Number(/^(\d+)-/.exec(name)?.[1]);
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The journal lies in a workspace, so its paths are looked at like those of content. */
async function readJournal(folder: string): Promise<Journal | undefined> {
  try {
    const path = join(folder, journalName);
    if ((await stat(path)).size > maxJournalBytes) {
      return undefined;
    }
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('target' in value) || !('files' in value)) {
      return undefined;
    }
    const { target, files } = value;
    if (typeof target !== 'string' || pathProblem(target) !== undefined || !Array.isArray(files)) {
      return undefined;
    }
    const paths = files.filter((file): file is string => typeof file === 'string' && pathProblem(file) === undefined);
    return paths.length === files.length ? { format: 1, target, files: paths } : undefined;
  } catch {
    return undefined;
  }
}

async function finish(home: string, folder: string, journal: Journal): Promise<Recovery> {
  const target = join(home, ...journal.target.split('/'));
  const finished: string[] = [];
  for (const path of journal.files) {
    const staged = join(folder, 'project', ...path.split('/'));
    const placed = join(target, ...path.split('/'));
    if ((await hasNoLinks(home, placed)) && (await isMissingOrCut(staged, placed))) {
      // The cut file is the beginning of ours, so nothing of the learner's is in it.
      await rm(placed, { force: true });
      if (await placeFile(staged, placed)) {
        finished.push(path);
      }
    }
  }
  return { target, finished };
}

async function isMissingOrCut(staged: string, placed: string): Promise<boolean> {
  const wanted = await readFile(staged).catch(() => undefined);
  if (!wanted) {
    return false;
  }
  const stats = await lstat(placed).catch(() => undefined);
  if (!stats) {
    return true;
  }
  if (!stats.isFile() || stats.size >= wanted.length) {
    return false;
  }
  return wanted.subarray(0, stats.size).equals(await readFile(placed));
}

/** No part of the path below `home` is a link that could lead out of it. */
export async function hasNoLinks(home: string, path: string): Promise<boolean> {
  const parts = relative(home, path).split(sep);
  for (let length = 1; length < parts.length; length += 1) {
    const stats = await lstat(join(home, ...parts.slice(0, length))).catch(() => undefined);
    if (stats?.isSymbolicLink()) {
      return false;
    }
  }
  return true;
}
