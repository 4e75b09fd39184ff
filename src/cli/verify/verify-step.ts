/** All gates of one step, cheap ones first. */
import { join } from 'node:path';
import type { CheckRunner } from '../../core/checks/model';
import type { CompiledStep } from '../../core/curriculum/compile-step';
import { guideLengthProblems } from '../../core/curriculum/guide-problems';
import { regionsOf } from '../../core/curriculum/project-files';
import { formatProblem } from '../../core/curriculum/problem';
import { readVariants } from '../../core/curriculum/variants';
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

  await gate('content', () => [
    ...[...problems, ...guideLengthProblems(step.ref, compiled.guide)].map((problem) => formatProblem(problem)),
    ...request.rendering.filter((line) => line.startsWith(`curricula/${step.ref}/`)),
  ]);
  await gate('spelling', () => spellingGate(context));
  await gate('ruff and pyright', () => pythonGate(context, python));
  await gate('starter', () => starterGate(context));
  let runs: Awaited<ReturnType<typeof solutionGate>>['runs'] = new Map();
  const isSolved = await gate('solution', async () => {
    const result = await solutionGate(context);
    ({ runs } = result);
    return result.problems;
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
  const ok = isSolved && gates.every((result) => result.ok);
  if (ok && request.sourceFolder !== undefined) {
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
  return { step: step.ref, ok, seconds: (performance.now() - began) / 1000, gates };
}
