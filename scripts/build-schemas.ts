/** Writes the JSON Schemas that editors use for the YAML of curricula: `schemas/*.schema.json`, from the zod schemas. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { curriculumSchema, skillsSchema, stepSchema } from '../src/core/curriculum/schema';
import { assessmentSchema } from '../src/core/planner/assessment-schema';
import { keptRoadmapSchema } from '../src/core/planner/kept-roadmap';
import { storySchema } from '../src/core/portfolio/story-schema';

const schemas = {
  assessment: assessmentSchema,
  curriculum: curriculumSchema,
  roadmap: keptRoadmapSchema,
  skills: skillsSchema,
  step: stepSchema,
  story: storySchema,
};

/** File name → text. */
export const schemaFiles = (): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(schemas).map(([name, schema]) => {
      const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
      return [`${name}.schema.json`, `${JSON.stringify({ ...json, title: `${name}.yaml` }, undefined, 2)}\n`];
    }),
  );

async function main(): Promise<void> {
  const folder = join(__dirname, '..', 'schemas');
  await mkdir(folder, { recursive: true });
  await Promise.all([...schemaFiles()].map(([name, text]) => writeFile(join(folder, name), text)));
}

if (require.main === module) {
  void main();
}
