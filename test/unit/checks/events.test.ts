import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseEvent } from '../../../src/core/checks/events';

const line = (fields: object) => JSON.stringify({ run: 'r1', ...fields });

describe('an event of a run', () => {
  it('is read with the fields that a verdict needs', () => {
    const text = line({
      kind: 'check-finished',
      check: 'add',
      outcome: 'failed',
      seconds: 0.25,
      properties: { expected: '3', accuracy: 0.5, odd: [1] },
      failure: {
        type: 'AssertionError',
        message: 'm',
        assertion: true,
        frames: [{ file: 'a.py', line: 3, function: 'f' }],
      },
    });
    assert.deepEqual(parseEvent(text, 'r1'), {
      kind: 'check-finished',
      check: 'add',
      outcome: 'failed',
      seconds: 0.25,
      properties: { expected: '3', accuracy: 0.5 },
      failure: {
        type: 'AssertionError',
        message: 'm',
        assertion: true,
        skipped: false,
        notes: '',
        frames: [{ file: 'a.py', line: 3, function: 'f' }],
        causes: [],
        timeout: false,
        nones: [],
      },
    });
  });

  it('is passed only when it says so: an unknown outcome is incomplete', () => {
    const event = parseEvent(line({ kind: 'check-finished', check: 'add', outcome: 'PASSED' }), 'r1');
    assert.ok(event?.kind === 'check-finished');
    assert.equal(event.outcome, 'incomplete');
  });

  it('of another run, a torn line and an unknown kind are left out', () => {
    assert.equal(parseEvent(line({ kind: 'ended', code: 0 }), 'r2'), undefined);
    assert.equal(parseEvent('{"run": "r1", "kind": "end', 'r1'), undefined);
    assert.equal(parseEvent(line({ kind: 'danced' }), 'r1'), undefined);
  });

  it('never throws, whatever the line holds', () => {
    const kinds = fc.constantFrom('session', 'collected', 'collection-error', 'check-finished', 'leaving', 'ended');
    const fields = fc.dictionary(
      fc.constantFrom('check', 'failure', 'frames', 'nodes', 'python', 'properties'),
      fc.jsonValue(),
    );
    fc.assert(fc.property(kinds, fields, (kind, more) => void parseEvent(line({ kind, ...more }), 'r1')));
    fc.assert(fc.property(fc.string(), (text) => assert.equal(parseEvent(text, 'r1'), undefined)));
  });
});
