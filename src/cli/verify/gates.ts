/** The gates that a step passes before it is shipped. Each returns what is wrong, in sentences; none: it holds. */
import { availableParallelism } from 'node:os';
import { type CheckResult, type CheckRun, worstVerdict } from '../../core/checks/model';
import { gateProblems, guideFigureProblems } from '../../core/curriculum/guide-figures';
import type { Variant, Variants } from '../../core/curriculum/variants';
import { poisonedPlan, solutionPlan, starterPlan, unsolvedPlan, variantPlan } from './projects';
import { mayDiffer, type Reads } from './reads';
import { eachOf, firstSeed, firstUnpassed, runAll, seeds, type VerifyContext } from './run-checks';

export interface SolutionRuns {
  /** By seed. */
  readonly runs: ReadonlyMap<number, CheckRun>;
  readonly problems: readonly string[];
}

const atOnce = Math.min(2, availableParallelism());
const said = (result: CheckResult): string => `${result.id} is ${result.verdict}: ${result.message}`;

export async function solutionGate(context: VerifyContext): Promise<SolutionRuns> {
  const { compiled, say } = context;
  const runs = new Map<number, CheckRun>();
  const problems: string[] = [];
  const wanted = compiled.step.checks.length;
  for (const seed of seeds) {
    // One after the other: trainings on two busy cores slow each other down.
    const run = await runAll(context, solutionPlan(compiled), { seed, isCold: true });
    runs.set(seed, run);
    say(`solution, seed ${seed}: ${run.verdict}, ${run.checks.length} checks in ${run.seconds.toFixed(1)} s`);
    problems.push(
      ...run.checks.filter(({ verdict }) => verdict !== 'passed').map((result) => `seed ${seed}: ${said(result)}`),
    );
    if (run.checks.length !== wanted) {
      problems.push(`seed ${seed}: ${run.checks.length} of ${wanted} checks ran; is variants/real complete?`);
    }
    if (problems.length > 0) {
      break;
    }
  }
  return { runs, problems: wanted === 0 ? ['the step has no checks'] : problems };
}

/** What an exception that is no assertion begins with (`core/checks/messages.ts`). */
const exception =
  /^(?!NotImplementedError)[A-Z]\w*(Error|Exception|Iteration|Interrupt)( in \S+, line \d+)?(:|$)|^The check could not |^Python was ended /;

export async function starterGate(context: VerifyContext): Promise<readonly string[]> {
  const { step } = context.compiled;
  const run = await runAll(context, starterPlan(context.compiled), { seed: firstSeed });
  if (run.checks.length === 0) {
    return ['no check ran on the starter'];
  }
  context.say(`starter: ${run.verdict}, ${run.checks.length} checks in ${run.seconds.toFixed(1)} s`);
  return run.checks.flatMap((result) => {
    const isGiven = step.checks.find(({ id }) => id === result.id)?.given === true;
    if (isGiven) {
      return result.verdict === 'passed' ? [] : [`given, but ${said(result)}`];
    }
    if (result.verdict !== 'failed') {
      return [said(result)];
    }
    return exception.test(result.message) ? [`fails for another reason than its own: ${said(result)}`] : [];
  });
}

export async function unsolvedGate(context: VerifyContext, reads: Reads): Promise<readonly string[]> {
  const { step } = context.compiled;
  const problems = await eachOf(step.tasks, atOnce, async (task) => {
    const plan = unsolvedPlan(context.compiled, task.id);
    if (!plan) {
      return [];
    }
    const own = step.checks.filter((check) => check.task === task.id && check.given !== true).map(({ id }) => id);
    const answer =
      (await firstUnpassed(context, plan, { seed: firstSeed, only: own })) ??
      (await firstUnpassed(context, plan, { seed: firstSeed, only: mayDiffer(context.compiled, plan, reads) }));
    context.say(`without ${task.id}: ${answer ? `${answer.id} ${answer.verdict}` : 'everything passed'}`);
    if (!answer) {
      return [`every check passes while the task "${task.id}" is unsolved`];
    }
    return answer.verdict === 'failed' ? [] : [`while the task "${task.id}" is unsolved, ${said(answer)}`];
  });
  return problems.flat();
}

export async function wrongGate(context: VerifyContext, variants: Variants, reads: Reads): Promise<readonly string[]> {
  const problems = await eachOf(variants.wrong, atOnce, (variant) => tryWrong(context, variant, reads));
  return problems.flat();
}

async function tryWrong(context: VerifyContext, variant: Variant, reads: Reads): Promise<readonly string[]> {
  const plan = variantPlan(context.compiled, variant);
  const answer = await firstUnpassed(context, plan, {
    seed: firstSeed,
    only: mayDiffer(context.compiled, plan, reads),
  });
  context.say(
    `wrong/${variant.name}: ${answer ? `${answer.id} ${answer.verdict}, hint ${answer.hint ?? 'none'}` : 'passed'}`,
  );
  const name = `wrong/${variant.name}`;
  if (!answer) {
    return [`${name} passes every check`];
  }
  if (answer.verdict !== 'failed') {
    return [`${name}: ${said(answer)}`];
  }
  if (answer.id !== variant.expected?.check) {
    return [`${name} fails at ${answer.id}, not at ${variant.expected?.check ?? ''}: ${answer.message}`];
  }
  return answer.hint === variant.expected.hint
    ? []
    : [`${name} fails at ${answer.id} with the hint ${answer.hint ?? 'none'}, not ${variant.expected.hint}`];
}

export async function rightGate(context: VerifyContext, variants: Variants, reads: Reads): Promise<readonly string[]> {
  const problems = await eachOf(variants.right, atOnce, async (variant) => {
    const plan = variantPlan(context.compiled, variant);
    const answer = await firstUnpassed(context, plan, {
      seed: firstSeed,
      only: mayDiffer(context.compiled, plan, reads),
    });
    context.say(`right/${variant.name}: ${answer ? said(answer) : 'passed'}`);
    return answer ? [`right/${variant.name}: ${said(answer)}`] : [];
  });
  return problems.flat();
}

/** Kinds whose checks train a model: a file that cannot be loaded does not need them. */
const trainingKinds: ReadonlySet<string> = new Set(['M', 'B', 'T', 'L', 'R']);

export async function syntaxErrorGate(context: VerifyContext): Promise<readonly string[]> {
  const { step } = context.compiled;
  const paths = step.projectFiles.filter(({ owner }) => owner === 'learner').map(({ path }) => path);
  const problems = await eachOf(paths, atOnce, async (path) => {
    const tasks = step.tasks.filter((task) => task.file === path).map(({ id }) => id);
    const covering = step.checks.filter(({ task, given }) => tasks.includes(task) && given !== true);
    const plan = poisonedPlan(context.compiled, path);
    if (!plan || (covering.length === 0 && !path.startsWith(`src/${step.package}/`))) {
      return [];
    }
    const among = covering.length > 0 ? covering : step.checks;
    const cheap = among.filter(({ kind }) => !trainingKinds.has(kind));
    const only = (cheap.length > 0 ? cheap : among).map(({ id }) => id);
    const run = await runAll(context, plan, { seed: firstSeed, only });
    const failed = run.checks.filter(({ verdict }) => verdict === 'failed');
    context.say(`syntax error in ${path}: ${failed.length} of ${run.checks.length} failed`);
    return syntaxErrorProblems(path, run.checks, covering.length > 0);
  });
  return problems.flat();
}

function syntaxErrorProblems(path: string, results: readonly CheckResult[], isCovered: boolean): readonly string[] {
  const failed = results.filter(({ verdict }) => verdict === 'failed');
  if (failed.length === 0) {
    return [`a syntax error in ${path} fails no check (${worstVerdict(results.map(({ verdict }) => verdict))})`];
  }
  const others = isCovered ? results.filter(({ verdict }) => verdict !== 'failed') : [];
  const names = (result: CheckResult): boolean =>
    result.location?.file === path ||
    `${result.message}\n${result.output ?? ''}`.includes(path.split('/').at(-1) ?? path);
  return [
    ...others.map((result) => `with a syntax error in ${path}, ${said(result)}`),
    ...failed
      .filter((result) => !names(result))
      .slice(0, 1)
      .map((result) => `with a syntax error in ${path}, the message does not name the file: ${said(result)}`),
  ];
}

/** What each figure was, on each seed. */
export function measuredFigures(runs: ReadonlyMap<number, CheckRun>): ReadonlyMap<string, readonly number[]> {
  const measured = new Map<string, number[]>();
  for (const run of runs.values()) {
    const ofRun = new Map<string, number>();
    for (const { properties } of run.checks) {
      for (const [name, value] of Object.entries(properties)) {
        if (typeof value === 'number') {
          ofRun.set(name, value);
        }
      }
    }
    ofRun.forEach((value, name) => measured.set(name, [...(measured.get(name) ?? []), value]));
  }
  return measured;
}

export function figureGate(context: VerifyContext, runs: ReadonlyMap<number, CheckRun>): readonly string[] {
  const { source, guide } = context.compiled;
  const measured = measuredFigures(runs);
  return [
    ...source.figures
      .filter(({ name }) => !measured.has(name))
      .map(({ name }) => `no check reported the figure "${name}"`),
    ...gateProblems(source, measured).map(({ gate, message }) => `gate ${gate}: ${message}`),
    ...guideFigureProblems(guide, source.figures, measured).map(({ line, message }) => `guide.md:${line} ${message}`),
  ];
}
