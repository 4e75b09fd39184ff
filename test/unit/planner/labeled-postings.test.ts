/** The reader against advertisements that somebody else has labeled. The floors are what was measured, less a little. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { readPosting } from '../../../src/core/planner/posting';
import { SkillWords } from '../../../src/core/planner/skill-words';
import { skillsTable } from '../../support/skills-table';

interface Label {
  readonly file: string;
  readonly required: readonly string[];
  readonly nice: readonly string[];
}

const words = new SkillWords(skillsTable);
const fixtures = join(__dirname, '..', '..', 'fixtures', 'postings');

function measured(folder: string): { readonly precision: number; readonly recall: number; readonly count: number } {
  const labels = JSON.parse(readFileSync(join(fixtures, folder, 'labels.json'), 'utf8')) as readonly Label[];
  const counts = { right: 0, said: 0, asked: 0 };
  for (const { file, required, nice } of labels) {
    const posting = readPosting(readFileSync(join(fixtures, folder, file), 'utf8'), words);
    const said = new Set([...posting.required, ...posting.nice].map(({ skill }) => skill));
    const asked = new Set([...required, ...nice]);
    counts.said += said.size;
    counts.asked += asked.size;
    counts.right += [...said].filter((skill) => asked.has(skill)).length;
  }
  return { precision: counts.right / counts.said, recall: counts.right / counts.asked, count: labels.length };
}

describe('labeled advertisements', () => {
  for (const [folder, count, precision, recall] of [
    ['tuning', 300, 0.965, 0.962],
    ['former-held-out', 50, 0.945, 0.968],
    ['held-out', 100, 0.87, 0.875],
  ] as const) {
    it(`are read with a precision of ${precision} and a recall of ${recall} or more: ${folder}`, () => {
      const result = measured(folder);
      assert.equal(result.count, count);
      assert.ok(result.precision >= precision && result.recall >= recall, JSON.stringify(result));
    });
  }
});
