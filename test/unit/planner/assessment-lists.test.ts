import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readAssessment } from '../../../src/core/planner/assessment';
import { type AssessmentChange, editAssessment } from '../../../src/core/planner/assessment-edit';
import type { AssessmentFile } from '../../../src/core/planner/assessment-schema';
import { skillsTable as table } from '../../support/skills-table';

const read = (text: string): AssessmentFile => {
  const result = readAssessment('mine.yaml', text, table);
  assert.ok(result.ok, result.ok ? '' : `${JSON.stringify(result.reason)} in\n${text}`);
  return result.value;
};
const edit = (text: string, change: AssessmentChange): string => editAssessment(text, table, change);

const written = `from: nlp
weeks_off: [2027-08-02, 2027-08-09] # holidays
interests:
  - mlops # since the internship
  - robotics # a dream
  - data-science
goals:
  # the first one
  - goal: work from home # or near it
    serves: { mlops: 3 } # asked around
  - goal: build what people see
`;

describe('a list of an assessment', () => {
  it('keeps the comments of what moves, and of what is reworded', () => {
    const [home, see] = read(written).goals;
    assert.ok(home && see);
    const moved = edit(written, { field: 'interests', value: ['robotics', 'mlops', 'data-science'] });
    assert.ok(moved.includes('  - robotics # a dream\n  - mlops # since the internship\n'), moved);
    const reworded = edit(written, { field: 'goals', value: [{ ...home, goal: 'work anywhere' }, see] });
    assert.ok(reworded.includes('  - goal: work anywhere # or near it\n    serves: { mlops: 3 } # asked around\n'));
    const served = edit(written, { field: 'goals', value: [{ ...home, serves: { mlops: 2, nlp: 1 } }, see] });
    assert.ok(
      served.includes('  - goal: work from home # or near it\n    serves: { mlops: 2, nlp: 1 } # asked around\n'),
    );
    const swapped = edit(written, { field: 'goals', value: [see, home] });
    assert.deepEqual(read(swapped).goals, [see, home]);
    assert.ok(swapped.includes('work from home # or near it'), swapped);
  });

  it('keeps a comment of its own when the last item goes, and takes items again', () => {
    const empty = edit(written, { field: 'weeks_off', value: [] });
    assert.ok(empty.includes('weeks_off: [] # holidays'), empty);
    assert.ok(
      edit(empty, { field: 'weeks_off', value: ['2027-05-03'] }).includes('weeks_off: [ 2027-05-03 ] # holidays'),
    );
    assert.ok(!edit('from: nlp\ninterests: [mlops]\n', { field: 'interests', value: [] }).includes('interests'));
  });

  it('leaves Windows line ends readable', () => {
    const text = written.replaceAll('\n', '\r\n');
    const changed = edit(text, { field: 'interests', value: ['robotics'] });
    assert.deepEqual(read(changed).interests, ['robotics']);
    assert.ok(changed.includes('# a dream') && changed.includes('# holidays'), changed);
  });

  it('is read back as it was meant, with the comments of whatever is still there', () => {
    const specialization = fc.constantFrom('mlops', 'robotics', 'data-science', 'nlp', 'quantum-ml' as const);
    const level = fc.integer({ min: 1, max: 3 });
    const goal = fc
      .tuple(
        fc.oneof(
          fc.constantFrom('work from home', 'build what people see'),
          fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }).map((text) => text.trim()),
        ),
        fc.oneof(fc.constant({ mlops: 3 }), fc.dictionary(specialization, level, { maxKeys: 3 })),
      )
      .map(([text, serves]) => ({ goal: text, serves: { ...serves } }));
    const change = fc.oneof(
      fc.record({ field: fc.constant('interests' as const), value: fc.uniqueArray(specialization) }),
      fc.record({
        field: fc.constant('goals' as const),
        value: fc.array(
          goal.filter((each) => each.goal !== ''),
          { maxLength: 4 },
        ),
      }),
      fc.record({
        field: fc.constant('weeks_off' as const),
        value: fc.array(fc.constantFrom('2027-08-02', '2027-08-09', '2028-01-03'), { maxLength: 4 }),
      }),
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (changes) => {
        let text = written;
        let meant = read(written);
        const there = new Set(meant.interests);
        for (const each of changes) {
          text = edit(text, each);
          meant = { ...meant, [each.field]: each.value };
          assert.deepEqual(read(text), meant);
          for (const id of there) if (!meant.interests.includes(id)) there.delete(id);
          if (there.has('mlops')) assert.ok(text.includes('- mlops # since the internship'), text);
          if (there.has('robotics')) assert.ok(text.includes('- robotics # a dream'), text);
          assert.ok(text.includes('# holidays'), text);
        }
      }),
      { numRuns: 60 },
    );
  });
});
