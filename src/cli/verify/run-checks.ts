/** One run of checks as `verify` needs it: ended as soon as its question is answered. */
import type { CheckResult, CheckRun, CheckRunner } from '../../core/checks/model';
import type { CompiledStep } from '../../core/curriculum/compile-step';
import { type ProjectPlan, withProject } from './projects';

export interface VerifyContext {
  readonly compiled: CompiledStep;
  /** The step's packaged folder. */
  readonly packageDir: string;
  /** Starts as a learner's run does: what it measures may be told to learners. */
  readonly runner: CheckRunner;
  /** Starts faster; same verdicts. */
  readonly forkRunner: CheckRunner;
  readonly readsRunner: (place: string) => CheckRunner;
  readonly python?: string;
  readonly signal: AbortSignal;
  /** One line of progress. */
  readonly say: (text: string) => void;
}

export interface RunOptions {
  readonly seed: number;
  readonly only?: readonly string[];
  readonly isCold?: boolean;
}

/** The first of `step.yaml`'s seeds: what `checks/conftest.py` uses when nobody says. */
export const firstSeed = 20_261;
export const seeds: readonly number[] = [firstSeed, 7, 4242];

export function runAll(context: VerifyContext, plan: ProjectPlan, options: RunOptions): Promise<CheckRun> {
  const { compiled, packageDir } = context;
  return withProject(compiled, packageDir, plan, (project) => runOn(context, project, options, context.signal));
}

/**
 * The first result, in manifest order, that is not `passed`; undefined when there is none. pytest runs the checks of one
 * file together, so the first failure that is seen need not be the first of the manifest: those before it are run then.
 */
export async function firstUnpassed(
  context: VerifyContext,
  plan: ProjectPlan,
  options: RunOptions,
): Promise<CheckResult | undefined> {
  const { compiled, packageDir } = context;
  return withProject(compiled, packageDir, plan, async (project) => {
    const passed = new Set<string>();
    let answer: CheckResult | undefined;
    let only = options.only;
    for (;;) {
      const { seen, ids } = await untilUnpassed(context, project, { ...options, ...(only ? { only } : {}) }, passed);
      answer = seen ?? answer;
      const found = answer;
      const end = found === undefined ? 0 : ids.indexOf(found.id);
      const before = (end === -1 ? ids : ids.slice(0, end)).filter((id) => !passed.has(id));
      if (before.length === 0) {
        return answer;
      }
      only = before;
    }
  });
}

/** Runs until a check does not pass. `ids` are those that were asked for, in manifest order. */
async function untilUnpassed(
  context: VerifyContext,
  project: string,
  options: RunOptions,
  passed: Set<string>,
): Promise<{ readonly seen: CheckResult | undefined; readonly ids: readonly string[] }> {
  const stop = new AbortController();
  const cancel = (): void => stop.abort();
  context.signal.addEventListener('abort', cancel, { once: true });
  let seen: CheckResult | undefined;
  try {
    const run = await runOn(context, project, options, stop.signal, (result) => {
      if (result.verdict === 'passed') {
        passed.add(result.id);
      } else if (!seen) {
        seen = result;
        stop.abort();
      }
    });
    return { seen, ids: run.checks.map(({ id }) => id) };
  } finally {
    context.signal.removeEventListener('abort', cancel);
  }
}

async function runOn(
  context: VerifyContext,
  project: string,
  options: RunOptions,
  signal: AbortSignal,
  onResult?: (result: CheckResult) => void,
): Promise<CheckRun> {
  context.signal.throwIfAborted();
  const run = await (options.isCold ? context.runner : context.forkRunner).run({
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
