/** The reference of a step in a private temporary folder, for as long as a control run takes. */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Content } from '../../core/curriculum/content-tree';
import type { Check, Step } from '../../core/curriculum/model';
import type { Result } from '../../core/ports';

/** What the reference does not answer for: files that only the learner has, and that some checks read. */
const neededFolders = (checks: readonly Check[]): readonly string[] => [
  ...new Set(
    checks.flatMap(({ needs }) => (needs === undefined ? [] : [needs.includes('/') ? dirname(needs) : needs])),
  ),
];

export async function withReference<Value>(
  step: Step,
  project: string,
  checks: readonly Check[],
  reference: ((step: Step) => Promise<ReadonlyMap<string, Content>>) | undefined,
  use: (project: string) => Promise<Value>,
): Promise<Result<Value, string>> {
  if (!reference) return { ok: false, reason: 'this package has no reference for it.' };
  let folder: string | undefined;
  try {
    const files = await reference(step);
    folder = await mkdtemp(join(tmpdir(), 'bridgecraft-control-'));
    // The author's files of the project itself come first: they were compared with the package's.
    for (const { path, owner } of step.projectFiles) {
      if (owner === 'author') await copy(project, folder, path);
    }
    for (const path of neededFolders(checks)) await copy(project, folder, path);
    for (const [path, content] of files) {
      const target = join(folder, ...path.split('/'));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
    return { ok: true, value: await use(folder) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

const copy = (from: string, to: string, path: string): Promise<void> =>
  cp(join(from, ...path.split('/')), join(to, ...path.split('/')), { recursive: true });
