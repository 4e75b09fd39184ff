/** Messages between the host and the portfolio page: whole snapshots one way, intents the other. */
import { emphasis, icon } from './common';
import { count, list, number, object, oneOf, optional, text, textUpTo, variants, type Of } from './shape';

const id = textUpTo(200);

export const portfolioIntent = variants({
  ready: {},
  /** Opens the story; asks before it is made. */
  'edit-story': {},
  'open-problem': { index: count },
  'run-checks': { step: id },
  /** Of every project whose files changed. */
  'run-changed': {},
  'open-folder': { step: id },
  'leave-out': { step: id },
  'take-in': { step: id },
  'open-sheet': { step: id },
  'save-sheet': { step: id },
  /** Lines of the log that were set aside. */
  'open-unreadable': {},
  /** Asks which programs may look. */
  review: {},
  'open-finding': { group: count, index: count },
  export: {},
  'open-exported': {},
  'open-site': {},
});
export type PortfolioIntent = Of<typeof portfolioIntent>;

const action = object({ label: text, icon: optional(icon), emphasis, intent: portfolioIntent });
export type PortfolioAction = Of<typeof action>;

const project = object({
  ref: id,
  title: text,
  /** Whether the figures are of today's files. */
  state: oneOf('current', 'stale'),
  stateText: text,
  facts: list(text),
  figures: list(object({ title: text, value: text, compared: text })),
  actions: list(action),
});
export type ProjectView = Of<typeof project>;

const leftOut = object({ what: text, why: text, action: optional(action) });

const finding = object({ what: text, why: text, fix: text, action: optional(action) });
const reviewGroup = object({
  title: text,
  summary: text,
  findings: list(finding),
  notChecked: list(text),
});
export type ReviewGroupView = Of<typeof reviewGroup>;

const snapshot = object({
  title: text,
  lead: text,
  notices: list(text),
  actions: list(action),
  story: object({
    heading: text,
    text,
    facts: list(text),
    actions: list(action),
    problems: list(object({ text, action })),
  }),
  projects: object({
    heading: text,
    /** Instead of projects. */
    empty: optional(text),
    labels: object({ figure: text, value: text, compared: text }),
    actions: list(action),
    items: list(project),
  }),
  leftOut: object({ heading: text, text, items: list(leftOut) }),
  review: object({
    heading: text,
    text,
    labels: object({ why: text, fix: text, notChecked: text }),
    actions: list(action),
    groups: list(reviewGroup),
  }),
  exported: object({ heading: text, text, actions: list(action) }),
});
export type PortfolioSnapshot = Of<typeof snapshot>;

export const portfolioMessage = variants({ snapshot: { snapshot } });
export type PortfolioMessage = Of<typeof portfolioMessage>;

export const portfolioViewState = object({ scroll: number });
export type PortfolioViewState = Of<typeof portfolioViewState>;
