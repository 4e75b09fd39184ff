/**
 * Messages between the host and the guide. The host sends whole snapshots with every sentence already in the learner's
 * language; the guide draws the last one and sends back intents. Nothing else travels.
 */
import { emphasis, icon, status } from './common';
import { count, flag, list, number, object, oneOf, optional, text, textUpTo, variants, type Of } from './shape';

const id = textUpTo(200);

/** What a learner asks for. The host looks up everything that an intent names; it runs no command that a webview chose. */
export const guideIntent = variants({
  /** The page has loaded and can take a snapshot. */
  ready: {},
  'start-step': {},
  /** All checks, or those of one task. */
  'run-checks': { task: optional(id) },
  'stop-checks': {},
  'set-up-python': {},
  'open-milestones': {},
  'go-to-task': { task: id },
  /** The line in the learner's file where the check failed. */
  'go-to-failure': { check: id },
  /** A file of the project that the guide's text links to. */
  'open-file': { file: textUpTo(400) },
  /** The one action that helps with what blocked the check, or the whole run when no check is named. */
  repair: { check: optional(id) },
  /** The next hint of a task. */
  'show-hint': { task: id },
  /** The reference beside the learner's work; the host asks first while the task's checks have not passed. */
  compare: { task: id },
  /** Back to the starter: the host asks whether region, file or step. */
  reset: { task: id },
  /** The project to the installed version of the step; or first what that changes. */
  'update-step': {},
  'show-changes': {},
  /** An answer to a question of the recall or the quiz. */
  answer: { question: id, option: count },
  /** Show a prefilled report of a check. */
  report: { check: id },
  /** Mark by hand what the check holds back. */
  'mark-anyway': { check: id },
  'manage-trust': {},
});
export type GuideIntent = Of<typeof guideIntent>;

const action = object({ label: text, icon: optional(icon), emphasis, intent: guideIntent });
export type GuideAction = Of<typeof action>;

const check = object({
  id,
  title: text,
  status,
  /** The state as a word: "failed". */
  statusLabel: text,
  message: text,
  /** Shown side by side when the check reported them. */
  expected: optional(text),
  actual: optional(text),
  hint: optional(text),
  /** The last output of a check that could not run. */
  output: optional(text),
  actions: list(action),
  /** For who is stuck: folded away, so that it is found and not in the way. */
  stuck: list(action),
});
export type CheckView = Of<typeof check>;

const hint = object({
  /** "Nudge", "Approach", "Pseudo-code". */
  label: text,
  text,
  /** Lines whose breaks and indents matter. */
  isCode: flag,
});

const task = object({
  id,
  title: text,
  /** "engine.py · 25 min". */
  detail: text,
  status,
  statusLabel: text,
  /** "2 of 3 checks". */
  summary: text,
  checks: list(check),
  /** Those that were asked for, in order. */
  hints: list(hint),
  actions: list(action),
});
export type TaskView = Of<typeof task>;

const bar = object({
  label: text,
  /** Where the bar ends, from 0 to 1; absent: nothing was measured. */
  fraction: optional(number),
  value: text,
  tone: oneOf('good', 'short', 'baseline'),
});
const gate = object({
  id,
  title: text,
  /** "Gate: at least 0.97". */
  demand: text,
  /** Where the gate stands, from 0 to 1. */
  mark: number,
  /** On which side of the mark a value passes. */
  direction: oneOf('at_least', 'at_most'),
  status: oneOf('passed', 'failed', 'not-run'),
  statusLabel: text,
  bars: list(bar),
  /** How the gate was found, in one sentence. */
  note: text,
});
export type GateView = Of<typeof gate>;

const prediction = object({ id, question: text, expected: text, measured: text, why: text });

const question = object({
  id,
  /** Where a recall question comes from. */
  from: optional(text),
  question: text,
  options: list(text),
  answer: count,
  explanation: text,
  /** Recorded earlier. */
  chosen: optional(count),
});
export type QuestionView = Of<typeof question>;

const picture = object({ src: text, name: text, caption: text });

const notice = object({
  tone: oneOf('info', 'blocked', 'broken'),
  label: text,
  message: text,
  actions: list(action),
});

const labels = object({
  work: text,
  gate: text,
  predictions: text,
  predictionQuestion: text,
  predicted: text,
  measured: text,
  figures: text,
  recall: text,
  recallIntro: text,
  quiz: text,
  expected: text,
  actual: text,
  hint: text,
  stuck: text,
  stuckIntro: text,
  output: text,
  compare: text,
  right: text,
  notRight: text,
  progress: text,
  /** Of the buttons that run checks and lead elsewhere. */
  toolbar: text,
  toTasks: text,
});

const snapshot = object({
  /** `curriculum/step`. */
  step: id,
  title: text,
  /** "About 8 h", "step 3 of 11", … */
  facts: list(text),
  requirements: list(object({ name: text, state: oneOf('ready', 'missing', 'unknown'), label: text })),
  /** The guide, rendered when Bridgecraft was built, without its title. */
  html: text,
  /** Formulas of questions, hints and titles, rendered at the same time; others are shown as they are written. */
  formulas: list(object({ tex: text, html: text })),
  isRunning: flag,
  /** "4 of 8 checks". */
  progress: text,
  passed: count,
  total: count,
  /** The states of all checks, in order, for the bar. */
  segments: list(status),
  /** Said aloud by screen readers when it changes. */
  announcement: text,
  toolbar: list(action),
  notices: list(notice),
  tasks: list(task),
  gates: list(gate),
  predictions: list(prediction),
  pictures: list(picture),
  recall: list(question),
  quiz: list(question),
  labels,
});
export type GuideSnapshot = Of<typeof snapshot>;

export const guideMessage = variants({
  snapshot: { snapshot },
  /** Brings a task into view, with its last hint in focus. */
  'show-task': { task: id },
});
export type GuideMessage = Of<typeof guideMessage>;

/** What the page keeps over a reload; the host reads `step` to bring the right guide back. */
export const guideViewState = object({
  step: id,
  scroll: number,
});
export type GuideViewState = Of<typeof guideViewState>;
