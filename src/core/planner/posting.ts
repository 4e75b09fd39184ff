/** What a job advertisement asks for, in the words of the skill table; nothing in it is ever run or rendered. */
import { clausesOf } from './posting-clauses';
import { plainLines } from './posting-lines';
import type { Found, SkillWords } from './skill-words';

export interface PostingSkill {
  readonly skill: string;
  /** The words that said so, each once, in the order of the text. */
  readonly words: readonly string[];
}

export interface Posting {
  readonly required: readonly PostingSkill[];
  readonly nice: readonly PostingSkill[];
  /** Names of tools and methods in its lists that the table has no word for. */
  readonly unknown: readonly string[];
  /** What a reader should know before trusting it. */
  readonly cautions: readonly Caution[];
}

export type Caution = 'cut' | 'not-english' | 'nothing-found';

/** Advertisements have two pages; what is longer is something else with an advertisement in it. */
export const longestPosting = 100_000;

export function readPosting(source: string, skillWords: SkillWords): Posting {
  const text = plainLines(source.slice(0, longestPosting));
  const clauses = clausesOf(text, (line) => skillWords.find(line).length > 0);
  const required = new Map<string, string[]>();
  const nice = new Map<string, string[]>();
  const unknown = new Map<string, string>();
  for (const { text: clause, weight } of clauses) {
    const found = skillWords.find(clause);
    for (const { skills, words } of found) {
      for (const skill of skills) note(weight === 'nice' ? nice : required, skill, words);
    }
    for (const name of namesIn(clause, found)) {
      if (!unknown.has(name.toLowerCase())) unknown.set(name.toLowerCase(), name);
    }
  }
  const listed = (from: ReadonlyMap<string, string[]>): readonly PostingSkill[] =>
    [...from].map(([skill, words]) => ({ skill, words }));
  const cautions: Caution[] = [];
  if (source.length > longestPosting) cautions.push('cut');
  if (!looksEnglish(text)) cautions.push('not-english');
  if (required.size + nice.size === 0) cautions.push('nothing-found');
  return {
    required: listed(required),
    // What is required once is required.
    nice: listed(nice).filter(({ skill }) => !required.has(skill)),
    unknown: [...unknown.values()],
    cautions,
  };
}

function note(into: Map<string, string[]>, skill: string, words: string): void {
  const known = into.get(skill) ?? [];
  if (!known.some((each) => each.toLowerCase() === words.toLowerCase())) known.push(words);
  into.set(skill, known);
}

// --- what the table has no word for --------------------------------------------------------------------------------

const ordinary = new Set(
  `a about across after all also an and any as at be both by company degree english experience for from good great hands have
  if in is it its job knowledge must new no nice of on or our own plus preferred remote requirements responsibilities role
  senior strong team teams the their these this to understanding us we what who will with work working years you your bachelor
  bachelors master masters phd msc bsc ms bs computer science engineering mathematics engineer engineers scientist lead
  junior staff principal machine learning ai ml data deep models model solid proven proficiency familiarity comfortable
  ability design build develop deploy own help bonus ideally skills software`.split(/\s+/u),
);

/** Capitalized names and words with signs or figures in a list: "Snowflake", "ISO 26262". */
function namesIn(clause: string, found: readonly Found[]): readonly string[] {
  const names = clause.matchAll(
    /(?<![\p{L}\p{N}])[\p{Lu}][\p{L}\p{N}+#.]*(?:[ -](?:[\p{Lu}][\p{L}\p{N}+#.]*|\d[\d.]*))*/gu,
  );
  return [...names]
    .filter(({ index }) => index > 0)
    .map((match) => ({ name: match[0].replace(/[.]+$/u, ''), start: match.index, end: match.index + match[0].length }))
    .filter(({ start, end }) => found.every((each) => each.end <= start || each.start >= end))
    .map(({ name }) => name)
    .filter((name) => name.length > 1 && !name.split(/[ -]/u).every((word) => ordinary.has(word.toLowerCase())));
}

const commonWords = new Set('the and of to with for you we our are will your this that have'.split(' '));

/** One word in fifteen of English text is one of these; of other languages, hardly any. */
function looksEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  if (words.length < 40) return true;
  return words.filter((word) => commonWords.has(word)).length >= words.length / 15;
}
