/** The dated road of one's own pivot. */
import { flag, list, number, object, oneOf, optional, text, type Of } from '../shape';
import { action, id, stepLink } from './intents';

const spanKind = oneOf('done', 'step', 'practice');

/** Places are parts of the whole width, from 0 to 1. */
const timeline = object({
  label: text,
  /** The whole picture in words. */
  inWords: object({ label: text, lines: list(text) }),
  /** Weeks that the picture is wide. */
  width: number,
  months: list(object({ label: text, at: number })),
  /** One for each career phase. */
  lanes: list(
    object({
      id,
      label: text,
      spans: list(object({ id, kind: spanKind, from: number, to: number, title: text })),
      milestones: list(object({ id, at: number, title: text })),
    }),
  ),
  weeksLabel: text,
  /** `load`: the planned part of a week, from 0 to 1; the rest of it is the buffer. */
  weeks: list(object({ from: number, to: number, kind: oneOf('work', 'off', 'missed'), load: number, title: text })),
  today: object({ label: text, at: number }),
  legend: list(
    object({ kind: oneOf('done', 'step', 'practice', 'milestone', 'buffer', 'off', 'missed'), label: text }),
  ),
});
export type TimelineView = Of<typeof timeline>;

/** Hours due and done, as lines of steps; places from 0 to 1, the second of a point upwards. */
const progress = object({
  heading: text,
  facts: list(text),
  label: text,
  planned: object({ label: text, points: list(list(number)) }),
  done: object({ label: text, points: list(list(number)) }),
  today: object({ label: text, at: number }),
  /** What stands at the ends of both axes. */
  axes: object({ first: text, last: text, most: text }),
  table: object({ label: text, columns: list(text), rows: list(object({ id, cells: list(text) })) }),
});
export type ProgressView = Of<typeof progress>;

const moved = object({
  heading: text,
  text,
  reasons: list(text),
  movesLabel: text,
  moves: list(object({ id, label: text, text })),
});
export type MovedView = Of<typeof moved>;

const phase = object({
  id,
  label: text,
  dates: text,
  hours: text,
  indicatorsLabel: text,
  indicators: list(text),
  milestonesLabel: text,
  milestones: list(object({ id, title: text, text })),
  blocks: list(
    object({
      id,
      label: text,
      dates: text,
      hours: text,
      isStep: flag,
      step: optional(stepLink),
      /** Passing its checks now is enough. */
      testOut: optional(action),
    }),
  ),
});
export type PhaseView = Of<typeof phase>;

export const roadmap = object({
  heading: text,
  /** How much of the gap steps close. */
  share: text,
  facts: list(text),
  /** Why there is no road, or why it is not as somebody might expect. */
  notices: list(text),
  timeline: optional(timeline),
  /** Weeks that came to nothing. */
  missed: object({ text, action: optional(action) }),
  /** The plan that is compared with. */
  kept: object({ text, action: optional(action), problems: list(text) }),
  moved: optional(moved),
  progress: optional(progress),
  placement: text,
  columns: list(text),
  phases: list(phase),
  exports: list(action),
});
export type RoadmapView = Of<typeof roadmap>;
