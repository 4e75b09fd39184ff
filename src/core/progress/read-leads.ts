/** Where a recorded result leads: each part is dropped by itself when it cannot be read, and the verdict stands. */
import type { BlockedReason, SourceLocation } from '../checks/model';
import { isInside } from '../checks/paths';
import type { RecordedResult } from './events';
import { isFields, isListOf, isNumber, isObjectOf, isText, type Test } from './shapes';

const isTexts = isListOf(isText);
const reasons: Readonly<Record<BlockedReason['kind'], Test>> = {
  'no-python': isObjectOf({ tried: isListOf(isObjectOf({ path: isText, problem: isText })) }),
  'python-version': isObjectOf({ path: isText, version: isText }),
  'missing-package': isObjectOf({ names: isTexts, interpreter: isText }),
  'author-file-differs': isObjectOf({ files: isTexts }),
  'older-version': isObjectOf({ files: isTexts }),
  'foreign-package': isObjectOf({ name: isText, expected: isText, actual: isText }),
  untrusted: isFields,
  'virtual-workspace': isFields,
  'save-failed': isObjectOf({ files: isTexts }),
  'disk-full': isObjectOf({ detail: isText }),
  'not-a-project': isObjectOf({ detail: isText }),
  'process-died': isObjectOf({ detail: isText }),
  'timed-out': isObjectOf({ limitSeconds: isNumber, detail: isText }),
  cancelled: isFields,
  'not-run': isObjectOf({ detail: isText }),
};
/** A map: `constructor` is no kind. */
const reasonTests: ReadonlyMap<unknown, Test> = new Map(Object.entries(reasons));

/** A later version may know more reasons. */
const isReason = (value: unknown): value is BlockedReason =>
  isFields(value) && reasonTests.get(value['kind'])?.(value) === true;

/** A log may come from anywhere: what it names is opened only inside the project. */
const isLocation = (value: unknown): value is SourceLocation =>
  isFields(value) &&
  isText(value['file']) &&
  isInside(value['file']) &&
  Number.isSafeInteger(value['line']) &&
  Number(value['line']) >= 1;

/** The result itself when all of it can be read. */
export function withReadableLeads(result: RecordedResult): RecordedResult {
  const { location, hint, reason, isUnwritten, ...rest } = result;
  const isReadable =
    (location === undefined || isLocation(location)) &&
    (hint === undefined || isText(hint)) &&
    (reason === undefined || isReason(reason)) &&
    (isUnwritten === undefined || typeof isUnwritten === 'boolean');
  if (isReadable) return result;
  return {
    ...rest,
    ...(isLocation(location) ? { location } : {}),
    ...(isText(hint) ? { hint } : {}),
    ...(isReason(reason) ? { reason } : {}),
    ...(isUnwritten === true ? { isUnwritten } : {}),
  };
}
