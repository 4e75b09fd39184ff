/** Reads a self-assessment, every mistake named at its place. */
import type { Problem } from '../curriculum/problem';
import type { SkillsFile } from '../curriculum/schema';
import { type Located, readYaml, type YamlPath } from '../curriculum/yaml';
import type { Result } from '../ports';
import { type AssessmentFile, assessmentSchema } from './assessment-schema';
import { type Levels, profileOf } from './gap';

export function readAssessment(
  file: string,
  content: string | Uint8Array,
  table: SkillsFile,
): Result<AssessmentFile, readonly Problem[]> {
  const result = readYaml(file, content, assessmentSchema);
  if (!result.ok) return { ok: false, reason: result.problems };
  const problems = crossProblems(result.located, table);
  return problems.length > 0 ? { ok: false, reason: problems } : { ok: true, value: result.located.value };
}

/** The levels that somebody claims: those of where they come from, changed by what they say. */
export const claimedLevels = (table: SkillsFile, assessment: Pick<AssessmentFile, 'from' | 'levels'>): Levels =>
  new Map([...profileOf(table, assessment.from), ...Object.entries(assessment.levels)]);

function crossProblems({ file, value, at }: Located<AssessmentFile>, table: SkillsFile): readonly Problem[] {
  const known = new Set(table.skills.map(({ id }) => id));
  const problem = (path: YamlPath, message: string): Problem => ({ file, ...at(path), message });
  const unknown = (field: 'levels' | 'evidence') =>
    Object.keys(value[field])
      .filter((id) => !known.has(id))
      .map((id) => problem([field, id], `there is no skill "${id}"`));
  const twice = value.interests.flatMap((id, index) =>
    value.interests.indexOf(id) < index ? [problem(['interests', index], `"${id}" is ranked twice`)] : [],
  );
  const same = value.to === value.from ? [problem(['to'], 'a pivot leads to another specialization')] : [];
  return [...unknown('levels'), ...unknown('evidence'), ...twice, ...same];
}
