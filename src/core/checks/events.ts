/**
 * What a run of checks wrote about itself: one JSON line an event, in a file of the run's private folder.
 * The writer is `python/bridgecraft_pytest`; both sides change together, and `protocol` with them.
 */

export const protocol = 1;

export interface Frame {
  /** As Python names it: absolute, with the system's own separators. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly function: string;
}

/** The exception that ended a phase of a check, or the loading of a file of checks. */
export interface Failure {
  readonly type: string;
  readonly message: string;
  readonly assertion: boolean;
  readonly skipped: boolean;
  readonly errno?: number;
  readonly notes: string;
  /** Outermost first, without the machinery's. */
  readonly frames: readonly Frame[];
  /** Frames of the exceptions that it was raised from. */
  readonly causes: readonly Frame[];
  /** The check ran over its limit and was interrupted. */
  readonly timeout: boolean;
  /** Names that were None in the frame that raised. */
  readonly nones: readonly string[];
}

export type Outcome = 'passed' | 'failed' | 'skipped' | 'xfailed' | 'incomplete';

export interface SessionEvent {
  readonly kind: 'session';
  readonly version: string;
  readonly executable: string;
  readonly bits: number;
  /** Distribution → version. */
  readonly packages: Readonly<Record<string, string>>;
  readonly missing: readonly string[];
  readonly foreign: readonly { readonly name: string; readonly expected: string; readonly actual: string }[];
  /** Too old or too new to run the checks; the process ended after saying so. */
  readonly unsupported: boolean;
}

export type RunEvent =
  | SessionEvent
  | { readonly kind: 'collected'; readonly nodes: readonly string[] }
  | { readonly kind: 'collection-error'; readonly node: string; readonly failure: Failure }
  | { readonly kind: 'check-started'; readonly check: string }
  | {
      readonly kind: 'check-finished';
      readonly check: string;
      readonly outcome: Outcome;
      readonly seconds: number;
      readonly properties: Readonly<Record<string, string | number>>;
      readonly failure?: Failure;
    }
  /** The code under check is about to end the process without a word (`os._exit`). */
  | { readonly kind: 'leaving'; readonly how: string; readonly frames: readonly Frame[] }
  | { readonly kind: 'ended'; readonly code: number };

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textsOf = (value: unknown): readonly string[] => listOf(value).filter((entry) => typeof entry === 'string');

const framesOf = (value: unknown): readonly Frame[] =>
  listOf(value).map((entry) => {
    const { file, line, function: name } = fieldsOf(entry);
    return { file: textOf(file), line: Math.max(1, numberOf(line)), function: textOf(name) };
  });

const outcomes: readonly Outcome[] = ['passed', 'failed', 'skipped', 'xfailed', 'incomplete'];

function failureOf(value: unknown): Failure | undefined {
  if (!isFields(value)) return undefined;
  return {
    type: textOf(value['type']),
    message: textOf(value['message']),
    assertion: value['assertion'] === true,
    skipped: value['skipped'] === true,
    ...(typeof value['errno'] === 'number' ? { errno: value['errno'] } : {}),
    notes: textOf(value['notes']),
    frames: framesOf(value['frames']),
    causes: framesOf(value['causes']),
    timeout: value['timeout'] === true,
    nones: textsOf(value['nones']),
  };
}

const recordOf = <Value>(value: unknown, is: (entry: unknown) => entry is Value): Readonly<Record<string, Value>> =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).flatMap(([name, entry]) => (is(entry) ? [[name, entry] as const] : [])),
  );
const isText = (value: unknown): value is string => typeof value === 'string';
const isFigure = (value: unknown): value is string | number => isText(value) || typeof value === 'number';

/** An event of this run; undefined for another run's line, a torn one, or a kind that this version does not know. */
export function parseEvent(line: string, run: string): RunEvent | undefined {
  const fields = parseFields(line);
  if (fields?.['run'] !== run) return undefined;
  const check = textOf(fields['check']);
  switch (fields['kind']) {
    case 'session':
      return sessionOf(fields);
    case 'collected':
      return { kind: 'collected', nodes: textsOf(fields['nodes']) };
    case 'collection-error': {
      const failure = failureOf(fields['failure']);
      return failure && { kind: 'collection-error', node: textOf(fields['node']), failure };
    }
    case 'check-started':
      return { kind: 'check-started', check };
    case 'check-finished': {
      const failure = failureOf(fields['failure']);
      return {
        kind: 'check-finished',
        check,
        outcome: outcomes.find((outcome) => outcome === fields['outcome']) ?? 'incomplete',
        seconds: numberOf(fields['seconds']),
        properties: recordOf(fields['properties'], isFigure),
        ...(failure ? { failure } : {}),
      };
    }
    case 'leaving':
      return { kind: 'leaving', how: textOf(fields['how']), frames: framesOf(fields['frames']) };
    case 'ended':
      return { kind: 'ended', code: numberOf(fields['code']) };
    default:
      return undefined;
  }
}

function sessionOf(fields: Fields): SessionEvent {
  const python = fieldsOf(fields['python']);
  return {
    kind: 'session',
    version: textOf(python['version']),
    executable: textOf(python['executable']),
    bits: numberOf(python['bits']),
    packages: recordOf(fields['packages'], isText),
    missing: textsOf(fields['missing']),
    foreign: listOf(fields['foreign']).map((entry) => {
      const { name, expected, actual } = fieldsOf(entry);
      return { name: textOf(name), expected: textOf(expected), actual: textOf(actual) };
    }),
    unsupported: fields['unsupported'] === true,
  };
}

function parseFields(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
