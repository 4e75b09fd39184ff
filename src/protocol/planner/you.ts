/** The tab on oneself: what somebody can do, when they have time, what draws them. */
import { count, flag, list, object, optional, text, type Of } from '../shape';
import { action, id, option } from './intents';

const skill = object({
  id,
  name: text,
  /** What counts: the claim, or what passed steps have proved where that is more. */
  level: count,
  /** What the specialization that one comes from asks for. */
  usual: count,
  /** One claims another level than the usual one. */
  isChanged: flag,
  /** The target asks for it. */
  isAsked: flag,
  /** Empty: none is written. */
  evidence: text,
  /** Lower levels cannot be chosen. */
  proved: optional(object({ level: count, text })),
});
export type SkillView = Of<typeof skill>;

const skills = object({
  heading: text,
  explanation: text,
  /** By level, 0 to 3. */
  levels: list(object({ words: text, usual: text })),
  families: list(object({ id, label: text, summary: text, skills: list(skill) })),
  labels: object({
    find: text,
    show: text,
    all: text,
    asked: text,
    changed: text,
    shown: text,
    nothing: text,
    reset: text,
    evidence: text,
    addEvidence: text,
  }),
});
export type SkillsView = Of<typeof skills>;

const time = object({
  heading: text,
  start: object({ label: text, value: text, note: text }),
  weeks: object({
    label: text,
    note: text,
    day: text,
    add: text,
    remove: text,
    /** In the order of the file. */
    all: list(object({ place: count, label: text })),
  }),
});
export type TimeView = Of<typeof time>;

const moves = object({ up: text, down: text, remove: text });

const interests = object({
  heading: text,
  explanation: text,
  moves,
  /** The most interesting first; the note is the place: "1 of 3". */
  ranked: list(object({ label: text, note: text })),
  add: object({ label: text, button: text, options: list(option) }),
});
export type InterestsView = Of<typeof interests>;

const goals = object({
  heading: text,
  explanation: text,
  moves,
  /** The most important first. `serves` goes by specialization. */
  ranked: list(object({ goal: text, note: text, summary: text, serves: list(count) })),
  specializations: list(option),
  /** How well, 0 to 3. */
  served: list(text),
  label: text,
  add: object({ label: text, button: text }),
});
export type GoalsView = Of<typeof goals>;

export const you = object({
  heading: text,
  assessment: object({ text, actions: list(action) }),
  /** Why nothing can be kept, and what to do next. */
  obstacle: optional(object({ text, action })),
  /** Mistakes in the assessment, each with the button that leads to its place. */
  problems: list(object({ text, action })),
  /** False: the form only shows what would be asked. */
  isOpen: flag,
  skills,
  time,
  interests,
  goals,
});
export type YouView = Of<typeof you>;
