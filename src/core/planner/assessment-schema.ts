/** The schema of `career/assessment.yaml`: what somebody says of themselves, by hand or through the planner. */
import * as z from 'zod';
import { specializationIds } from '../curriculum/schema';

const specialization = z.enum(specializationIds);
const level = z.int('a level is 0, 1, 2 or 3').min(0, 'a level is 0, 1, 2 or 3').max(3, 'a level is 0, 1, 2 or 3');
const skillId = z.string();
const date = z.iso.date('a date is written 2027-01-31');
const weight = z.int('a weight is 0, 1, 2 or 3').min(0, 'a weight is 0, 1, 2 or 3').max(3, 'a weight is 0, 1, 2 or 3');
const line = z.string().trim().min(1).max(500);
/** A week has 168 hours; a plan that asks for more than 60 beside a life is a mistake of typing. */
const mostHours = 60;

export const assessmentSchema = z.strictObject({
  /** The specialization that one comes from: what it asks for is where `levels` starts from. */
  from: specialization,
  /** The specialization that one plans to go to. */
  to: specialization.optional(),
  hours_per_week: z
    .number()
    .positive('a plan needs more than 0 hours a week')
    .max(mostHours, `at most ${mostHours} hours a week`)
    .optional(),
  start: date.optional(),
  /** Any day of a week in which nothing is planned. */
  weeks_off: z.array(date).default([]),
  missed_weeks: z
    .array(date)
    .describe(
      'Any day of a week that was planned and came to nothing: treated like a week off, and named when the road moves.',
    )
    .optional(),
  /** Specializations, the most interesting first. */
  interests: z.array(specialization).default([]),
  /** What the pivot is for, the most important first, and how well each specialization serves it (0 to 3). */
  goals: z
    .array(
      z.strictObject({
        goal: line,
        serves: z.partialRecord(specialization, z.int().min(0).max(3)).default({}),
      }),
    )
    .default([]),
  /** How often effort, interest and goals count in the order of pivots; each once, where nothing else is said. */
  weights: z
    .strictObject({ effort: weight.default(1), interest: weight.default(1), goals: weight.default(1) })
    .optional(),
  /** Where one's level is another than that of `from`. */
  levels: z.record(skillId, level).default({}),
  /** A line of evidence for a level. */
  evidence: z.record(skillId, line).default({}),
});

export type AssessmentFile = z.infer<typeof assessmentSchema>;
