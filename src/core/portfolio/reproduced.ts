/** `reproduced.json`, which a re-run leaves in the repository: the day on which each project's figures came out again. */
import * as z from 'zod';
import type { StepRef } from '../curriculum/model';
import { hashContent } from '../curriculum/text';
import type { Hasher } from '../ports';
import { dayOf } from './markdown-text';

export const reproducedName = 'reproduced.json';

const schema = z.object({
  format: z.literal(1),
  date: z.iso.datetime(),
  published: z.string(),
  projects: z.array(
    z.object({
      step: z.templateLiteral([z.string().min(1), '/', z.string().min(1)]),
      verdict: z.enum(['reproduced', 'changed', 'failed', 'differs', 'not-run']),
    }),
  ),
});

/**
 * Empty for a report that cannot be read, or that is of another `reproduce.json` than the one beside it.
 * Honest, not unforgeable: it is a file like any other.
 */
export function readReproduced(report: string, published: string, hasher: Hasher): ReadonlyMap<StepRef, string> {
  const result = schema.safeParse(parsed(report));
  if (!result.success || result.data.published !== hashContent(published, hasher)) return new Map();
  const { date, projects } = result.data;
  return new Map(projects.filter(({ verdict }) => verdict === 'reproduced').map(({ step }) => [step, dayOf(date)]));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
