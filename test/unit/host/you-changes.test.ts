import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readAssessment } from '../../../src/core/planner/assessment';
import { editAssessment, newAssessment } from '../../../src/core/planner/assessment-edit';
import type { AssessmentFile } from '../../../src/core/planner/assessment-schema';
import { youChange } from '../../../src/host/planner/you-changes';
import { assessmentIntent, type AssessmentIntent } from '../../../src/protocol/planner/intents';
import { skillsTable as table } from '../../support/skills-table';

const now: AssessmentFile = {
  from: 'nlp',
  start: '2027-01-04',
  weeks_off: ['2027-02-17'],
  interests: ['mlops', 'robotics'],
  goals: [
    { goal: 'work from home', serves: { mlops: 3 } },
    { goal: 'build things', serves: {} },
  ],
  levels: { 'n.token': 2 },
  evidence: { 'n.token': 'wrote one' },
};
const changeOf = (intent: AssessmentIntent) => youChange(table, now, intent);

describe('an intent of the form', () => {
  const nonsense: readonly (readonly [string, AssessmentIntent])[] = [
    ['a level of 7', { kind: 'set-level', skill: 'n.lm', level: 7 }],
    ['an unknown skill', { kind: 'set-level', skill: 'x.magic', level: 1 }],
    ['a name that every object has', { kind: 'set-evidence', skill: '__proto__', evidence: 'yes' }],
    ['a level that is there already', { kind: 'set-level', skill: 'n.token', level: 2 }],
    ['evidence that is there already', { kind: 'set-evidence', skill: 'n.token', evidence: ' wrote one ' }],
    ['an unknown specialization', { kind: 'add-interest', specialization: 'magic' }],
    ['an interest twice', { kind: 'add-interest', specialization: 'mlops' }],
    ['a goal without words', { kind: 'add-goal', goal: ' \n ' }],
    ['a goal that is not there', { kind: 'word-goal', place: 2, goal: 'more' }],
    ['serving more than fully', { kind: 'set-served', place: 0, specialization: 'nlp', level: 4 }],
    ['a day that no calendar has', { kind: 'set-start', date: '2027-02-31' }],
    ['a year that is half typed', { kind: 'set-start', date: '0202-01-04' }],
    ['a month of 13', { kind: 'add-week-off', date: '2027-13-01' }],
    ['words for a day', { kind: 'add-week-off', date: 'tomorrow' }],
    ['another day of a week that is off', { kind: 'add-week-off', date: '2027-02-21' }],
    ['moving the first up', { kind: 'move-item', list: 'interests', place: 0, direction: 'up' }],
    ['moving the last down', { kind: 'move-item', list: 'goals', place: 1, direction: 'down' }],
    ['removing what is not there', { kind: 'remove-item', list: 'weeks_off', place: 1 }],
  ];
  for (const [what, intent] of nonsense) {
    it(`changes nothing for ${what}`, () => {
      assert.ok(assessmentIntent.is(intent));
      assert.equal(changeOf(intent), undefined);
    });
  }

  it('is refused before it is looked at when it is no intent', () => {
    for (const message of [
      { kind: 'set-level', skill: 'n.lm', level: -1 },
      { kind: 'set-level', skill: 'n.lm', level: 1.5 },
      { kind: 'set-evidence', skill: 'n.lm', evidence: 'a'.repeat(501) },
      { kind: 'set-start', date: '2027-01-04T00:00' },
      { kind: 'remove-item', list: 'levels', place: 0 },
    ]) {
      assert.ok(!assessmentIntent.is(message), JSON.stringify(message));
    }
  });

  it('takes a start in the past, for the road begins today then', () => {
    assert.deepEqual(changeOf({ kind: 'set-start', date: '2020-02-29' }), { field: 'start', value: '2020-02-29' });
    assert.deepEqual(changeOf({ kind: 'set-start' }), { field: 'start', value: undefined });
  });

  it('keeps a week by its Monday, in order, and a whole year of them', () => {
    const year = Array.from({ length: 52 }, (_, week) => new Date(Date.UTC(2027, 2, 3 + 7 * week)));
    const after = year.reduce((assessment, day) => {
      const change = youChange(table, assessment, { kind: 'add-week-off', date: day.toISOString().slice(0, 10) });
      assert.ok(change && 'field' in change && change.field === 'weeks_off');
      return { ...assessment, weeks_off: change.value };
    }, now);
    assert.deepEqual(after.weeks_off.slice(0, 3), ['2027-02-17', '2027-03-01', '2027-03-08']);
    assert.equal(after.weeks_off.length, 53);
  });

  it('ranks, words and rates goals', () => {
    const goals = (intent: AssessmentIntent) => {
      const change = changeOf(intent);
      assert.ok(change && 'field' in change && change.field === 'goals');
      return change.value;
    };
    assert.deepEqual(
      goals({ kind: 'move-item', list: 'goals', place: 1, direction: 'up' }).map(({ goal }) => goal),
      ['build things', 'work from home'],
    );
    assert.deepEqual(goals({ kind: 'word-goal', place: 0, goal: 'work\nanywhere' })[0], {
      goal: 'work anywhere',
      serves: { mlops: 3 },
    });
    assert.deepEqual(goals({ kind: 'set-served', place: 0, specialization: 'mlops', level: 0 })[0]?.serves, {});
    assert.deepEqual(goals({ kind: 'set-served', place: 1, specialization: 'nlp', level: 2 })[1]?.serves, { nlp: 2 });
    assert.deepEqual(goals({ kind: 'remove-item', list: 'goals', place: 0 }).length, 1);
  });

  it('never leaves a file that cannot be read, whatever is sent', () => {
    const ids = table.skills.map(({ id }) => id);
    const text = fc.string({ maxLength: 30, unit: 'grapheme' });
    const place = fc.nat({ max: 3 });
    const specialization = fc.constantFrom(...Object.keys(table.specializations), 'magic');
    const date = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
      .map((day) => day.toISOString().slice(0, 10));
    const intent = fc.oneof(
      fc.record({
        kind: fc.constant('set-level'),
        skill: fc.constantFrom(...ids, 'x.magic'),
        level: fc.nat({ max: 9 }),
      }),
      fc.record({ kind: fc.constant('set-evidence'), skill: fc.constantFrom(...ids), evidence: text }),
      fc.record({ kind: fc.constant('add-interest'), specialization }),
      fc.record({ kind: fc.constant('add-goal'), goal: text }),
      fc.record({ kind: fc.constant('word-goal'), place, goal: text }),
      fc.record({ kind: fc.constant('set-served'), place, specialization, level: fc.nat({ max: 5 }) }),
      fc.record({ kind: fc.constant('set-start'), date }),
      fc.record({ kind: fc.constant('add-week-off'), date }),
      fc.record({
        kind: fc.constant('move-item'),
        list: fc.constantFrom('interests', 'goals'),
        place,
        direction: fc.constantFrom('up', 'down'),
      }),
      fc.record({ kind: fc.constant('remove-item'), list: fc.constantFrom('interests', 'goals', 'weeks_off'), place }),
    );
    fc.assert(
      fc.property(fc.array(intent, { maxLength: 15 }), (intents) => {
        let file = newAssessment({ from: 'nlp', to: 'mlops', hours_per_week: 8 });
        for (const each of intents) {
          const before = readAssessment('mine.yaml', file, table);
          assert.ok(before.ok && assessmentIntent.is(each));
          const change = youChange(table, before.value, each);
          if (change) file = editAssessment(file, table, change);
        }
        const after = readAssessment('mine.yaml', file, table);
        assert.ok(after.ok, `${JSON.stringify(after)} of\n${file}`);
      }),
      { numRuns: 200 },
    );
  });
});
