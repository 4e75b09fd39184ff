/** The hints of a task, in the order in which they are shown: one at a time, each on request. */
import type { Step } from './model';

export const hintLevels = ['nudge', 'approach', 'pseudocode'] as const;
export type HintLevel = (typeof hintLevels)[number];

export const isHintLevel = (value: unknown): value is HintLevel => hintLevels.some((level) => level === value);

/** The hint that comes after the furthest one that was shown; undefined when there is none left. */
export function nextHint(shown: HintLevel | undefined): HintLevel | undefined {
  return shown === undefined ? hintLevels[0] : hintLevels[hintLevels.indexOf(shown) + 1];
}

export const furthestHint = (a: HintLevel | undefined, b: HintLevel): HintLevel =>
  a !== undefined && hintLevels.indexOf(a) > hintLevels.indexOf(b) ? a : b;

/** What has been shown so far, in order. */
export function shownHints(
  step: Step,
  task: string,
  furthest: HintLevel | undefined,
): readonly { readonly level: HintLevel; readonly text: string }[] {
  const texts = step.hints.tasks[task];
  if (!texts || furthest === undefined) return [];
  return hintLevels.slice(0, hintLevels.indexOf(furthest) + 1).map((level) => ({ level, text: texts[level] }));
}
