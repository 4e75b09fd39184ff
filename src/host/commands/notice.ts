/** Something to tell the learner: what happened, what it means, and the one button that helps. */
export interface Notice {
  readonly message: string;
  /** For a modal question's second line and for the log. */
  readonly detail?: string;
  /** A notice that it resolves to is shown in turn. */
  readonly action?: { readonly title: string; readonly run: () => unknown };
  /** Default: a warning. `information` where nothing went wrong. */
  readonly severity?: 'information' | 'warning' | 'error';
}

export const isNotice = (value: unknown): value is Notice =>
  typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
