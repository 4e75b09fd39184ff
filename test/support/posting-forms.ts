/** What the reader of advertisements makes of a text, in one line, and tables of tests of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readPosting } from '../../src/core/planner/posting';
import { SkillWords } from '../../src/core/planner/skill-words';
import { skillsTable } from './skills-table';

const words = new SkillWords(skillsTable);

/** Ids alone, sorted: what is required, a bar, what is nice to have. */
function weightsOf(text: string): string {
  const { required, nice } = readPosting(text, words);
  return [required, nice]
    .map((list) =>
      list
        .map(({ skill }) => skill)
        .sort()
        .join(' '),
    )
    .join(' | ');
}

/** Tables of text and what is expected of it, by kind. */
export type Forms = Readonly<Record<string, readonly (readonly [text: string, expected: string])[]>>;

export function describeForms(title: string, forms: Forms): void {
  describe(title, () => {
    for (const [kind, table] of Object.entries(forms)) {
      for (const [text, expected] of table) {
        it(`${kind}: ${JSON.stringify(text)}`, () => {
          assert.equal(weightsOf(text), expected);
        });
      }
    }
  });
}
