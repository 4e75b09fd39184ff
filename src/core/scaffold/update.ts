/** What an update to a newer content version does to each file of a project. Nothing is written here. */
import { commentStyleOf, commentText } from '../curriculum/comments';
import type { Content } from '../curriculum/content-tree';
import type { Step } from '../curriculum/model';
import { findRegion, replaceRegions } from '../curriculum/regions';
import type { Files } from '../curriculum/step-files';
import { plainText } from '../curriculum/text';
import { commonText, merge, type Merge, type MergeLabels } from './merge';

export type UpdateAction =
  /** As the new version has it: the author's, or not changed by the learner, or not there before. */
  | { readonly kind: 'write'; readonly content: Content }
  /** The author's, and the new version has it no more. */
  | { readonly kind: 'remove' }
  /** Changed by both: proposed to the learner. */
  | { readonly kind: 'propose'; readonly merge: Merge }
  /** The learner's stays though the new version changed it: they deleted it, or it is no text. */
  | { readonly kind: 'keep' };

export interface PlannedUpdate {
  readonly path: string;
  readonly owner: 'learner' | 'author';
  readonly action: UpdateAction;
}

export interface UpdateInput {
  readonly step: Pick<Step, 'projectFiles'>;
  /** As the project was scaffolded; undefined: its base is lost. */
  readonly base: Files | undefined;
  readonly next: Files;
  /** As they are now, edits that are not saved included; only of files that are there. */
  readonly current: Files;
  /** Paths that the author owned in the project's version. */
  readonly formerAuthors: ReadonlySet<string>;
  readonly labels: MergeLabels;
}

/** Files that stay as they are without a word are left out. */
export function planUpdate(input: UpdateInput): readonly PlannedUpdate[] {
  const { step, base, next, current, formerAuthors } = input;
  const planned = step.projectFiles.flatMap(({ path, owner }): readonly PlannedUpdate[] => {
    const content = next.get(path);
    if (content === undefined || isSame(current.get(path), content)) return [];
    const action = owner === 'author' ? ({ kind: 'write', content } as const) : learnersFile(input, path, content);
    return action ? [{ path, owner, action }] : [];
  });
  const known = new Set(step.projectFiles.map(({ path }) => path));
  const removed = [...formerAuthors].filter(
    (path) => !known.has(path) && current.has(path) && isSame(current.get(path), base?.get(path)),
  );
  return [...planned, ...removed.map((path): PlannedUpdate => ({ path, owner: 'author', action: { kind: 'remove' } }))];
}

function learnersFile({ base, current, labels }: UpdateInput, path: string, theirs: Content): UpdateAction | undefined {
  const before = base?.get(path);
  const mine = current.get(path);
  if (isSame(before, theirs)) return undefined;
  if (mine === undefined) return before === undefined ? { kind: 'write', content: theirs } : { kind: 'keep' };
  if (isSame(mine, before)) return { kind: 'write', content: theirs };
  if (typeof mine !== 'string' || typeof theirs !== 'string' || (before !== undefined && typeof before !== 'string')) {
    return { kind: 'keep' };
  }
  const origin = before ?? commonText(mine, theirs);
  const merged = merge(
    withOwnRegions(path, origin, mine, origin),
    mine,
    withOwnRegions(path, theirs, mine, origin),
    labels,
  );
  return isSame(merged.text, mine) ? undefined : { kind: 'propose', merge: merged };
}

/**
 * A starter's region holds nothing that the learner wants once they wrote their own: on both other sides it counts as
 * written like theirs, so that a new TODO is no conflict.
 */
function withOwnRegions(path: string, text: string, mine: string, before: string): string {
  const bodies = new Map<string, readonly string[]>();
  for (const name of regionNames(path, before)) {
    const [own, first] = [bodyOf(path, mine, name), bodyOf(path, before, name)];
    if (own && first && own.join('\n') !== first.join('\n')) bodies.set(name, own);
  }
  return replaceRegions(path, text, bodies).content;
}

function regionNames(path: string, text: string): readonly string[] {
  const style = commentStyleOf(path);
  if (!style) return [];
  const names = plainText(text)
    .split('\n')
    .map((line) => /^\s*region\s+(\S+)\s*$/.exec(commentText(line, style) ?? '')?.[1]);
  return [...new Set(names.filter((name) => name !== undefined))];
}

function bodyOf(path: string, text: string, name: string): readonly string[] | undefined {
  const place = findRegion(path, text, name);
  return place.kind === 'found' && place.by === 'pair'
    ? plainText(text).split('\n').slice(place.start, place.end)
    : undefined;
}

function isSame(a: Content | undefined, b: Content | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (typeof a === 'string' || typeof b === 'string') {
    return typeof a === 'string' && typeof b === 'string' && plainText(a) === plainText(b);
  }
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
