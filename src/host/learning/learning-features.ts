/**
 * What helps a learner between two checks: a bundle of its own (`dist/learning-features.js`), loaded when a project of
 * this folder is there or when its first command is called.
 */
import type { CurriculumIndex, Step, Task } from '../../core/curriculum/model';
import type { Notice } from '../commands/notice';
import { showHint } from './hint';
import { markAnyway } from './mark-anyway';
import { reportCheck, type ReportContext } from './report-check';

export interface LearningDependencies extends ReportContext {
  readonly index: CurriculumIndex;
}

/** Each shows what it has to say by itself or returns it. */
export interface LearningFeatures {
  showHint(step: Step, task: Task): Promise<Notice | undefined>;
  /** Without a check: the one that did not pass, or asked for. */
  reportCheck(step: Step, check: string | undefined): Promise<Notice | undefined>;
  markAnyway(step: Step, check: string | undefined): Promise<Notice | undefined>;
}

export const createLearningFeatures = (dependencies: LearningDependencies): LearningFeatures => ({
  showHint: (step, task) => showHint(dependencies.progress, step, task),
  reportCheck: (step, check) => reportCheck(dependencies, step, check),
  markAnyway: (step, check) => markAnyway(dependencies.index, dependencies, step, check),
});
