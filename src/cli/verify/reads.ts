/**
 * Which files of the project the checks read. A variant that changes none of what a passed check has read leaves it
 * passed, so `verify` need not run it again: most of its time would go into training models that nothing has changed.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledStep } from '../../core/curriculum/compile-step';
import { type ProjectPlan, solutionPlan } from './projects';
import { firstSeed, runAll, type VerifyContext } from './run-checks';

/** By check id. A check without an entry may read anything. */
export type Reads = ReadonlyMap<string, ReadonlySet<string>>;

const anything = '*';
const realEvidence = 'evidence/real/';

/** Of the solution, a run for each test file: what is imported once for several files is then seen for each. */
export async function readsOf(context: VerifyContext): Promise<Reads> {
  const { compiled, readsRunner } = context;
  const reads = new Map<string, ReadonlySet<string>>();
  const folder = await mkdtemp(join(tmpdir(), 'bridgecraft-reads-'));
  try {
    for (const [index, ids] of byTestFile(context).entries()) {
      const place = join(folder, String(index));
      const run = await runAll({ ...context, forkRunner: readsRunner(place) }, solutionPlan(compiled), {
        seed: firstSeed,
        only: ids,
      });
      const text = await readFile(place, 'utf8').catch(() => anything);
      const files = text.split('\n').filter((line) => line !== '');
      if (run.verdict === 'passed' && !files.includes(anything)) {
        ids.forEach((id) => reads.set(id, new Set(files)));
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return reads;
}

function byTestFile({ compiled }: VerifyContext): readonly (readonly string[])[] {
  const files = new Map<string, string[]>();
  for (const { id, test } of compiled.step.checks) {
    const file = test.split('::', 1)[0] ?? test;
    files.set(file, [...(files.get(file) ?? []), id]);
  }
  return [...files.values()];
}

/** Checks, in manifest order, that may judge this project otherwise than the solution. All of them where none would. */
export function mayDiffer(compiled: CompiledStep, plan: ProjectPlan, reads: Reads): readonly string[] {
  const ids = compiled.step.checks.map(({ id }) => id);
  const solution = solutionPlan(compiled);
  const changed = [...plan.files]
    .filter(([path, content]) => solution.files.get(path) !== content)
    .map(([path]) => path);
  const isChanged = (path: string): boolean =>
    changed.includes(path) || (plan.evidence !== solution.evidence && path.startsWith(realEvidence));
  const affected = ids.filter((id) => {
    const files = reads.get(id);
    return files === undefined || [...files].some(isChanged);
  });
  return affected.length > 0 ? affected : ids;
}
