/**
 * Reads `predictions.yaml` for showing: `id: {expected: 0.9, why: text}` in block or flow form. Not a YAML parser: the
 * extension's main bundle carries none, and what cannot be read here is shown as not written, never as an error.
 */
import type { Prediction } from './gate-views';

const topLevelKey = /^([A-Za-z][\w-]*)\s*:\s*(.*)$/;
const field = (name: string) =>
  new RegExp(`(?:^|[{,\\s])${name}\\s*:\\s*("(?:[^"\\\\]|\\\\.)*"|'(?:[^']|'')*'|[^,}#\\n]*)`);
const expectedField = field('expected');
const whyField = /(?:^|[{,\s])why\s*:\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^}\n]*)/;
const longest = 300;

function scalar(raw: string | undefined): string | undefined {
  const value = raw
    ?.trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  return value === undefined || value === '' || value === 'null' || value === '~' ? undefined : value.slice(0, longest);
}

function asPrediction(body: string): Prediction {
  const expected = scalar(expectedField.exec(body)?.[1]);
  const why = scalar(whyField.exec(body)?.[1]);
  return {
    ...(expected !== undefined && Number.isFinite(Number(expected)) ? { expected } : {}),
    ...(why === undefined || why === '|' || why === '>' ? {} : { why }),
  };
}

export function readPredictions(source: string): ReadonlyMap<string, Prediction> {
  const bodies = new Map<string, string>();
  let current: string | undefined;
  for (const line of source.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (/^\s*(#.*)?$/.test(line)) continue;
    const key = topLevelKey.exec(line);
    if (key?.[1]) {
      current = key[1];
      bodies.set(current, key[2] ?? '');
    } else if (current !== undefined) {
      bodies.set(current, `${bodies.get(current) ?? ''}\n${line}`);
    }
  }
  return new Map([...bodies].map(([id, body]) => [id, asPrediction(body)]));
}
