/**
 * What must not be published by accident: the person's folders and user name, addresses that the story does not give, and
 * secrets. It looks at every file of an export, notebooks and pictures included. An export is refused until each finding
 * is gone or agreed to: leaving the file out instead would break the re-run without a word.
 */
import type { Content } from '../curriculum/content-tree';
import type { ExportFile, PrivateWord } from './ports';
import type { FindPrivate } from './review-model';
import { secretForms } from './secrets';

export interface Person {
  /** Absolute, in the system's own writing. */
  readonly homeFolders: readonly string[];
  /** Of the operating system. */
  readonly userNames: readonly string[];
  /** What the person publishes about themselves: the whole of the story's texts. */
  readonly said: string;
  /** More texts of authors, beside the checks and tools of the export: a word or an address of theirs is no one's. */
  readonly ordinary: readonly string[];
}

/** What an agreement is about: the same finding in another version of the file needs another one. */
export const privateWordKey = ({ path, what, shown }: PrivateWord): string => `${path}\n${what}\n${shown}`;

interface Rule {
  readonly what: string;
  readonly form: RegExp;
  readonly isBinaryToo: boolean;
  readonly isSecret?: boolean;
  readonly allows?: (found: string) => boolean;
}

export function privateWordsIn(files: readonly ExportFile[], person: Person): readonly PrivateWord[] {
  // A word of the checks and tools of this very export is nobody's name.
  const shared = files.flatMap(({ path, content }) =>
    /^(tools\/|reproduce\.py$|[^/]+\/checks\/)/.test(path) && typeof content === 'string' ? [content] : [],
  );
  const rules = rulesOf({ ...person, ordinary: [...person.ordinary, ...shared] });
  return files.flatMap((file) => wordsIn(file, rules));
}

/** For one text that is no part of an export yet. */
export function privateFinder(person: Person): FindPrivate {
  const rules = rulesOf(person);
  return (text) => wordsIn({ path: '', content: text }, rules).map(({ line = 1, what }) => ({ line, what }));
}

function wordsIn({ path, content }: ExportFile, rules: readonly Rule[]): readonly PrivateWord[] {
  const found: PrivateWord[] = [
    ...matches(
      path,
      path,
      rules.filter(({ isSecret }) => isSecret !== true),
    ),
  ];
  if (typeof content !== 'string') {
    found.push(
      ...matches(
        path,
        latin(content),
        rules.filter(({ isBinaryToo }) => isBinaryToo),
      ),
    );
  } else {
    content.split('\n').forEach((line, at) => {
      for (const word of matches(path, line, rules)) found.push({ ...word, line: at + 1 });
    });
  }
  const seen = new Set<string>();
  return found.filter((word) => {
    const key = `${privateWordKey(word)}\n${word.line ?? ''}`;
    return !seen.has(key) && seen.add(key);
  });
}

function matches(path: string, text: string, rules: readonly Rule[]): readonly PrivateWord[] {
  // JSON may write any character as an escape, and a text in a notebook's text doubles the backslash.
  const texts = /\\u[0-9a-fA-F]{4}/.test(text) ? [text, unescaped(text)] : [text];
  // Some systems write a letter and its accent apart.
  return texts
    .map((each) => each.normalize('NFC'))
    .flatMap((each) =>
      rules.flatMap(({ what, form, isSecret, allows }) =>
        [...each.matchAll(form)]
          .filter((match) => allows?.(match[0]) !== true)
          .map((match) => ({
            path,
            what,
            shown: isSecret ? shortened(match[0]) : around(each, match.index, match[0]),
          })),
      ),
    );
}

function rulesOf({ homeFolders, userNames, said, ordinary }: Person): readonly Rule[] {
  const home = homeFolders.flatMap((folder): readonly Rule[] => {
    const parts = folder.split(/[\\/]+/).filter((part) => part !== '');
    const [only = ''] = parts;
    // Of a whole drive there is nothing to say.
    if (parts.length === 0 || (parts.length === 1 && only.endsWith(':'))) return [];
    // The home folder `/root`: a word of code, except where a path begins with it.
    if (parts.length === 1) {
      const form = `(?<![\\p{L}\\p{N}_.~$})\\]])[\\\\/]+${escaped(only)}(?![\\p{L}\\p{N}_])`;
      return [{ what: 'your home folder', form: new RegExp(form, 'giu'), isBinaryToo: false }];
    }
    // Separators of either kind, once or escaped; spaces also as an address has them.
    const words = parts.map((part) => escaped(part).replaceAll(' ', '(?: |%20)'));
    return [{ what: 'your home folder', form: new RegExp(words.join('[\\\\/]+'), 'giu'), isBinaryToo: true }];
  });
  const lower = ordinary.map((text) => text.toLowerCase());
  const names = userNames.filter((name) => name.length > 1 && !hasWord(said, name));
  const users = names.map((name): Rule => {
    const word = escaped(name);
    // A name that is also a word of code ("max", "mark") counts only where it stands as a name.
    const isOrdinary = name.length < 4 || lower.some((text) => hasWord(text, name));
    const form = isOrdinary
      ? `[\\\\/~@]${word}(?![\\p{L}\\p{N}_(])|(?<![\\p{L}\\p{N}_])${word}@(?=[\\p{L}\\p{N}])`
      : `(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`;
    return { what: 'your user name', form: new RegExp(form, 'giu'), isBinaryToo: !isOrdinary && name.length > 7 };
  });
  const isKnown = (found: string): boolean => {
    const word = found.toLowerCase();
    return said.toLowerCase().includes(word) || lower.some((text) => text.includes(word));
  };
  return [
    ...home,
    {
      what: 'a folder of a person',
      form: /(?:(?<![\w.~$}])\/(?:home|Users)\/|\b[A-Za-z]:(?:\\+|\/+)Users(?:\\+|\/+))[^\s\\/'"`:;,)(<>|*?]+/giu,
      isBinaryToo: true,
      allows: isKnown,
    },
    ...users,
    {
      what: 'an e-mail address',
      form: /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|org|net|edu|gov|info|name|dev|app|[a-z]{2})\b(?![\w([=-])/giu,
      isBinaryToo: false,
      allows: (found) => isKnown(found) || /@(?:[\w-]+\.)*example\.(?:com|org|net)$|^git@|noreply/i.test(found),
    },
    ...secretForms.map(({ name, form }) => ({ what: name, form, isBinaryToo: false, isSecret: true })),
  ];
}

const escaped = (text: string): string => text.normalize('NFC').replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const hasWord = (text: string, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'iu').test(text);

const unescaped = (text: string): string =>
  text.replaceAll(/\\+u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));

/** Enough to find it, not enough to use it. */
const shortened = (secret: string): string => `${secret.slice(0, 6)}…`;

const around = (text: string, at: number, found: string): string =>
  text
    .slice(Math.max(0, at - 20), at + found.length + 20)
    .trim()
    .slice(0, 160);

/** Bytes as characters: text inside of a binary file keeps its letters. */
function latin(bytes: Content): string {
  if (typeof bytes === 'string') return bytes;
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
