/** The files of a step: of the installed package, and of older versions from the bases that a home folder keeps. */
import { lstat, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import type { Step } from '../../core/curriculum/model';
import { pathProblem } from '../../core/curriculum/paths';
import type { WriteFailure } from '../../core/progress/log';
import type { Result } from '../../core/ports';
import type { Files, StepFiles } from '../../core/curriculum/step-files';
import { readSolution, stepFolder } from './content-package';
import { decodeContent } from './content-reader';
import { nodeDisk, replace } from './disk';
import { writeFailure } from './log-file';
import { hasNoLinks } from './scaffold-journal';

const isFile = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );

const largestArchive = 50_000_000;
const largestContent = 200_000_000;

export class NodeStepFiles implements StepFiles {
  constructor(
    /** `dist/curricula` */
    private readonly curricula: string,
  ) {}

  async solution(step: Step): Promise<Files> {
    return new Map(
      [...(await readSolution(this.curricula, step))].map(([path, bytes]) => [path, decodeContent(bytes)]),
    );
  }

  async keepBase(step: Step, home: string): Promise<Result<void, WriteFailure>> {
    const base = baseOf(home, step.contentVersion);
    try {
      if ((await this.starter(step, step.contentVersion, home)) && !(await isFile(base))) {
        const content = await readFile(join(stepFolder(this.curricula, step), 'base.zip'));
        await mkdir(dirname(base), { recursive: true });
        await replace(nodeDisk, base, content, `.${step.contentVersion.slice(0, 8)}.new`);
      }
      return { ok: true, value: undefined };
    } catch (error) {
      return { ok: false, reason: writeFailure(error, base) };
    }
  }

  async starter(step: Step, contentVersion: string, home: string): Promise<Files | undefined> {
    if (contentVersion === step.contentVersion) {
      return readArchive(join(stepFolder(this.curricula, step), 'base.zip'));
    }
    // It comes from a mark, which comes from a workspace.
    if (!/^[0-9a-f]{64}$/.test(contentVersion)) return undefined;
    const base = baseOf(home, contentVersion);
    return (await hasNoLinks(home, base)) ? readArchive(base) : undefined;
  }
}

const baseOf = (home: string, contentVersion: string): string =>
  join(home, '.bridgecraft', 'base', `${contentVersion}.zip`);

/** Undefined: it is not there, damaged, too large, or holds a path that no project may have. */
async function readArchive(path: string): Promise<Files | undefined> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile() || stats.size > largestArchive) return undefined;
    let size = 0;
    const files = unzipSync(await readFile(path), {
      filter: ({ originalSize }) => {
        size += originalSize;
        return size <= largestContent;
      },
    });
    if (size > largestContent || Object.keys(files).some((name) => pathProblem(name) !== undefined)) return undefined;
    return new Map(Object.entries(files).map(([name, content]) => [name, decodeContent(content)]));
  } catch {
    return undefined;
  }
}
