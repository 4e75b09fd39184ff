/** Reads untrusted YAML: limits first, then a schema, and every problem at its line and column. */
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml';
import type * as z from 'zod';
import type { Position, Problem } from './problem';
import { plainText } from './text';

export const yamlLimits = { bytes: 1_000_000, depth: 32, aliases: 50, problems: 50 } as const;

export type YamlPath = readonly (string | number)[];

/** A parsed file whose values can be found again in its text. */
export interface Located<Value> {
  readonly file: string;
  readonly value: Value;
  /** Of the value at the path, else of its nearest parent. */
  readonly at: (path: YamlPath) => Position;
}

export type YamlResult<Value> =
  | { readonly ok: true; readonly located: Located<Value> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function readYaml<Value>(
  file: string,
  content: string | Uint8Array,
  schema: z.ZodType<Value>,
): YamlResult<Value> {
  const whole = (message: string): YamlResult<Value> => ({
    ok: false,
    problems: [{ file, line: 1, column: 1, message }],
  });
  if (typeof content !== 'string') {
    return whole('is not UTF-8 text');
  }
  if (content.length > yamlLimits.bytes) {
    return whole(`is larger than ${yamlLimits.bytes / 1_000_000} MB`);
  }
  const excess = excessOf(content);
  if (excess !== undefined) {
    return whole(excess);
  }
  const lines = new LineCounter();
  let doc: Document.Parsed;
  try {
    // Duplicate keys are looked for below: the library compares each key with each other one.
    doc = parseDocument(plainText(content), {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      schema: 'core',
    });
  } catch (error) {
    if (error instanceof RangeError) {
      return whole('is nested too deeply');
    }
    throw error;
  }
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = doc.errors.map((error) => ({
    file,
    ...position(error.pos[0]),
    message: messageOf(error),
  }));
  if (problems.length === 0) {
    problems.push(...structureProblems(doc).map(({ offset, message }) => ({ file, ...position(offset), message })));
  }
  if (problems.length > 0) {
    return { ok: false, problems: problems.slice(0, yamlLimits.problems) };
  }
  const parsed = schema.safeParse(doc.toJS());
  const at = (path: YamlPath): Position => position(offsetOf(doc, path));
  if (parsed.success) {
    return { ok: true, located: { file, value: parsed.data, at } };
  }
  return {
    ok: false,
    problems: parsed.error.issues
      // Before they are described: finding a place takes time that grows with the file.
      .slice(0, yamlLimits.problems)
      .flatMap((issue) => describeIssue(doc, issue))
      .slice(0, yamlLimits.problems)
      .map(({ offset, message }) => ({ file, ...position(offset), message })),
  };
}

/** Text that the parser would spend minutes on is told from its characters: no prose comes near these numbers. */
function excessOf(text: string): string | undefined {
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '{') {
      depth += 1;
      if (depth > 500) {
        return 'is nested too deeply';
      }
    } else if (character === ']' || character === '}') {
      depth = Math.max(0, depth - 1);
    }
  }
  if (/(?:[-?:][ \t]+){100}/.test(text)) {
    return 'is nested too deeply';
  }
  return (text.match(/[\s,[{]\*[^\s,\]}]/g)?.length ?? 0) > 2000
    ? `more than ${yamlLimits.aliases} aliases`
    : undefined;
}

/** The library reports an overflow of the stack as an error of the file. */
const messageOf = (error: Pick<YAMLParseError, 'code' | 'message'>): string =>
  error.code === 'RESOURCE_EXHAUSTION' ? 'is nested too deeply' : error.message;

interface Finding {
  readonly offset: number;
  readonly message: string;
}

function structureProblems(doc: Document.Parsed): Finding[] {
  const findings: Finding[] = [];
  let aliases = 0;
  visit(doc, {
    Node(_key, node, ancestors) {
      const offset = node.range?.[0] ?? 0;
      if (isAlias(node)) {
        aliases += 1;
        if (aliases > yamlLimits.aliases) {
          findings.push({ offset, message: `more than ${yamlLimits.aliases} aliases` });
          return visit.BREAK;
        }
        // An alias of an alias of lists grows without bound; content has no need of it.
        const target = node.resolve(doc);
        if (!target) {
          findings.push({ offset, message: `nothing before this is called "${node.source}"` });
        } else if (isCollection(target) && containsAlias(target)) {
          findings.push({ offset, message: 'an alias may not stand for something that holds aliases' });
        }
      }
      if (ancestors.filter((ancestor) => isCollection(ancestor)).length > yamlLimits.depth) {
        findings.push({ offset, message: `is nested deeper than ${yamlLimits.depth} levels` });
        return visit.BREAK;
      }
      if (isMap(node)) {
        findings.push(...keyProblems(node));
      }
      return undefined;
    },
  });
  return findings;
}

function containsAlias(node: Parameters<typeof visit>[0]): boolean {
  let found = false;
  visit(node, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function keyProblems(map: { readonly items: readonly unknown[] }): Finding[] {
  const seen = new Set<unknown>();
  return map.items.flatMap((pair): Finding[] => {
    if (!isPair(pair) || !isScalar(pair.key)) {
      return [{ offset: 0, message: 'a key must be plain text' }];
    }
    const offset = pair.key.range?.[0] ?? 0;
    const key = String(pair.key.value);
    if (key === '__proto__') {
      return [{ offset, message: 'unknown key "__proto__"' }];
    }
    if (seen.has(key)) {
      return [{ offset, message: `the key "${key}" appears twice` }];
    }
    seen.add(key);
    return [];
  });
}

function nodeAt(doc: Document.Parsed, path: YamlPath): { readonly range?: readonly number[] | null } | undefined {
  let node: unknown = doc.contents;
  for (const part of path) {
    if (isAlias(node)) {
      node = node.resolve(doc);
    }
    node = isCollection(node) ? node.get(part, true) : undefined;
  }
  return isScalar(node) || isCollection(node) || isAlias(node) ? node : undefined;
}

function offsetOf(doc: Document.Parsed, path: YamlPath): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = nodeAt(doc, path.slice(0, length));
    if (node?.range) {
      return node.range[0] ?? 0;
    }
  }
  return 0;
}

const pathText = (path: YamlPath): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');

function describeIssue(doc: Document.Parsed, issue: z.core.$ZodIssue): Finding[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  const where = path.length > 0 ? `${pathText(path)}: ` : '';
  if (issue.code === 'unrecognized_keys') {
    // Underline the mistyped key, not the whole map.
    const map = nodeAt(doc, path);
    return issue.keys.map((key) => ({
      offset: isMap(map) ? keyOffset(map, key) : offsetOf(doc, path),
      message: `${where}unknown key "${key}"`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const map = nodeAt(doc, path.slice(0, -1));
    const reason = issue.issues[0]?.message ?? issue.message;
    return [
      { offset: isMap(map) ? keyOffset(map, String(path.at(-1))) : offsetOf(doc, path), message: where + reason },
    ];
  }
  if (issue.code === 'invalid_type' && path.length > 0 && nodeAt(doc, path) === undefined) {
    const parent = path.length > 1 ? `${pathText(path.slice(0, -1))}: ` : '';
    return [{ offset: offsetOf(doc, path), message: `${parent}missing key "${String(path.at(-1))}"` }];
  }
  return [{ offset: offsetOf(doc, path), message: where + issue.message }];
}

function keyOffset(map: { readonly items: readonly unknown[] }, key: string): number {
  for (const pair of map.items) {
    if (isPair(pair) && isScalar(pair.key) && String(pair.key.value) === key) {
      return pair.key.range?.[0] ?? 0;
    }
  }
  return 0;
}
