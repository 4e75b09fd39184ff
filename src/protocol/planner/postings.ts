/** Job advertisements: one that is read, those that are kept, and what all of them ask for. */
import { count, flag, list, number, object, optional, text, type Of } from '../shape';
import { fileName, id, stepLink } from './intents';

const skillRow = object({
  id,
  label: text,
  /** What of the advertisement says so, or how many ask for it. */
  said: text,
  levels: text,
  hours: text,
  /** Of the largest, from 0 to 1. */
  share: number,
  near: text,
  steps: list(stepLink),
  stepsText: text,
});
/** Rows under headings, in one table. */
const skillTable = object({
  label: text,
  columns: list(text),
  groups: list(object({ heading: text, rows: list(skillRow) })),
});

const reading = object({
  heading: text,
  /** Of one that is kept. */
  file: optional(fileName),
  link: optional(text),
  facts: list(text),
  /** What a reader should know before trusting it. */
  cautions: list(text),
  skills: optional(skillTable),
  unknown: optional(object({ heading: text, explanation: text, names: list(text) })),
  /** How much of it one's own plan closes. */
  plan: optional(object({ text, label: text })),
});

const form = object({
  heading: text,
  explanation: text,
  text,
  title: text,
  date: text,
  link: text,
  place: text,
  optional: text,
  today: text,
  read: text,
  keep: optional(text),
  /** Why nothing can be kept. */
  whyNot: optional(text),
  cut: text,
  /** What is wrong with what stands in the form. */
  problem: optional(text),
  /** Counts up with each one that was kept: the form is empty then. */
  keptCount: count,
});

const kept = object({
  heading: text,
  explanation: text,
  columns: list(text),
  items: list(
    object({
      file: fileName,
      title: text,
      date: text,
      asks: text,
      gap: text,
      repeats: text,
      isChosen: flag,
    }),
  ),
  edit: text,
  delete: text,
  /** What mistakes in files mean, and each with its place. */
  mistakes: text,
  problems: list(text),
});

const demandRow = object({
  id,
  label: text,
  level: text,
  /** Shares of all, from 0 to 1. */
  required: number,
  asked: number,
  requiredText: text,
  askedText: text,
});
const demand = object({
  heading: text,
  explanation: text,
  facts: list(text),
  caution: optional(text),
  columns: list(text),
  rows: list(demandRow),
  more: object({ label: text, rows: list(demandRow) }),
  missing: object({ heading: text, table: skillTable }),
});

export const postings = object({
  heading: text,
  form,
  reading: optional(reading),
  kept,
  demand: optional(demand),
});
export type PostingsView = Of<typeof postings>;
export type SkillTableView = Of<typeof skillTable>;
export type DemandView = Of<typeof demand>;
