/** Reads one event from untrusted JSON, by hand: the schema library stays out of the bundle that activation loads. */
import { type ProgressEvent, schemaVersion } from './events';
import { isHintLevel } from '../curriculum/hints';
import type { StepRef } from '../curriculum/model';
import { withReadableLeads } from './read-leads';
import { type Fields, isFields, isListOf, isNumber, isObjectOf, isRecordOf, isText, type Test } from './shapes';

export type ReadEvent =
  | { readonly kind: 'event'; readonly event: ProgressEvent }
  /** Written by a newer Bridgecraft: kept in the log, skipped here. */
  | { readonly kind: 'newer'; readonly id: string }
  | { readonly kind: 'unreadable' };

/** So that 1 + the highest seen stays an exact number, whatever a damaged line claims. */
const highestSeq = 2 ** 40;

const isHash: Test = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isTime: Test = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));
const isIndex: Test = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isVerdict: Test = (value) =>
  value === 'passed' || value === 'failed' || value === 'blocked' || value === 'broken';
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
  'hint-shown': isObjectOf({ step: isRef, task: isText, level: isHintLevel }),
  'solution-shown': isObjectOf({ step: isRef, task: isText }),
  'quiz-answered': isObjectOf({ step: isRef, question: isText, option: isIndex }),
  'step-reset': isObjectOf({ step: isRef, files: isListOf(isText), snapshot: isText }),
  'step-updated': isObjectOf({ step: isRef, contentVersion: isText }),
};
const bodyTests: ReadonlyMap<string, Test> = new Map(Object.entries(bodies));

/** Envelope and fields of the kind have been tested; what is optional is tested by `withReadableLeads`. */
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
  return isKnown(value) ? { kind: 'event', event: readable(value) } : { kind: 'unreadable' };
}

/** The event itself when all of it can be read, which is nearly always. */
function readable(event: ProgressEvent): ProgressEvent {
  if (event.kind !== 'checks-ran') return event;
  const results = event.results.map(withReadableLeads);
  return results.every((result, at) => result === event.results[at]) ? event : { ...event, results };
}
