/** The gates that other programs decide: ruff, pyright, cspell, and the build of the content. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeProcessRunner } from '../../platform/node/process-runner';
import { packageRoot, sourceFolder } from '../content';
import { solutionPlan, withProject } from './projects';
import type { VerifyContext } from './run-checks';

const environment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

async function run(file: string, args: readonly string[], cwd: string, signal: AbortSignal) {
  const outcome = await nodeProcessRunner.run({ file, args, cwd, env: environment(), signal });
  signal.throwIfAborted();
  return outcome;
}

const lines = (output: string, most = 20): readonly string[] =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, most);

/** Ruff and pyright on the finished project, as the learner would have it. */
export async function pythonGate(context: VerifyContext, python: string): Promise<readonly string[]> {
  const { compiled, packageDir, signal } = context;
  return withProject(compiled, packageDir, solutionPlan(compiled), async (project) => {
    const ruff = await run(
      python,
      ['-m', 'ruff', 'check', '--no-cache', '--output-format', 'concise', '.'],
      project,
      signal,
    );
    const pyright = await run(
      process.execPath,
      [join(packageRoot, 'node_modules', 'pyright', 'index.js'), '--pythonpath', python, '-p', project],
      project,
      signal,
    );
    context.say(
      `ruff: ${ruff.exitCode === 0 ? 'clean' : 'problems'}; pyright: ${pyright.exitCode === 0 ? 'clean' : 'problems'}`,
    );
    const shown = (output: string): readonly string[] => lines(output.replaceAll(`${project}/`, ''));
    return [
      ...(ruff.exitCode === 0 ? [] : ['ruff:', ...shown(ruff.output)]),
      ...(pyright.exitCode === 0 ? [] : ['pyright:', ...shown(pyright.output)]),
    ];
  });
}

/** Prose that people read: the guide, the manifest's texts, the project's Markdown. */
export async function spellingGate(context: VerifyContext): Promise<readonly string[]> {
  if (sourceFolder === undefined) {
    return [];
  }
  const { ref } = context.compiled.step;
  const files = [...context.compiled.sourceFiles.keys()]
    .filter((path) => path === 'guide.md' || path === 'step.yaml' || /^project\/.*\.md$/.test(path))
    .map((path) => `curricula/${ref}/${path}`);
  const cspell = join(packageRoot, 'node_modules', 'cspell', 'bin.mjs');
  const args = [cspell, 'lint', '--no-progress', '--no-summary', '--no-color', '--show-suggestions', ...files];
  const outcome = await run(process.execPath, args, packageRoot, context.signal);
  context.say(`spelling: ${outcome.exitCode === 0 ? 'clean' : 'unknown words'}`);
  return outcome.exitCode === 0 ? [] : lines(outcome.output, 40);
}

/** Problems that show only when guides are rendered: formulas, languages of code. */
export async function renderingProblems(signal: AbortSignal): Promise<readonly string[]> {
  const out = await mkdtemp(join(tmpdir(), 'bridgecraft-build-'));
  try {
    const script = join(packageRoot, 'scripts', 'build-content.ts');
    const args = ['--import', 'tsx', script, '--out', join(out, 'curricula')];
    const outcome = await run(process.execPath, args, packageRoot, signal);
    return outcome.exitCode === 0 ? [] : lines(outcome.output, 200).filter((line) => line.startsWith('curricula/'));
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
