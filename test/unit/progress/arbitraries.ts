/** Events as a learner's machines could write them, few enough names that they meet. */
import fc from 'fast-check';
import type { BlockedReason } from '../../../src/core/checks/model';
import { hintLevels } from '../../../src/core/curriculum/hints';
import type { EventBody, ProgressEvent } from '../../../src/core/progress/events';
import type { StepRef } from '../../../src/core/curriculum/model';
import { event, hasher } from './samples';

const verdict = fc.constantFrom('passed', 'failed', 'blocked', 'broken');
const stepRef = fc.constantFrom<StepRef>('cv-to-nlp/captioning', 'cv-to-nlp/attention', 'gone/step');
const milestone = fc.constantFrom<StepRef>('cv-to-nlp/works', 'cv-to-nlp/real', 'gone/milestone');
const task = fc.constantFrom('first', 'second');
const hash = fc.constantFrom('a', 'b', 'c').map((name) => hasher.sha256(name));
const key = fc.string({ maxLength: 6 }).filter((name) => name !== '__proto__');

/** Each kind once. */
export const reasons: readonly BlockedReason[] = [
  { kind: 'no-python', tried: [{ path: '/usr/bin/python', problem: 'ENOENT' }] },
  { kind: 'python-version', path: '/usr/bin/python', version: '3.9.1' },
  { kind: 'missing-package', names: ['numpy'], interpreter: '/usr/bin/python' },
  { kind: 'author-file-differs', files: ['checks/test_a.py'] },
  { kind: 'foreign-package', name: 'pkg', expected: '/a', actual: '/b' },
  { kind: 'untrusted' },
  { kind: 'virtual-workspace' },
  { kind: 'save-failed', files: ['src/a.py'] },
  { kind: 'disk-full', detail: 'ENOSPC' },
  { kind: 'not-a-project', detail: 'no step.yaml' },
  { kind: 'process-died', detail: 'signal SIGKILL' },
  { kind: 'timed-out', limitSeconds: 20, detail: 'the check took too long' },
  { kind: 'cancelled' },
  { kind: 'not-run', detail: 'pytest stopped' },
];

const anyBody: fc.Arbitrary<EventBody> = fc.oneof(
  fc.record({ kind: fc.constant('log-started'), log: fc.uuid() }),
  fc.record({ kind: fc.constant('pivot-chosen'), curriculum: fc.constantFrom('cv-to-nlp', 'ml-to-mlops') }),
  fc.record({ kind: fc.constant('step-started'), step: stepRef, contentVersion: fc.string(), path: fc.string() }),
  fc.record({
    kind: fc.constant('checks-ran'),
    step: stepRef,
    run: fc.uuid(),
    contentVersion: fc.constant('v1'),
    results: fc.uniqueArray(
      fc.record(
        {
          id: fc.constantFrom('shape', 'value', 'gate'),
          verdict,
          message: fc.string({ unit: 'binary' }),
          seconds: fc.integer({ min: 0, max: 60 }),
          properties: fc.dictionary(key, fc.oneof(fc.string(), fc.integer())),
          location: fc.record({
            file: fc.constantFrom('src/a.py', 'src/ü b.py'),
            line: fc.integer({ min: 1, max: 99 }),
          }),
          hint: fc.string(),
          reason: fc.constantFrom(...reasons),
        },
        { requiredKeys: ['id', 'verdict', 'message', 'seconds', 'properties'] },
      ),
      { selector: (result) => result.id },
    ),
    learnerFiles: fc.record({ 'a.py': hash }),
    checkFiles: fc.record({ 'checks/test_a.py': hash }),
    versions: fc.constant({ python: '3.11.7' }),
    interpreter: fc.string(),
  }),
  fc.record({
    kind: fc.constant('milestone-attested'),
    milestone,
    note: fc.string(),
    files: fc.array(fc.record({ path: fc.string(), sha256: hash }), { maxLength: 2 }),
  }),
  fc.record({ kind: fc.constant('milestone-marked'), milestone, note: fc.string() }),
  fc.record({ kind: fc.constant('milestone-reopened'), milestone }),
  fc.record({ kind: fc.constant('hint-shown'), step: stepRef, task, level: fc.constantFrom(...hintLevels) }),
  fc.record({ kind: fc.constant('solution-shown'), step: stepRef, task }),
  fc.record({ kind: fc.constant('quiz-answered'), step: stepRef, question: fc.string(), option: fc.nat(4) }),
  fc.record({ kind: fc.constant('step-reset'), step: stepRef, files: fc.array(fc.string()), snapshot: fc.string() }),
  fc.record({ kind: fc.constant('step-updated'), step: stepRef, contentVersion: fc.constantFrom('v1', 'v2') }),
);

/** As read from JSON: fast-check also makes records without a prototype. */
export const bodies = anyBody.map((body) => structuredClone(body));

export const events: fc.Arbitrary<ProgressEvent> = fc
  .tuple(fc.integer({ min: 1, max: 9 }), bodies, fc.integer({ min: 0, max: 99 }))
  .map(([seq, body, second]) => event(seq, body, second));
