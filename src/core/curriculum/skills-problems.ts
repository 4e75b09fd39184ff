/** Cross-checks of `skills.yaml` that its schema cannot see. */
import type { Problem } from './problem';
import type { SkillsFile } from './schema';
import type { Located } from './yaml';

export function skillsProblems(located: Located<SkillsFile>): Problem[] {
  const { skills } = located.value;
  const known = new Set(skills.map((skill) => skill.id));
  const seen = new Set<string>();
  return skills.flatMap((skill, index) => {
    const problems: Problem[] = [];
    if (seen.has(skill.id)) {
      const place = located.at(['skills', index, 'id']);
      problems.push({ file: located.file, ...place, message: `the skill "${skill.id}" appears twice` });
    }
    seen.add(skill.id);
    skill.related.forEach((id, at) => {
      if (!known.has(id) || id === skill.id) {
        const place = located.at(['skills', index, 'related', at]);
        problems.push({ file: located.file, ...place, message: `unknown related skill "${id}"` });
      }
    });
    return problems;
  });
}
