/**
 * Packaged content, as it ships in `dist/curricula/`:
 *
 *   index.json                        CurriculumIndex
 *   skills.json                       SkillsFile: the planner's table
 *   <curriculum>/solutions.zip        <step>/<path>: the finished learner files, with the starter's neutral markers
 *   <curriculum>/<step>/base.zip      project and checks as scaffolded: what a new project and `.bridgecraft/base/` get.
 *                                     Compressed, because files of earlier steps among them are solutions
 *   <curriculum>/<step>/guide.html    rendered guide (build only); its pictures in `guide/` beside it
 *   <curriculum>/<step>/formulas.json TeX → MathML of its questions and hints (build only)
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { CompiledStep } from '../../core/curriculum/compile-step';
import type { Content } from '../../core/curriculum/content-tree';
import type { Curriculum, CurriculumIndex, Step } from '../../core/curriculum/model';
import type { SkillsFile } from '../../core/curriculum/schema';

/** Zip entries carry a time; a fixed one makes equal content equal bytes. */
const zipOptions = { mtime: new Date(1980, 0, 1), level: 9 } as const;

export const stepFolder = (curriculaFolder: string, step: Pick<Step, 'curriculum' | 'id'>): string =>
  join(curriculaFolder, step.curriculum, step.id);

const bytesOf = (content: Content): Uint8Array => (typeof content === 'string' ? strToU8(content) : content);

async function write(path: string, content: Content): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** Everything of one curriculum but its rendered guides. */
export async function writeCurriculum(
  folder: string,
  curriculum: Curriculum,
  steps: readonly CompiledStep[],
): Promise<void> {
  const solutions = steps.flatMap(({ step, files }) =>
    files
      .filter((file) => file.owner === 'learner')
      .map((file) => [`${step.id}/${file.path}`, bytesOf(file.solution)] as const),
  );
  await write(join(folder, curriculum.id, 'solutions.zip'), zipSync(Object.fromEntries(solutions), zipOptions));
  await Promise.all(
    steps.map(async ({ step, files, pictures }) => {
      const own = stepFolder(folder, step);
      const base = Object.fromEntries(files.map((file) => [file.path, bytesOf(file.starter)]));
      await write(join(own, 'base.zip'), zipSync(base, zipOptions));
      await Promise.all([...pictures].map(([path, content]) => write(join(own, path), content)));
    }),
  );
}

/** The project as it is scaffolded, by path. Rejects, naming the file of the package, when that is not whole. */
export async function readStarter(packageDir: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const path = join(packageDir, 'base.zip');
  const archive = await readFile(path);
  try {
    return new Map(Object.entries(unzipSync(archive)));
  } catch (cause) {
    throw Object.assign(new Error('base.zip is damaged', { cause }), { code: 'ENOENT', path });
  }
}

export const writeIndex = (folder: string, index: CurriculumIndex): Promise<void> =>
  write(join(folder, 'index.json'), JSON.stringify(index));

export const writeSkills = (folder: string, skills: SkillsFile): Promise<void> =>
  write(join(folder, 'skills.json'), JSON.stringify(skills));

/** As the index: written by the build, so not validated again. */
export async function readSkills(folder: string): Promise<SkillsFile> {
  return JSON.parse(await readFile(join(folder, 'skills.json'), 'utf8')) as SkillsFile;
}

export async function writeGuide(
  folder: string,
  step: Step,
  html: string,
  formulas: Readonly<Record<string, string>>,
): Promise<void> {
  await write(join(stepFolder(folder, step), 'guide.html'), html);
  await write(join(stepFolder(folder, step), 'formulas.json'), JSON.stringify(formulas));
}

/** The index is ours, written by the build and shipped with the code that reads it. */
export async function readIndex(folder: string): Promise<CurriculumIndex> {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8')) as CurriculumIndex;
  return index;
}

/** Path in the project → the finished file, for the learner's files of a step. */
export async function readSolution(folder: string, step: Step): Promise<ReadonlyMap<string, Uint8Array>> {
  const archive = await readFile(join(folder, step.curriculum, 'solutions.zip'));
  const prefix = `${step.id}/`;
  const files = unzipSync(archive, { filter: (file) => file.name.startsWith(prefix) });
  return new Map(Object.entries(files).map(([name, content]) => [name.slice(prefix.length), content]));
}
