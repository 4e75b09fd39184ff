import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { demandOf, gapToPosting } from '../../../src/core/planner/demand';
import { profileOf } from '../../../src/core/planner/gap';
import { rankPivots } from '../../../src/core/planner/ranking';
import { skillsTable as table } from '../../support/skills-table';

const have = profileOf(table, 'computer-vision');
const nothing = { from: 'computer-vision', interests: [], goals: [] } as const;

describe('which pivot fits', () => {
  it('is the shortest while nobody has said more', () => {
    const ranked = rankPivots({ table, have, cap: 2, assessment: { ...nothing, interests: [], goals: [] } });
    assert.equal(ranked.length, 9);
    assert.deepEqual([ranked[0]?.to, ranked.at(-1)?.to], ['deep-learning', 'responsible-ai']);
    assert.ok(ranked.every(({ parts }) => parts.interest === undefined && parts.goals === undefined));
    assert.ok(ranked.every(({ hours }, index) => hours >= (ranked[index - 1]?.hours ?? 0)));
    assert.equal(ranked.at(-1)?.score, 0);
  });

  it('weighs interest and goals by their rank, and lets each weight be changed', () => {
    const assessment = {
      from: 'computer-vision' as const,
      interests: ['nlp', 'mlops'] as ('nlp' | 'mlops')[],
      goals: [
        { goal: 'work from home', serves: { mlops: 3 } },
        { goal: 'publish', serves: { nlp: 3, mlops: 1 } },
      ],
    };
    const ranked = rankPivots({ table, have, cap: 2, assessment });
    const parts = Object.fromEntries(ranked.map((each) => [each.to, each.parts]));
    assert.deepEqual([parts['nlp']?.interest, parts['mlops']?.interest, parts['robotics']?.interest], [1, 0.5, 0]);
    assert.ok(Math.abs((parts['nlp']?.goals ?? 0) - 1 / 3) < 1e-9);
    assert.ok(Math.abs((parts['mlops']?.goals ?? 0) - (1 + 1 / 6) / 1.5) < 1e-9);
    const first = (weights: { effort: number; interest: number; goals: number }) =>
      rankPivots({ table, have, cap: 2, assessment, weights })[0]?.to;
    assert.equal(first({ effort: 1, interest: 0, goals: 0 }), 'deep-learning');
    assert.equal(first({ effort: 0, interest: 1, goals: 0 }), 'nlp');
    assert.equal(first({ effort: 0, interest: 0, goals: 1 }), 'mlops');
  });

  it('has a score from 0 to 100 that is the mean of its terms, whatever the weights', () => {
    const weight = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(weight, weight, weight, (effort, interest, goals) => {
        const weights = { effort, interest, goals };
        const assessment = { from: 'computer-vision' as const, interests: ['nlp' as const], goals: [] };
        for (const { score, terms } of rankPivots({ table, have, cap: 3, assessment, weights })) {
          assert.ok(score >= 0 && score <= 100);
          assert.deepEqual(
            terms.map((term) => [term.part, term.weight]),
            [
              ['effort', effort],
              ['interest', interest],
            ],
          );
          const all = effort + interest;
          const sum = terms.reduce((total, each) => total + each.points * each.weight, 0);
          assert.ok(terms.every(({ points }) => Number.isInteger(points)));
          assert.equal(score, all === 0 ? 0 : sum / all);
        }
      }),
      { numRuns: 30 },
    );
  });
});

const asks = (date: string, required: readonly string[], nice: readonly string[] = []) => ({
  date,
  required: required.map((skill) => ({ skill, words: [skill] })),
  nice: nice.map((skill) => ({ skill, words: [skill] })),
});

describe('what jobs ask for', () => {
  it('gives the gap to one of them', () => {
    const gap = gapToPosting(table, have, asks('2027-01-01', ['o.docker', 'd.cnn'], ['o.k8s']));
    assert.deepEqual(
      gap.skills.map(({ skill, from, to }) => [skill, from, to]),
      [
        ['o.k8s', 0, 1],
        ['o.docker', 1, 2],
      ],
    );
    assert.deepEqual(gap.carried, ['d.cnn']);
  });

  it('adds up, what is older counting less', () => {
    const postings = [
      asks('2027-01-01', ['o.docker', 'p.python']),
      asks('2026-07-03', ['p.python'], ['o.docker', 'o.k8s']),
      asks('2027-02-01', ['p.sql']),
    ];
    const demand = demandOf(table, postings, '2027-01-01');
    assert.deepEqual(
      demand.map(({ skill, required, asked, count }) => [skill, required, asked, count]),
      [
        ['p.python', 0.6, 0.6, 2],
        ['o.docker', 0.4, 0.6, 2],
        ['p.sql', 0.4, 0.4, 1],
        ['o.k8s', 0, 0.2, 1],
      ],
    );
    assert.deepEqual(demandOf(table, [], '2027-01-01'), []);
  });
});
