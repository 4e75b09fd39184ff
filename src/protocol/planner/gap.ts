/** What a pivot asks for beyond what somebody can, and what carries over. */
import { list, number, object, optional, text, type Of } from '../shape';
import { id, stepLink } from './intents';

const gapRow = object({
  id,
  label: text,
  levels: text,
  hours: text,
  /** Of the largest, from 0 to 1. */
  share: number,
  near: text,
  steps: list(stepLink),
  stepsText: text,
});

export const gapTable = object({
  heading: text,
  columns: list(text),
  /** The largest gaps. */
  rows: list(gapRow),
  /** Shown on request. */
  more: optional(object({ label: text, rows: list(gapRow) })),
});
export type GapTableView = Of<typeof gapTable>;

/** A whole in parts, as a picture: fractions from 0 to 1 of the largest whole, in the order of the legend. */
const stack = list(number);
const legend = list(text);

const transfer = object({
  heading: text,
  /** The discount of related skills, in one sentence. */
  discount: text,
  legend,
  columns: list(text),
  /** Numbers as text, one a column after the first two. */
  rows: list(object({ id, label: text, stack, numbers: list(text) })),
  total: object({ label: text, numbers: list(text) }),
});
export type TransferView = Of<typeof transfer>;

const burnDown = object({
  heading: text,
  explanation: text,
  /** What steps have closed, what steps can close, and what is practice outside. */
  stack,
  legend,
  /** Empty while no step is passed. */
  columns: list(text),
  points: list(
    object({
      id,
      label: text,
      step: optional(stepLink),
      date: text,
      closed: text,
      left: text,
      /** What is left of the gap as claimed, from 0 to 1. */
      share: number,
    }),
  ),
});
export type BurnDownView = Of<typeof burnDown>;

export const carried = object({
  heading: text,
  families: list(object({ id, label: text, skills: list(text) })),
});
export type CarriedView = Of<typeof carried>;

export const gap = object({
  heading: text,
  /** Of a target without a curriculum; said first. */
  notice: optional(text),
  facts: list(text),
  transfer,
  burnDown,
  table: gapTable,
  carried,
});
export type GapView = Of<typeof gap>;
