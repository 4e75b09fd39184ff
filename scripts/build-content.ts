/**
 * Compiles `curricula/` to `dist/curricula/`: the index, each step's packaged files and rendered guide, one archive of
 * solutions a curriculum. A curriculum with a problem is named and left out; then the exit code is 1.
 *
 *   index.json                        CurriculumIndex
 *   <curriculum>/solutions.zip        <step>/<path>: the finished learner files, neutral markers
 *   <curriculum>/<step>/starter/…     project and checks as scaffolded, under their stored names
 *   <curriculum>/<step>/base.zip      the same files, compressed: what `.bridgecraft/base/` gets
 *   <curriculum>/<step>/guide.html    rendered guide; pictures in `guide/` beside it
 */
import { cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { strToU8, zipSync } from 'fflate';
import { compileContent } from '../src/core/curriculum/compile-content';
import type { CompiledStep } from '../src/core/curriculum/compile-step';
import type { Content } from '../src/core/curriculum/content-tree';
import { formatProblem, type Problem } from '../src/core/curriculum/problem';
import { readContent } from '../src/platform/node/content-reader';
import { nodeHasher } from '../src/platform/node/node-hasher';
import { createGuideRenderer } from './guide-html';

const repository = join(__dirname, '..');
const { values } = parseArgs({
  options: {
    source: { type: 'string', default: join(repository, 'curricula') },
    out: { type: 'string', default: join(repository, 'dist', 'curricula') },
  },
});

/** Zip entries carry a time; a fixed one makes equal content equal bytes. */
const zipOptions = { mtime: new Date(1980, 0, 1), level: 9 } as const;
const bytesOf = (content: Content): Uint8Array => (typeof content === 'string' ? strToU8(content) : content);

async function write(path: string, content: Content): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

async function writeStep(folder: string, step: CompiledStep, html: string): Promise<void> {
  await write(join(folder, 'guide.html'), html);
  const base = Object.fromEntries(step.files.map((file) => [file.path, bytesOf(file.starter)]));
  await write(join(folder, 'base.zip'), zipSync(base, zipOptions));
  await Promise.all([
    ...step.files.map((file) => write(join(folder, 'starter', file.stored), file.starter)),
    ...[...step.pictures].map(([path, content]) => write(join(folder, path), content)),
  ]);
}

async function build(): Promise<readonly Problem[]> {
  const content = compileContent(await readContent(values.source), nodeHasher);
  const renderer = await createGuideRenderer();
  const problems = [...content.problems];
  // Built beside and swapped in, so that a reader never sees half of it.
  const staging = `${values.out}.new`;
  await rm(staging, { recursive: true, force: true });
  const curricula = [];
  for (const curriculum of content.index.curricula) {
    const steps = [...content.steps.values()].filter(({ step }) => step.curriculum === curriculum.id);
    const guides = new Map(
      steps.map((step) => [step, renderer.render({ file: `${step.step.ref}/guide.md`, markdown: step.guide })]),
    );
    const found = [...guides.values()].flatMap((guide) => guide.problems);
    problems.push(...found);
    if (found.length > 0) {
      continue;
    }
    curricula.push(curriculum);
    const solutions: [string, Uint8Array][] = steps.flatMap(({ step, files }) =>
      files
        .filter((file) => file.owner === 'learner')
        .map((file): [string, Uint8Array] => [`${step.id}/${file.path}`, bytesOf(file.solution)]),
    );
    await write(join(staging, curriculum.id, 'solutions.zip'), zipSync(Object.fromEntries(solutions), zipOptions));
    await Promise.all([...guides].map(([step, guide]) => writeStep(join(staging, step.step.ref), step, guide.html)));
  }
  await write(join(staging, 'index.json'), JSON.stringify({ ...content.index, curricula }));
  await rm(values.out, { recursive: true, force: true });
  await mkdir(dirname(values.out), { recursive: true });
  await rename(staging, values.out);
  const names = curricula.map((curriculum) => curriculum.id).join(', ');
  process.stdout.write(`content: ${curricula.length === 0 ? 'no curriculum' : names}\n`);
  return problems;
}

async function copyPython(): Promise<void> {
  const python = join(repository, 'dist', 'python');
  await rm(python, { recursive: true, force: true });
  await cp(join(repository, 'python'), python, {
    recursive: true,
    filter: (path) => !/__pycache__|\.pyc$|\.ruff_cache|\.pytest_cache/.test(path),
  });
}

async function main(): Promise<void> {
  const problems = await build();
  for (const problem of problems) {
    process.stderr.write(`${formatProblem(problem, 'curricula/')}\n`);
  }
  if (values.out === join(repository, 'dist', 'curricula')) {
    await copyPython();
  }
  process.exitCode = problems.length > 0 ? 1 : 0;
}

void main();
