/** Finds a `def` or `class` in Python text without running or fully parsing it. */

interface LogicalLine {
  readonly start: number;
  /** The line after the last. */
  readonly end: number;
  readonly indent: number;
  readonly text: string;
}

/** Statements with their continuation lines: open brackets, triple-quoted strings and backslashes join lines. */
function logicalLines(lines: readonly string[]): LogicalLine[] {
  const result: LogicalLine[] = [];
  let start: number | undefined;
  let depth = 0;
  let quote: string | undefined;
  lines.forEach((line, index) => {
    const isFresh = start === undefined;
    if (isFresh && /^\s*(#.*)?$/.test(line)) {
      return;
    }
    start ??= index;
    ({ depth, quote } = scanLine(line, depth, quote));
    if (depth === 0 && quote === undefined && !line.endsWith('\\')) {
      const text = lines[start] ?? '';
      result.push({ start, end: index + 1, indent: text.length - text.trimStart().length, text });
      start = undefined;
    }
  });
  if (start !== undefined) {
    const text = lines[start] ?? '';
    result.push({ start, end: lines.length, indent: text.length - text.trimStart().length, text });
  }
  return result;
}

function scanLine(
  line: string,
  depthBefore: number,
  quoteBefore: string | undefined,
): { depth: number; quote: string | undefined } {
  let depth = depthBefore;
  let quote = quoteBefore;
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at);
    if (quote !== undefined) {
      if (character === '\\') {
        at += 1;
      } else if (line.startsWith(quote, at)) {
        at += quote.length - 1;
        quote = undefined;
      }
    } else if (character === '#') {
      break;
    } else if (character === '"' || character === "'") {
      const triple = character.repeat(3);
      quote = line.startsWith(triple, at) ? triple : character;
      at += quote.length - 1;
    } else if ('([{'.includes(character)) {
      depth += 1;
    } else if (')]}'.includes(character)) {
      depth = Math.max(0, depth - 1);
    }
  }
  // A plain string does not cross a line; without its end it is a mistake, not a continuation.
  return { depth, quote: quote?.length === 3 ? quote : undefined };
}

/**
 * The lines of the only definition of `name`, header included; `Outer.inner` is looked for inside `Outer`.
 * Undefined when there is none or more than one.
 */
export function findDefinition(
  lines: readonly string[],
  name: string,
): { readonly start: number; readonly end: number } | undefined {
  const all = logicalLines(lines);
  let scope = { from: -1, to: all.length };
  for (const part of name.split('.')) {
    const inScope = scope;
    const isDefinition = (line: LogicalLine): boolean => {
      const match = /^\s*(?:async\s+def|def|class)\s+([^\W\d]\w*)/u.exec(line.text);
      return match?.[1] === part;
    };
    const [found, ...others] = all
      .map((line, index) => ({ line, index }))
      .filter(({ line, index }) => index > inScope.from && index < inScope.to && isDefinition(line));
    if (!found || others.length > 0) {
      return undefined;
    }
    const after = all.findIndex((line, index) => index > found.index && line.indent <= found.line.indent);
    scope = { from: found.index, to: after === -1 ? all.length : after };
  }
  const first = all[scope.from];
  const last = all[scope.to - 1];
  return first && last ? { start: first.start, end: last.end } : undefined;
}
