/** What somebody asks for in the planner, tab by tab. */
import { emphasis, icon } from '../common';
import { list, number, object, oneOf, optional, text, textUpTo, variants, type Of } from '../shape';

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

export const plannerIntent = variants({
  ready: {},
  ...basicIntents,
  ...youIntents,
  ...pivotsIntents,
  ...roadmapIntents,
});
export type PlannerIntent = Of<typeof plannerIntent>;

export const action = object({ label: text, icon: optional(icon), emphasis, intent: plannerIntent });
export type PlannerAction = Of<typeof action>;

export const option = object({ id, label: text });
/** A menu with one value. */
export const chooser = object({ label: text, value: text, options: list(option) });
export const stepLink = object({ ref: id, title: text });
