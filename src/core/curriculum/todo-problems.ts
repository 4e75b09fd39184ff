/** Texts that `bridgecraft new` left to be written. */
import type { Problem } from './problem';
import type { Located, YamlPath } from './yaml';

const isTodo = (text: string): boolean => /^\s*TODO\b/.test(text);

/** Of a manifest: every text that begins with TODO. */
export function todoProblems(located: Located<unknown>): Problem[] {
  const problems: Problem[] = [];
  const visit = (value: unknown, path: YamlPath): void => {
    if (typeof value === 'string') {
      if (isTodo(value)) {
        problems.push({ file: located.file, ...located.at(path), message: `still to be written: ${path.join('.')}` });
      }
    } else if (Array.isArray(value)) {
      value.forEach((entry, index) => visit(entry, [...path, index]));
    } else if (typeof value === 'object' && value !== null) {
      Object.entries(value).forEach(([key, entry]) => visit(entry, [...path, key]));
    }
  };
  visit(located.value, []);
  return problems;
}

/** Of a text that learners read: every line that begins with TODO. */
export const todoLines = (file: string, text: string): Problem[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      isTodo(line) ? [{ file, line: index + 1, column: 1, message: 'still to be written' }] : [],
    );
