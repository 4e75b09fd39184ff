/** The dated road of one's own pivot. */
import { flag, list, number, object, optional, text, type Of } from '../shape';
import { action, id, stepLink } from './intents';

export const roadmap = object({
  heading: text,
  facts: list(text),
  /** Why there is no road. */
  problem: optional(text),
  columns: list(text),
  phases: list(
    object({
      id,
      label: text,
      dates: text,
      hours: text,
      blocks: list(
        object({
          id,
          label: text,
          dates: text,
          hours: text,
          isStep: flag,
          /** Of the whole road, from 0 to 1. */
          from: number,
          to: number,
          step: optional(stepLink),
        }),
      ),
    }),
  ),
  exports: list(action),
});
export type RoadmapView = Of<typeof roadmap>;
