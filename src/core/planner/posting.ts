/** What a job advertisement asks for, in the words of the skill table; nothing in it is ever run or rendered. */
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

type Weight = 'required' | 'nice' | 'none';

interface Clause {
  readonly text: string;
  readonly weight: Weight;
}

export function readPosting(source: string, skillWords: SkillWords): Posting {
  const text = plainLines(source.slice(0, longestPosting));
  const clauses = clausesOf(text);
  const required = new Map<string, string[]>();
  const nice = new Map<string, string[]>();
  const unknown = new Map<string, string>();
  for (const { text: clause, weight } of clauses) {
    if (weight === 'none') continue;
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

// --- from a page to lines ------------------------------------------------------------------------------------------

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"',
  bull: '•',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  hellip: '…',
};

/** Text without markup: blocks become lines, scripts and styles vanish. It stays text: nobody renders it. */
function plainLines(source: string): string {
  return source
    .replace(/<!--[^]*?(?:-->|$)/gu, ' ')
    .replace(/<(script|style|noscript|template)\b[^]*?(?:<\/\1\s*>|$)/giu, ' ')
    .replace(/<li\b[^<>]*>/giu, '\n• ')
    .replace(/<(?:br|\/?(?:p|div|li|ul|ol|h[1-6]|tr|td|th|table|section|article|header|footer))\b[^<>]*>/giu, '\n')
    .replace(/<\/?[a-z][^<>]*>/giu, ' ')
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu, (whole, decimal, hexadecimal, name) =>
      decodeEntity(whole, decimal as string, hexadecimal as string, name as string),
    )
    .replace(/\r\n?/gu, '\n')
    .replace(/\*\*|__|`/gu, '')
    .normalize('NFKC');
}

function decodeEntity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  const code = decimal === undefined ? (hexadecimal === undefined ? undefined : parseInt(hexadecimal, 16)) : +decimal;
  if (code !== undefined) return code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : ' ';
  return entities[(name ?? '').toLowerCase()] ?? whole;
}

// --- sections and clauses ------------------------------------------------------------------------------------------

const headings: readonly (readonly [RegExp, Weight])[] = [
  [
    /nice|bonus|\bplus(?:es)?\b|preferred|desir|good to have|would be great|extra|not required|optional|ideal|\bpoints\b|advantage/iu,
    'nice',
  ],
  [
    /benefit|perk|offer|about (?:us|the company|our)|who we are|our (?:company|values|culture|story|mission)|equal|diversity|how to apply|apply|compensation|salary|\bpay\b|location|interview process|hiring process|why (?:join|us|work)|our customers|disclaimer|privacy notice/iu,
    'none',
  ],
  [
    /require|qualif|must|essential|skill|you (?:have|are|bring|know|need|will|'ll|’ll)|you['’]ll|your (?:profile|background|tasks|role|mission)|profile|experience|responsib|duties|the (?:role|job|work|position)|what you|who you|we (?:need|expect|look)|looking for|minimum|about you|day[- ]to[- ]day|stack|tasks|expect/iu,
    'required',
  ],
];

const niceWords =
  /\bnice[- ]to[- ]haves?\b|\b(?:is|are|as|be|would be|a|big|strong|definite|huge)\s+(?:a\s+)?(?:big\s+|strong\s+|real\s+|definite\s+)?(?:plus|bonus|advantage|asset)\b|\bbonus(?: points)?\b|\bpreferred\b|\bpreferabl[ey]\b|\bideally\b|\bdesirable\b|\badvantageous\b|\bgood to have\b|\bwelcome\b|\bwould (?:be great|help)\b|\bhelpful\b|\bplus:|\bbeneficial\b|\bwe['’]d love\b|\boptional(?:ly)?\b|\bnot (?:strictly )?(?:required|mandatory|essential),? but\b|\bappreciated\b|\bpluses\b|\bnice\b|\badvantage\b/iu;
const requiredWords = /\bmust\b|\brequired\b|\bessential\b|\bmandatory\b|\bneed to\b|\bnon-negotiable\b/iu;
/** Said to be not asked for, or to be what the work is not. */
const negations: readonly RegExp[] = [
  /\b(?:no|without|zero)\b[^.;]*\b(?:experience|knowledge|background|need|required|necessary|expected|skills?)\b/iu,
  /\b(?:not|n['’]t|never|neither|nor)\b[^.;]*\b(?:need|require|required|expect|expected|necessary|looking for|look for|use|using|do|doing|about|involve|want|ask|asking|build|building|train|training|a|an)\b/iu,
  /\b(?:instead of|rather than|as opposed to|not just|moved away from|no longer)\b/iu,
  /\bno (?:need|prior)\b/iu,
];

function clausesOf(text: string): readonly Clause[] {
  let section: Weight = 'required';
  return text.split('\n').flatMap((raw) => {
    const line = raw.replace(/^[\s#>*•·▪◦–—\-+|✓✔]+/u, '').trim();
    if (line === '') return [];
    const isItem = /^\s*[*•·▪◦–—\-+✓✔]/u.test(raw);
    const weight = isItem && !line.endsWith(':') ? undefined : headingWeight(line);
    if (weight !== undefined && !/[:：]\s*\S/u.test(line)) {
      section = weight;
      return [];
    }
    // "Nice to have: Kubernetes" is a heading with its list behind it.
    const [, head, rest] = /^([^:]{2,40}):\s+(.+)$/u.exec(line) ?? [];
    const own = head === undefined ? undefined : headingWeight(`${head}:`);
    return sentencesOf(own === undefined ? line : (rest ?? '')).flatMap((sentence) =>
      weighed(sentence, own ?? section),
    );
  });
}

function headingWeight(line: string): Weight | undefined {
  const isShort = line.length <= 70 && line.split(/\s+/u).length <= 9;
  const looksLikeOne = line.endsWith(':') || (!/[.,;!]$/u.test(line) && line.split(/\s+/u).length <= 7);
  if (!isShort || !looksLikeOne) return undefined;
  return headings.find(([pattern]) => pattern.test(line))?.[1];
}

/** A sentence of more characters is no sentence, and patterns that look for two words would take long in it. */
const longestSentence = /.{1,1000}(?:\s|$)|.{1,1000}/gu;

const sentencesOf = (line: string): readonly string[] =>
  line
    .split(/(?<=[.!?;])\s+(?=[\p{Lu}\d"“(])|\s*;\s*/u)
    .flatMap((sentence) => sentence.match(longestSentence) ?? [])
    .filter((sentence) => sentence.trim() !== '');

function weighed(sentence: string, section: Weight): readonly Clause[] {
  if (section === 'none') return [];
  return sentence.split(/,?\s+\b(?:but|however|although|though|while)\b\s+/iu).flatMap((part) => {
    if (negations.some((pattern) => pattern.test(part))) return negated(part, section);
    const weight: Weight = niceWords.test(part) ? 'nice' : requiredWords.test(part) ? 'required' : section;
    return [{ text: part, weight }];
  });
}

/** "SQL, rather than Spark": what stands before the negation still counts. */
function negated(part: string, section: Weight): readonly Clause[] {
  const at = part.search(/\b(?:instead of|rather than|as opposed to)\b/iu);
  return at > 0 ? weighed(part.slice(0, at), section) : [];
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
