/** What a pivot asks for beyond what somebody can, and what carries over. */
import { list, number, object, text, type Of } from '../shape';
import { id, stepLink } from './intents';

export const gap = object({
  heading: text,
  facts: list(text),
  gapHeading: text,
  columns: list(text),
  gaps: list(
    object({
      id,
      label: text,
      levels: text,
      hours: text,
      /** Of the largest, from 0 to 1. */
      share: number,
      near: text,
      steps: list(stepLink),
      stepsText: text,
    }),
  ),
  carriedHeading: text,
  carried: list(text),
});
export type GapView = Of<typeof gap>;
