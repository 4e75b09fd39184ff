/** What the reader of advertisements makes of a text, in one line for tables of tests. */
import { readPosting } from '../../src/core/planner/posting';
import { SkillWords } from '../../src/core/planner/skill-words';
import { skillsTable } from './skills-table';

const words = new SkillWords(skillsTable);

/** Ids alone, sorted: what is required, a bar, what is nice to have. */
export function weightsOf(text: string): string {
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
