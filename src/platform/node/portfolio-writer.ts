/**
 * Puts an export into a folder of its own: first what would change there, then, when told, the change. What the export
 * did not write is never touched. A new folder appears whole; in an old one each file changes in one step, and all of
 * them are on the disk before the first one does.
 */
import { randomUUID } from 'node:crypto';
import { lstat, mkdir, readdir, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { collisionKey, pathProblem } from '../../core/curriculum/paths';
import { hashContent } from '../../core/curriculum/text';
import { publishedName, reproducedName } from '../../core/portfolio/published';
import type { ExportFailure, ExportFile, ExportPlan, ExportRequest } from '../../core/portfolio/ports';
import { type Person, privateWordKey, privateWordsIn } from '../../core/portfolio/private-words';
import type { Result } from '../../core/ports';
import { decodeContent } from './content-reader';
import { nodeDisk } from './disk';
import { errorCode } from './log-file';
import { nodeHasher } from './node-hasher';

/** Path → SHA-256 of everything that the last export wrote: tells ours from a person's. */
export const manifestName = '.portfolio-files.json';

/** A request, and whose names must not be in it. */
export interface PersonalRequest extends Omit<ExportRequest, 'said' | 'ordinary'> {
  readonly person: Person;
}

/** What git, a re-run or an editor leave there is neither ours nor anybody's work. */
const ignored = /^(\.git|\.venv|\.vscode|\.idea|\.DS_Store|__pycache__|\.hypothesis|\.[a-z]+_cache)$/;

const failure = (reason: ExportFailure): Result<never, ExportFailure> => ({ ok: false, reason });

export async function planExport(request: PersonalRequest): Promise<Result<ExportPlan, ExportFailure>> {
  const { target, files, person, agreed } = request;
  const problem = pathsProblem(files);
  if (problem !== undefined) return failure({ kind: 'bad-path', detail: problem });
  const found = privateWordsIn(files, person).filter((word) => agreed?.has(privateWordKey(word)) !== true);
  if (found.length > 0) return failure({ kind: 'private-words', found });
  try {
    const way = relative(await real(request.home), await real(target));
    const isInHome = !way.startsWith('..') && !isAbsolute(way);
    if (way === '' || /(^|[\\/])\.\.$/.test(way) || (isInHome && /^\.bridgecraft([\\/]|$)/.test(way))) {
      return failure({ kind: 'bad-target', path: target });
    }
    return await planIn(request, isInHome);
  } catch (error) {
    return failure(describe(error, target));
  }
}

async function planIn(
  { target, files }: PersonalRequest,
  isInHome: boolean,
): Promise<Result<ExportPlan, ExportFailure>> {
  const stats = await lstat(target).catch(() => undefined);
  const added: string[] = [];
  const none = { isInHome, changed: [], same: [], gone: [], foreign: [] };
  if (!stats) return { ok: true, value: { ...none, isNew: true, added: files.map(({ path }) => path) } };
  if (!stats.isDirectory()) return failure({ kind: 'not-plain', path: target });
  const there = await list(target);
  if (!there.has(publishedName) && there.size > 0) {
    return failure({ kind: 'foreign-folder', path: target, files: [...there.keys()].slice(0, 5) });
  }
  const manifest = await readManifest(target);
  const changed: { path: string; before: string | Uint8Array; isEdited: boolean }[] = [];
  const same: string[] = [];
  const inTheWay: string[] = [];
  for (const { path, content } of files) {
    const odd = await oddOnTheWay(target, path);
    if (odd !== undefined) return failure({ kind: 'not-plain', path: odd });
    if (there.get(path) === undefined) {
      added.push(path);
      continue;
    }
    const before = decodeContent(await readFile(join(target, path)));
    const hash = hashContent(before, nodeHasher);
    if (hash === hashContent(content, nodeHasher)) same.push(path);
    else if (manifest.has(path)) changed.push({ path, before, isEdited: manifest.get(path) !== hash });
    else inTheWay.push(path);
  }
  if (inTheWay.length > 0) return failure({ kind: 'in-the-way', files: inTheWay });
  const ours = new Set(files.map(({ path }) => path));
  const rest = [...there].filter(([path]) => !ours.has(path));
  const gone: string[] = [];
  const foreign: string[] = [];
  for (const [path, kind] of rest) {
    const isOurs = kind === 'file' && manifest.get(path) === (await hashAt(join(target, path)));
    (isOurs ? gone : foreign).push(path);
  }
  return { ok: true, value: { isNew: false, isInHome, added, changed, same, gone, foreign } };
}

/** Does what `plan` said, which the person has seen; anything else that it would do by now is refused. */
export async function writeExport(request: PersonalRequest, plan: ExportPlan): Promise<Result<void, ExportFailure>> {
  const now = await planExport(request);
  if (!now.ok) return now;
  const moved = differences(plan, now.value);
  if (moved.length > 0) return failure({ kind: 'changed-meanwhile', files: moved });
  const { target, files } = request;
  const staging = join(dirname(target), `.${basename(target)}-${randomUUID().slice(0, 8)}`);
  try {
    const bytes = new Map(files.map(({ path, content }) => [path, bytesOf(content)] as const));
    bytes.set(manifestName, bytesOf(manifestOf(files)));
    const wanted = plan.isNew ? bytes : new Map([...bytes].filter(([path]) => !plan.same.includes(path)));
    // One after the other: a thousand files at once would meet the system's limit.
    for (const [path, content] of wanted) await nodeDisk.write(join(staging, path), content);
    if (plan.isNew) {
      await mkdir(dirname(target), { recursive: true });
      await nodeDisk.move(staging, target);
      return { ok: true, value: undefined };
    }
    for (const path of wanted.keys()) await nodeDisk.move(join(staging, path), join(target, path));
    for (const path of plan.gone) await removeWithFolders(target, path);
    return { ok: true, value: undefined };
  } catch (error) {
    return failure(describe(error, target));
  } finally {
    await rm(staging, { recursive: true, force: true }).catch(() => undefined);
  }
}

function pathsProblem(files: readonly ExportFile[]): string | undefined {
  const seen = new Set<string>();
  for (const { path } of files) {
    const problem = pathProblem(path);
    if (problem !== undefined) return problem;
    const key = collisionKey(path);
    if (seen.has(key)) return `"${path}" is there twice where case does not count`;
    seen.add(key);
  }
  return undefined;
}

function differences(one: ExportPlan, other: ExportPlan): readonly string[] {
  const keys = ({ added, changed, gone }: ExportPlan) =>
    new Set([
      ...added.map((path) => `+ ${path}`),
      ...changed.map(({ path, before }) => `! ${path} ${hashContent(before, nodeHasher)}`),
      ...gone.map((path) => `- ${path}`),
    ]);
  const [before, after] = [keys(one), keys(other)];
  return [...after].filter((key) => !before.has(key)).map((key) => key.slice(2).split(' ')[0] ?? key);
}

/** The path with what is there already taken as it really is: a link above the target is one's own affair. */
async function real(path: string): Promise<string> {
  return realpath(path).catch(async () =>
    dirname(path) === path ? path : join(await real(dirname(path)), basename(path)),
  );
}

/** Files and odd entries of a folder, by path. */
async function list(root: string): Promise<ReadonlyMap<string, 'file' | 'odd'>> {
  const found = new Map<string, 'file' | 'odd'>();
  const look = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (ignored.test(entry.name) || path === manifestName || path === reproducedName) continue;
      if (entry.isDirectory()) await look(path);
      else found.set(path, entry.isFile() ? 'file' : 'odd');
    }
  };
  await look('');
  return new Map([...found].sort());
}

/** The first link, or thing that is no file or folder, on the way to a file. */
async function oddOnTheWay(target: string, path: string): Promise<string | undefined> {
  const parts = path.split('/');
  for (let count = 1; count <= parts.length; count += 1) {
    const place = join(target, ...parts.slice(0, count));
    const stats = await lstat(place).catch(() => undefined);
    if (!stats) return undefined;
    if (!(count === parts.length ? stats.isFile() : stats.isDirectory())) return parts.slice(0, count).join('/');
  }
  return undefined;
}

const hashAt = async (path: string): Promise<string | undefined> =>
  readFile(path).then(
    (bytes) => hashContent(decodeContent(bytes), nodeHasher),
    () => undefined,
  );

async function readManifest(target: string): Promise<ReadonlyMap<string, string>> {
  try {
    const value: unknown = JSON.parse(await readFile(join(target, manifestName), 'utf8'));
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return new Map();
  }
}

const manifestOf = (files: readonly ExportFile[]): string =>
  `${JSON.stringify(
    Object.fromEntries(files.map(({ path, content }) => [path, hashContent(content, nodeHasher)]).sort()),
    undefined,
    2,
  )}\n`;

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

async function removeWithFolders(target: string, path: string): Promise<void> {
  await nodeDisk.remove(join(target, path));
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
    // Not empty: somebody else's file is there.
    if (
      !(await rmdir(join(target, folder)).then(
        () => true,
        () => false,
      ))
    )
      return;
  }
}

function describe(error: unknown, target: string): ExportFailure {
  const code = errorCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return { kind: 'disk-full', path: target };
  return { kind: 'io', path: target, detail: error instanceof Error ? error.message : String(error) };
}
