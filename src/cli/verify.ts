import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { CompiledContent } from '../core/curriculum/compile-content';
import type { CompiledStep } from '../core/curriculum/compile-step';
import { type Command, type Io, UsageError } from './command';
import { type OpenContent, openContent, problemLines, sourceFolder } from './content';
import { openRunner } from './verify/open-runner';
import { renderingProblems } from './verify/tools';
import { isStale } from './verify/verified-file';
import { type StepResult, verifyStep } from './verify/verify-step';

export const verify: Command = {
  usage: 'verify [CURRICULUM[/STEP]…] [--all | --stale] [--variant NAME]… [--python PATH] [--json FILE]',
  summary: 'every gate on content: solution, starter, variants, prose; writes verified.json',
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        all: { type: 'boolean', default: false },
        stale: { type: 'boolean', default: false },
        variant: { type: 'string', multiple: true },
        python: { type: 'string' },
        json: { type: 'string' },
      },
      allowPositionals: true,
    });
    if (positionals.length === 0 && !values.all && !values.stale) {
      throw new UsageError('name a curriculum or a step, or use --all or --stale');
    }
    const content = await openContent();
    const { compiled } = content;
    if (!compiled || sourceFolder === undefined) {
      io.err('verify works on the sources of curricula: run it in a clone of the repository.\n');
      return 2;
    }
    const steps = select(compiled, content, positionals).filter(
      (step) => !values.stale || isStale(step, compiled.index.constraints),
    );
    const problems = content.problems.filter(({ file }) => isSelected(file, positionals));
    io.err(problemLines(problems, sourceFolder, io));
    const results = await verifyAll(steps, compiled, content, values, io);
    if (values.json !== undefined) {
      const report = { ok: problems.length === 0 && results.every(({ ok }) => ok), problems, steps: results };
      await writeFile(resolve(io.cwd, values.json), `${JSON.stringify(report, undefined, 2)}\n`);
    }
    return problems.length > 0 || results.length < steps.length || results.some(({ ok }) => !ok) ? 1 : 0;
  },
};

const isSelected = (ref: string, wanted: readonly string[]): boolean =>
  wanted.length === 0 ||
  wanted.some((name) => {
    const [curriculum = '', step] = name.split('/');
    return step === undefined ? ref.startsWith(`${curriculum}/`) : `${ref}/`.startsWith(`${curriculum}/${step}/`);
  });

function select(compiled: CompiledContent, content: OpenContent, wanted: readonly string[]): readonly CompiledStep[] {
  for (const name of wanted) {
    const isKnown = [...compiled.steps.keys()].some((ref) => isSelected(ref, [name]));
    const isBad = content.problems.some(({ file }) => file.startsWith(`${name.split('/')[0] ?? name}/`));
    if (!isKnown && !isBad) {
      throw new UsageError(`there is no curriculum or step "${name}"`);
    }
  }
  return [...compiled.steps.values()].filter(({ step }) => isSelected(step.ref, wanted));
}

async function verifyAll(
  steps: readonly CompiledStep[],
  compiled: CompiledContent,
  content: OpenContent,
  options: { readonly python?: string; readonly variant?: readonly string[] },
  io: Io,
): Promise<readonly StepResult[]> {
  if (steps.length === 0 || sourceFolder === undefined) {
    io.err('nothing to verify\n');
    return [];
  }
  const opened = await openRunner(content, options.python);
  if (!opened.ok) {
    io.err(opened.reason);
    return [];
  }
  const { python, runner, forkRunner, readsRunner } = opened.value;
  const results: StepResult[] = [];
  try {
    const rendering = await renderingProblems(io.signal);
    for (const step of steps) {
      const { ref } = step.step;
      io.err(`${ref} with ${python}\n`);
      const result = await verifyStep({
        compiled: step,
        constraints: compiled.index.constraints,
        packagedFolder: content.folder,
        sourceFolder,
        runner,
        forkRunner,
        readsRunner,
        python,
        signal: io.signal,
        say: (text) => io.err(`  ${text}\n`),
        rendering,
        ...(options.variant && { variants: options.variant }),
      });
      results.push(result);
      const failed = result.gates.filter(({ ok }) => !ok).map(({ name }) => name);
      const good = options.variant ? 'as expected' : 'verified';
      const outcome = result.ok ? good : `not verified (${failed.join(', ')})`;
      io.out(`${ref} ${outcome} in ${result.seconds.toFixed(0)} s\n`);
      await opened.value.dispose();
    }
  } catch (error) {
    if (!io.signal.aborted) {
      throw error;
    }
    io.err('cancelled\n');
  } finally {
    await opened.value.dispose();
  }
  return results;
}
