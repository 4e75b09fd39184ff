import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { isoDate } from '../../../src/core/planner/calendar-days';
import {
  demandOf,
  effectiveCount,
  gapToPosting,
  halfLifeDays,
  levelsOfDemand,
  wilsonInterval,
} from '../../../src/core/planner/demand';
import { skillsTable } from '../../support/skills-table';

const today = '2026-11-23';
const asks = (...skills: readonly string[]) => skills.map((skill) => ({ skill, words: [skill] }));
const someSkills = fc.uniqueArray(fc.constantFrom(...skillsTable.skills.slice(0, 12).map(({ id }) => id)));
const anyPosting = fc.record({
  date: fc.integer({ min: 19_000, max: 20_780 }).map(isoDate),
  required: someSkills.map((skills) => asks(...skills)),
  nice: someSkills.map((skills) => asks(...skills)),
});

describe('the demand of many postings', () => {
  it('counts one of half a year ago half', () => {
    const old = isoDate(Date.parse(today) / 86_400_000 - halfLifeDays);
    const postings = [
      { date: today, required: asks('p.python'), nice: asks('o.docker') },
      { date: old, required: asks('p.sql'), nice: [] },
    ];
    assert.deepEqual(
      demandOf(skillsTable, postings, today).map(({ skill, required, asked }) => [skill, required, asked]),
      [
        ['p.python', 2 / 3, 2 / 3],
        ['o.docker', 0, 2 / 3],
        ['p.sql', 1 / 3, 1 / 3],
      ],
    );
  });

  it('keeps shares within 0 and 1, required within asked, and each within its interval, in any order', () => {
    fc.assert(
      fc.property(fc.array(anyPosting, { minLength: 1, maxLength: 8 }), (postings) => {
        const demand = demandOf(skillsTable, postings, today);
        const count = effectiveCount(postings, today);
        assert.ok(count >= 1 - 1e-9 && count <= postings.length + 1e-9);
        for (const { required, asked } of demand) {
          assert.ok(required >= 0 && required <= asked + 1e-12 && asked <= 1 + 1e-12);
          const { low, high } = wilsonInterval(asked, count);
          assert.ok(low <= asked + 1e-9 && asked <= high + 1e-9 && low >= 0 && high <= 1);
        }
        const turned = demandOf(skillsTable, [...postings].reverse(), today);
        assert.deepEqual(
          turned.map(({ count: number }) => number).sort(),
          demand.map(({ count: number }) => number).sort(),
        );
      }),
    );
  });

  it('gives Wilson’s intervals as published', () => {
    // R: binom::binom.wilson(81, 263); and the edges.
    const { low, high } = wilsonInterval(81 / 263, 263);
    assert.ok(Math.abs(low - 0.25528) < 5e-5 && Math.abs(high - 0.36618) < 5e-5, `${low} ${high}`);
    const wide = wilsonInterval(0.5, 20);
    assert.ok(Math.abs(wide.high - 0.5 - 0.2) < 0.01);
    assert.deepEqual(wilsonInterval(0.5, 0), { low: 0, high: 1 });
    assert.ok(Math.abs(wilsonInterval(1, 1).low - 0.2065) < 1e-4);
  });

  it('wants level 2 where most require it, else 1', () => {
    const one = { skill: 'p.sql', required: 0.5, asked: 0.6, count: 6 };
    assert.deepEqual(
      [...levelsOfDemand([one, { ...one, skill: 'o.docker', required: 0.2 }])],
      [
        ['p.sql', 2],
        ['o.docker', 1],
      ],
    );
  });
});

describe('the gap to one posting', () => {
  it('is nothing for who has it all, never negative, and no larger with a higher level', () => {
    fc.assert(
      fc.property(anyPosting, fc.constantFrom(...skillsTable.skills.slice(0, 12)), (posting, { id }) => {
        const none = gapToPosting(skillsTable, new Map(), posting).hours;
        const raised = gapToPosting(skillsTable, new Map([[id, 2]]), posting).hours;
        assert.ok(none >= raised && raised >= 0);
        const all = new Map(skillsTable.skills.map((skill) => [skill.id, 2]));
        assert.equal(gapToPosting(skillsTable, all, posting).hours, 0);
      }),
    );
  });
});
