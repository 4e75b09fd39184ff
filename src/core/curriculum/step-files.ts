/** The files of a step beside the learner's: the reference, and the starter of a version. Implemented in `platform/`. */
import type { Content } from './content-tree';
import type { Step } from './model';

/** By path in the project. */
export type Files = ReadonlyMap<string, Content>;

export interface StepFiles {
  /** The finished files that the learner owns, with the starter's neutral markers. */
  solution(step: Step): Promise<Files>;
}
