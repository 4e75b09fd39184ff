/** The families of the skills: the first part of a skill's id. */
import type { SkillsFile } from '../curriculum/schema';
import type { Skill } from './gap';

/** In the order in which they are asked for. */
export const familyIds = ['m', 'p', 'c', 'd', 'v', 'n', 's', 'o', 'r', 'q', 'x', 'e', 't'] as const;
export type FamilyId = (typeof familyIds)[number];

export const skillsOf = ({ skills }: Pick<SkillsFile, 'skills'>, family: FamilyId): readonly Skill[] =>
  skills.filter(({ id }) => id.startsWith(`${family}.`));
