/** The tab on all pivots: which one fits, the matrix, and the reasons of the one that is looked at. */
import { flag, list, number, object, oneOf, optional, text, type Of } from '../shape';
import { gap } from './gap';
import { action, id } from './intents';

const cell = object({
  to: id,
  /** Months, as short as the table needs it. */
  text,
  /** The whole sentence, for who does not see the table. */
  label: text,
  difficulty: oneOf('easy', 'moderate', 'hard', 'very-hard', 'extreme'),
  isChosen: flag,
});

const matrix = object({
  heading: text,
  explanation: text,
  corner: text,
  columns: list(object({ id, short: text, label: text })),
  /** A row has no cell for itself. */
  rows: list(object({ id, label: text, isYou: flag, cells: list(cell) })),
  legend: list(object({ difficulty: text, label: text })),
});

const ranking = object({
  heading: text,
  explanation: text,
  pivots: list(
    object({
      to: id,
      label: text,
      score: text,
      isChosen: flag,
      /** From 0 to 1. */
      parts: list(object({ label: text, value: number, text })),
    }),
  ),
});

export const pivots = object({
  ranking,
  matrix,
  /** Of the pivot that is looked at. */
  reasons: gap,
  /** Makes it one's own plan; of one's own row only. */
  plan: optional(action),
});
export type PivotsView = Of<typeof pivots>;
