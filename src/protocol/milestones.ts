/** Messages between the host and the milestones page: whole snapshots one way, intents the other. */
import { emphasis, icon } from './common';
import { count, flag, list, number, object, oneOf, optional, text, textUpTo, variants, type Of } from './shape';

const id = textUpTo(200);
export const longestNote = 4000;

export const milestonesIntent = variants({
  ready: {},
  'choose-pivot': {},
  'open-step': { step: id },
  'run-checks': { step: id },
  /** Asks the host for its file dialog; the chosen files come back in the snapshot. */
  'attach-files': { milestone: id },
  'detach-file': { milestone: id, index: count },
  /** With attached files it becomes attested, where the milestone allows it; else unverified. */
  'mark-milestone': { milestone: id, note: textUpTo(longestNote) },
  'reopen-milestone': { milestone: id },
});
export type MilestonesIntent = Of<typeof milestonesIntent>;

const action = object({ label: text, icon: optional(icon), emphasis, intent: milestonesIntent });
export type MilestonesAction = Of<typeof action>;

/** A sentence in pieces; the strong ones are what a reader looks for. */
const words = list(object({ text, isStrong: flag }));

const fact = object({ label: text, value: text });
const evidence = object({
  label: text,
  facts: list(fact),
  checks: list(object({ id, title: text })),
  checksLabel: text,
  /** Tables of names and short hashes or versions. */
  tables: list(object({ title: text, rows: list(fact) })),
  actions: list(action),
});
export type EvidenceView = Of<typeof evidence>;

const form = object({
  openLabel: text,
  title: text,
  /** What marking will mean, said before it is done. */
  explanation: text,
  noteLabel: text,
  noteHint: text,
  /** Absent: this milestone takes no files. */
  attach: optional(
    object({ label: text, hint: text, chosen: list(object({ name: text, removeLabel: text })), action }),
  ),
  submitLabel: text,
  cancelLabel: text,
});
export type MarkForm = Of<typeof form>;

const milestone = object({
  id,
  title: text,
  state: oneOf('verified', 'attested', 'unverified', 'open'),
  stateLabel: text,
  words,
  /** Something changed since: said beside the state. */
  warning: optional(text),
  isNext: flag,
  actions: list(action),
  evidence: optional(evidence),
  form: optional(form),
});
export type MilestoneView = Of<typeof milestone>;

const phase = object({
  id,
  title: text,
  /** `marked`: complete, but some only by hand. */
  state: oneOf('done', 'marked', 'now', 'ahead'),
  stateLabel: text,
  count: text,
  indicators: list(text),
  milestones: list(milestone),
});
export type PhaseView = Of<typeof phase>;

const ring = object({
  /** Of all milestones, from 0 to 1, in the order in which they are drawn. */
  verified: number,
  attested: number,
  unverified: number,
  percent: count,
  label: text,
});

const snapshot = variants({
  empty: { title: text, message: text, actions: list(action) },
  road: {
    curriculum: id,
    title: text,
    subtitle: text,
    facts: list(text),
    next: optional(object({ label: text, action })),
    ring,
    stats: list(fact),
    roadLabel: text,
    indicatorsLabel: text,
    phases: list(phase),
    notices: list(text),
    announcement: text,
  },
});
export type MilestonesSnapshot = Of<typeof snapshot>;
export type MilestonesRoad = Extract<MilestonesSnapshot, { readonly kind: 'road' }>;

export const milestonesMessage = variants({ snapshot: { snapshot } });
export type MilestonesMessage = Of<typeof milestonesMessage>;

export const milestonesViewState = object({
  curriculum: text,
  scroll: number,
  /** The form that is open, and what was typed in it. */
  form: optional(object({ milestone: id, note: text })),
});
export type MilestonesViewState = Of<typeof milestonesViewState>;
