/** `reproduced.json`, which a re-run leaves in the repository: the day on which each project's figures came out again. */
import * as z from 'zod';
import type { StepRef } from '../curriculum/model';
import { hashContent } from '../curriculum/text';
import type { Hasher } from '../ports';
import { dayOf } from './results';

export interface Reproduced {
  /** A day, as `2027-03-04`. */
  readonly on: string;
  /** When the figures were recorded that came out again. */
  readonly recorded: string;
}

const stepRef = z.templateLiteral([z.string().min(1), '/', z.string().min(1)]);
const publishedSchema = z.object({ projects: z.array(z.object({ step: stepRef, recorded: z.string() })) });
const schema = z.object({
  format: z.literal(1),
  date: z.iso.datetime(),
  published: z.string(),
  projects: z.array(
    z.object({
      step: stepRef,
      verdict: z.enum(['reproduced', 'changed', 'failed', 'differs', 'not-run']),
    }),
  ),
});

/**
 * Empty for a report that cannot be read, or that is of another `reproduce.json` than the one beside it.
 * Honest, not unforgeable: it is a file like any other.
 */
export function readReproduced(report: string, published: string, hasher: Hasher): ReadonlyMap<StepRef, Reproduced> {
  const result = schema.safeParse(parsed(report));
  const of = publishedSchema.safeParse(parsed(published));
  if (!result.success || !of.success || result.data.published !== hashContent(published, hasher)) return new Map();
  const on = dayOf(result.data.date);
  const verdicts = new Map(result.data.projects.map(({ step, verdict }) => [step, verdict]));
  return new Map(
    of.data.projects
      .filter(({ step }) => verdicts.get(step) === 'reproduced')
      .map(({ step, recorded }) => [step, { on, recorded }]),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
