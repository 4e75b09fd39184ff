/** Parts of messages that several webviews share. */
import { oneOf } from './shape';

/** The states of a check, a task or a step as a view draws them; each has its own icon and word. */
export const status = oneOf('passed', 'failed', 'blocked', 'broken', 'running', 'unwritten', 'not-run');

/** How much an action stands out. One `primary` a region at most. */
export const emphasis = oneOf('primary', 'secondary', 'quiet');

export const icon = oneOf(
  'attach',
  'book',
  'bug',
  'check',
  'code',
  'diff',
  'lightbulb',
  'close',
  'link',
  'milestone',
  'play',
  'refresh',
  'discard',
  'shield',
  'stop',
  'tools',
);
