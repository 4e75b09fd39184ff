/** The tab on oneself. */
import { list, object, optional, text, type Of } from '../shape';
import { action } from './intents';

export const you = object({
  heading: text,
  assessment: object({ text, action: optional(action) }),
  /** Mistakes in the assessment, each with its place. */
  problems: list(text),
});
export type YouView = Of<typeof you>;
