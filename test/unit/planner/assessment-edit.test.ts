import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { claimedLevels, readAssessment } from '../../../src/core/planner/assessment';
import { type AssessmentChange, editAssessment, newAssessment } from '../../../src/core/planner/assessment-edit';
import type { AssessmentFile } from '../../../src/core/planner/assessment-schema';
import { skillsTable as table } from '../../support/skills-table';

const read = (text: string): AssessmentFile => {
  const result = readAssessment('mine.yaml', text, table);
  assert.ok(result.ok, result.ok ? '' : JSON.stringify(result.reason));
  return result.value;
};

const written = `# My own words stay.
from: computer-vision # since 2019
hours_per_week: 8 # evenings

levels:
  # I taught it
  n.token: 2
  m.prob: 3 # course at work
evidence:
  n.token: "wrote a tokenizer: https://example.org/?a=1#b"
weeks_off: [2027-08-02, 2027-08-09] # holidays
`;

describe('a change of an assessment', () => {
  it('changes its line and no other', () => {
    const change = (each: AssessmentChange): readonly string[] => {
      const before = written.split('\n');
      const after = editAssessment(written, table, each).split('\n');
      return [
        ...after.filter((line) => !before.includes(line)),
        ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
      ];
    };
    assert.deepEqual(change({ skill: 'n.token', level: 3 }), ['  n.token: 3', '-   n.token: 2']);
    assert.deepEqual(change({ skill: 'n.embed', level: 1 }), []);
    assert.deepEqual(change({ skill: 'n.lm', level: 1 }), ['  n.lm: 1']);
    assert.deepEqual(change({ skill: 'm.prob', level: 2 }), ['-   m.prob: 3 # course at work']);
    assert.deepEqual(change({ field: 'hours_per_week', value: 12 }), [
      'hours_per_week: 12 # evenings',
      '- hours_per_week: 8 # evenings',
    ]);
    assert.deepEqual(change({ field: 'to', value: 'nlp' }), ['to: nlp']);
    assert.deepEqual(change({ field: 'interests', value: ['nlp', 'mlops'] }), ['interests: [nlp, mlops]']);
    assert.deepEqual(change({ field: 'weights', value: { effort: 2, interest: 0, goals: 1 } }), [
      'weights: {effort: 2, interest: 0, goals: 1}',
    ]);
    assert.deepEqual(change({ skill: 'm.prob', evidence: '  taught: "it", 2020 #1 ' }), [
      `  m.prob: 'taught: "it", 2020 #1'`,
    ]);
    assert.deepEqual(change({ skill: 'n.token', evidence: '' }), [
      '- evidence:',
      '-   n.token: "wrote a tokenizer: https://example.org/?a=1#b"',
    ]);
  });

  it('begins with a file that says what it is', () => {
    const text = newAssessment({ from: 'nlp' });
    assert.ok(text.startsWith('# What you can do') && text.includes('stays on your machine'));
    assert.deepEqual(read(text), { from: 'nlp', weeks_off: [], interests: [], goals: [], levels: {}, evidence: {} });
  });

  it('is read back as it was meant, with every comment, in any order', () => {
    const ids = table.skills.map(({ id }) => id);
    const change: fc.Arbitrary<AssessmentChange> = fc.oneof(
      fc.record({ skill: fc.constantFrom(...ids), level: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ skill: fc.constantFrom(...ids), evidence: fc.string({ maxLength: 60, unit: 'grapheme' }) }),
      fc.record({ field: fc.constant('hours_per_week' as const), value: fc.integer({ min: 1, max: 60 }) }),
      fc.record({
        field: fc.constant('goals' as const),
        value: fc.array(
          fc.record({
            goal: fc.string({ minLength: 1, maxLength: 40 }).filter((text) => text.trim() !== ''),
            serves: fc.constant({ nlp: 2 }),
          }),
          { maxLength: 3 },
        ),
      }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const text = changes.reduce((now, each) => editAssessment(now, table, each), written);
        const file = read(text);
        const levels = new Map(claimedLevels(table, read(written)));
        const evidence = new Map(Object.entries(read(written).evidence));
        for (const each of changes) {
          if ('level' in each) levels.set(each.skill, each.level);
          else if ('evidence' in each) {
            if (each.evidence.trim() === '') evidence.delete(each.skill);
            else evidence.set(each.skill, each.evidence.trim());
          }
        }
        assert.deepEqual(
          claimedLevels(table, file),
          new Map([...claimedLevels(table, file)].map(([id]) => [id, levels.get(id)])),
        );
        assert.deepEqual(new Map(Object.entries(file.evidence)), evidence);
        for (const comment of ['# My own words stay.', '# since 2019', '# evenings', '# holidays']) {
          assert.ok(text.includes(comment), `${comment} is in\n${text}`);
        }
      }),
      { numRuns: 200 },
    );
  });
});
