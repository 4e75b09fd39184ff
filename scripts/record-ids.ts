/**
 * Keeps `curricula/permanent-ids.txt`: every id of a curriculum, step, check and milestone that was ever shipped. An id
 * is only ever added; one that disappears needs an entry in `renamed:` of its curriculum.yaml (a test fails otherwise).
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileContent, type CompiledContent } from '../src/core/curriculum/compile-content';
import { readContent } from '../src/platform/node/content-reader';
import { nodeHasher } from '../src/platform/node/node-hasher';

const folder = join(__dirname, '..', 'curricula');
const ledger = join(folder, 'permanent-ids.txt');

/** `curriculum`, `curriculum/step`, `curriculum/step/check`, `curriculum/milestone:id`. */
export const idsOf = ({ index }: Pick<CompiledContent, 'index'>): readonly string[] =>
  index.curricula.flatMap((curriculum) => [
    curriculum.id,
    ...curriculum.phases.flatMap((phase) =>
      phase.steps.flatMap((step) => [step.ref, ...step.checks.map((check) => `${step.ref}/${check.id}`)]),
    ),
    ...curriculum.milestones.map((milestone) => `${curriculum.id}/milestone:${milestone.id}`),
  ]);

/** Every old name that `renamed` maps. A step that was renamed takes its checks with it. */
export const isRenamed = ({ index }: Pick<CompiledContent, 'index'>, id: string): boolean => {
  const [curriculum = '', ...rest] = id.split('/');
  const renamed = index.curricula.find((entry) => entry.id === curriculum)?.renamed ?? {};
  return Object.hasOwn(renamed, rest.join('/')) || (rest[0] !== undefined && Object.hasOwn(renamed, rest[0]));
};

export const readLedger = async (): Promise<readonly string[]> =>
  (await readFile(ledger, 'utf8').catch(() => '')).split(/\r?\n/).filter((line) => line !== '');

async function main(): Promise<void> {
  const ids = new Set([...(await readLedger()), ...idsOf(compileContent(await readContent(folder), nodeHasher))]);
  await writeFile(ledger, `${[...ids].sort().join('\n')}\n`);
}

if (require.main === module) {
  void main();
}
