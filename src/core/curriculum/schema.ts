/**
 * The schemas of `skills.yaml`, `curriculum.yaml` and `step.yaml`. The single source for their types, their validation
 * and the JSON Schemas that editors use. Loaded only where YAML is read: the command line, the build, authoring.
 */
import * as z from 'zod';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id is lower-case letters, digits and single hyphens')
  .max(64);
const skillId = z.string().regex(/^[a-z]\.[a-z0-9]+$/, 'a skill id looks like "d.autodiff"');
const text = z.string().trim().min(1).max(4000);
const line = z.string().trim().min(1).max(200);
/** Checked further by `references.ts`: relative, with forward slashes, inside the project. */
const path = z.string().min(1).max(200);
const level = z.int().min(1).max(3);

export const specializationIds = [
  'computer-vision',
  'nlp',
  'classical-ml',
  'deep-learning',
  'mlops',
  'data-science',
  'robotics',
  'quantum-ml',
  'responsible-ai',
  'neuromorphic',
] as const;
const specialization = z.enum(specializationIds);

export const skillsSchema = z.strictObject({
  specializations: z.record(specialization, line),
  levels: z.record(z.enum(['0', '1', '2', '3']), line),
  step_multiplier: z.record(z.enum(['1', '2', '3']), z.number().positive()),
  transfer_discount: z.number().min(0).max(1),
  skills: z
    .array(
      z.strictObject({
        id: skillId,
        name: line,
        base_hours: z.number().positive(),
        related: z.array(skillId),
        /** Words of job advertisements that mean it; `=Ray` counts with its capital only, `present~ * results|findings` has open places. */
        aliases: z.array(line).default([]),
        levels: z.partialRecord(specialization, z.int().min(0).max(3)),
      }),
    )
    .min(1),
});

export const curriculumSchema = z.strictObject({
  id,
  title: line,
  subtitle: line,
  from: specialization,
  to: specialization,
  summary: text,
  phases: z
    .array(
      z.strictObject({
        id,
        title: line,
        /** What the learner can say or do at the end of the phase. */
        indicators: z.array(line).min(1),
        /** In order. `requires` names steps of this curriculum whose work the step builds on. */
        steps: z.array(z.strictObject({ id, requires: z.array(id).default([]) })),
      }),
    )
    .min(1),
  milestones: z
    .array(
      z.strictObject({
        id,
        title: line,
        step: id,
        /** `verified` by the step's checks, or `attested` with evidence that the learner attaches. */
        kind: z.enum(['verified', 'attested']),
        /** Check ids. Default for `verified`: every check of the step that has no `needs`. */
        checks: z.array(id).optional(),
      }),
    )
    .min(1),
  /** Old id → new id, of steps, checks and milestones (`step`, `step/check`, `milestone:id`). Never shrinks. */
  renamed: z.record(z.string(), z.string()).default({}),
  /** Checks that are known to be wrong, until a version mends them. Shown at the check; never the learner's failure. */
  advisories: z
    .array(
      z.strictObject({
        step: id,
        check: id,
        /** Content versions, as reports name them (12 digits or more). */
        versions: z.union([z.literal('all'), z.array(z.string().regex(/^[0-9a-f]{12,64}$/)).min(1)]).default('all'),
        note: line,
      }),
    )
    .default([]),
});

const question = z.strictObject({
  id,
  question: text,
  options: z.array(line).min(2).max(5),
  /** Index into `options`, from 0. */
  answer: z.int().min(0).max(4),
  explanation: text,
});

export const stepSchema = z.strictObject({
  id,
  title: line,
  /** One sentence: what the learner will have built. */
  summary: line,
  tier: z.enum(['T0', 'T1', 'T2']),
  /** The import name of the package under `project/src/`. */
  package: z.string().regex(/^[a-z][a-z0-9_]*$/),
  /** Distribution names; versions come from `curricula/constraints.txt`. pytest is always wanted and not named here. */
  requirements: z.array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/)).min(1),
  /** Minutes of all tasks together. */
  minutes: z.int().positive(),
  /** Hours that "Take it real" takes, apart from the rest. */
  real_hours: z.tuple([z.number().positive(), z.number().positive()]),
  skills: z.record(skillId, level),
  tasks: z
    .array(
      z.strictObject({
        id,
        title: line,
        file: path,
        /** A region of `file`. Without it the whole file is the task. */
        region: z
          .string()
          .regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/)
          .optional(),
        minutes: z.int().positive(),
        difficulty: z.int().min(1).max(5),
      }),
    )
    .min(1),
  checks: z
    .array(
      z.strictObject({
        id,
        /** What the check holds, as a statement: "A tensor used twice accumulates its gradient". */
        title: line,
        /** A pytest node id: `checks/test_engine.py::test_add`. */
        test: z.string().regex(/^checks\/[A-Za-z0-9_/.-]+\.py::.+$/, 'a node id: checks/test_engine.py::test_add'),
        task: id,
        kind: z.enum(['S', 'H', 'O', 'P', 'G', 'M', 'B', 'T', 'L', 'R']),
        /** Seconds; what it may take on a slow machine, at most 60. */
        timeout: z.number().positive().max(60),
        /** Ids of `hints.failures`; the first is shown unless the check reports another. */
        hints: z.array(id).min(1),
        /** The check runs only when the project has this file or folder ("Take it real"). */
        needs: path.optional(),
        /** Passes on the starter: it guards what was given. */
        given: z.boolean().optional(),
      }),
    )
    .min(1),
  figures: z.array(
    z.strictObject({
      /** As the check reports it: `report(moons_accuracy=0.99)`. */
      name: z.string().regex(/^[a-z][a-z0-9_]*$/),
      title: line,
      unit: z.string().max(40),
      /** Largest difference, over eight seeds and two thread counts, that still counts as reproduced. */
      tolerance: z.number().nonnegative(),
    }),
  ),
  gates: z.array(
    z.strictObject({
      name: id,
      title: line,
      check: id,
      figure: z.string(),
      direction: z.enum(['at_least', 'at_most']),
      /** What the check demands. */
      value: z.number(),
      unit: z.string().max(40),
      /** The worst of `seeds` runs of the reference, and their standard deviation. */
      worst: z.number(),
      sd: z.number().nonnegative(),
      seeds: z.int().min(8),
      /** The figure of the baseline that the same run computes, and its largest (or smallest) value over the seeds. */
      baseline: z.strictObject({ name: line, figure: z.string(), value: z.number(), margin: z.number() }).optional(),
    }),
  ),
  hints: z.strictObject({
    tasks: z.record(id, z.strictObject({ nudge: text, approach: text, pseudocode: text })),
    failures: z.record(id, text),
  }),
  files: z.strictObject({
    /** Paths or `folder/**` in the scaffolded project. Every file is the learner's or the author's. */
    learner: z.array(path).min(1),
    author: z.array(path).min(1),
  }),
  /** Files of earlier steps that this one builds on. */
  carries: z.array(z.strictObject({ from: id, file: path, to: path })).default([]),
  quiz: z.array(question).length(3),
  /** Three questions from earlier steps; `from` is a step id or a subject that the source field knows. */
  recall: z.array(question.extend({ from: line })).length(3),
  /** Before a training task: the figure that the learner expects, written in `predictions.yaml`. */
  predict: z.array(z.strictObject({ id, task: id, figure: z.string(), question: text })),
  /** A planted fault to name and to prove; the task's check runs the experiment. */
  sick_run: z.strictObject({ task: id, title: line, files: z.array(path).min(1) }),
});

export type SkillsFile = z.infer<typeof skillsSchema>;
export type CurriculumFile = z.infer<typeof curriculumSchema>;
export type StepFile = z.infer<typeof stepSchema>;
