/** The files of a scaffolded project as runs and results know them: by their hashes. */
import { access, lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlockedReason } from '../../core/checks/model';
import { matchesPattern } from '../../core/curriculum/paths';
import { hashContent } from '../../core/curriculum/text';
import type { Check, Step } from '../../core/curriculum/model';
import type { Hasher } from '../../core/ports';
import { projectMarkName, readProjectMark } from '../../core/scaffold/project-mark';
import { decodeContent } from './content-reader';

/** Path → SHA-256. */
export type Hashes = Readonly<Record<string, string>>;

const skippedFolders = /^(\.venv|venv|\.git|node_modules|__pycache__|\.hypothesis|\.[a-z]+_cache)$/;
const largestFile = 50_000_000;
const mostFiles = 5000;

async function hashOf(path: string, hasher: Hasher): Promise<string | undefined> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || stats.size > largestFile) return undefined;
    return hashContent(decodeContent(await readFile(path)), hasher);
  } catch {
    return undefined;
  }
}

/** The author's files as they are now; one that is not there, or is a link, has no entry. */
export async function authorHashes(step: Step, project: string, hasher: Hasher): Promise<Hashes> {
  const authors = step.projectFiles.filter(({ owner }) => owner === 'author');
  const hashes = await Promise.all(
    authors.map(async ({ path }) => [path, await hashOf(join(project, ...path.split('/')), hasher)] as const),
  );
  return Object.fromEntries(hashes.flatMap(([path, hash]) => (hash === undefined ? [] : [[path, hash]])));
}

/** Paths of the author's files that are not as the author wrote them. */
export const differingFiles = (step: Step, hashes: Hashes): readonly string[] =>
  step.projectFiles
    .filter(({ owner, path, sha256 }) => owner === 'author' && hashes[path] !== sha256)
    .map(({ path }) => path);

/** Of a project of another content version they differ because the content does, not because they were changed. */
export async function whyFilesDiffer(step: Step, project: string, files: readonly string[]): Promise<BlockedReason> {
  const text = await readFile(join(project, projectMarkName), 'utf8').catch(() => '');
  const mark = readProjectMark(text);
  const isOlder = mark.ok && mark.value.contentVersion !== step.contentVersion;
  return { kind: isOlder ? 'older-version' : 'author-file-differs', files };
}

/** The learner's files. What the checks themselves write to `evidence/` is not part of the work. */
export async function learnerHashes(step: Step, project: string, hasher: Hasher): Promise<Hashes> {
  const isTheirs = (path: string) =>
    step.files.learner.some((pattern) => matchesPattern(path, pattern)) &&
    !step.projectFiles.some((file) => file.owner === 'author' && file.path === path) &&
    (!path.startsWith('evidence/') || path.startsWith('evidence/real/'));
  const paths = (await listFiles(project)).filter(isTheirs);
  const hashes = await Promise.all(
    paths.map(async (path) => [path, await hashOf(join(project, ...path.split('/')), hasher)] as const),
  );
  return Object.fromEntries(hashes.flatMap(([path, hash]) => (hash === undefined ? [] : [[path, hash]])));
}

/** Sorted, with forward slashes; links are not followed. */
async function listFiles(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  const look = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, ...folder.split('/')), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (found.length >= mostFiles) return;
      // One folder after another: a learner's data folder may be large.
      if (entry.isDirectory() && !skippedFolders.test(entry.name)) await look(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  await look('');
  return found.sort();
}

export const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Without those that wait for a file ("Take it real"). */
export async function present(checks: readonly Check[], project: string): Promise<readonly Check[]> {
  const are = await Promise.all(checks.map(({ needs }) => exists(join(project, ...(needs ?? '').split('/')))));
  return checks.filter((_, at) => are[at]);
}
