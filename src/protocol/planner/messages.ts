/** Messages between the host and the planner: whole snapshots one way, intents the other. */
import { list, number, object, oneOf, optional, text, variants, type Of } from '../shape';
import { gap } from './gap';
import { chooser, extent, id, matrixUnit, postingDraft } from './intents';
import { pivots } from './pivots';
import { postings } from './postings';
import { roadmap } from './roadmap';
import { you } from './you';

export const tabIds = ['you', 'pivots', 'gap', 'roadmap', 'postings'] as const;
const tabId = oneOf(...tabIds);
export type TabId = Of<typeof tabId>;

/** What is kept while the page is hidden. */
const choices = object({
  from: id,
  to: id,
  lookFrom: id,
  lookTo: id,
  hours: number,
  extent,
  unit: matrixUnit,
  weights: object({ effort: number, interest: number, goals: number }),
  /** While there is no assessment that holds them. */
  missedWeeks: optional(list(id)),
});

const snapshot = object({
  title: text,
  estimate: text,
  /** What every tab counts with. */
  basics: object({
    label: text,
    from: chooser,
    to: chooser,
    hours: object({ label: text, value: number, min: number, max: number, wrong: text }),
    extent: chooser,
  }),
  /** Names the tabs for who does not see them. */
  tabsLabel: text,
  tabs: list(object({ id: tabId, label: text })),
  you,
  pivots,
  gap,
  roadmap,
  /** Undefined until somebody opens its tab. */
  postings: optional(postings),
  choices,
});
export type PlannerSnapshot = Of<typeof snapshot>;

export const plannerMessage = variants({ snapshot: { snapshot } });
export type PlannerMessage = Of<typeof plannerMessage>;

export const plannerViewState = object({
  choices,
  tab: tabId,
  /** An advertisement that was pasted and is not kept yet. */
  draft: optional(postingDraft),
  scroll: number,
});
export type PlannerViewState = Of<typeof plannerViewState>;
