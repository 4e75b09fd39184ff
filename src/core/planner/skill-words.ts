/** Finds the published words of skills in a text. */
import type { SkillsFile } from '../curriculum/schema';
import { isPattern, plain, type Word, WordPatterns, wordsOf } from './word-patterns';

export interface Found {
  readonly skills: readonly string[];
  /** As they stand in the text. */
  readonly words: string;
  /** Where they begin and end in the text. */
  readonly start: number;
  readonly end: number;
}

interface Alias {
  readonly words: readonly string[];
  /** As written, where capitals decide. */
  readonly exact: readonly string[] | undefined;
  /** Counts only as an item of its own in a list: "Python, tests, Git", but not "hearing tests". */
  readonly isAlone: boolean;
  readonly skills: string[];
}

/** What may stand between the words of one alias: no comma, no end of a sentence or of a paragraph. */
const isWithinThought = (gap: string): boolean =>
  /^[\s\-\u2010-\u2015/&.()'’_]{0,4}$/u.test(gap) && !/[.]\s|\n\s*\n/u.test(gap);
const beginsItem = /(?:^|[,;:(/&+–—]|\b(?:and|or))\s*$/iu;
const endsItem = /^\s*(?:$|[.,;:)/&+–—]|(?:and|or)\b)/iu;
/** Longer ones are not mistaken for words. */
const longestAcronym = 4;

export class SkillWords {
  private readonly aliases = new Map<string, Alias[]>();
  private readonly patterns = new WordPatterns();

  constructor(table: SkillsFile) {
    for (const { id, name, aliases } of table.skills) {
      for (const alias of [name, ...aliases]) this.add(id, alias);
    }
  }

  /**
   * In the order of the text; the longest words win, and none counts twice. What a pattern skips is searched all the
   * same: "present Kubernetes findings" asks for both.
   */
  find(text: string): readonly Found[] {
    const words = wordsOf(text);
    const found: Found[] = [];
    for (let at = 0; at < words.length;) {
      const alias = this.aliasAt(text, words, at);
      const first = words[at];
      const last = words[at + (alias?.words.length ?? 1) - 1];
      if (alias && first && last) found.push(foundIn(text, alias.skills, first, last));
      for (const match of this.patterns.at(text, words, at)) {
        const end = words[match.last];
        const said = found.filter(({ start }) => start === first?.start).flatMap(({ skills }) => skills);
        if (first && end && !match.pattern.skills.every((skill) => said.includes(skill)))
          found.push(foundIn(text, match.pattern.skills, first, end));
      }
      at += alias?.words.length ?? 1;
    }
    return found;
  }

  private add(skill: string, alias: string): void {
    if (isPattern(alias)) {
      this.patterns.add(skill, alias);
      return;
    }
    const isAlone = alias.startsWith(',');
    const text = alias.replace(/^[=,]/u, '');
    const exact = wordsOf(text).map((word) => word.text);
    const words = exact.map(plain);
    const [first] = words;
    if (first === undefined) return;
    const isAcronym = /^[\p{Lu}\p{N}]+$/u.test(text) && text.length <= longestAcronym;
    const capitals = isAcronym || alias.startsWith('=') ? exact : undefined;
    const known = this.aliases.get(first) ?? [];
    // HELM and Helm are two.
    const same = known.find(
      (each) =>
        each.words.join(' ') === words.join(' ') &&
        each.exact?.join(' ') === capitals?.join(' ') &&
        each.isAlone === isAlone,
    );
    if (same) {
      if (!same.skills.includes(skill)) same.skills.push(skill);
      return;
    }
    known.push({ words, exact: capitals, isAlone, skills: [skill] });
    this.aliases.set(first, known);
  }

  private aliasAt(text: string, words: readonly Word[], at: number): Alias | undefined {
    const first = words[at];
    if (!first) return undefined;
    const candidates = first.forms.flatMap((form) => this.aliases.get(form) ?? []);
    return candidates
      .filter((alias) => matches(alias, text, words, at))
      .reduce<Alias | undefined>(
        (best, alias) => (best && best.words.length >= alias.words.length ? best : alias),
        undefined,
      );
  }
}

function matches({ words: wanted, exact, isAlone }: Alias, text: string, words: readonly Word[], at: number): boolean {
  const first = words[at];
  const last = words[at + wanted.length - 1];
  if (
    isAlone &&
    first &&
    last &&
    !(beginsItem.test(text.slice(0, first.start)) && endsItem.test(text.slice(last.end)))
  ) {
    return false;
  }
  return wanted.every((want, index) => {
    const word = words[at + index];
    if (!word) return false;
    const before = words[at + index - 1];
    if (index > 0 && before && !isWithinThought(text.slice(before.end, word.start))) return false;
    const written = exact?.[index];
    if (written !== undefined) return word.text === written || word.text === `${written}s`;
    // The last word may be one or many: "transformers".
    return index === wanted.length - 1 ? word.forms.includes(want) : word.forms[0] === want;
  });
}

const foundIn = (text: string, skills: readonly string[], first: Word, last: Word): Found => ({
  skills,
  words: text.slice(first.start, last.end),
  start: first.start,
  end: last.end,
});
