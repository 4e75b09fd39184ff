/**
 * The words of the user interface, as the sources have them: every literal that is handed to `l10n.t` or to a `t` of that
 * kind. `tsx scripts/l10n.ts` names what the translations lack; the unit test in `test/unit/host/l10n.test.ts` holds it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..');

export interface Word {
  readonly text: string;
  readonly place: string;
}

export interface Extracted {
  readonly words: readonly Word[];
  /** Calls whose text is no literal: nobody could translate it. */
  readonly problems: readonly string[];
}

const isTranslate = (callee: ts.Expression): boolean =>
  (ts.isIdentifier(callee) && callee.text === 't') ||
  (ts.isPropertyAccessExpression(callee) &&
    callee.name.text === 't' &&
    /\b(l10n|context)$/.test(callee.expression.getText()));

export function extract(path: string, source: string): Extracted {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const words: Word[] = [];
  const problems: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isTranslate(node.expression)) {
      const [first] = node.arguments;
      const place = `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      if (first && ts.isStringLiteralLike(first)) words.push({ text: first.text, place });
      else problems.push(`${place} the text is no literal`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { words, problems };
}

export function extractAll(): Extracted {
  const folder = join(root, 'src');
  const all = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => extract(relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')));
  return { words: all.flatMap(({ words }) => words), problems: all.flatMap(({ problems }) => problems) };
}

const placeholders = (text: string): string =>
  [...new Set(text.match(/\{\d+\}|\$\([a-z-]+\)|\(command:[^)]+\)/g))].sort().join(' ');

/** One line for each text that is missing, not used any more, empty, or has other placeholders, links or icons. */
export function differences(
  wanted: ReadonlyMap<string, Word>,
  translated: Readonly<Record<string, string>>,
): readonly string[] {
  const lines: string[] = [];
  for (const [key, { text, place }] of wanted) {
    const found = Object.hasOwn(translated, key) ? translated[key] : undefined;
    if (found === undefined || found.trim() === '') lines.push(`missing: ${JSON.stringify(key)} (${place})`);
    else if (placeholders(found) !== placeholders(text))
      lines.push(`placeholders differ: ${JSON.stringify(key)} (${place})`);
  }
  for (const key of Object.keys(translated)) if (!wanted.has(key)) lines.push(`not used: ${JSON.stringify(key)}`);
  return lines;
}

export const languages = ['zh-cn'] as const;

export const readWords = (name: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(join(root, name), 'utf8')) as Record<string, string>;

/** Of the sources' words and of the manifest's, in one language. */
export function allDifferences(language: (typeof languages)[number]): readonly string[] {
  const { words } = extractAll();
  const manifest = Object.entries(readWords('package.nls.json'));
  return [
    ...differences(new Map(words.map((word) => [word.text, word])), readWords(`l10n/bundle.l10n.${language}.json`)),
    ...differences(
      new Map(manifest.map(([key, text]) => [key, { text, place: 'package.nls.json' }])),
      readWords(`package.nls.${language}.json`),
    ),
  ];
}

if (require.main === module) {
  const lines = [...extractAll().problems, ...languages.flatMap((language) => allDifferences(language))];
  for (const line of lines) process.stdout.write(`${line}\n`);
  process.exitCode = lines.length > 0 ? 1 : 0;
}
