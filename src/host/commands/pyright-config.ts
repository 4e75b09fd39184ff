/** Adds a project to `executionEnvironments` of a `pyrightconfig.json` and keeps everything else as it is, comments too. */

export interface ExecutionEnvironment {
  /** Relative to the file, forward slashes. */
  readonly root: string;
  readonly extraPaths: readonly string[];
  /** The project's own diagnostic rules (`reportArgumentType`, …): its `pyproject.toml` is not read from the home folder. */
  readonly rules?: Readonly<Record<string, boolean | string>>;
}

/** The rules that stand under `[tool.pyright]` in a `pyproject.toml`. */
export function pyrightRules(pyproject: string): Readonly<Record<string, boolean | string>> {
  const section = /^\[tool\.pyright\][^\n]*\n((?:(?!\[)[^\n]*(?:\n|$))*)/m.exec(pyproject)?.[1] ?? '';
  const rules = [...section.matchAll(/^(report\w+) *= *(true|false|"\w+")/gm)];
  return Object.fromEntries(rules.map(([, name = '', value = '']) => [name, JSON.parse(value) as boolean | string]));
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The new text; the same text when the root is there already; undefined when the text is no JSON object. */
export function addExecutionEnvironment(text: string, entry: ExecutionEnvironment): string | undefined {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const format = (value: string): string => value.replaceAll('\n', lineEnd);
  if (text.trim() === '') {
    const { rules, ...place } = entry;
    const config = { typeCheckingMode: 'basic', executionEnvironments: [{ ...place, ...rules }] };
    return format(`${JSON.stringify(config, undefined, 2)}\n`);
  }
  const tokens = tokensOf(text);
  const top = tokens && valueEnd(tokens, 0);
  if (!tokens || tokens[0]?.text !== '{' || top !== tokens.length - 1) return undefined;
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  const members = Object.entries({ root: entry.root, extraPaths: entry.extraPaths, ...entry.rules });
  const written = `{ ${members.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(', ')} }`;
  const key = keyAt(tokens, top);
  if (key === undefined) {
    const value = `"executionEnvironments": [\n${indent}${indent}${written}\n${indent}]`;
    return insert(text, tokens, top, format(`\n${indent}${value}`), format('\n'));
  }
  const end = valueEnd(tokens, key + 2);
  if (tokens[key + 2]?.text !== '[' || end === undefined) return undefined;
  if (rootsIn(tokens.slice(key + 2, end)).includes(entry.root)) return text;
  return insert(text, tokens, end, format(`\n${indent}${indent}${written}`), format(`\n${indent}`));
}

/** Puts a value before the closing bracket at `close`, after a comma where one is needed. */
function insert(text: string, tokens: readonly Token[], close: number, value: string, after: string): string {
  const before = tokens[close - 1];
  const closing = tokens[close];
  if (!before || !closing) return text;
  const isFirst = before.text === '[' || before.text === '{';
  const comma = isFirst || before.text === ',' ? '' : ',';
  // What stands between the last value and the bracket may be a comment: it stays where it is.
  const between = text.slice(before.end, closing.start);
  const kept = between.trim() === '' ? '' : between.trimEnd();
  return text.slice(0, before.end) + comma + kept + value + after + text.slice(closing.start);
}

/** The index of the key `executionEnvironments` of the outermost object. */
function keyAt(tokens: readonly Token[], top: number): number | undefined {
  let at = 1;
  while (at < top) {
    if (tokens[at + 1]?.text !== ':') return undefined;
    if (parsed(tokens[at]?.text) === 'executionEnvironments') return at;
    const end = valueEnd(tokens, at + 2);
    if (end === undefined) return undefined;
    at = end + (tokens[end + 1]?.text === ',' ? 2 : 1);
  }
  return undefined;
}

function rootsIn(tokens: readonly Token[]): readonly unknown[] {
  return tokens.flatMap(({ text }, at) =>
    parsed(text) === 'root' && tokens[at + 1]?.text === ':' ? [parsed(tokens[at + 2]?.text)] : [],
  );
}

/** The index of the token that ends the value beginning at `at`. */
function valueEnd(tokens: readonly Token[], at: number): number | undefined {
  const open: string[] = [];
  for (let index = at; index < tokens.length; index += 1) {
    const text = tokens[index]?.text ?? '';
    if (text === '{' || text === '[') open.push(text === '{' ? '}' : ']');
    if ((text === '}' || text === ']') && open.pop() !== text) return undefined;
    if (open.length === 0) return index;
  }
  return undefined;
}

/** Everything but white space and comments; undefined where something stands that JSON does not have. */
function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const pattern = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[{}[\],:]|"(?:[^"\\\n]|\\.)*"|[\w.+-]+/gy;
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  pattern.lastIndex = start;
  let end = start;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    end = pattern.lastIndex;
    if (!/^(\s|\/\/|\/\*)/.test(match[0])) tokens.push({ text: match[0], start: match.index, end });
  }
  return end === text.length ? tokens : undefined;
}

function parsed(text: string | undefined): unknown {
  return text?.startsWith('"') ? JSON.parse(text) : undefined;
}
