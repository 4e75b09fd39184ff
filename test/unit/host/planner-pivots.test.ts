import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { knownWeights, performPivots } from '../../../src/host/planner/pivots-intents';
import { plannerSnapshot } from '../../../src/host/planner/planner-snapshot';
import type { PlannerSnapshot } from '../../../src/protocol/planner/messages';
import { plannerInput, plannerScenarios } from '../../support/planner-scenarios';
import { translate } from '../../support/translate';

const scenarios = plannerScenarios();
const scenario = (name: string): PlannerSnapshot => {
  const found = scenarios[name];
  assert.ok(found, name);
  return found;
};
const choosing = (choices: Partial<ReturnType<typeof plannerInput>['choices']>): PlannerSnapshot =>
  plannerSnapshot(translate, plannerInput({ choices: { ...plannerInput().choices, ...choices } }));
const textOf = ({ reasons }: PlannerSnapshot['pivots'], label: string) =>
  reasons.facts.find((fact) => fact.label === label)?.text;

describe('the ranking that the planner shows', () => {
  it('has every part of a score in a sum that a person can redo', () => {
    const { columns, pivots } = scenario('assessed').pivots.ranking;
    assert.deepEqual(columns, ['Pivot to', 'Score', 'Months', 'Little effort × 1', 'Interest × 2', 'Goals × 1', 'Sum']);
    for (const { sum, score, points } of pivots) {
      const [top = '', by = ''] = sum.split(' ÷ ');
      const products = top
        .slice(1, -1)
        .split(' + ')
        .map((each) => each.split(' × ').map(Number));
      assert.deepEqual(
        products.map(([value]) => String(value)),
        points,
      );
      const redone = products.reduce((all, [value = 0, weight = 0]) => all + value * weight, 0) / Number(by);
      assert.equal(score, String(Math.round(redone)), sum);
    }
  });

  it('says first what has no curriculum, and which part nobody has spoken to yet', () => {
    const { notice, pivots, weights, explanation, reset } = scenario('beginning').pivots.ranking;
    assert.equal(
      notice,
      'Bridgecraft has steps towards Deep learning. The hours of the others are practice outside it.',
    );
    assert.ok(pivots.every(({ to, note }) => (note === '') === (to === 'deep-learning')));
    assert.deepEqual(
      weights.map(({ part, text, isSaid }) => [part, text, isSaid]),
      [
        ['effort', 'counts once', true],
        ['interest', 'you said none yet', false],
        ['goals', 'you said none yet', false],
      ],
    );
    assert.match(explanation, /effort alone/);
    assert.equal(reset, undefined);
  });

  it('offers to count all once when something counts otherwise, and says when nothing counts', () => {
    const { ranking } = choosing({ weights: { effort: 0, interest: 3, goals: 1 } }).pivots;
    assert.deepEqual(ranking.reset?.intent, { kind: 'reset-weights' });
    assert.match(ranking.explanation, /No part counts/);
    assert.ok(ranking.pivots.every(({ sum, score }) => sum === '' && score === '0'));
  });

  it('keeps a weight for the page and in the assessment, and takes it away again', async () => {
    const done: unknown[] = [];
    const context = {
      specializations: ['nlp', 'mlops'] as const,
      input: () => plannerInput(),
      choose: (choices: unknown) => void done.push(choices),
      write: (change: unknown) => Promise.resolve(void done.push(change)),
      refresh: () => Promise.resolve(),
    };
    await performPivots(context, { kind: 'set-weight', part: 'goals', weight: 7 });
    await performPivots(context, { kind: 'reset-weights' });
    await performPivots(context, { kind: 'look', from: 'nlp', to: 'nlp' });
    await performPivots(context, { kind: 'look', from: 'nlp', to: 'elsewhere' });
    const weights = { effort: 1, interest: 1, goals: 3 };
    const even = { effort: 1, interest: 1, goals: 1 };
    assert.deepEqual(done, [
      { weights },
      { field: 'weights', value: weights },
      { weights: even },
      { field: 'weights', value: undefined },
    ]);
  });

  it('takes only weights that an assessment takes', () => {
    assert.deepEqual(knownWeights({ effort: -4, interest: 1.6, goals: 99 }), { effort: 0, interest: 2, goals: 3 });
  });
});

describe('the matrix that the planner shows', () => {
  const cellOf = ({ pivots }: PlannerSnapshot, from: string, to: string) =>
    pivots.matrix.rows.find(({ id }) => id === from)?.cells.find((cell) => cell.to === to);

  it('is in months or in hours, each cell with its class as a letter', () => {
    const months = choosing({});
    assert.equal(months.pivots.matrix.caption, 'Months at 10 hours a week, for a first role');
    assert.deepEqual([cellOf(months, 'nlp', 'mlops')?.text, cellOf(months, 'nlp', 'mlops')?.letter], ['5.8', 'H']);
    const hours = choosing({ unit: 'hours' });
    assert.equal(hours.pivots.matrix.caption, 'Hours, for a first role');
    assert.equal(cellOf(hours, 'nlp', 'mlops')?.text, '253');
    assert.deepEqual(
      hours.pivots.matrix.legend.map(({ letter, label }) => `${letter} ${label}`),
      [
        'E easy: under 120 h',
        'M moderate: 120 to under 240 h',
        'H hard: 240 to under 360 h',
        'VH very hard: 360 to under 480 h',
        'X extreme: 480 h and more',
      ],
    );
  });

  it('opens reasons with range, class, share of steps and the other way', () => {
    const { pivots } = choosing({ lookFrom: 'nlp', lookTo: 'computer-vision' });
    assert.equal(pivots.reasons.heading, 'NLP to Computer vision: 2.4 months');
    assert.match(textOf(pivots, 'Range') ?? '', /^1\.4 to 4\.6 months: 0\.6 to 1\.9 times/);
    assert.equal(textOf(pivots, 'Class'), 'easy: under 120 h');
    assert.match(textOf(pivots, 'The other way') ?? '', /^203 h, 4\.7 months/);
    assert.deepEqual(pivots.reasons.opposite.intent, { kind: 'look', from: 'computer-vision', to: 'nlp' });
    assert.match(pivots.reasons.notice ?? '', /no curriculum to Computer vision yet/);
    assert.equal(pivots.reasons.plan, undefined);
    const own = choosing({}).pivots;
    assert.match(textOf(own, 'Steps') ?? '', /close \d+ % of the gap/);
    assert.equal(own.reasons.notice, undefined);
  });

  it('shows ten gaps and keeps the rest, all of them together the whole gap', () => {
    const { table } = choosing({}).pivots.reasons;
    assert.equal(table.rows.length, 10);
    assert.match(table.more?.label ?? '', /^\d+ more gaps, \d+ h$/);
    const ids = [...table.rows, ...(table.more?.rows ?? [])].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(table.more?.rows.length, Number(/^\d+/.exec(table.more?.label ?? '')?.[0]));
  });
});

describe('the gap that the planner shows', () => {
  it('is parted by family, the discount said with its numbers', () => {
    const { transfer, carried } = scenario('assessed').gap;
    assert.match(
      transfer.discount,
      /at level 3 .* by 40 %, at level 2 by 27 %, at level 1 by 13 %\. Here that is \d+ h/,
    );
    const [had = 0, near = 0, missing = 0, all = 0] = transfer.total.numbers.map(Number);
    assert.ok(Math.abs(had + near + missing - all) <= 2);
    assert.equal(Math.max(...transfer.rows.map(({ stack }) => stack.reduce((sum, each) => sum + each, 0))), 1);
    const skills = carried.families.reduce((sum, family) => sum + family.skills.length, 0);
    assert.ok(carried.heading.startsWith(`${skills} skills carry over`));
  });

  it('burns down from claims with each passed step', () => {
    const before = scenario('beginning').gap.burnDown;
    assert.match(before.explanation, /^253 h with your claims alone/);
    assert.deepEqual(before.points, []);
    const { points, explanation, stack } = scenario('burning').gap.burnDown;
    assert.deepEqual(
      points.map(({ label, date, left }) => [label, date, left]),
      [
        ['Your claims alone', '', '253 h'],
        ['Backpropagation', '3 November', '235 h'],
      ],
    );
    assert.match(explanation, /253 h with your claims alone, 235 h now: passed steps have closed 18 h/);
    assert.ok(Math.abs(stack.reduce((sum, part) => sum + part, 0) - 1) < 1e-9);
  });

  it('says first that a target has no curriculum', () => {
    assert.match(scenario('no curriculum').gap.notice ?? '', /no curriculum to Quantum ML yet/);
    assert.equal(scenario('beginning').gap.notice, undefined);
  });
});
