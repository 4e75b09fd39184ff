/** Aliases with open places, since work is told in more ways than a list can hold: `present~|explain~ * findings|results`. */

export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** What it may stand for, made once since it is compared with much. */
  readonly forms: readonly string[];
}

type Place = 'gap' | Choices;

interface Choices {
  readonly whole: ReadonlySet<string>;
  /** Any ending will do: `present~` is presents, presented and presenting. */
  readonly stems: readonly string[];
  /** Any beginning will do: `~ologist` is a radiologist. */
  readonly endings: readonly string[];
}

export interface WordPattern {
  readonly places: readonly Place[];
  readonly skills: readonly string[];
}

const wordPattern = /[\p{L}\p{N}]+[+#]*/gu;
/** What a `*` may skip: enough for "present the quarterly results", too little to join two thoughts. */
const mostSkipped = 3;
/** Between the words of a pattern: anything but the end of a thought. */
const betweenPattern = /^[^.,;:!?()•\n]{0,4}$/u;
const keyLength = 3;

const lower = (word: string): string => word.toLowerCase().normalize('NFKC');

/** In one spelling: British and American advertisements ask for the same modeling, optimization and behavior. */
export const plain = (word: string): string =>
  lower(word)
    .replace(/is(?=(?:ations?|ing|e|ed|es|er|ers)$)/u, 'iz')
    .replace(/ll(?=(?:ing|ed|er|ers)$)/u, 'l')
    .replace(/our(?=s?$|al$)/u, 'or');

/** A word as it is, and without the s of many. */
function forms(word: string): readonly string[] {
  const text = plain(word);
  const single = /^.{2,}s$/u.test(text) && !text.endsWith('ss') ? [text.slice(0, -1)] : [];
  const stem = /^.{3,}(?:sh|ch|x|s)es$/u.test(text) ? [text.slice(0, -2)] : [];
  return [text, `${text}s`, ...single, ...stem];
}

export const wordsOf = (text: string): readonly Word[] =>
  [...text.matchAll(wordPattern)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    forms: forms(match[0]),
  }));

export const isPattern = (alias: string): boolean => /[*~|]/u.test(alias);

export class WordPatterns {
  /** By the first letters of the first word, so that few are tried at each word of a text. */
  private readonly patterns = new Map<string, WordPattern[]>();

  add(skill: string, alias: string): void {
    const places = alias.split(/\s+/u).map(placeOf);
    const [first] = places;
    if (first === undefined || first === 'gap') return;
    const pattern = { places, skills: [skill] };
    for (const key of new Set([...first.whole, ...first.stems].map((text) => text.slice(0, keyLength)))) {
      this.patterns.set(key, [...(this.patterns.get(key) ?? []), pattern]);
    }
  }

  /** Those that begin at a word, each with the place of its last word. */
  at(text: string, words: readonly Word[], at: number): readonly { pattern: WordPattern; last: number }[] {
    const [word = ''] = words[at]?.forms ?? [];
    // Shorter ones are kept under all that they have: "AI" for AIs, "re~" for retrain.
    const keys = Array.from({ length: Math.min(keyLength, word.length) }, (_, length) => word.slice(0, length + 1));
    const candidates = keys.flatMap((key) => this.patterns.get(key) ?? []);
    return candidates.flatMap((pattern) => {
      const last = lastOf(pattern.places, text, words, at);
      return last === undefined ? [] : [{ pattern, last }];
    });
  }
}

function placeOf(place: string): Place {
  if (place === '*') return 'gap';
  const choices = place.split('|');
  return {
    whole: new Set(choices.filter((choice) => !choice.includes('~')).map(plain)),
    stems: choices.filter((choice) => choice.endsWith('~')).map((choice) => lower(choice.slice(0, -1))),
    endings: choices.filter((choice) => choice.startsWith('~')).map((choice) => plain(choice.slice(1))),
  };
}

/** A gap is short and a pattern has few, so going back and forth costs no more than a fixed number of steps. */
function lastOf(places: readonly Place[], text: string, words: readonly Word[], at: number): number | undefined {
  const [place, ...rest] = places;
  if (place === undefined) return at - 1;
  if (place === 'gap') {
    for (let skipped = 0; skipped <= mostSkipped; skipped += 1) {
      if (skipped > 0 && !follows(text, words, at + skipped - 1)) return undefined;
      const last = lastOf(rest, text, words, at + skipped);
      if (last !== undefined) return last;
    }
    return undefined;
  }
  const word = words[at];
  if (!word || !isOneOf(place, word)) return undefined;
  return rest.length === 0 || follows(text, words, at + 1) ? lastOf(rest, text, words, at + 1) : undefined;
}

function isOneOf({ whole, stems, endings }: Choices, { text, forms: [known = '', ...others] }: Word): boolean {
  if (whole.has(known) || others.some((form) => whole.has(form))) return true;
  const spelled = lower(text);
  return (
    stems.some((stem) => known.startsWith(stem) || spelled.startsWith(stem)) ||
    endings.some((ending) => known.endsWith(ending) || others.some((form) => form.endsWith(ending)))
  );
}

function follows(text: string, words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  const word = words[at];
  return before !== undefined && word !== undefined && betweenPattern.test(text.slice(before.end, word.start));
}
