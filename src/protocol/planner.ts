/** Messages between the host and the planner: whole snapshots one way, intents the other. */
import { emphasis, icon } from './common';
import { flag, list, number, object, oneOf, optional, text, textUpTo, variants, type Of } from './shape';

const id = textUpTo(200);

export const roadmapFormats = ['calendar', 'table', 'markdown'] as const;

export const plannerIntent = variants({
  ready: {},
  'choose-from': { specialization: id },
  /** Another pivot is looked at; from somewhere else than one comes from, it is no plan of one's own. */
  look: { from: id, to: id },
  'set-hours': { hours: number },
  'set-extent': { extent: oneOf('first-role', 'full') },
  'open-step': { step: id },
  /** Opens the assessment; asks before it is made. */
  'edit-assessment': {},
  'export-roadmap': { format: oneOf(...roadmapFormats) },
});
export type PlannerIntent = Of<typeof plannerIntent>;

const action = object({ label: text, icon: optional(icon), emphasis, intent: plannerIntent });
export type PlannerAction = Of<typeof action>;

const option = object({ id, label: text });

const you = object({
  heading: text,
  from: object({ label: text, value: id, options: list(option) }),
  hours: object({ label: text, value: number, min: number, max: number }),
  extent: object({ label: text, value: text, options: list(option) }),
  assessment: object({ text, action: optional(action) }),
  /** Mistakes in the assessment, each with its place. */
  problems: list(text),
});

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

const step = object({ ref: id, title: text });

const pivot = object({
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
      steps: list(step),
      stepsText: text,
    }),
  ),
  carriedHeading: text,
  carried: list(text),
});

const roadmap = object({
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
          step: optional(step),
        }),
      ),
    }),
  ),
  exports: list(action),
});

/** What is kept while the page is hidden. */
const choices = object({
  from: id,
  lookFrom: id,
  lookTo: id,
  hours: number,
  extent: oneOf('first-role', 'full'),
});

const snapshot = object({
  title: text,
  estimate: text,
  you,
  matrix,
  ranking,
  pivot,
  /** Of one's own pivot only. */
  roadmap: optional(roadmap),
  choices,
});
export type PlannerSnapshot = Of<typeof snapshot>;

export const plannerMessage = variants({ snapshot: { snapshot } });
export type PlannerMessage = Of<typeof plannerMessage>;

export const plannerViewState = object({
  choices,
  scroll: number,
});
export type PlannerViewState = Of<typeof plannerViewState>;
