/** What a guide may point at: its own pictures, files of the project, and the web. */
import { type Content, lineOf } from './content-tree';
import { pathProblem } from './paths';
import type { Problem } from './problem';

const pictureTypes = /\.(svg|png|jpg|jpeg|webp)$/i;
const activeSvg =
  /<script\b|<foreignObject\b|\son[a-z]+\s*=|javascript:|(?:href|src)\s*=\s*["'](?!#|data:image\/)|url\(\s*["']?(?!#|data:image\/)/i;

/** `files` are those of the step's folder, by path in it; `folder` goes before the names in problems. */
export function guideProblems(
  folder: string,
  files: ReadonlyMap<string, Content>,
  projectPaths: ReadonlySet<string>,
): Problem[] {
  const guide = files.get('guide.md');
  const file = `${folder}/guide.md`;
  if (typeof guide !== 'string') {
    return [{ file: `${folder}/step.yaml`, line: 1, column: 1, message: 'the step has no guide.md' }];
  }
  const problems: Problem[] = [];
  const prose = withoutCode(guide);
  if (guide.trim() === '') {
    problems.push({ file, line: 1, column: 1, message: 'the guide is empty' });
  }
  for (const match of prose.matchAll(/(!?)\[((?:[^\]\\]|\\.)*)\]\(\s*<?([^)\s>]*)>?[^)]*\)/g)) {
    const [, bang, alt = '', target = ''] = match;
    const add = (message: string): void =>
      void problems.push({ file, line: lineOf(prose, match.index), column: columnOf(prose, match.index), message });
    if (bang === '!') {
      if (alt.trim() === '') {
        add(`the picture "${target}" has no alternative text`);
      }
      if (pathProblem(target) !== undefined || !target.startsWith('guide/')) {
        add(pathProblem(target) ?? `the picture "${target}" must lie in guide/`);
      } else if (!pictureTypes.test(target)) {
        add(`the picture "${target}" is neither SVG, PNG, JPEG nor WebP`);
      } else if (!files.has(target)) {
        add(`there is no picture "${target}"`);
      }
    } else if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
      // `figure:name` marks a number that must agree with what the checks report (guide-figures.ts).
      if (!/^(https:\/\/|figure:[a-z0-9_]+$)/.test(target)) {
        add(`the link "${target}" is not https`);
      }
    } else if (!target.startsWith('#')) {
      const path = target.split('#')[0] ?? '';
      const problem = pathProblem(path);
      if (problem !== undefined || !projectPaths.has(path)) {
        add(problem ?? `the link "${target}" points at no file of the project`);
      }
    }
  }
  for (const [path, content] of files) {
    if (
      path.startsWith('guide/') &&
      path.endsWith('.svg') &&
      (typeof content !== 'string' || activeSvg.test(content))
    ) {
      problems.push({
        file: `${folder}/${path}`,
        line: 1,
        column: 1,
        message: 'the picture holds a script, an event or a reference to something outside it',
      });
    }
  }
  return problems;
}

const words = { fewest: 900, most: 2000 } as const;

/** The guide's length, which is a gate of `verify` and not of loading. */
export function guideLengthProblems(folder: string, guide: string): Problem[] {
  const count = withoutCode(guide).match(/[\p{L}\p{N}][\p{L}\p{N}'’.-]*/gu)?.length ?? 0;
  const message = `the guide has ${count} words; ${words.fewest} to ${words.most} are wanted`;
  return count < words.fewest || count > words.most
    ? [{ file: `${folder}/guide.md`, line: 1, column: 1, message }]
    : [];
}

const columnOf = (text: string, offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1) + 1;

const blank = (text: string): string => text.replaceAll(/[^\n]/g, ' ');

/** Code and formulas blanked out, offsets kept. */
const withoutCode = (markdown: string): string =>
  markdown
    .replaceAll(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?\n {0,3}\2[^\n]*$/gm, blank)
    .replaceAll(/\$\$[\s\S]*?\$\$/g, blank)
    .replaceAll(/`[^`\n]+`/g, blank)
    .replaceAll(/\$[^$\n]+\$/g, blank);
