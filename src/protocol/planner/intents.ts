/** What somebody asks for in the planner, tab by tab. */
import { emphasis, icon } from '../common';
import { flag, list, number, object, oneOf, optional, text, textUpTo, variants, type Of } from '../shape';

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

const youIntents = {
  /** Opens the assessment; asks before it is made. */
  'edit-assessment': {},
};
export const youIntent = variants(youIntents);
export type YouIntent = Of<typeof youIntent>;

const pivotsIntents = {
  /** Another pivot is looked at; one's own plan stays. */
  look: { from: id, to: id },
};
export const pivotsIntent = variants(pivotsIntents);
export type PivotsIntent = Of<typeof pivotsIntent>;

const roadmapIntents = {
  'open-step': { step: id },
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
