/**
 * What helps a learner between two checks: a bundle of its own (`dist/learning-features.js`), loaded when a project of
 * this folder is there or when its first command is called.
 */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step, Task } from '../../core/curriculum/model';
import { goToNextTask } from '../code/next-task';
import { TaskLenses } from '../code/task-lenses';
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
  nextTask(step: Step): Promise<Notice | undefined>;
  /** Without a check: the one that did not pass, or asked for. */
  reportCheck(step: Step, check: string | undefined): Promise<Notice | undefined>;
  markAnyway(step: Step, check: string | undefined): Promise<Notice | undefined>;
  dispose(): void;
}

export function createLearningFeatures(dependencies: LearningDependencies): LearningFeatures {
  const { index, progress, checks } = dependencies;
  const atTheCode = vscode.Disposable.from(new TaskLenses(index, progress, checks));
  return {
    showHint: (step, task) => showHint(progress, step, task),
    nextTask: (step) => goToNextTask(progress, checks, step),
    reportCheck: (step, check) => reportCheck(dependencies, step, check),
    markAnyway: (step, check) => markAnyway(index, dependencies, step, check),
    dispose: () => void atTheCode.dispose(),
  };
}
