/** Where the command line's content comes from: the sources in a repository, else what the package ships. */
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { compileContent, type CompiledContent } from '../core/curriculum/compile-content';
import type { CurriculumIndex, Step } from '../core/curriculum/model';
import type { SkillsFile } from '../core/curriculum/schema';
import { formatProblem, type Problem } from '../core/curriculum/problem';
import { canonicalJson } from '../core/curriculum/text';
import { readIndex, readSkills, writeCurriculum, writeIndex, writeSkills } from '../platform/node/content-package';
import { readContent } from '../platform/node/content-reader';
import { nodeHasher } from '../platform/node/node-hasher';
import { type Io, UsageError } from './command';

/** The folder of package.json, from `src/cli/` and from `dist/` alike. */
export const packageRoot = ((): string => {
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return folder;
})();

/** The sources of the content; undefined in the shipped package. */
export const sourceFolder = existsSync(join(packageRoot, 'curricula', 'skills.yaml'))
  ? join(packageRoot, 'curricula')
  : undefined;

/** The folder of `bridgecraft_pytest`. */
export const pythonFolder = join(packageRoot, ...(sourceFolder === undefined ? ['dist', 'python'] : ['python']));

export interface OpenContent {
  readonly index: CurriculumIndex;
  /** In the layout of `content-package.ts`. */
  readonly folder: string;
  /** Of curricula that are left out. Their files are relative to the folder of the sources. */
  readonly problems: readonly Problem[];
  /** Only where the sources are. */
  readonly compiled?: CompiledContent;
}

export async function openContent(): Promise<OpenContent> {
  if (sourceFolder === undefined) {
    const folder = join(packageRoot, 'dist', 'curricula');
    return { index: await readIndex(folder), folder, problems: [] };
  }
  const compiled = compileContent(await readContent(sourceFolder), nodeHasher);
  return { index: compiled.index, folder: await packaged(compiled), problems: compiled.problems, compiled };
}

/** Compiled content is kept by its hash, so that two commands at once never write into each other's. */
/** The planner's table. */
export function openSkills({ folder, compiled }: OpenContent): Promise<SkillsFile> {
  if (compiled && !compiled.skills) {
    throw new UsageError('skills.yaml has problems; see them with: bridgecraft validate');
  }
  return readSkills(folder);
}

async function packaged({ index, steps, skills }: CompiledContent): Promise<string> {
  const cache = join(packageRoot, '.cache', 'curricula');
  const solutions = [...steps.values()].map(({ files }) => files.map((file) => file.solution));
  const folder = join(cache, nodeHasher.sha256(canonicalJson({ index, solutions, skills })).slice(0, 16));
  if (existsSync(join(folder, 'index.json'))) {
    return folder;
  }
  const staging = `${folder}.${process.pid}`;
  await Promise.all(
    index.curricula.map((curriculum) => {
      const own = [...steps.values()].filter(({ step }) => step.curriculum === curriculum.id);
      return writeCurriculum(staging, curriculum, own);
    }),
  );
  if (skills) await writeSkills(staging, skills);
  await writeIndex(staging, index);
  await rename(staging, folder).catch(async (error: unknown) => {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(join(folder, 'index.json'))) {
      throw error;
    }
  });
  await removeOld(cache);
  return folder;
}

async function removeOld(cache: string): Promise<void> {
  const day = 24 * 60 * 60 * 1000;
  for (const name of await readdir(cache)) {
    const stats = await stat(join(cache, name)).catch(() => undefined);
    if (stats && Date.now() - stats.mtimeMs > day) {
      await rm(join(cache, name), { recursive: true, force: true });
    }
  }
}

export const allSteps = (index: CurriculumIndex): readonly Step[] =>
  index.curricula.flatMap((curriculum) => curriculum.phases.flatMap((phase) => phase.steps));

/** The step of that name; renamed steps are found under their old name too. */
export function findStep(content: OpenContent, ref: string): Step {
  const [curriculum = '', id = ''] = ref.split('/');
  const renamed = content.index.curricula.find((entry) => entry.id === curriculum)?.renamed[id] ?? id;
  const step = allSteps(content.index).find((entry) => entry.curriculum === curriculum && entry.id === renamed);
  if (step) {
    return step;
  }
  const problems = content.problems.filter((problem) => problem.file.startsWith(`${curriculum}/`));
  if (problems.length > 0) {
    throw new UsageError(`${curriculum} has ${problems.length} problems; see them with: bridgecraft validate`);
  }
  const known = allSteps(content.index).map((entry) => entry.ref);
  throw new UsageError(`there is no step "${ref}"${known.length > 0 ? `; there are ${known.join(', ')}` : ''}`);
}

/** Problems as a terminal shows them, clickable from the current folder. */
export function problemLines(problems: readonly Problem[], folder: string, io: Io): string {
  const fromHere = relative(io.cwd, folder).split(sep).join('/');
  return problems.map((problem) => `${formatProblem(problem, fromHere === '' ? '' : `${fromHere}/`)}\n`).join('');
}
