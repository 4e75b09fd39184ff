/** Frames of Python's stacks, and which of them are the learner's. */
import { matchesPattern } from '../curriculum/paths';
import type { Step } from '../curriculum/model';
import type { Frame } from './events';
import type { SourceLocation } from './model';

/** What is needed to tell a learner's file from an author's and from everything else. */
export interface ProjectView {
  /** The project's folder as it was given, and its real path where that differs. */
  readonly roots: readonly string[];
  /** Windows and macOS: paths that differ in case only are one. */
  readonly ignoresCase: boolean;
  readonly files: Pick<Step, 'files' | 'projectFiles'>;
}

const notTheirs = /(^|\/)(\.venv|venv|env|node_modules|site-packages|dist-packages|__pycache__)\//;

/** The path in the project, with forward slashes; undefined when the file lies elsewhere. */
export function pathInProject(file: string, view: ProjectView): string | undefined {
  const same = (text: string) => (view.ignoresCase ? text.toLowerCase() : text);
  const path = file.replaceAll('\\', '/');
  for (const given of view.roots) {
    const root = `${given.replaceAll('\\', '/').replace(/\/+$/, '')}/`;
    if (same(path).startsWith(same(root))) return path.slice(root.length);
  }
  return undefined;
}

export function isAuthorFile(path: string, { files, projectFiles }: ProjectView['files']): boolean {
  const listed = projectFiles.find((entry) => entry.path === path);
  if (listed) return listed.owner === 'author';
  const owns = (patterns: readonly string[]) => patterns.some((pattern) => matchesPattern(path, pattern));
  return owns(files.author) && !owns(files.learner);
}

/** Where a frame is in the learner's own code; undefined when it is not. */
export function learnerPlace(frame: Frame, view: ProjectView): SourceLocation | undefined {
  const file = pathInProject(frame.file, view);
  if (file === undefined || notTheirs.test(file) || isAuthorFile(file, view.files)) return undefined;
  return { file, line: frame.line };
}

/** The last frame in the learner's code. */
export function lastLearnerFrame(
  frames: readonly Frame[],
  view: ProjectView,
): { readonly place: SourceLocation; readonly function: string } | undefined {
  for (const frame of [...frames].reverse()) {
    const place = learnerPlace(frame, view);
    if (place) return { place, function: frame.function };
  }
  return undefined;
}

/**
 * The stacks that faulthandler left when it ended Python or saw it crash: one list a thread, outermost frame first.
 * It writes the innermost first, in ASCII, with escapes for everything else.
 */
export function parseStackDump(text: string): readonly (readonly Frame[])[] {
  const threads: Frame[][] = [];
  for (const line of text.split('\n')) {
    if (/^(Current thread|Thread|Stack) /.test(line)) threads.push([]);
    const match = /^ {2}File "(.*)", line (\d+) in (.*?)\r?$/.exec(line);
    const [, file, number, name] = match ?? [];
    if (file !== undefined && number !== undefined && name !== undefined) {
      threads.at(-1)?.unshift({ file: unescaped(file), line: Number(number), function: unescaped(name) });
    }
  }
  return threads;
}

const unescaped = (text: string): string =>
  text.replaceAll(/\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))/g, (_, ...groups: (string | undefined)[]) =>
    String.fromCodePoint(parseInt(groups.slice(0, 3).find((group) => group !== undefined) ?? '3f', 16)),
  );
