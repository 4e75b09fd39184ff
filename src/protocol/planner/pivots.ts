/** The tab on all pivots: which one fits, the matrix, and the reasons of the one that is looked at. */
import { flag, list, number, object, oneOf, optional, text, type Of } from '../shape';
import { carried, gapTable } from './gap';
import { action, id, matrixUnit, rankingPart } from './intents';

const cell = object({
  to: id,
  /** Months or hours, as short as the table needs it. */
  text,
  /** The whole sentence, for who does not see the table. */
  label: text,
  difficulty: oneOf('easy', 'moderate', 'hard', 'very-hard', 'extreme'),
  /** The class again, as a letter. */
  letter: text,
  isChosen: flag,
});

const matrix = object({
  heading: text,
  /** What the numbers are. */
  caption: text,
  explanation: text,
  unit: object({
    label: text,
    value: matrixUnit,
    options: list(object({ id: matrixUnit, label: text })),
  }),
  corner: text,
  /** `note` where no curriculum leads there yet. */
  columns: list(object({ id, short: text, label: text, note: text })),
  /** A row has no cell for itself. */
  rows: list(object({ id, label: text, isYou: flag, cells: list(cell) })),
  legend: list(object({ difficulty: text, letter: text, label: text })),
  /** What the mark of a column says. */
  columnLegend: optional(text),
});
export type MatrixView = Of<typeof matrix>;

const ranking = object({
  heading: text,
  /** Which pivots have no curriculum yet; said first. */
  notice: optional(text),
  explanation: text,
  weightsLabel: text,
  weights: list(
    object({
      part: rankingPart,
      label: text,
      value: number,
      max: number,
      /** The value in words. */
      text,
      /** Whether somebody has said what it counts. */
      isSaid: flag,
    }),
  ),
  reset: optional(action),
  counting: object({ label: text, texts: list(text) }),
  columns: list(text),
  pivots: list(
    object({
      to: id,
      label: text,
      /** Where nothing leads there yet. */
      note: text,
      effort: text,
      points: list(text),
      sum: text,
      score: text,
      /** From 0 to 1. */
      share: number,
      isChosen: flag,
    }),
  ),
});
export type RankingView = Of<typeof ranking>;

const reasons = object({
  heading: text,
  notice: optional(text),
  back: text,
  facts: list(object({ label: text, text })),
  /** Looks at the pivot the other way round. */
  opposite: action,
  /** Makes it one's own plan; of one's own row only. */
  plan: optional(action),
  table: gapTable,
  /** The largest; all of them, by family, on request. */
  carried: object({ heading: text, largest: list(object({ label: text, hours: text })), all: optional(carried) }),
});
export type ReasonsView = Of<typeof reasons>;

export const pivots = object({
  ranking,
  matrix,
  /** Of the pivot that is looked at. */
  reasons,
});
export type PivotsView = Of<typeof pivots>;
