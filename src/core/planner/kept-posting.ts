/**
 * A kept job advertisement, `career/postings/<date>-<title>.md`: who it is from in front matter, below it the text as it
 * was pasted. Made to be read and edited by hand, so what is missing at the top is taken from the file's name.
 */
import { stringify } from 'yaml';
import * as z from 'zod';
import { collisionKey } from '../curriculum/paths';
import { formatProblem } from '../curriculum/problem';
import { readYaml } from '../curriculum/yaml';
import type { Result } from '../ports';
import type { IsoDate } from './calendar-days';

export interface KeptPosting {
  readonly title: string;
  readonly date: IsoDate;
  readonly link?: string;
  readonly place?: string;
  /** As pasted. */
  readonly text: string;
}

export const isLink = (text: string): boolean => /^https?:\/\/[^\s/]\S*$/iu.test(text);
export const isDate = (text: string): boolean => z.iso.date().safeParse(text).success;

/** Other fields are the learner's own. */
const frontMatterSchema = z.looseObject({
  title: z.string().trim().min(1).optional(),
  date: z.iso.date('a date is written 2027-01-31').optional(),
  link: z.string().trim().refine(isLink, 'a link begins with https://').optional(),
  place: z.string().trim().min(1).optional(),
});

export function formatKeptPosting({ title, date, link, place, text }: KeptPosting): string {
  const fields = { title, date, ...(link === undefined ? {} : { link }), ...(place === undefined ? {} : { place }) };
  return `---\n${stringify(fields, { lineWidth: 0 })}---\n\n${text}\n`;
}

/** `name` is the file's; mistakes are named at their place. */
export function readKeptPosting(name: string, content: string): Result<KeptPosting, readonly string[]> {
  const { front, text } = partsOf(content.replace(/^\uFEFF/u, ''));
  // The line above the fields is a comment here, so that lines count as they do in the file.
  const read = front.trim() === '' ? undefined : readYaml(name, `#\n${front}`, frontMatterSchema);
  if (read && !read.ok) return { ok: false, reason: read.problems.map((problem) => formatProblem(problem)) };
  const fields = read?.located.value ?? {};
  const [, named = '', stem = ''] = /^(\d{4}-\d\d-\d\d)?-?(.*?)(?:\.md)?$/u.exec(name) ?? [];
  const date = fields.date ?? (isDate(named) ? named : undefined);
  if (date === undefined) {
    return {
      ok: false,
      reason: [`${name}:1:1 says no date; begin the file with lines "---", "date: 2027-01-31", "---"`],
    };
  }
  return {
    ok: true,
    value: {
      title: fields.title ?? (stem.replaceAll('-', ' ').trim() || name),
      date,
      ...(fields.link === undefined ? {} : { link: fields.link }),
      ...(fields.place === undefined ? {} : { place: fields.place }),
      text,
    },
  };
}

/** What stands between two lines of dashes at the top, and the rest; a file without them is all text. */
function partsOf(content: string): { readonly front: string; readonly text: string } {
  const [whole, end, front] = /^---[ \t]*(\r?\n)([^]*?)(?<=\n)---[ \t]*(?:\r?\n|$)/u.exec(content) ?? [];
  if (whole === undefined || end === undefined || front === undefined) return { front: '', text: content };
  const rest = content.slice(whole.length);
  const text = rest.startsWith(end) ? rest.slice(end.length) : rest;
  return { front, text: text.endsWith(end) ? text.slice(0, -end.length) : text };
}

/** Some file systems count bytes, and a letter has up to four. */
const longestSlug = 48;

/** Letters and figures of any script, marks over Latin letters left out: "Ingénieur·e ML" → "ingenieur-e-ml". */
export function slugOf(title: string): string {
  const plain = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-');
  return (
    Array.from(plain)
      .slice(0, longestSlug)
      .join('')
      .replace(/^-+|-+$/gu, '') || 'posting'
  );
}

/** A name that none of `taken` has, on file systems that take capitals for small letters too. */
export function freeName({ title, date }: Pick<KeptPosting, 'title' | 'date'>, taken: readonly string[]): string {
  const keys = new Set(taken.map(collisionKey));
  const stem = `${date}-${slugOf(title)}`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}.md` : `${stem}-${number}.md`;
    if (!keys.has(collisionKey(name))) return name;
  }
}

/** Two advertisements of one key are the same one, however its lines were broken. */
export const textKey = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** Each advertisement once: of several with one key, the one with the latest date, in the order that they came in. */
export function withoutRepeats<P extends { readonly key: string; readonly date: IsoDate }>(
  postings: readonly P[],
): readonly P[] {
  const newest = new Map<string, P>();
  for (const posting of postings) {
    const known = newest.get(posting.key);
    if (!known || known.date < posting.date) newest.set(posting.key, posting);
  }
  return postings.filter((posting) => newest.get(posting.key) === posting);
}
