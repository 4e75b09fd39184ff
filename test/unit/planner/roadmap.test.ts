import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Curriculum, Step, StepRef } from '../../../src/core/curriculum/model';
import { dayNumber, isoDate, mondayOf } from '../../../src/core/planner/calendar-days';
import { gapBetween, profileOf } from '../../../src/core/planner/gap';
import {
  effectiveStart,
  leastBuffer,
  type Roadmap,
  type RoadmapRequest,
  scheduleRoadmap,
} from '../../../src/core/planner/roadmap';
import { movedBlocks } from '../../../src/core/planner/replan';
import { type Block, careerPhases, workFor, type WorkRequest } from '../../../src/core/planner/roadmap-blocks';
import { skillsTable as table } from '../../support/skills-table';

const step = (id: string, skills: Record<string, number>, requires: readonly string[] = []): Step =>
  ({ ref: `ml-to-deep-learning/${id}`, id, curriculum: 'ml-to-deep-learning', hours: 6, skills, requires }) as never;
const curriculum = {
  id: 'ml-to-deep-learning',
  from: 'classical-ml',
  to: 'deep-learning',
  phases: [
    {
      id: 'a',
      steps: [step('neuron', { 'm.optim': 1, 'c.linear': 2 }), step('engine', { 'd.autodiff': 2 }, ['neuron'])],
    },
    { id: 'b', steps: [step('torch', { 'd.torch': 2 }, ['engine'])] },
    { id: 'c', steps: [step('attention', { 'd.attn': 2 }, ['torch']), step('trees', { 'c.trees': 1 })] },
    { id: 'd', steps: [step('judge', { 'd.gen': 2 })] },
  ],
} as unknown as Curriculum;

const work: WorkRequest = {
  table,
  curricula: [curriculum],
  from: 'classical-ml',
  to: 'deep-learning',
  have: profileOf(table, 'classical-ml'),
  cap: 2,
  passed: new Set<StepRef>(),
};

describe('the work of a roadmap', () => {
  it('has the steps that close a part of the gap with what they require, and practice for the rest', () => {
    const { blocks, gapHours, coveredHours, hasCurriculum } = workFor(work);
    assert.ok(hasCurriculum);
    assert.deepEqual(
      blocks.filter(({ kind }) => kind === 'step').map(({ id, phase }) => [id.split('/')[1], phase]),
      [
        // Nothing of it is missing; what follows requires it.
        ['neuron', 'explorer'],
        ['engine', 'explorer'],
        ['torch', 'bridge-builder'],
        ['attention', 'practitioner'],
        ['judge', 'pivot-ready'],
      ],
    );
    const practice = blocks.filter(({ kind }) => kind === 'practice');
    const hours = practice.reduce((sum, { minutes }) => sum + minutes, 0) / 60;
    assert.ok(Math.abs(hours + coveredHours - gapHours) < 1);
    assert.ok(coveredHours > 40 && coveredHours < gapHours);
    assert.ok(practice.every(({ rises }) => rises[0]?.skill !== 'd.attn'));
  });

  it('drops what is passed, and takes what a begun step still needs', () => {
    const passed = new Set<StepRef>(['ml-to-deep-learning/neuron', 'ml-to-deep-learning/engine']);
    const have = new Map([...work.have, ['d.autodiff', 2]]);
    const hoursLeft = new Map<StepRef, number>([['ml-to-deep-learning/torch', 1.5]]);
    const { blocks, gapHours } = workFor({ ...work, passed, have, hoursLeft });
    assert.deepEqual(
      blocks.filter(({ kind }) => kind === 'step').map(({ id, minutes, requires }) => [id, minutes, requires.length]),
      [
        ['ml-to-deep-learning/torch', 90, 0],
        ['ml-to-deep-learning/attention', 360, 1],
        ['ml-to-deep-learning/judge', 360, 0],
      ],
    );
    assert.ok(gapHours < workFor(work).gapHours);
  });

  it('is practice alone where no curriculum leads, and nothing where nothing is missing', () => {
    const robotics = workFor({ ...work, to: 'robotics' });
    assert.ok(!robotics.hasCurriculum && robotics.coveredHours === 0);
    assert.ok(robotics.blocks.every(({ kind }) => kind === 'practice'));
    assert.deepEqual(workFor({ ...work, to: 'classical-ml' }).blocks, []);
  });

  it('closes the whole gap for every target, each level after the one below it', () => {
    for (const target of ['deep-learning', 'robotics', 'nlp', 'quantum-ml'] as const) {
      for (const cap of [2, 3] as const) {
        const reached = new Map(work.have);
        const seen = new Set<string>();
        for (const { id, rises, requires, phase } of workFor({ ...work, to: target, cap }).blocks) {
          assert.ok(
            requires.every((each) => seen.has(each)),
            `${id} before ${requires.join(', ')}`,
          );
          assert.ok(careerPhases.includes(phase));
          seen.add(id);
          for (const { skill, from, to } of rises) {
            assert.equal(reached.get(skill) ?? 0, from, id);
            reached.set(skill, to);
          }
        }
        assert.equal(gapBetween(table, reached, profileOf(table, target), cap).hours, 0);
      }
    }
  });
});

const blocks = (...minutes: readonly number[]): readonly Block[] =>
  minutes.map((each, index) => ({
    id: `practice:${index}`,
    kind: 'practice',
    phase: index < 2 ? 'explorer' : 'practitioner',
    minutes: each,
    rises: [],
    requires: [],
  }));
const plan = (request: Partial<RoadmapRequest>): Roadmap => {
  const result = scheduleRoadmap({ blocks: [], hoursPerWeek: 10, start: '2027-01-04', weeksOff: [], ...request });
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
};

describe('a roadmap', () => {
  it('puts 8.5 of 10 hours into each week, and begins in the middle of one with its part', () => {
    const whole = plan({ blocks: blocks(8.5 * 60, 60) });
    assert.deepEqual(
      whole.blocks.map(({ first, last }) => [first, last]),
      [
        ['2027-01-04', '2027-01-10'],
        ['2027-01-11', '2027-01-17'],
      ],
    );
    assert.deepEqual(whole.weeks, [
      { monday: '2027-01-04', kind: 'work', available: 600, planned: 510 },
      { monday: '2027-01-11', kind: 'work', available: 600, planned: 60 },
    ]);
    const late = plan({ blocks: blocks(60), start: '2027-01-09' });
    assert.deepEqual([late.weeks[0]?.available, late.blocks[0]?.first], [171, '2027-01-09']);
  });

  it('leaves weeks off alone, whatever day of them is named', () => {
    const {
      blocks: dated,
      weeks,
      phases,
      end,
    } = plan({
      blocks: blocks(510, 510, 510),
      weeksOff: ['2027-01-13', '2027-01-17', '2027-01-24'],
    });
    assert.deepEqual(
      weeks.map(({ monday, available }) => [monday, available]),
      [
        ['2027-01-04', 600],
        ['2027-01-11', 0],
        ['2027-01-18', 0],
        ['2027-01-25', 600],
        ['2027-02-01', 600],
      ],
    );
    assert.equal(end, '2027-02-07');
    assert.deepEqual(
      phases.map(({ phase, first, last }) => [phase, first, last]),
      [
        ['explorer', '2027-01-04', '2027-01-31'],
        ['practitioner', '2027-02-01', '2027-02-07'],
      ],
    );
    assert.equal(dated[1]?.first, '2027-01-25');
  });

  it('keeps its days through changes of the clock and a leap day', () => {
    const { weeks } = plan({ blocks: blocks(510 * 60), start: '2028-01-03' });
    const days = weeks.map(({ monday }) => dayNumber(monday));
    assert.ok(days.every((day, index) => index === 0 || day - (days[index - 1] ?? 0) === 7));
    assert.ok(
      weeks.some(({ monday }) => monday === '2028-02-28') && weeks.some(({ monday }) => monday === '2028-03-27'),
    );
  });

  it('says what moved when a week was missed, and nothing the second time', () => {
    const before = plan({ blocks: blocks(510, 510, 510) });
    const after = plan({ blocks: blocks(510, 510, 510), missedWeeks: ['2027-01-12'] });
    assert.equal(after.weeks[1]?.kind, 'missed');
    assert.deepEqual(movedBlocks(before.blocks, after.blocks), [
      { id: 'practice:1', before: '2027-01-17', after: '2027-01-24' },
      { id: 'practice:2', before: '2027-01-24', after: '2027-01-31' },
    ]);
    const again = plan({ blocks: blocks(510, 510, 510), missedWeeks: ['2027-01-12', '2027-01-13'] });
    assert.deepEqual(again, after);
    assert.deepEqual(movedBlocks(after.blocks, again.blocks), []);
  });

  it('begins today when its start is past', () => {
    assert.equal(effectiveStart('2026-01-01', '2027-01-04'), '2027-01-04');
    assert.equal(effectiveStart('2027-03-01', '2027-01-04'), '2027-03-01');
    assert.equal(effectiveStart(undefined, '2027-01-04'), '2027-01-04');
  });

  it('says so when hours are none, or ten years too few', () => {
    const none = scheduleRoadmap({ blocks: blocks(60), hoursPerWeek: 0, start: '2027-01-04', weeksOff: [] });
    assert.deepEqual(none, { ok: false, reason: { kind: 'no-hours' } });
    const year = Array.from({ length: 520 }, (_, week) => isoDate(dayNumber('2027-01-04') + 7 * week));
    const off = scheduleRoadmap({ blocks: blocks(60), hoursPerWeek: 10, start: '2027-01-04', weeksOff: year });
    assert.deepEqual(off, { ok: false, reason: { kind: 'too-long', hours: 1, fitted: 0, all: 1 } });
    const tiny = scheduleRoadmap({ blocks: blocks(1), hoursPerWeek: 0.001, start: '2027-01-04', weeksOff: [] });
    assert.ok(!tiny.ok);
  });

  it('has an empty road for a gap of nothing', () => {
    assert.deepEqual(plan({}), { blocks: [], weeks: [], phases: [] });
  });

  it('keeps order, hours, weeks off and buffer, whatever it is given', () => {
    const day = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2031-01-01') });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 30 }),
        fc.integer({ min: 1, max: 60 }),
        day,
        fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 }),
        fc.double({ min: 0, max: 0.6, noNaN: true }),
        (minutes, hoursPerWeek, start, off, buffer) => {
          const weeksOff = off.map((each) => isoDate(start + each));
          const result = scheduleRoadmap({
            blocks: blocks(...minutes),
            hoursPerWeek,
            start: isoDate(start),
            weeksOff,
            buffer,
          });
          if (!result.ok) return;
          const { blocks: dated, weeks } = result.value;
          const closed = new Set(weeksOff.map((date) => isoDate(mondayOf(dayNumber(date)))));
          for (const { monday, available, planned } of weeks) {
            assert.ok(available <= hoursPerWeek * 60);
            assert.ok(planned <= available * (1 - Math.max(leastBuffer, buffer)) + 1e-6);
            assert.ok(!closed.has(monday) || planned === 0);
          }
          assert.equal(
            weeks.reduce((sum, { planned }) => sum + planned, 0),
            minutes.reduce((sum, each) => sum + each, 0),
          );
          for (const [index, { first, last }] of dated.entries()) {
            assert.ok(dayNumber(first) >= start && dayNumber(first) <= dayNumber(last));
            assert.ok(dayNumber(last) >= dayNumber(dated[index - 1]?.last ?? first));
          }
        },
      ),
    );
  });
});
