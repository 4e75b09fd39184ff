/** One run of checks as `verify` needs it: ended as soon as its question is answered. */
import type { CheckResult, CheckRun, CheckRunner } from '../../core/checks/model';
import type { CompiledStep } from '../../core/curriculum/compile-step';
import { type ProjectPlan, withProject } from './projects';

export interface VerifyContext {
  readonly compiled: CompiledStep;
  /** The step's packaged folder. */
  readonly packageDir: string;
  readonly runner: CheckRunner;
  readonly python?: string;
  readonly signal: AbortSignal;
  /** One line of progress. */
  readonly say: (text: string) => void;
}

export interface RunOptions {
  readonly seed: number;
  readonly only?: readonly string[];
}

/** The first of `step.yaml`'s seeds: what `checks/conftest.py` uses when nobody says. */
export const firstSeed = 20_261;
export const seeds: readonly number[] = [firstSeed, 7, 4242];

export function runAll(context: VerifyContext, plan: ProjectPlan, options: RunOptions): Promise<CheckRun> {
  const { compiled, packageDir } = context;
  return withProject(compiled, packageDir, plan, (project) => runOn(context, project, options, context.signal));
}

/** The first result, in manifest order, that is not `passed`; undefined when there is none. */
export async function firstUnpassed(
  context: VerifyContext,
  plan: ProjectPlan,
  options: RunOptions,
): Promise<CheckResult | undefined> {
  const { compiled, packageDir } = context;
  return withProject(compiled, packageDir, plan, async (project) => {
    const stop = new AbortController();
    const cancel = (): void => stop.abort();
    context.signal.addEventListener('abort', cancel, { once: true });
    let answer: CheckResult | undefined;
    try {
      const run = await runOn(context, project, options, stop.signal, (result) => {
        if (result.verdict !== 'passed' && !answer) {
          answer = result;
          stop.abort();
        }
      });
      const isCut = answer !== undefined && run.checks.find(({ verdict }) => verdict !== 'passed')?.id !== answer.id;
      if (isCut && !context.signal.aborted) {
        // One before it waits for a run on the reference, which the end of this one cut short.
        return (await runOn(context, project, options, context.signal)).checks.find(
          ({ verdict }) => verdict !== 'passed',
        );
      }
      return answer ?? run.checks.find(({ verdict }) => verdict !== 'passed');
    } finally {
      context.signal.removeEventListener('abort', cancel);
    }
  });
}

async function runOn(
  context: VerifyContext,
  project: string,
  options: RunOptions,
  signal: AbortSignal,
  onResult?: (result: CheckResult) => void,
): Promise<CheckRun> {
  context.signal.throwIfAborted();
  const run = await context.runner.run({
    step: context.compiled.step,
    project,
    seed: options.seed,
    signal,
    ...(options.only ? { only: options.only } : {}),
    ...(context.python === undefined ? {} : { python: context.python }),
    ...(onResult ? { onResult } : {}),
  });
  context.signal.throwIfAborted();
  return run;
}

/** Several at once, but no more than `limit`; results in the order of the items. */
export async function eachOf<Item, Value>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> {
  const results: Value[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) {
        results[index] = await work(item);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
