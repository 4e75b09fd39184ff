/**
 * Compiles `curricula/` to `dist/curricula/` (layout: src/platform/node/content-package.ts), guides rendered, and copies
 * `python/` beside it. A curriculum with a problem is named and left out; then the exit code is 1.
 */
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileContent } from '../src/core/curriculum/compile-content';
import { formatProblem, type Problem } from '../src/core/curriculum/problem';
import { writeCurriculum, writeGuide, writeIndex, writeSkills } from '../src/platform/node/content-package';
import { readContent } from '../src/platform/node/content-reader';
import { nodeHasher } from '../src/platform/node/node-hasher';
import { formulasOf } from './formulas';
import { createGuideRenderer } from './guide-html';

const repository = join(__dirname, '..');
const { values } = parseArgs({
  options: {
    source: { type: 'string', default: join(repository, 'curricula') },
    out: { type: 'string', default: join(repository, 'dist', 'curricula') },
  },
});

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
    const guides = steps.map(({ step, guide, sourceFiles }) => ({
      step,
      guide: renderer.render({ file: `${step.ref}/guide.md`, markdown: guide }),
      questions: formulasOf(step, String(sourceFiles.get('step.yaml')), renderer),
    }));
    const found = guides.flatMap(({ guide, questions }) => [...guide.problems, ...questions.problems]);
    problems.push(...found);
    if (found.length === 0) {
      curricula.push(curriculum);
      await writeCurriculum(staging, curriculum, steps);
      await Promise.all(
        guides.map(({ step, guide, questions }) => writeGuide(staging, step, guide.html, questions.formulas)),
      );
    }
  }
  if (content.skills) await writeSkills(staging, content.skills);
  await writeIndex(staging, { ...content.index, curricula });
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
    filter: (path) => !/__pycache__|\.pyc$|\.ruff_cache|\.pytest_cache|ruff\.toml$/.test(path),
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
