/** `career/roadmap.yaml`: a plan as somebody kept it, to be compared with what happens. Readable and editable by hand. */
import { Document, isMap, isSeq } from 'yaml';
import * as z from 'zod';
import type { Problem } from '../curriculum/problem';
import { specializationIds } from '../curriculum/schema';
import { readYaml } from '../curriculum/yaml';
import type { Result } from '../ports';
import { dayNumber, type IsoDate } from './calendar-days';
import type { Roadmap, RoadmapRequest } from './roadmap';
import { careerPhases } from './roadmap-blocks';

const date = z.iso.date('a date is written 2027-01-31');

export const keptRoadmapSchema = z.strictObject({
  kept: date.describe('The day on which the plan was kept.'),
  from: z.enum(specializationIds),
  to: z.enum(specializationIds),
  extent: z.enum(['first-role', 'full']).describe('Levels for a first role, or for the full profile.'),
  hours_per_week: z.number().positive('a plan needs more than 0 hours a week'),
  weeks_off: z.array(date).default([]),
  missed_weeks: z.array(date).default([]),
  /** In the order of the road. */
  blocks: z
    .array(
      z.strictObject({
        id: z.string().min(1).describe('A step’s name, or `practice:` with a skill and the level that is reached.'),
        phase: z.enum(careerPhases),
        hours: z.number().nonnegative('hours are 0 or more'),
        first: date,
        last: date,
      }),
    )
    .min(1, 'a plan has at least one block'),
});
export type KeptRoadmap = z.infer<typeof keptRoadmapSchema>;

export function readKeptRoadmap(file: string, content: string): Result<KeptRoadmap, readonly Problem[]> {
  const result = readYaml(file, content, keptRoadmapSchema);
  if (!result.ok) return { ok: false, reason: result.problems };
  const { value, at } = result.located;
  const problems = value.blocks.flatMap(({ first, last }, index) =>
    dayNumber(last) < dayNumber(first)
      ? [{ file, ...at(['blocks', index, 'last']), message: 'a block ends on its first day or later' }]
      : [],
  );
  return problems.length > 0 ? { ok: false, reason: problems } : { ok: true, value };
}

export interface PlanToKeep {
  readonly kept: IsoDate;
  readonly from: KeptRoadmap['from'];
  readonly to: KeptRoadmap['to'];
  readonly extent: KeptRoadmap['extent'];
  readonly request: RoadmapRequest;
  readonly road: Roadmap;
}

export const keptRoadmap = ({ kept, from, to, extent, request, road }: PlanToKeep): KeptRoadmap => ({
  kept,
  from,
  to,
  extent,
  hours_per_week: request.hoursPerWeek,
  weeks_off: [...request.weeksOff],
  missed_weeks: [...(request.missedWeeks ?? [])],
  blocks: road.blocks.map(({ id, phase, minutes, first, last }) => ({
    id,
    phase,
    // Two digits give the minutes back.
    hours: Math.round(minutes / 0.6) / 100,
    first,
    last,
  })),
});

export const minutesOf = ({ hours }: { readonly hours: number }): number => Math.round(hours * 60);

const opening = [
  ' The plan that you kept. The planner compares what happens with it; it changes nothing here by itself.',
  ' Delete this file, and the planner compares with nothing.',
].join('\n');

/** A line for each block. */
export function keptRoadmapText(plan: KeptRoadmap): string {
  const doc = new Document(plan);
  doc.commentBefore = opening;
  for (const name of ['weeks_off', 'missed_weeks']) {
    const list = doc.get(name);
    if (isSeq(list)) list.flow = true;
  }
  const blocks = doc.get('blocks');
  if (isSeq(blocks)) for (const block of blocks.items) if (isMap(block)) block.flow = true;
  return doc.toString({ lineWidth: 0 });
}
