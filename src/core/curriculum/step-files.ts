/** The files of a step beside the learner's: the reference, and the starter of a version. Implemented in `platform/`. */
import type { Content } from './content-tree';
import type { WriteFailure } from '../progress/log';
import type { Result } from '../ports';
import type { Step } from './model';

/** By path in the project. */
export type Files = ReadonlyMap<string, Content>;

export interface StepFiles {
  /** The finished files that the learner owns, with the starter's neutral markers. */
  solution(step: Step): Promise<Files>;
  /** Keeps the installed version's starter in the home folder: a later package will not have it. */
  keepBase(step: Step, home: string): Promise<Result<void, WriteFailure>>;
  /**
   * Everything that a scaffold of this version wrote: from the installed package, or from the base that the home folder
   * keeps. Undefined: neither has it.
   */
  starter(step: Step, contentVersion: string, home: string): Promise<Files | undefined>;
}
