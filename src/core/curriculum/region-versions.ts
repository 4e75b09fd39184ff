/** One region of a file as another version of the file has it: for the comparison with the reference, and for a reset. */
import { commentStyleOf, commentText } from './comments';
import { findDefinition } from './python-definitions';
import { findRegion } from './regions';
import { plainText } from './text';

/**
 * The learner's text with one region taken from `other`, in the line ends that it has. Undefined when the region is not
 * found in both; then only the whole file can be compared or reset.
 */
export function withRegionFrom(path: string, own: string, other: string, name: string): string | undefined {
  const there = findRegion(path, other, name);
  const here = findRegion(path, own, name);
  if (there.kind === 'missing' || here.kind === 'missing') return undefined;
  const otherLines = plainText(other).split('\n');
  const ownLines = plainText(own).split('\n');
  if (here.by === 'pair' && there.by === 'pair') {
    const body = otherLines.slice(there.start, there.end);
    return inFormOf(own, [...ownLines.slice(0, here.start), ...body, ...ownLines.slice(here.end)]);
  }
  // Without its pair the region is its definition; what is left of the markers would double those that come with it.
  const bare = ownLines.filter((line) => !isMarkerOf(path, line, name));
  const place = findDefinition(bare, name);
  const replacement = definitionWithMarkers(path, otherLines, name);
  if (!place || !replacement) return undefined;
  return inFormOf(own, [...bare.slice(0, place.start), ...replacement, ...bare.slice(place.end)]);
}

function isMarkerOf(path: string, line: string, name: string): boolean {
  const style = commentStyleOf(path);
  const text = style && commentText(line, style)?.trim();
  return text === `region ${name}` || text === `endregion ${name}`;
}

/** A definition ends with its last statement: the marker behind it belongs to it too. */
function definitionWithMarkers(path: string, lines: readonly string[], name: string): readonly string[] | undefined {
  const place = findDefinition(lines, name);
  if (!place) return undefined;
  const isEnd = (line: string | undefined) => line !== undefined && isMarkerOf(path, line, name);
  let { end } = place;
  while (end < lines.length && /^\s*(#.*)?$/.test(lines[end] ?? '') && !isEnd(lines[end - 1])) end += 1;
  return lines.slice(place.start, isEnd(lines[end - 1]) ? end : place.end);
}

function inFormOf(text: string, lines: readonly string[]): string {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  return (text.startsWith('\uFEFF') ? '\uFEFF' : '') + lines.join(lineEnd);
}
