/** Puts a step's project into a learner's folder, whole or not at all, and never over a file of theirs. */
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, copyFile, lstat, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProjectFile, Step } from '../../core/curriculum/model';
import { hashContent } from '../../core/curriculum/text';
import type { Result } from '../../core/ports';
import { type Existing, planScaffold } from '../../core/scaffold/plan';
import { type CarriedFile, projectMarkName, projectMarkText, readProjectMark } from '../../core/scaffold/project-mark';
import { readStarter } from './content-package';
import { decodeContent } from './content-reader';
import { nodeHasher } from './node-hasher';
import { hasNoLinks, type Journal, placeFile, stagingFolder, withStaging, writeJournal } from './scaffold-journal';

export interface ScaffoldRequest {
  readonly step: Step;
  /** The step's folder in the packaged curricula: `base.zip`. */
  readonly packageDir: string;
  /**
   * The folder that holds `.bridgecraft/`. Undefined (the command line, outside of a home folder): staged beside the
   * target, without a base.
   */
  readonly home: string | undefined;
  /** Absolute, inside `home`. Usually `<home>/<curriculum>/<step>`. */
  readonly target: string;
  /** Instead of the starter's files: for `--solution`. By path in the project. */
  readonly contents?: ReadonlyMap<string, Uint8Array>;
  /** Which of `contents` come from earlier steps; kept in the mark. */
  readonly carried?: readonly CarriedFile[];
}

export interface ScaffoldOutcome {
  readonly target: string;
  /** Paths in the project that were created. */
  readonly created: readonly string[];
  /** Present and equal to the step's own. */
  readonly same: readonly string[];
  /** Present and different: kept as they are. */
  readonly kept: readonly { readonly path: string; readonly existing: string }[];
}

export type ScaffoldFailure =
  | { readonly kind: 'disk-full'; readonly path: string }
  /** A read-only file system or folder, or one that this user may not write to. */
  | { readonly kind: 'read-only'; readonly path: string }
  | { readonly kind: 'target-outside-home'; readonly path: string }
  /** The target, or a folder on the way to it, is a file or a link. */
  | { readonly kind: 'target-not-a-folder'; readonly path: string }
  /** The folder is the project of another step. */
  | { readonly kind: 'another-step'; readonly path: string; readonly step: string }
  /** A file of the installed extension is missing or its path is not allowed. */
  | { readonly kind: 'package-damaged'; readonly detail: string }
  | { readonly kind: 'io'; readonly path: string; readonly detail: string };

const retryCodes: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY']);
const retryMilliseconds = 3_000;

/** What scaffolding would do, without doing it. */
export async function planStep({
  step,
  target,
}: Pick<ScaffoldRequest, 'step' | 'target'>): Promise<ReturnType<typeof planScaffold>> {
  return planScaffold(step.projectFiles, await listTarget(target, step.projectFiles));
}

export async function scaffoldStep(request: ScaffoldRequest): Promise<Result<ScaffoldOutcome, ScaffoldFailure>> {
  const { step, target } = request;
  const home = request.home ?? dirname(target);
  const inHome = relative(home, target);
  if (inHome === '' || inHome.startsWith('..') || isAbsolute(inHome)) {
    return failure({ kind: 'target-outside-home', path: target });
  }
  try {
    const present = await lstat(target).catch(() => undefined);
    if ((present && !present.isDirectory()) || !(await hasNoLinks(home, target))) {
      return failure({ kind: 'target-not-a-folder', path: target });
    }
    const other = await otherStep(target, step);
    if (other !== undefined) {
      return failure({ kind: 'another-step', path: target, step: other });
    }
    const plan = await planStep(request);
    if (!plan.ok) {
      return failure({ kind: 'package-damaged', detail: plan.reason.detail });
    }
    const wanted = plan.value.filter((entry) => entry.state === 'new').map((entry) => entry.file);
    const root = request.home === undefined ? join(home, `.bridgecraft-${randomUUID()}`) : stagingFolder(home);
    const placed = await withStaging(root, randomUUID().slice(0, 8), async (staging) => {
      await stage(request, wanted, staging);
      if (request.home !== undefined) {
        await keepBase(request, request.home, staging);
      }
      if (!present && (await moveIntoPlace(join(staging, 'project'), target))) {
        return new Set([...wanted.map((file) => file.path), projectMarkName]);
      }
      const files = [...wanted.map((file) => file.path), projectMarkName];
      const journal = { format: 1, target: inHome.split(sep).join('/'), files } as const;
      return await copyIntoPlace(target, staging, journal);
    }).finally(() => (request.home === undefined ? rm(root, { recursive: true, force: true }) : undefined));
    const created = wanted.filter((file) => placed.has(file.path)).map((file) => file.path);
    // A file that appeared since the plan was made is the learner's.
    const late = wanted.filter((file) => !placed.has(file.path)).map(({ path }) => ({ path, existing: path }));
    return {
      ok: true,
      value: {
        target,
        created,
        same: plan.value.filter((entry) => entry.state === 'same').map((entry) => entry.file.path),
        kept: [
          ...plan.value.flatMap((entry) =>
            entry.state === 'differs' ? [{ path: entry.file.path, existing: entry.existing }] : [],
          ),
          ...late,
        ],
      },
    };
  } catch (error) {
    return failure(describeFailure(error, request));
  }
}

const failure = (reason: ScaffoldFailure): Result<never, ScaffoldFailure> => ({ ok: false, reason });

async function otherStep(target: string, step: Step): Promise<string | undefined> {
  const text = await readFile(join(target, projectMarkName), 'utf8').catch(() => undefined);
  const mark = text === undefined ? undefined : readProjectMark(text);
  return mark?.ok && mark.value.step !== step.ref ? mark.value.step : undefined;
}

/** The entries of the target that a file of the step could meet. Large or odd ones are not read: they differ. */
async function listTarget(target: string, files: readonly ProjectFile[]): Promise<ReadonlyMap<string, Existing>> {
  const existing = new Map<string, Existing>();
  const folders = new Set(files.map((file) => file.path.split('/').slice(0, -1).join('/')));
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(join(target, folder), { withFileTypes: true }).catch(() => []);
    await Promise.all(
      entries.map(async (entry) => {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          existing.set(path, { kind: 'folder' });
          if ([...folders].some((own) => own === path || own.startsWith(`${path}/`))) {
            await visit(path);
          }
        } else if (entry.isFile() && (await stat(join(target, path))).size < 10_000_000) {
          const content = decodeContent(await readFile(join(target, path)));
          existing.set(path, { kind: 'file', sha256: hashContent(content, nodeHasher) });
        } else {
          existing.set(path, { kind: 'other' });
        }
      }),
    );
  };
  await visit('');
  return existing;
}

async function stage(request: ScaffoldRequest, files: readonly ProjectFile[], staging: string): Promise<void> {
  const project = join(staging, 'project');
  const folders = new Set(files.map((file) => dirname(file.path)));
  await Promise.all([...folders].map((folder) => mkdir(join(project, folder), { recursive: true })));
  const starter = await readStarter(request.packageDir);
  await Promise.all([
    ...files.map(async (file) => {
      const content = request.contents?.get(file.path) ?? starter.get(file.path);
      if (!content) {
        const path = join(request.packageDir, 'base.zip');
        throw Object.assign(new Error(`${file.path} is not in base.zip`), { code: 'ENOENT', path });
      }
      await writeFile(join(project, file.path), content, { flag: 'wx' });
    }),
    writeFile(join(project, projectMarkName), projectMarkText(request.step, request.carried), { flag: 'wx' }),
  ]);
}

/** The scaffold's base, for later updates: VS Code deletes old versions of an extension. */
async function keepBase({ step, packageDir }: ScaffoldRequest, home: string, staging: string): Promise<void> {
  const base = join(home, '.bridgecraft', 'base', `${step.contentVersion}.zip`);
  if (
    await access(base, constants.F_OK).then(
      () => true,
      () => false,
    )
  ) {
    return;
  }
  await mkdir(dirname(base), { recursive: true });
  const staged = join(staging, 'base.zip');
  await copyFile(join(packageDir, 'base.zip'), staged);
  await rename(staged, base);
}

/** One rename. False: it is not possible here, or the target has appeared. */
async function moveIntoPlace(project: string, target: string): Promise<boolean> {
  await mkdir(dirname(target), { recursive: true });
  const until = performance.now() + retryMilliseconds;
  for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
    try {
      await rename(project, target);
      return true;
    } catch (error) {
      const code = codeOf(error);
      const isTaken = await lstat(target).then(
        () => true,
        () => false,
      );
      if (isTaken || code === 'EXDEV') {
        return false;
      }
      if (!retryCodes.has(code)) {
        throw error;
      }
      if (performance.now() + wait > until) {
        return false;
      }
      await delay(wait);
    }
  }
}

async function copyIntoPlace(target: string, staging: string, journal: Journal): Promise<ReadonlySet<string>> {
  await writeJournal(staging, journal);
  const placed = new Set<string>();
  for (const path of journal.files) {
    if (await placeFile(join(staging, 'project', path), join(target, path))) {
      placed.add(path);
    }
  }
  return placed;
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Exported for its test: no test can fill a disk. */
export function describeFailure(
  error: unknown,
  request: Pick<ScaffoldRequest, 'target' | 'packageDir'>,
): ScaffoldFailure {
  const path =
    error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : request.target;
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return { kind: 'disk-full', path: request.target };
  }
  if (code === 'EROFS' || retryCodes.has(code)) {
    return { kind: 'read-only', path };
  }
  const isPackaged = !relative(request.packageDir, path).startsWith('..');
  const detail = error instanceof Error ? error.message : String(error);
  return code === 'ENOENT' && isPackaged ? { kind: 'package-damaged', detail } : { kind: 'io', path, detail };
}
