import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldLog } from '../../../src/core/progress/fold';
import { events } from './arbitraries';
import { event, logOf, ran, stateOf } from './samples';

const lists = fc.array(events, { maxLength: 20 });

describe('the fold of a progress log', () => {
  it('does not depend on the order in which events come', () => {
    const shuffled = lists.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        assert.deepEqual(foldLog(other), foldLog(list));
        assert.deepEqual(stateOf(other), stateOf(list));
      }),
    );
  });

  it('changes nothing when events are replayed', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const once = foldLog(list);
        assert.deepEqual(foldLog([...list, ...list]), once);
        assert.deepEqual(foldLog(once.events), once);
      }),
    );
  });

  it("is the same however two machines take each other's events over", () => {
    fc.assert(
      fc.property(lists, lists, (a, b) => {
        assert.deepEqual(foldLog([...b, ...a]), foldLog([...a, ...b]));
      }),
    );
  });

  it('orders by seq, then time, then id', () => {
    const late = event(1, { kind: 'pivot-chosen', curriculum: 'a' }, 50);
    const early = event(1, { kind: 'pivot-chosen', curriculum: 'b' }, 10);
    const next = event(2, { kind: 'pivot-chosen', curriculum: 'c' }, 5);
    assert.deepEqual(foldLog([next, late, early]).events, [early, late, next]);
    assert.equal(foldLog([next, late, early]).pivot, 'c');
  });

  it('knows the highest seq and the id of the first log', () => {
    const folded = foldLog([
      event(7, { kind: 'pivot-chosen', curriculum: 'a' }),
      event(1, { kind: 'log-started', log: 'second' }, 9),
      event(1, { kind: 'log-started', log: 'first' }, 2),
    ]);
    assert.deepEqual([folded.highestSeq, folded.log], [7, 'first']);
  });

  it('folds 50,000 events in 150 ms', function () {
    this.timeout(20_000);
    const checks = { shape: 'passed', value: 'failed', gate: 'failed' } as const;
    const list = Array.from({ length: 50_000 }, (_, index) => event(index + 1, ran(checks, String(index % 500))));
    const reversed = list.toReversed();
    const times = [list, reversed, list, reversed, list].map((each) => {
      // Processor time: what else the machine does is not our doing. The bench measures the rest.
      const start = process.cpuUsage();
      foldLog(each);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    });
    assert.ok(Math.min(...times) <= 150, `took ${times.join(', ')} ms`);
  });

  it("keeps the two machines' runs of one step side by side", () => {
    const [first, second] = [event(2, ran({ shape: 'passed' }, 'a'), 3), event(2, ran({ value: 'passed' }, 'b'), 4)];
    const folded = foldLog([...logOf({ kind: 'log-started', log: 'x' }), second, first]);
    assert.deepEqual(
      folded.steps.get('cv-to-nlp/captioning')?.runs.map((run) => run.event),
      [first, second],
    );
  });
});
