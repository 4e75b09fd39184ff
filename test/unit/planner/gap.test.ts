import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { gapBetween, type Levels, profileOf } from '../../../src/core/planner/gap';
import { difficultyOf, paceOf, pivotMatrix, specializationsOf } from '../../../src/core/planner/matrix';
import { skillsTable as table } from '../../support/skills-table';

const repository = join(__dirname, '..', '..', '..');
const published = (name: string): Record<string, Record<string, number>> =>
  JSON.parse(readFileSync(join(repository, 'test', 'fixtures', 'planner', name), 'utf8')) as never;

const specialization = fc.constantFrom(...specializationsOf(table));
const levels = fc
  .array(fc.integer({ min: 0, max: 3 }), { minLength: table.skills.length, maxLength: table.skills.length })
  .map((values): Levels => new Map(table.skills.map(({ id }, index) => [id, values[index] ?? 0])));
const cap = fc.constantFrom(2 as const, 3 as const);

describe('the gap', () => {
  for (const [name, file, top] of [
    ['the full profile', 'full-profile-hours.json', 3],
    ['a first role', 'first-role-hours.json', 2],
  ] as const) {
    it(`is the published one for ${name}`, () => {
      const matrix = pivotMatrix(table, top);
      const ours = Object.fromEntries(
        [...matrix].map(([from, row]) => [
          from,
          Object.fromEntries(
            [...row].filter(([target]) => target !== from).map(([target, { hours }]) => [target, Math.round(hours)]),
          ),
        ]),
      );
      assert.deepEqual(ours, published(file));
    });
  }

  it('is nothing to where one already is', () => {
    for (const each of specializationsOf(table)) {
      const profile = profileOf(table, each);
      assert.deepEqual(gapBetween(table, profile, profile).skills, []);
    }
  });

  it('is never negative, and the sum of its skills', () => {
    fc.assert(
      fc.property(levels, specialization, cap, (have, target, top) => {
        const { hours, skills } = gapBetween(table, have, profileOf(table, target), top);
        assert.ok(skills.every((each) => each.hours >= 0));
        assert.ok(Math.abs(hours - skills.reduce((sum, each) => sum + each.hours, 0)) < 1e-9);
      }),
    );
  });

  it('does not grow when a level is raised', () => {
    fc.assert(
      fc.property(levels, specialization, cap, fc.nat(table.skills.length - 1), (have, target, top, index) => {
        const id = table.skills[index]?.id ?? '';
        const raised = new Map([...have, [id, Math.min(3, (have.get(id) ?? 0) + 1)]]);
        const profile = profileOf(table, target);
        assert.ok(gapBetween(table, raised, profile, top).hours <= gapBetween(table, have, profile, top).hours + 1e-9);
      }),
    );
  });

  it('is not longer for a first role than for the full profile', () => {
    fc.assert(
      fc.property(levels, specialization, (have, target) => {
        const profile = profileOf(table, target);
        assert.ok(gapBetween(table, have, profile, 2).hours <= gapBetween(table, have, profile, 3).hours + 1e-9);
      }),
    );
  });

  it('names every skill of the target once: missing or carried over', () => {
    fc.assert(
      fc.property(levels, specialization, (have, target) => {
        const profile = profileOf(table, target);
        const { skills, carried } = gapBetween(table, have, profile);
        const wanted = [...profile].filter(([, level]) => level > 0).map(([id]) => id);
        assert.deepEqual([...skills.map(({ skill }) => skill), ...carried].sort(), wanted.sort());
      }),
    );
  });

  it('says which related skill saves how much', () => {
    const have = new Map([['m.calc', 2]]);
    const { skills } = gapBetween(table, have, new Map([['d.autodiff', 1]]));
    // 6 hours for the first level, less 0.4 × 2/3 of it.
    assert.deepEqual(skills, [
      { skill: 'd.autodiff', from: 0, to: 1, hours: 6 - 1.6, near: { skill: 'm.calc', level: 2, saved: 1.6 } },
    ]);
  });

  it('keeps the ordering that any edit of the levels must keep', () => {
    for (const top of [2, 3] as const) {
      const matrix = pivotMatrix(table, top);
      const hours = (from: string, to: string) => matrix.get(from as never)?.get(to as never)?.hours ?? NaN;
      const pairs = [...matrix].flatMap(([from, row]) =>
        [...row].filter(([to]) => to !== from).map(([to, each]) => [`${from} → ${to}`, each.hours] as const),
      );
      assert.ok(pairs.every(([, each]) => each > 0));
      assert.ok(hours('nlp', 'computer-vision') < hours('computer-vision', 'nlp'));
      assert.equal(pairs.reduce((best, each) => (each[1] < best[1] ? each : best))[0], 'data-science → classical-ml');
      for (const from of ['computer-vision', 'nlp', 'classical-ml', 'data-science'])
        for (const other of ['deep-learning', 'mlops'])
          assert.ok(hours(from, 'quantum-ml') > hours(from, other), `${from}: quantum against ${other}`);
      for (const target of ['computer-vision', 'nlp'])
        assert.ok(hours('deep-learning', target) < hours('classical-ml', target));
    }
  });
});

describe('the effort of a pivot', () => {
  it('has a class by its hours', () => {
    assert.deepEqual([0, 119.9, 120, 240, 360, 480].map(difficultyOf), [
      ...['easy', 'easy', 'moderate', 'hard', 'very-hard', 'extreme'],
    ]);
  });

  it('is a range of months at one’s own pace', () => {
    const { months, low, high } = paceOf(433, 10);
    assert.equal(Math.round(months * 1e9) / 1e9, 10);
    assert.ok(Math.abs(low - months * 0.6) < 1e-12 && Math.abs(high - months * 1.9) < 1e-12);
  });

  it('cannot be paced without hours', () => {
    for (const hours of [0, -1, NaN]) assert.throws(() => paceOf(100, hours), RangeError);
  });
});
