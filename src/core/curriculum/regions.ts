/**
 * One source for a project: a solution file whose regions are marked. The starter is derived from it, and a region is
 * found again in the learner's file, whatever they did to its markers.
 */
import { type CommentStyle, commentLine, commentStyleOf, commentText, indentOf } from './comments';
import { findDefinition } from './python-definitions';
import { plainText } from './text';

export interface Region {
  readonly name: string;
  /** Of the line `BEGIN SOLUTION`, 1-based. */
  readonly line: number;
  readonly indent: string;
  readonly solution: readonly string[];
  /** The starter text that the region declares. */
  readonly starter?: readonly string[];
}

export interface MarkedFile {
  readonly path: string;
  /** Undefined: the language has no comments, so the file has no regions. */
  readonly style: CommentStyle | undefined;
  readonly parts: readonly ({ readonly lines: readonly string[] } | { readonly region: Region })[];
  readonly regions: readonly Region[];
}

export interface RegionProblem {
  readonly line: number;
  readonly message: string;
}

type Marker =
  | { readonly kind: 'begin' | 'end'; readonly name: string }
  | { readonly kind: 'starter' }
  | { readonly kind: 'malformed' };

function markerOf(line: string, style: CommentStyle): Marker | undefined {
  // One to three signs, as nbgrader writes them.
  const text = commentText(line, style)
    ?.replace(/^(#|-){0,2}(?=\s)/, '')
    .trim();
  if (text === undefined) {
    return undefined;
  }
  const match = /^(BEGIN|END) SOLUTION\b(.*)$/.exec(text);
  if (match) {
    const name = (match[2] ?? '').trim();
    const isEnd = match[1] === 'END';
    // The name at the end is for readers of long regions.
    const isGood = /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name) || (isEnd && name === '');
    return isGood ? { kind: isEnd ? 'end' : 'begin', name } : { kind: 'malformed' };
  }
  return text === 'STARTER' ? { kind: 'starter' } : undefined;
}

const starterLine = (line: string, indent: string, style: CommentStyle): string | undefined => {
  const match = /^\s?\|( (.*))?$/.exec(commentText(line, style) ?? '');
  if (!match) {
    return undefined;
  }
  const text = (match[2] ?? '').trimEnd();
  return text === '' ? '' : indent + text;
};

/** Reads the marked file of an author. With problems, `file` holds what could be read. */
export function parseMarked(
  path: string,
  content: string,
): { readonly file: MarkedFile; readonly problems: readonly RegionProblem[] } {
  const lines = plainText(content).split('\n');
  const style = commentStyleOf(path);
  const problems: RegionProblem[] = [];
  const parts: ({ lines: string[] } | { region: Region })[] = [];
  const regions: Region[] = [];
  let open: { name: string; line: number; indent: string; solution: string[]; starter?: string[] } | undefined;
  let plain: string[] = [];
  const problem = (line: number, message: string): void => void problems.push({ line, message });

  lines.forEach((text, index) => {
    const line = index + 1;
    const marker = style
      ? markerOf(text, style)
      : /BEGIN SOLUTION/.test(text)
        ? { kind: 'malformed' as const }
        : undefined;
    if (marker?.kind === 'malformed') {
      problem(line, style ? 'a solution marker needs one name' : 'regions are not possible in this kind of file');
    } else if (marker?.kind === 'begin') {
      if (open) {
        problem(line, `region ${marker.name} begins inside region ${open.name}`);
      } else if (regions.some((region) => region.name === marker.name)) {
        problem(line, `region ${marker.name} appears twice`);
      }
      parts.push({ lines: plain });
      plain = [];
      open = { name: marker.name, line, indent: indentOf(text), solution: [] };
    } else if (marker?.kind === 'end') {
      if (!open || (marker.name !== '' && marker.name !== open.name)) {
        problem(
          line,
          `END SOLUTION ${marker.name} has no BEGIN SOLUTION ${marker.name} before it`.replaceAll('  ', ' '),
        );
      } else {
        if (open.solution.every((entry) => entry.trim() === '')) {
          problem(open.line, `region ${open.name} is empty`);
        }
        regions.push(open);
        parts.push({ region: open });
        open = undefined;
      }
    } else if (marker?.kind === 'starter') {
      if (!open) {
        problem(line, 'STARTER stands outside a region');
      } else if (open.starter) {
        problem(line, `region ${open.name} has two STARTER texts`);
      } else {
        open.starter = [];
      }
    } else if (open?.starter && style) {
      const starter = starterLine(text, open.indent, style);
      if (starter === undefined) {
        problem(
          line,
          `after STARTER each line stands behind "${style.language === 'markdown' ? '<!-- |' : `${style.open}|`}"`,
        );
      } else {
        open.starter.push(starter);
      }
    } else if (open) {
      open.solution.push(text);
    } else {
      plain.push(text);
    }
  });
  if (open) {
    problem(open.line, `region ${open.name} has no END SOLUTION`);
  }
  parts.push({ lines: plain });
  return { file: { path, style, parts, regions }, problems };
}

export interface RegionTask {
  readonly title: string;
  readonly minutes: number;
}

/** What stands between the neutral markers before the learner begins. */
export function starterBody(region: Region, style: CommentStyle, task: RegionTask): readonly string[] {
  if (region.starter) {
    return region.starter;
  }
  const todo = commentLine(region.indent, `TODO ${task.title} (${task.minutes} min)`, style);
  const reason = `${region.name}: ${task.title}`.replaceAll('\\', '\\\\').replaceAll('"', '\\"');
  return style.language === 'python' ? [todo, `${region.indent}raise NotImplementedError("${reason}")`] : [todo];
}

/** The file with the neutral markers, and between them what `body` gives for each region. */
export function renderRegions(file: MarkedFile, body: (region: Region) => readonly string[]): string {
  return file.parts
    .flatMap((part) => {
      if ('lines' in part) {
        return part.lines;
      }
      const { region } = part;
      if (!file.style) {
        return body(region);
      }
      return [
        commentLine(region.indent, `region ${region.name}`, file.style),
        ...body(region),
        commentLine(region.indent, `endregion ${region.name}`, file.style),
      ];
    })
    .join('\n');
}

export type RegionPlace =
  /** Lines of the body, 0-based; `end` is the line after the last. By `pair`: without the markers. */
  | { readonly kind: 'found'; readonly by: 'pair' | 'definition'; readonly start: number; readonly end: number }
  | { readonly kind: 'missing' };

/** Whether a line is one of the neutral pair, and of which region. */
export function neutralMarker(
  line: string,
  style: CommentStyle,
): { readonly kind: 'begin' | 'end'; readonly name: string } | undefined {
  const match = /^\s*(end)?region\s+(\S+)\s*$/.exec(commentText(line, style) ?? '');
  return match?.[2] === undefined ? undefined : { kind: match[1] ? 'end' : 'begin', name: match[2] };
}

/** Finds a region in a learner's file: by its pair, else by the `def` or `class` of that name, else not at all. */
export function findRegion(path: string, content: string, name: string): RegionPlace {
  const lines = plainText(content).split('\n');
  const style = commentStyleOf(path);
  if (!style) {
    return { kind: 'missing' };
  }
  const begins: number[] = [];
  const ends: number[] = [];
  const others: number[] = [];
  lines.forEach((line, index) => {
    const marker = neutralMarker(line, style);
    if (marker) (marker.name !== name ? others : marker.kind === 'end' ? ends : begins).push(index);
  });
  const [begin, ...moreBegins] = begins;
  const [end, ...moreEnds] = ends;
  const isPair = begin !== undefined && end !== undefined && moreBegins.length + moreEnds.length === 0 && begin < end;
  if (isPair && !others.some((line) => line > begin && line < end)) {
    return { kind: 'found', by: 'pair', start: begin + 1, end };
  }
  const definition = style.language === 'python' ? findDefinition(lines, name) : undefined;
  return definition ? { kind: 'found', by: 'definition', ...definition } : { kind: 'missing' };
}

/** Puts other bodies between the pairs of a file, in its own line ends. Names the regions whose pair is not there. */
export function replaceRegions(
  path: string,
  content: string,
  bodies: ReadonlyMap<string, readonly string[]>,
): { readonly content: string; readonly missing: readonly string[] } {
  let lines = plainText(content).split('\n');
  const missing: string[] = [];
  for (const [name, body] of bodies) {
    const place = findRegion(path, lines.join('\n'), name);
    if (place.kind === 'found' && place.by === 'pair') {
      lines = [...lines.slice(0, place.start), ...body, ...lines.slice(place.end)];
    } else {
      missing.push(name);
    }
  }
  const lineEnd = content.includes('\r\n') ? '\r\n' : '\n';
  return { content: (content.startsWith('\uFEFF') ? '\uFEFF' : '') + lines.join(lineEnd), missing };
}
