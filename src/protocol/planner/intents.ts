/** What somebody asks for in the planner, tab by tab. */
import { emphasis, icon } from '../common';
import { count, flag, list, number, object, oneOf, optional, text, textUpTo, variants, type Of } from '../shape';

export const id = textUpTo(200);

export const roadmapFormats = ['calendar', 'table', 'markdown'] as const;
export const extent = oneOf('first-role', 'full');

/** Above the tabs: what every tab counts with. */
const basicIntents = {
  'choose-from': { specialization: id },
  'choose-to': { specialization: id },
  'set-hours': { hours: number },
  'set-extent': { extent },
};
export const basicIntent = variants(basicIntents);
export type BasicIntent = Of<typeof basicIntent>;

/** Of a goal, and of the evidence for a level. */
export const longestLine = 500;
const line = textUpTo(longestLine);
const date = textUpTo(10);
/** Changes of the assessment; whoever has none is asked first whether it is to be made. */
const assessmentIntents = {
  'set-level': { skill: id, level: count },
  'set-evidence': { skill: id, evidence: line },
  'add-interest': { specialization: id },
  'add-goal': { goal: line },
  'word-goal': { place: count, goal: line },
  'set-served': { place: count, specialization: id, level: count },
  /** Without a date, the plan starts today. */
  'set-start': { date: optional(date) },
  /** Any day of the week. */
  'add-week-off': { date },
  /** Places count from 0. */
  'move-item': { list: oneOf('interests', 'goals'), place: count, direction: oneOf('up', 'down') },
  'remove-item': { list: oneOf('interests', 'goals', 'weeks_off'), place: count },
};
export const assessmentIntent = variants(assessmentIntents);
export type AssessmentIntent = Of<typeof assessmentIntent>;

const youIntents = {
  /** Opens the assessment; asks before it is made. */
  'edit-assessment': {},
  'export-assessment': {},
  /** Asks first, and says what is lost. */
  'wipe-assessment': {},
  /** The place of a mistake in the file; they count from 0. */
  'go-to-mistake': { mistake: count },
  'open-folder': {},
  'manage-trust': {},
  'start-step': {},
  ...assessmentIntents,
};
export const youIntent = variants(youIntents);
export type YouIntent = Of<typeof youIntent>;

export const matrixUnit = oneOf('months', 'hours');
export const rankingPart = oneOf('effort', 'interest', 'goals');

const pivotsIntents = {
  /** Another pivot is looked at; one's own plan stays. */
  look: { from: id, to: id },
  'set-unit': { unit: matrixUnit },
  'set-weight': { part: rankingPart, weight: number },
  'reset-weights': {},
};
export const pivotsIntent = variants(pivotsIntents);
export type PivotsIntent = Of<typeof pivotsIntent>;

const roadmapIntents = {
  'open-step': { step: id },
  /** A week by one of its days: it was missed, or it was not after all. */
  'miss-week': { week: id },
  'take-week-back': { week: id },
  /** Keeps the dated road in a file; asks first. */
  'keep-plan': {},
  /** Starts the step, or runs its checks once it is started. */
  'test-out': { step: id },
  'export-roadmap': { format: oneOf(...roadmapFormats) },
};
export const roadmapIntent = variants(roadmapIntents);
export type RoadmapIntent = Of<typeof roadmapIntent>;

/** The name of a file in `career/postings/`. */
export const fileName = textUpTo(300);
/** Longer texts are no advertisements; the page cuts them and says so. */
export const longestDraft = 100_000;
/** An advertisement as it stands in the form, half typed or whole. */
export const postingDraft = object({
  title: textUpTo(300),
  date: textUpTo(40),
  link: textUpTo(2000),
  place: textUpTo(300),
  text: textUpTo(longestDraft),
  /** Whether what was pasted was longer. */
  isCut: flag,
});
export type PostingDraft = Of<typeof postingDraft>;

const postingsIntents = {
  /** The kept ones are read only while somebody looks at them. */
  'show-postings': { isShown: flag },
  'read-posting': { draft: postingDraft },
  /** Asks before the first one is written. */
  'keep-posting': { draft: postingDraft },
  'look-at-posting': { file: fileName },
  'edit-posting': { file: fileName },
  'delete-posting': { file: fileName },
};
export const postingsIntent = variants(postingsIntents);
export type PostingsIntent = Of<typeof postingsIntent>;

export const plannerIntent = variants({
  ready: {},
  ...basicIntents,
  ...youIntents,
  ...pivotsIntents,
  ...roadmapIntents,
  ...postingsIntents,
});
export type PlannerIntent = Of<typeof plannerIntent>;

export const action = object({ label: text, icon: optional(icon), emphasis, intent: plannerIntent });
export type PlannerAction = Of<typeof action>;

export const option = object({ id, label: text });
/** A menu with one value. */
export const chooser = object({ label: text, value: text, options: list(option) });
export const stepLink = object({ ref: id, title: text });
