/** The skills that ship, for tests of what is computed from them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type SkillsFile, skillsSchema } from '../../src/core/curriculum/schema';

export const skillsTable: SkillsFile = skillsSchema.parse(
  parse(readFileSync(join(__dirname, '..', '..', 'curricula', 'skills.yaml'), 'utf8')),
);
