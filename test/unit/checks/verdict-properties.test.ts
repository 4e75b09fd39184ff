import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { RunEvent } from '../../../src/core/checks/events';
import { judge, type ControlOutcome } from '../../../src/core/checks/verdict';
import type { Check } from '../../../src/core/curriculum/model';
import {
  add,
  authorFrame,
  collected,
  double,
  ended,
  facts,
  failure,
  finished,
  learnerFrame,
  libraryFrame,
  session,
  started,
} from './facts';

describe('a verdict, whatever a run leaves behind', () => {
  const failures = fc.record({
    assertion: fc.boolean(),
    skipped: fc.boolean(),
    timeout: fc.boolean(),
    frames: fc.subarray([authorFrame, learnerFrame, libraryFrame]),
    errno: fc.constantFrom(2, 28),
  });
  const outcomes = fc.constantFrom(
    'passed' as const,
    'failed' as const,
    'skipped' as const,
    'xfailed' as const,
    'incomplete' as const,
  );
  const eventOf = (check: Check): fc.Arbitrary<RunEvent> =>
    fc.oneof(
      fc.constant(started(check)),
      fc
        .record({ outcome: outcomes, failure: fc.option(failures, { nil: undefined }) })
        .map((more) =>
          finished(check, { outcome: more.outcome, ...(more.failure ? { failure: failure(more.failure) } : {}) }),
        ),
    );
  const shared: fc.Arbitrary<RunEvent> = fc.constantFrom<RunEvent>(session, collected, ended, {
    kind: 'collection-error',
    node: 'checks/test_sums.py',
    failure: failure(),
  });
  const events = fc.array(fc.oneof(shared, eventOf(add), eventOf(double)), { maxLength: 12 });
  const controls = fc.constantFrom<ControlOutcome | undefined>(
    undefined,
    { kind: 'passed' },
    { kind: 'crashed', detail: 'x' },
    { kind: 'cannot-run', detail: 'x' },
  );

  it('passes only with a started event and nothing but passed finished events', () => {
    fc.assert(
      fc.property(events, controls, (list, control) => {
        const judgement = judge(add, facts(list), control);
        if (judgement.kind !== 'decided' || judgement.result.verdict !== 'passed') return;
        const own = list.filter((event) => 'check' in event && event.check === 'add');
        assert.ok(own.some(({ kind }) => kind === 'check-started'));
        const ends = own.filter((event) => event.kind === 'check-finished');
        assert.ok(ends.length > 0 && ends.every(({ outcome }) => outcome === 'passed'));
      }),
    );
  });

  it('decides once the process has ended and the reference has been asked', () => {
    fc.assert(
      fc.property(events, fc.constantFrom(...(['passed', 'cannot-run'] as const)), (list, kind) => {
        const control: ControlOutcome = kind === 'passed' ? { kind } : { kind, detail: '' };
        assert.equal(judge(add, facts(list), control).kind, 'decided');
      }),
    );
  });

  it('judges a check by its own events: those of another, in any place, change nothing', () => {
    fc.assert(
      fc.property(events, fc.array(fc.tuple(eventOf(double), fc.nat(12))), (list, others) => {
        const before = judge(add, facts(list), { kind: 'passed' });
        const mixed = others.reduce((all, [event, at]) => all.toSpliced(at, 0, event), list);
        assert.deepEqual(judge(add, facts(mixed), { kind: 'passed' }), before);
      }),
    );
  });

  it('gives a message for everything that did not pass, and a reason for everything blocked', () => {
    fc.assert(
      fc.property(events, (list) => {
        const judgement = judge(add, facts(list), { kind: 'cannot-run', detail: 'why' });
        assert.ok(judgement.kind === 'decided');
        const { verdict, message, reason } = judgement.result;
        assert.equal(message === '', verdict === 'passed');
        assert.equal(reason !== undefined, verdict === 'blocked');
      }),
    );
  });
});
