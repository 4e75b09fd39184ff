/** Joins what two sides made of one text, line by line, with standard conflict markers where they differ. */
import { diffArrays } from 'diff';
import { plainText } from '../curriculum/text';

export interface Merge {
  /** In the line ends of the learner's text. */
  readonly text: string;
  readonly conflicts: number;
}

export interface MergeLabels {
  readonly mine: string;
  readonly theirs: string;
}

/** Lines of the base that one side replaced, and what it put there; ends are exclusive. */
interface Hunk {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

const linesOf = (text: string): string[] => plainText(text).split('\n');

export function merge(base: string, mine: string, theirs: string, labels: MergeLabels): Merge {
  const baseLines = linesOf(base);
  const sides = [hunksOf(baseLines, linesOf(mine)), hunksOf(baseLines, linesOf(theirs))] as const;
  const merged: string[] = [];
  let conflicts = 0;
  let at = 0;
  for (const { from, to } of touched(sides.flat())) {
    merged.push(...baseLines.slice(at, from));
    const own = baseLines.slice(from, to);
    const [first, second] = sides.map((hunks) => applied(own, from, within(hunks, from, to)));
    if (first && second) {
      if (isSame(first, second) || isSame(second, own)) merged.push(...first);
      else if (isSame(first, own)) merged.push(...second);
      else {
        conflicts += 1;
        merged.push(`<<<<<<< ${labels.mine}`, ...first, '=======', ...second, `>>>>>>> ${labels.theirs}`);
      }
    }
    at = to;
  }
  merged.push(...baseLines.slice(at));
  return { text: inFormOf(mine, merged), conflicts };
}

/** A base for two texts whose own is lost: what they have in common. Nothing that one side has is then dropped. */
export const commonText = (mine: string, theirs: string): string =>
  diffArrays(linesOf(mine), linesOf(theirs))
    .flatMap((part) => (part.added || part.removed ? [] : part.value))
    .join('\n');

/** How many places still wait for a decision. */
export const openConflicts = (text: string): number => text.match(/^<{7} .*$/gm)?.length ?? 0;

function hunksOf(base: string[], side: string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let open: { from: number; to: number; lines: string[] } | undefined;
  for (const { added, removed, value } of diffArrays(base, side)) {
    if (!added && !removed) {
      if (open) hunks.push(open);
      open = undefined;
      at += value.length;
    } else {
      open ??= { from: at, to: at, lines: [] };
      if (added) open.lines.push(...value);
      else {
        at += value.length;
        open.to = at;
      }
    }
  }
  return open ? [...hunks, open] : hunks;
}

/** Stretches of the base in which hunks of either side lie; hunks that touch are one. */
function touched(hunks: readonly Hunk[]): readonly { readonly from: number; readonly to: number }[] {
  const stretches: { from: number; to: number }[] = [];
  for (const { from, to } of hunks.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = stretches.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else stretches.push({ from, to });
  }
  return stretches;
}

const within = (hunks: readonly Hunk[], from: number, to: number): readonly Hunk[] =>
  hunks.filter((hunk) => hunk.from >= from && hunk.to <= to);

function applied(lines: readonly string[], offset: number, hunks: readonly Hunk[]): readonly string[] {
  let at = 0;
  const result: string[] = [];
  for (const hunk of hunks) {
    result.push(...lines.slice(at, hunk.from - offset), ...hunk.lines);
    at = hunk.to - offset;
  }
  return [...result, ...lines.slice(at)];
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((line, at) => line === b[at]);

function inFormOf(text: string, lines: readonly string[]): string {
  return (text.startsWith('\uFEFF') ? '\uFEFF' : '') + lines.join(text.includes('\r\n') ? '\r\n' : '\n');
}
