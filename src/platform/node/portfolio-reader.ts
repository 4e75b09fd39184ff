/** Reads what a project gives to an export. Links are never followed; whatever is not taken is named, with the reason. */
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Content } from '../../core/curriculum/content-tree';
import type { Step } from '../../core/curriculum/model';
import { matchesPattern, pathProblem } from '../../core/curriculum/paths';
import { namedFormat, pictureFormat } from '../../core/portfolio/pictures';
import type { LeftOutFile } from '../../core/portfolio/ports';
import { isToolFolder } from '../../core/portfolio/tool-folders';
import { projectMarkName } from '../../core/scaffold/project-mark';
import { decodeContent } from './content-reader';

export interface ProjectFiles {
  readonly files: ReadonlyMap<string, Content>;
  readonly leftOut: readonly LeftOutFile[];
}

const skippedFiles = /^(\.DS_Store|Thumbs\.db)$|\.pyc$/;
/** A picture or table that checks drew; anything else (the author's data among it). */
const largestEvidence = 5_000_000;
const largestFile = 25_000_000;
const mostFiles = 5000;

/** Rejects only when the project itself cannot be listed. */
export async function readProjectFiles(project: string, step: Step): Promise<ProjectFiles> {
  const files = new Map<string, Content>();
  const leftOut: LeftOutFile[] = [];
  const leave = (path: string, why: LeftOutFile['why']): undefined => {
    leftOut.push({ path, why });
  };

  const readEntry = async (path: string): Promise<void> => {
    const place = join(project, ...path.split('/'));
    const stats = await lstat(place).catch(() => undefined);
    if (!stats) {
      leave(path, 'unreadable');
      return;
    }
    if (stats.isSymbolicLink()) {
      leave(path, (await leadsOut(project, place)) ? 'link-leads-out' : 'link');
      return;
    }
    if (stats.isDirectory()) return readFolder(path);
    if (!stats.isFile()) {
      leave(path, 'special');
      return;
    }
    if (!isWanted(step, path)) {
      leave(path, 'not-of-the-step');
      return;
    }
    if (pathProblem(path) !== undefined) {
      leave(path, 'awkward-name');
      return;
    }
    const isDrawn = path.startsWith('evidence/') && !path.startsWith('evidence/real/');
    if (stats.size > (isDrawn ? largestEvidence : largestFile) || files.size >= mostFiles) {
      leave(path, 'too-large');
      return;
    }
    const bytes = await readFile(place).catch(() => undefined);
    if (!bytes) {
      leave(path, 'unreadable');
      return;
    }
    if (isDrawn && !isPicture(path, bytes)) {
      leave(path, 'unreadable');
      return;
    }
    files.set(path, decodeContent(bytes));
  };
  const readFolder = async (folder: string): Promise<void> => {
    const names = await readdir(folder === '' ? project : join(project, ...folder.split('/'))).catch(
      (error: unknown) => {
        if (folder === '') throw error;
        leave(folder, 'unreadable');
        return [];
      },
    );
    for (const name of names.sort()) {
      if (isToolFolder(name) || skippedFiles.test(name) || name === projectMarkName) continue;
      // One after the other, so that the count of files holds.
      await readEntry(folder === '' ? name : `${folder}/${name}`);
    }
  };
  await readFolder('');
  return { files, leftOut };
}

/** The step's own files, and what a learner adds where code and evidence belong. */
const isWanted = (step: Step, path: string): boolean =>
  [...step.files.author, ...step.files.learner, 'src/**', 'tests/**', 'evidence/**'].some((pattern) =>
    matchesPattern(path, pattern),
  ) || /^[^/]+\.(py|md|ipynb)$/.test(path);

async function leadsOut(project: string, link: string): Promise<boolean> {
  const target = await readlink(link).catch(() => '');
  const way = relative(resolve(project), resolve(link, '..', target));
  return way === '' || way.startsWith('..') || resolve(way) === way;
}

/** Whether a file is the picture that its name says; a name of no picture says nothing. */
function isPicture(path: string, bytes: Uint8Array): boolean {
  const named = namedFormat(path);
  return named === undefined || named === pictureFormat(bytes);
}
