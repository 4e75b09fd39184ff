/** Reads one event from untrusted JSON, by hand: the schema library stays out of the bundle that activation loads. */
import { type ProgressEvent, schemaVersion } from './events';
import type { StepRef } from '../curriculum/model';

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: ProgressEvent }
  /** Written by a newer Bridgecraft: kept in the log, skipped here. */
  | { readonly kind: 'newer'; readonly id: string }
  | { readonly kind: 'unreadable' };

type Fields = Readonly<Record<string, unknown>>;
type Test = (value: unknown) => boolean;

/** So that 1 + the highest seen stays an exact number, whatever a damaged line claims. */
const highestSeq = 2 ** 40;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText: Test = (value) => typeof value === 'string';
const isNumber: Test = (value) => typeof value === 'number' && Number.isFinite(value);
const isHash: Test = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isTime: Test = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
const isVerdict: Test = (value) =>
  value === 'passed' || value === 'failed' || value === 'blocked' || value === 'broken';
const isRecordOf =
  (test: Test): Test =>
  (value) =>
    isFields(value) && Object.values(value).every(test);
const isListOf =
  (test: Test): Test =>
  (value) =>
    Array.isArray(value) && value.every(test);
const isObjectOf = (shape: Readonly<Record<string, Test>>): Test => {
  const entries = Object.entries(shape);
  return (value) => isFields(value) && entries.every(([name, test]) => Object.hasOwn(value, name) && test(value[name]));
};

/** `a/b`, the form of step and milestone references. */
export const isRef = (value: unknown): value is StepRef =>
  typeof value === 'string' && /^[^/\s]+\/[^/\s]+$/.test(value);

const result = isObjectOf({
  id: isText,
  verdict: isVerdict,
  message: isText,
  seconds: isNumber,
  properties: isRecordOf((value) => isText(value) || isNumber(value)),
});

const bodies: Readonly<Record<ProgressEvent['kind'], Test>> = {
  'log-started': isObjectOf({ log: isText }),
  'pivot-chosen': isObjectOf({ curriculum: isText }),
  'step-started': isObjectOf({ step: isRef, contentVersion: isText, path: isText }),
  'checks-ran': isObjectOf({
    step: isRef,
    run: isText,
    contentVersion: isText,
    results: isListOf(result),
    learnerFiles: isRecordOf(isText),
    checkFiles: isRecordOf(isText),
    versions: isRecordOf(isText),
    interpreter: isText,
  }),
  'milestone-attested': isObjectOf({
    milestone: isRef,
    note: isText,
    files: isListOf(isObjectOf({ path: isText, sha256: isText })),
  }),
  'milestone-marked': isObjectOf({ milestone: isRef, note: isText }),
  'milestone-reopened': isObjectOf({ milestone: isRef }),
};
const bodyTests: ReadonlyMap<string, Test> = new Map(Object.entries(bodies));

/** Envelope and fields of the kind have been tested. */
const isKnown = (value: Fields): value is Fields & ProgressEvent =>
  typeof value['kind'] === 'string' && bodyTests.get(value['kind'])?.(value) === true;

export function readEvent(value: unknown): ReadEvent {
  if (!isFields(value)) return { kind: 'unreadable' };
  const { id, seq, time, schema, kind } = value;
  if (typeof id !== 'string' || !isHash(id)) return { kind: 'unreadable' };
  if (typeof schema !== 'number' || !Number.isInteger(schema) || schema < 1) return { kind: 'unreadable' };
  if (schema > schemaVersion) return { kind: 'newer', id };
  if (typeof seq !== 'number' || !Number.isInteger(seq) || seq < 1 || seq > highestSeq) return { kind: 'unreadable' };
  if (!isTime(time) || typeof kind !== 'string') return { kind: 'unreadable' };
  // A kind that a later version added within this schema.
  if (!bodyTests.has(kind)) return { kind: 'newer', id };
  return isKnown(value) ? { kind: 'event', event: value } : { kind: 'unreadable' };
}
