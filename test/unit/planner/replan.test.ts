import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { dayNumber, isoDate, mondayOf, weeksOf } from '../../../src/core/planner/calendar-days';
import {
  type KeptRoadmap,
  keptRoadmap,
  keptRoadmapText,
  readKeptRoadmap,
} from '../../../src/core/planner/kept-roadmap';
import { monthsOf, plannedAndDone } from '../../../src/core/planner/planned-and-done';
import { compareWithKept } from '../../../src/core/planner/replan';
import { type Roadmap, type RoadmapRequest, scheduleRoadmap } from '../../../src/core/planner/roadmap';
import type { Block } from '../../../src/core/planner/roadmap-blocks';
import { timelineOf } from '../../../src/core/planner/timeline';

const block = (id: string, minutes: number): Block => ({
  id,
  kind: id.startsWith('practice:') ? 'practice' : 'step',
  phase: 'explorer',
  minutes,
  rises: [],
  requires: [],
});
const blocks = [block('a/one', 510), block('practice:m.calc:1', 510), block('a/two', 510)];
const request: RoadmapRequest = { blocks, hoursPerWeek: 10, start: '2027-01-04', weeksOff: [] };
const roadOf = (of: RoadmapRequest): Roadmap => {
  const result = scheduleRoadmap(of);
  assert.ok(result.ok);
  return result.value;
};
const keep = (of: RoadmapRequest): KeptRoadmap =>
  keptRoadmap({
    kept: of.start,
    from: 'classical-ml',
    to: 'deep-learning',
    extent: 'first-role',
    request: of,
    road: roadOf(of),
  });
const compare = (kept: KeptRoadmap, more: Partial<RoadmapRequest>, passed: readonly string[] = []) => {
  const now = { ...request, ...more };
  return compareWithKept(kept, { request: now, road: roadOf(now), passed: new Set(passed) });
};

describe('a plan that was kept', () => {
  it('is text with a line for each block, and comes back as it was', () => {
    const text = keptRoadmapText(keep({ ...request, weeksOff: ['2027-01-12'] }));
    assert.match(text, /^# The plan that you kept/u);
    assert.match(text, /\n {2}- \{ id: a\/one, phase: explorer, hours: 8.5, first: 2027-01-04, last: 2027-01-10 \}\n/u);
    assert.deepEqual(readKeptRoadmap('career/roadmap.yaml', text), {
      ok: true,
      value: keep({ ...request, weeksOff: ['2027-01-12'] }),
    });
  });

  it('names each mistake at its place', () => {
    const text = keptRoadmapText(keep(request));
    const read = (from: string | RegExp, to: string) => {
      const result = readKeptRoadmap('career/roadmap.yaml', text.replace(from, to));
      return result.ok ? [] : result.reason.map(({ line, message }) => `${line} ${message}`);
    };
    assert.deepEqual(read('hours_per_week: 10', 'hours_per_week: 0'), [
      '8 hours_per_week: a plan needs more than 0 hours a week',
    ]);
    assert.deepEqual(read('last: 2027-01-10', 'last: 2026-01-10'), ['12 a block ends on its first day or later']);
    assert.deepEqual(read('last: 2027-01-10', 'last: soon'), ['12 blocks[0].last: a date is written 2027-01-31']);
    assert.deepEqual(read('first-role', 'all').length, 1);
    assert.deepEqual(read(/blocks:[^]*/u, 'blocks: []\n'), ['11 blocks: a plan has at least one block']);
  });

  it('says what a missed week, fewer hours and a passed step move, each by itself', () => {
    const kept = keep(request);
    assert.deepEqual(compare(kept, { missedWeeks: ['2027-01-13'] }), {
      before: '2027-01-24',
      after: '2027-01-31',
      days: 7,
      moves: [
        { id: 'practice:m.calc:1', before: '2027-01-17', after: '2027-01-24' },
        { id: 'a/two', before: '2027-01-24', after: '2027-01-31' },
      ],
      reasons: [{ kind: 'missed-weeks', added: 1, removed: 0, days: 7 }],
    });
    assert.deepEqual(compare(kept, { hoursPerWeek: 5 }).reasons, [{ kind: 'hours', before: 10, after: 5, days: 21 }]);
    assert.deepEqual(compare(kept, { blocks: blocks.slice(1) }, ['a/one']).reasons, [
      { kind: 'passed', steps: ['a/one'], days: -7 },
    ]);
    assert.deepEqual(compare(kept, { start: '2027-01-18' }).reasons, [
      { kind: 'start', before: '2027-01-04', after: '2027-01-18', days: 14 },
    ]);
    assert.deepEqual(compare(kept, { blocks: [...blocks, block('practice:m.prob:1', 510)] }).reasons, [
      { kind: 'work', minutes: 510, days: 7 },
    ]);
    assert.deepEqual(compare(kept, { weeksOff: ['2028-01-01'] }).reasons, [
      { kind: 'weeks-off', added: 1, removed: 0, days: 0 },
    ]);
  });

  it('is over when nothing is left', () => {
    const { after, moves, reasons } = compare(keep(request), { blocks: [] }, ['a/one', 'a/two']);
    assert.deepEqual([after, moves, reasons], [undefined, [], []]);
  });

  interface Values {
    readonly minutes: readonly number[];
    readonly hoursPerWeek: number;
    readonly start: number;
    readonly off: readonly number[];
    readonly missed: readonly number[];
  }
  const requests: fc.Arbitrary<Values> = fc.record({
    minutes: fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 12 }),
    hoursPerWeek: fc.integer({ min: 2, max: 40 }),
    start: fc.integer({ min: 0, max: 60 }),
    off: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }),
    missed: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 8 }),
  });
  const day = (offset: number) => isoDate(dayNumber('2027-01-01') + offset);
  const made = ({ minutes, hoursPerWeek, start, off, missed }: Values): RoadmapRequest => ({
    blocks: minutes.map((each, index) => block(index % 3 === 0 ? `practice:x:${index}` : `a/${index}`, each)),
    hoursPerWeek,
    start: day(start),
    weeksOff: off.map(day),
    missedWeeks: missed.map(day),
  });

  it('moves nothing for no reason: planning again on the same day changes nothing, also over the file', () => {
    fc.assert(
      fc.property(requests, (values) => {
        const now = made(values);
        const read = readKeptRoadmap('roadmap.yaml', keptRoadmapText(keep(now)));
        assert.ok(read.ok);
        const { days, moves, reasons } = compareWithKept(read.value, {
          request: now,
          road: roadOf(now),
          passed: new Set(),
        });
        assert.deepEqual([days, moves, reasons], [0, [], []]);
        const again = { ...now, missedWeeks: weeksOf([...(now.missedWeeks ?? []), ...(now.missedWeeks ?? [])]) };
        assert.deepEqual(roadOf(again), roadOf(now));
      }),
    );
  });

  it('explains every day: the reasons add up to what the end moved', () => {
    fc.assert(
      fc.property(requests, requests, fc.integer({ min: 0, max: 12 }), (before, after, count) => {
        const kept = keep(made(before));
        const now = made(after);
        const passed = kept.blocks.map(({ id }) => id).filter((id, index) => id.startsWith('a/') && index < count);
        const open = now.blocks.filter(({ id }) => !passed.includes(id));
        if (open.length === 0) return;
        const { days, reasons } = compare(kept, { ...now, blocks: open }, passed);
        assert.equal(
          reasons.reduce((sum, reason) => sum + reason.days, 0),
          days,
        );
      }),
    );
  });

  it('counts what was due and what passed, steps alone, by month', () => {
    const kept = keep({ ...request, start: '2027-01-18' });
    const passed = new Map([
      ['a/one', '2027-01-30'],
      ['a/other', '2027-01-30'],
    ]);
    const { planned, done, months, all, practice } = plannedAndDone(kept, passed, '2027-01-31');
    assert.deepEqual(planned, [
      { date: '2027-01-24', minutes: 510 },
      { date: '2027-02-07', minutes: 1020 },
    ]);
    assert.deepEqual(done, [{ date: '2027-01-30', minutes: 510 }]);
    assert.deepEqual(months, [
      { date: '2027-01-31', planned: 510, done: 510 },
      { date: '2027-02-07', planned: 1020 },
    ]);
    assert.deepEqual([all, practice], [1020, 510]);
  });

  it('has months without a gap between them, over a new year and a leap day', () => {
    const months = monthsOf('2027-12-15', '2028-03-01');
    assert.deepEqual(
      months.map(({ begin, end }) => `${begin} ${end}`),
      ['2027-12-15 2027-12-31', '2028-01-01 2028-01-31', '2028-02-01 2028-02-29', '2028-03-01 2028-03-01'],
    );
  });
});

describe('the picture of a road', () => {
  it('lays blocks of one week one after the other, and what is done before today', () => {
    const road = roadOf({ ...request, blocks: [block('a/one', 255), block('a/two', 255), block('a/three', 510)] });
    const done = [{ id: 'a/zero', phase: 'explorer', first: '2026-12-21', last: '2026-12-23' }] as const;
    const { from, to, spans } = timelineOf(road, done, '2027-01-01');
    const monday = dayNumber('2027-01-04');
    assert.deepEqual([from, to], [monday - 14, monday + 14]);
    assert.deepEqual(
      spans.map((span) => [span.id, span.kind, span.from - monday, span.to - monday]),
      [
        ['a/zero', 'done', -14, -11],
        ['a/one', 'step', 0, 3.5],
        ['a/two', 'step', 3.5, 7],
        ['a/three', 'step', 7, 14],
      ],
    );
  });

  it('keeps order and dates, whatever the road', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 10 }),
        (minutes, hoursPerWeek, off) => {
          const start = dayNumber('2027-01-06');
          const road = roadOf({
            blocks: minutes.map((each, index) => block(`a/${index}`, each)),
            hoursPerWeek,
            start: isoDate(start),
            weeksOff: off.map((each) => isoDate(start + each)),
          });
          const { from, to, spans, weeks } = timelineOf(road, [], isoDate(start));
          assert.equal(from, mondayOf(start));
          let before: number = from;
          for (const [index, span] of spans.entries()) {
            const dated = road.blocks[index];
            assert.ok(dated && span.from >= before - 1e-9 && span.to >= span.from && span.to <= to + 1e-9);
            if (dated.minutes > 0) {
              assert.ok(span.from >= dayNumber(dated.first) - 1e-9 && span.to <= dayNumber(dated.last) + 1 + 1e-9);
            }
            before = span.to;
          }
          assert.ok(weeks.every(({ kind, load }) => load <= 0.85 && (kind === 'work' || load === 0)));
        },
      ),
    );
  });
});
