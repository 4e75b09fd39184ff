/**
 * What helps a learner between two checks: a bundle of its own (`dist/learning-features.js`), loaded when a project of
 * this folder is there or when its first command is called.
 */
import type { Step, Task } from '../../core/curriculum/model';
import type { Notice } from '../commands/notice';
import type { Progress } from '../progress/progress';
import { showHint } from './hint';

export interface LearningDependencies {
  readonly progress: Progress;
}

/** Each shows what it has to say by itself or returns it. */
export interface LearningFeatures {
  showHint(step: Step, task: Task): Promise<Notice | undefined>;
}

export const createLearningFeatures = ({ progress }: LearningDependencies): LearningFeatures => ({
  showHint: (step, task) => showHint(progress, step, task),
});
