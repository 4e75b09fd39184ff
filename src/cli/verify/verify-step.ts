/** All gates of one step, cheap ones first. */
import { join } from 'node:path';
import type { CheckRunner } from '../../core/checks/model';
import type { CompiledStep } from '../../core/curriculum/compile-step';
import { guideLengthProblems } from '../../core/curriculum/guide-problems';
import { interviewProblems } from '../../core/curriculum/interview-questions';
import { regionsOf } from '../../core/curriculum/project-files';
import { formatProblem } from '../../core/curriculum/problem';
import { readVariants, type Variant, type Variants } from '../../core/curriculum/variants';
import { stepFolder } from '../../platform/node/content-package';
import { packageRoot } from '../content';
import { figureGate, rightGate, solutionGate, starterGate, syntaxErrorGate, unsolvedGate, wrongGate } from './gates';
import { readsOf } from './reads';
import type { VerifyContext } from './run-checks';
import { pythonGate, spellingGate } from './tools';
import { toolVersions, writeVerified } from './verified-file';

export interface GateResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly problems: readonly string[];
}

export interface StepResult {
  readonly step: string;
  readonly ok: boolean;
  readonly seconds: number;
  readonly gates: readonly GateResult[];
}

export interface VerifyStepRequest {
  readonly compiled: CompiledStep;
  readonly constraints: readonly string[];
  /** Packaged curricula. */
  readonly packagedFolder: string;
  /** `curricula/` of the sources: `verified.json` is written there. Undefined: nothing is written. */
  readonly sourceFolder?: string;
  readonly runner: CheckRunner;
  readonly forkRunner: CheckRunner;
  readonly readsRunner: (place: string) => CheckRunner;
  readonly python: string;
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
  /** Problems of the guide's rendering, as lines. */
  readonly rendering: readonly string[];
  /** Only the variants of these names, and nothing is written. */
  readonly variants?: readonly string[];
}

export async function verifyStep(request: VerifyStepRequest): Promise<StepResult> {
  const { compiled, python, signal, say, runner, forkRunner, readsRunner } = request;
  const { step, source, sourceFiles, projectSources } = compiled;
  const packageDir = stepFolder(request.packagedFolder, step);
  const context: VerifyContext = { compiled, packageDir, runner, forkRunner, readsRunner, python, signal, say };
  const names = new Set(regionsOf(projectSources).keys());
  const { variants, problems } = readVariants(step.ref, sourceFiles, source, names);
  const began = performance.now();
  const gates: GateResult[] = [];
  const gate = async (name: string, work: () => Promise<readonly string[]> | readonly string[]): Promise<boolean> => {
    const start = performance.now();
    const found = await work();
    const seconds = (performance.now() - start) / 1000;
    gates.push({ name, ok: found.length === 0, seconds, problems: found });
    found.forEach((problem) => say(`  ${name}: ${problem}`));
    return found.length === 0;
  };

  const result = (): StepResult => ({
    step: step.ref,
    ok: gates.every(({ ok }) => ok),
    seconds: (performance.now() - began) / 1000,
    gates,
  });
  if (request.variants) {
    const { chosen, unknown } = choose(variants, request.variants);
    await gate('variants', () => unknown.map((name) => `${step.ref} has no variant "${name}"`));
    // What a check reads is found by running everything once, which pays for several variants only.
    const reads = request.variants.length > 1 ? await readsOf(context) : new Map<string, ReadonlySet<string>>();
    await gate('wrong variants', () => wrongGate(context, chosen, reads));
    await gate('right variants', () => rightGate(context, chosen, reads));
    return result();
  }
  await gate('content', () => [
    ...[
      ...problems,
      ...guideLengthProblems(step.ref, compiled.guide),
      ...interviewProblems(step.ref, compiled.guide),
    ].map((problem) => formatProblem(problem)),
    ...request.rendering.filter((line) => line.startsWith(`curricula/${step.ref}/`)),
  ]);
  await gate('spelling', () => spellingGate(context));
  await gate('ruff and pyright', () => pythonGate(context, python));
  await gate('starter', () => starterGate(context));
  let runs: Awaited<ReturnType<typeof solutionGate>>['runs'] = new Map();
  const isSolved = await gate('solution', async () => {
    const solved = await solutionGate(context);
    ({ runs } = solved);
    return solved.problems;
  });
  if (isSolved) {
    // Without a solution that passes, none of these says anything.
    await gate('figures', () => figureGate(context, runs));
    const reads = await readsOf(context);
    await gate('unsolved', () => unsolvedGate(context, reads));
    await gate('syntax error', () => syntaxErrorGate(context));
    await gate('wrong variants', () => wrongGate(context, variants, reads));
    await gate('right variants', () => rightGate(context, variants, reads));
  }
  if (result().ok && request.sourceFolder !== undefined) {
    await writeVerified(join(request.sourceFolder, step.curriculum, step.id), compiled, request.constraints, {
      runs,
      tools: await toolVersions(packageRoot),
      gates,
      variants: {
        wrong: variants.wrong.map(({ name }) => name),
        right: variants.right.map(({ name }) => name),
      },
    });
  }
  return result();
}

function choose(
  { wrong, right }: Variants,
  names: readonly string[],
): { readonly chosen: Variants; readonly unknown: readonly string[] } {
  const named = ({ name }: Variant): boolean => names.includes(name);
  const known = new Set([...wrong, ...right].map(({ name }) => name));
  return {
    chosen: { wrong: wrong.filter(named), right: right.filter(named) },
    unknown: names.filter((name) => !known.has(name)),
  };
}
