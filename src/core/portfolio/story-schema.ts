/** The schema of `career/story.yaml`: what only the learner can say. Numbers are not in it; they come from evidence. */
import * as z from 'zod';

const line = z.string().trim().min(1).max(300);
const text = z.string().trim().min(1).max(6000);
const ref = z.string().regex(/^[^/\s]+\/[^/\s]+$/u, 'a step or milestone is written curriculum/name');
const address = z.url({ protocol: /^https?$/u, error: 'a link begins with https:// or http://' }).max(500);

const project = z.strictObject({
  /** Left out of the portfolio, with all that is said of it. */
  leave_out: z.boolean().default(false),
  problem: text.optional(),
  data: text.optional(),
  method: text.optional(),
  /** What the numbers mean; the numbers themselves are added from evidence. */
  result: text.optional(),
  limits: text.optional(),
  learned: text.optional(),
  /** Answers to the questions that an interviewer would ask, by the number of the question in the guide. */
  answers: z
    .record(z.string().regex(/^[1-9]\d?$/u, 'an answer is keyed by the number of its question'), text)
    .default({}),
});

export const storySchema = z.strictObject({
  name: line.optional(),
  headline: line.optional(),
  email: z.email('an e-mail address').max(200).optional(),
  location: line.optional(),
  links: z
    .array(z.strictObject({ label: line, url: address }))
    .max(20)
    .default([]),
  /** Where the site is published: link previews need the whole address of their picture. */
  site: address.optional(),
  /** Where the repository is published; without it, links to code are relative. */
  repository: address.optional(),
  /** Why one goes from there to here. */
  why: text.optional(),
  /** What one brings along from where one comes from. */
  carried: text.optional(),
  /** What one looks for now. */
  next: text.optional(),
  projects: z.record(ref, project).default({}),
  /** What one says beyond the projects; `evidence` names a step or a milestone. */
  claims: z
    .array(z.strictObject({ claim: line, evidence: ref.optional() }))
    .max(40)
    .default([]),
  /** A claim without evidence is shown as such, or left out. */
  unproven: z.enum(['show', 'leave-out']).default('show'),
});

export type Story = z.infer<typeof storySchema>;
export type ProjectStory = z.infer<typeof project>;
