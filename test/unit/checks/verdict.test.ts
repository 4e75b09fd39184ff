import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunEvent } from '../../../src/core/checks/events';
import type { CheckResult } from '../../../src/core/checks/model';
import { judge, type ControlOutcome, type RunFacts } from '../../../src/core/checks/verdict';
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

function decided(check: Check, given: RunFacts, control?: ControlOutcome): CheckResult {
  const judgement = judge(check, given, control);
  assert.equal(judgement.kind, 'decided');
  return judgement.result;
}
const crashed = [session, collected, started(add), finished(add, { failure: failure() }), ended];

describe('the verdict of a check', () => {
  it('is passed when it was seen to start and to end well', () => {
    const result = decided(add, facts([session, collected, started(add), finished(add), ended]));
    assert.deepEqual(result, { id: 'add', verdict: 'passed', message: '', seconds: 0.1, properties: {} });
  });

  it('is passed though a later check ended the process', () => {
    const events = [session, collected, started(add), finished(add), started(double)];
    assert.equal(decided(add, facts(events, { end: { kind: 'exited', code: 139 } })).verdict, 'passed');
  });

  it('is not known while the process runs', () => {
    const { end: _, ...running } = facts([session, collected, started(add)]);
    assert.equal(judge(add, running).kind, 'pending');
  });

  describe('rule 1: what cannot start, or has other author’s files', () => {
    it('blocks whatever else was seen', () => {
      const blocked = { kind: 'author-file-differs', files: ['checks/test_sums.py'] } as const;
      const result = decided(add, facts([session, collected, started(add), finished(add), ended], { blocked }));
      assert.equal(result.verdict, 'blocked');
      assert.deepEqual(result.reason, blocked);
      assert.equal(result.message, 'Files that belong to the step were changed: checks/test_sums.py.');
    });
  });

  describe('rule 2: no finished event because the process died or ran out of time', () => {
    const died = [session, collected, started(add)];

    it('fails, naming the line, when the learner’s code was on the dumped stack', () => {
      const given = facts(died, {
        stacks: [[authorFrame, learnerFrame, libraryFrame]],
        end: { kind: 'exited', code: null, signal: 'SIGSEGV' },
      });
      const result = decided(add, given);
      assert.equal(result.verdict, 'failed');
      assert.deepEqual(result.location, { file: 'src/sums/__init__.py', line: 7 });
      assert.equal(result.hint, 'add-hint');
      assert.equal(
        result.message,
        'Python was ended by signal SIGSEGV while the check ran, at src/sums/__init__.py:7, in add.',
      );
    });

    it('fails, naming the call, when the learner’s code left by itself', () => {
      const leaving: RunEvent = { kind: 'leaving', how: 'os._exit', frames: [authorFrame, learnerFrame] };
      const result = decided(add, facts([...died, leaving]));
      assert.equal(result.verdict, 'failed');
      assert.match(result.message, /ended by os\._exit/);
    });

    it('blocks when no frame of the learner’s was on the stack', () => {
      const result = decided(
        add,
        facts(died, { stacks: [[authorFrame]], end: { kind: 'exited', code: null, signal: 'SIGKILL' } }),
      );
      assert.equal(result.verdict, 'blocked');
      assert.deepEqual(result.reason, { kind: 'process-died', detail: 'signal SIGKILL' });
    });

    it('blocks a time-out without a frame of the learner’s, with the limit', () => {
      const result = decided(add, facts(died, { end: { kind: 'timed-out', limitSeconds: 12 } }));
      assert.deepEqual(result.reason, { kind: 'timed-out', limitSeconds: 12, detail: 'the check took too long' });
    });

    it('fails a time-out whose stack shows the learner’s code', () => {
      const result = decided(add, facts(died, { end: { kind: 'exited', code: 1 }, stacks: [[learnerFrame]] }));
      assert.equal(result.verdict, 'failed');
      assert.match(result.message, /^Stopped at the time limit while the check ran: it was at/);
    });

    it('blocks a cancelled run as cancelled', () => {
      assert.equal(decided(add, facts(died, { end: { kind: 'cancelled' } })).reason?.kind, 'cancelled');
    });

    it('blocks a run whose events could not be written as a full disk', () => {
      assert.equal(decided(add, facts(died, { end: { kind: 'exited', code: 74 } })).reason?.kind, 'disk-full');
    });
  });

  describe('rule 3: an assertion, or an exception on whose way the learner’s code lies', () => {
    const failing = (more: Parameters<typeof failure>[0], properties: CheckResult['properties'] = {}) =>
      facts([session, collected, started(add), finished(add, { failure: failure(more), properties }), ended]);

    it('fails for an assertion in the author’s own code, with its message', () => {
      const result = decided(add, failing({ assertion: true, message: 'Expected 3.\nLook at add.\n\nnumbers' }));
      assert.equal(result.verdict, 'failed');
      assert.equal(result.message, 'Expected 3. Look at add.');
      assert.equal(result.location, undefined);
    });

    it('fails for an exception that passed through the learner’s code, at the last such line', () => {
      const frames = [authorFrame, { ...learnerFrame, line: 4 }, learnerFrame, libraryFrame];
      const result = decided(add, failing({ frames }));
      assert.equal(result.verdict, 'failed');
      assert.equal(result.message, 'TypeError: unsupported operand');
      assert.equal(result.location?.line, 7);
    });

    it('fails for an exception that was raised from one of the learner’s', () => {
      assert.equal(decided(add, failing({ causes: [learnerFrame] })).verdict, 'failed');
    });

    it('fails every check of a file that the learner’s code kept from loading', () => {
      const error: RunEvent = {
        kind: 'collection-error',
        node: 'checks/test_sums.py',
        failure: failure({ type: 'SyntaxError', message: 'invalid syntax', frames: [learnerFrame] }),
      };
      const given = facts([session, error, { kind: 'collected', nodes: [] }, ended]);
      for (const check of [add, double]) {
        const result = decided(check, given);
        assert.equal(result.verdict, 'failed');
        assert.equal(result.message, 'SyntaxError in src/sums/__init__.py, line 7: invalid syntax');
      }
    });

    it('shows the hint that the check reported when it is one of its own, else its first', () => {
      const hint = (name: string) => decided(add, failing({ assertion: true }, { hint: name })).hint;
      assert.equal(hint('add-other-hint'), 'add-other-hint');
      assert.equal(hint('of-another-check'), 'add-hint');
    });

    it('does not take a package in the project’s environment for the learner’s code', () => {
      assert.equal(judge(add, failing({ frames: [authorFrame, libraryFrame] })).kind, 'needs-control');
    });
  });

  describe('rule 4: any other exception is compared with the reference', () => {
    it('asks for a run on the reference first', () => {
      assert.equal(judge(add, facts(crashed)).kind, 'needs-control');
    });

    it('is broken when the reference crashes too', () => {
      const result = decided(add, facts(crashed), { kind: 'crashed', detail: 'TypeError: unsupported operand' });
      assert.equal(result.verdict, 'broken');
    });

    it('fails when the reference passes, and says what the check could not use', () => {
      const message = "'NoneType' object has no attribute 'shape'";
      const events = [
        session,
        collected,
        started(add),
        finished(add, { failure: failure({ message, nones: ['out'] }) }),
        ended,
      ];
      const result = decided(add, facts(events), { kind: 'passed' });
      assert.equal(result.verdict, 'failed');
      assert.equal(result.message, 'The check could not use what `add` returned: None');
      assert.match(
        decided(add, facts(crashed), { kind: 'passed' }).message,
        /returned: TypeError: unsupported operand$/,
      );
    });

    it('is blocked when the reference cannot run', () => {
      const result = decided(add, facts(crashed), { kind: 'cannot-run', detail: 'No reference here.' });
      assert.equal(result.verdict, 'blocked');
      assert.equal(result.message, 'No reference here.');
    });

    it('holds for a check that pytest does not find', () => {
      const given = facts([session, { kind: 'collected', nodes: [double.test] }, ended]);
      assert.equal(judge(add, given).kind, 'needs-control');
      assert.equal(decided(add, given, { kind: 'passed' }).verdict, 'failed');
      assert.equal(decided(add, given, { kind: 'crashed', detail: 'not there' }).verdict, 'broken');
    });
  });

  describe('rule 5: what was skipped is never passed', () => {
    const skipped = (frames: (typeof authorFrame)[]) => {
      const reported = failure({ type: 'Skipped', message: 'no GPU', skipped: true, frames });
      return facts([session, collected, started(add), finished(add, { outcome: 'skipped', failure: reported }), ended]);
    };

    it('fails when the learner’s code skipped it', () => {
      assert.equal(decided(add, skipped([authorFrame, learnerFrame])).verdict, 'failed');
    });

    it('is blocked when the author’s did', () => {
      const result = decided(add, skipped([authorFrame]));
      assert.equal(result.verdict, 'blocked');
      assert.equal(result.message, 'The check was skipped: no GPU');
    });

    it('is blocked for an expected failure that passed, and for a check that was left out', () => {
      for (const event of [finished(add, { outcome: 'xfailed' }), finished(add, { outcome: 'incomplete' })]) {
        assert.equal(decided(add, facts([session, collected, started(add), event, ended])).verdict, 'blocked');
      }
      assert.equal(decided(add, facts([session, collected, ended])).verdict, 'blocked');
    });
  });
});
