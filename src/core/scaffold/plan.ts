/** What scaffolding would do to each file of a step, before anything is written. */
import type { ProjectFile } from '../curriculum/model';
import { collisionKey, pathProblem } from '../curriculum/paths';
import type { Result } from '../ports';

/** What lies at a path in the target folder; links are never followed. */
export type Existing =
  { readonly kind: 'file'; readonly sha256: string } | { readonly kind: 'folder' } | { readonly kind: 'other' };

export type PlannedFile = { readonly file: ProjectFile } & (
  | { readonly state: 'new' }
  | { readonly state: 'same' }
  /** Kept as it is. `existing` is the path in the way: the file itself, another spelling of it, or a parent. */
  | { readonly state: 'differs'; readonly existing: string }
);

/** `existing` lists what is in the target, by its path there. Fails on a path that no project may have. */
export function planScaffold(
  files: readonly ProjectFile[],
  existing: ReadonlyMap<string, Existing>,
): Result<readonly PlannedFile[], { readonly kind: 'bad-path'; readonly detail: string }> {
  const byKey = new Map([...existing].map(([path, entry]) => [collisionKey(path), { path, entry }]));
  const planned: PlannedFile[] = [];
  const seen = new Set<string>();
  for (const file of files) {
    const problem =
      pathProblem(file.path) ??
      pathProblem(file.stored) ??
      (seen.has(collisionKey(file.path)) ? 'appears twice' : undefined);
    if (problem !== undefined) {
      return { ok: false, reason: { kind: 'bad-path', detail: `${file.path}: ${problem}` } };
    }
    seen.add(collisionKey(file.path));
    planned.push(planFile(file, byKey));
  }
  return { ok: true, value: planned };
}

function planFile(
  file: ProjectFile,
  byKey: ReadonlyMap<string, { readonly path: string; readonly entry: Existing }>,
): PlannedFile {
  const parts = file.path.split('/');
  for (let length = 1; length < parts.length; length += 1) {
    const folder = parts.slice(0, length).join('/');
    const found = byKey.get(collisionKey(folder));
    // Another spelling of a folder is the same folder only where case does not count: leave it to the learner.
    if (found && (found.entry.kind !== 'folder' || found.path !== folder)) {
      return { file, state: 'differs', existing: found.path };
    }
  }
  const found = byKey.get(collisionKey(file.path));
  if (!found) {
    return { file, state: 'new' };
  }
  const isSame = found.path === file.path && found.entry.kind === 'file' && found.entry.sha256 === file.sha256;
  return isSame ? { file, state: 'same' } : { file, state: 'differs', existing: found.path };
}
