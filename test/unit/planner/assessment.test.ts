import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatProblem } from '../../../src/core/curriculum/problem';
import { claimedLevels, readAssessment } from '../../../src/core/planner/assessment';
import { skillsTable as table } from '../../support/skills-table';

const read = (text: string) => readAssessment('mine.yaml', text, table);

describe('an assessment', () => {
  it('starts from the levels of where one comes from', () => {
    const result = read('from: nlp\nlevels:\n  n.token: 1\n');
    assert.ok(result.ok);
    const levels = claimedLevels(table, result.value);
    assert.deepEqual([levels.get('n.token'), levels.get('n.lm')], [1, 3]);
  });

  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['an unknown skill', 'from: nlp\nlevels:\n  x.magic: 2\n', /mine\.yaml:3:\d+ there is no skill "x\.magic"/],
    ['a level of 7', 'from: nlp\nlevels:\n  m.prob: 7\n', /mine\.yaml:3:\d+ .*a level is 0, 1, 2 or 3/],
    ['negative hours', 'from: nlp\nhours_per_week: -3\n', /mine\.yaml:2:\d+ .*more than 0 hours a week/],
    ['zero hours', 'from: nlp\nhours_per_week: 0\n', /mine\.yaml:2:\d+ .*more than 0 hours a week/],
    ['a date that is none', 'from: nlp\nstart: 2027-02-31\n', /mine\.yaml:2:\d+ .*a date is written 2027-01-31/],
    ['an unknown specialization', 'from: magic\n', /mine\.yaml:1:\d+ .*from/],
    [
      'a specialization ranked twice',
      'from: nlp\ninterests: [mlops, mlops]\n',
      /mine\.yaml:2:\d+ "mlops" is ranked twice/,
    ],
    ['text that is no YAML', 'from: [\n', /mine\.yaml:\d+:\d+ /],
  ];
  for (const [what, text, expected] of bad) {
    it(`names ${what} at its place`, () => {
      const result = read(text);
      assert.ok(!result.ok);
      assert.match(result.reason.map((problem) => formatProblem(problem)).join('\n'), expected);
    });
  }
});
