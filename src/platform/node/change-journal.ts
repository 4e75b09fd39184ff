/** The journal of a change that was under way: finished at the next start, so that no reset stays half done. */
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { StepRef } from '../../core/curriculum/model';
import { pathProblem } from '../../core/curriculum/paths';
import { plainText } from '../../core/curriculum/text';
import type { EventBody } from '../../core/progress/events';
import { isRef } from '../../core/progress/read-event';
import { isFields, isText } from '../../core/progress/shapes';
import type { FileChange } from '../../core/scaffold/project-change';
import { projectMarkName, readProjectMark } from '../../core/scaffold/project-mark';
import { type Disk, replace } from './disk';

export const changeJournalName = 'change.json';
const largestJournal = 1_000_000;
/** So deep a renamed project is looked for. */
const deepest = 4;
const skippedFolders = /^(\..*|node_modules|venv|__pycache__|site-packages)$/;

export const stagedPath = (staging: string, path: string): string => join(staging, 'project', ...path.split('/'));

/** Of the bytes as they are; `none` where there is no file. */
export const hashOrNone = (content: Uint8Array | undefined): string =>
  content ? createHash('sha256').update(content).digest('hex') : 'none';

interface Journal {
  /** The project, relative to the home folder. */
  readonly target: string;
  readonly step: StepRef;
  readonly snapshot: string;
  readonly files: readonly { readonly path: string; readonly saved: string; readonly wanted: string }[];
  readonly event?: EventBody;
}

export function changeJournalText(journal: Omit<Journal, 'files'> & { readonly files: readonly FileChange[] }): string {
  const files = journal.files.map(({ path, saved, wanted }) => ({
    path,
    saved: hashOrNone(saved),
    wanted: hashOrNone(wanted),
  }));
  return JSON.stringify({ ...journal, format: 1, files });
}

export interface FinishedChange {
  /** Absolute. Undefined: the project is not there any more; the snapshot holds what it was. */
  readonly target?: string;
  readonly finished: readonly string[];
  /** Changed by the learner since, and left as they are. */
  readonly left: readonly string[];
  readonly snapshot: string;
  readonly event?: EventBody;
}

/** Undefined: there is no journal of a change in this staging. */
export async function finishChange(home: string, staging: string, disk: Disk): Promise<FinishedChange | undefined> {
  const journal = await readJournal(join(staging, changeJournalName));
  if (!journal) return undefined;
  const { snapshot, event } = journal;
  const known = { snapshot, ...(event ? { event } : {}) };
  const target = await findProject(home, journal);
  if (target === undefined) return { ...known, finished: [], left: [] };
  const finished: string[] = [];
  const left: string[] = [];
  for (const file of journal.files) {
    const path = join(target, ...file.path.split('/'));
    const current = await readPlain(path);
    if (current === 'other') {
      left.push(file.path);
      continue;
    }
    const now = hashOrNone(current);
    if (now === file.wanted) continue;
    const wanted = file.wanted === 'none' ? undefined : await readFile(stagedPath(staging, file.path));
    // An editor saves in place: what the power cut left of that is the beginning of what was wanted.
    if (now !== file.saved && !(current && wanted && isBeginning(current, wanted))) {
      left.push(file.path);
      continue;
    }
    if (wanted) await replace(disk, path, wanted, `.bridgecraft-${now.slice(0, 8)}`);
    else await disk.remove(path);
    finished.push(file.path);
  }
  return { ...known, target, finished, left };
}

const isBeginning = (current: Uint8Array, wanted: Uint8Array): boolean => {
  const text = (content: Uint8Array) => plainText(new TextDecoder().decode(content));
  return current.length < wanted.length * 2 && text(wanted).startsWith(text(current));
};

async function readPlain(path: string): Promise<Uint8Array | undefined | 'other'> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats) return undefined;
  return stats.isFile() ? readFile(path) : 'other';
}

/** It lies in a workspace, so its paths are looked at like those of content. */
async function readJournal(path: string): Promise<Journal | undefined> {
  try {
    if ((await stat(path)).size > largestJournal) return undefined;
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isFields(value) || !isRef(value['step']) || !isText(value['snapshot']) || !isPath(value['target'])) {
      return undefined;
    }
    const files = Array.isArray(value['files']) ? value['files'].map(readFileEntry) : [undefined];
    if (!files.every((file) => file !== undefined)) return undefined;
    const { step, snapshot, target } = { step: value['step'], snapshot: value['snapshot'], target: value['target'] };
    const event = readEvent(value['event'], step, snapshot);
    return { target, step, snapshot, files, ...(event ? { event } : {}) };
  } catch {
    return undefined;
  }
}

const isPath = (value: unknown): value is string => isText(value) && pathProblem(value) === undefined;

function readFileEntry(value: unknown): Journal['files'][number] | undefined {
  if (!isFields(value) || !isPath(value['path']) || !isText(value['saved']) || !isText(value['wanted'])) {
    return undefined;
  }
  return { path: value['path'], saved: value['saved'], wanted: value['wanted'] };
}

/** Only what such a change can have brought about. */
function readEvent(value: unknown, step: StepRef, snapshot: string): EventBody | undefined {
  if (!isFields(value)) return undefined;
  if (value['kind'] === 'step-reset' && Array.isArray(value['files'])) {
    return { kind: 'step-reset', step, files: value['files'].filter(isText), snapshot };
  }
  return value['kind'] === 'step-updated' && isText(value['contentVersion'])
    ? { kind: 'step-updated', step, contentVersion: value['contentVersion'] }
    : undefined;
}

/** Where it was, else where it was renamed to: known by its mark. */
async function findProject(home: string, { target, step }: Journal): Promise<string | undefined> {
  const isProject = async (folder: string): Promise<boolean> => {
    const text = await readFile(join(folder, projectMarkName), 'utf8').catch(() => undefined);
    const mark = text === undefined ? undefined : readProjectMark(text);
    return mark?.ok === true && mark.value.step === step;
  };
  const usual = join(home, ...target.split('/'));
  if (await isProject(usual)) return usual;
  let level = [home];
  for (let depth = 0; depth < deepest; depth += 1) {
    const next: string[] = [];
    for (const folder of level) {
      if (await isProject(folder)) return folder;
      const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
      const folders = entries.filter((entry) => entry.isDirectory() && !skippedFolders.test(entry.name));
      next.push(...folders.map((entry) => join(folder, entry.name)));
    }
    level = next;
  }
  return undefined;
}
