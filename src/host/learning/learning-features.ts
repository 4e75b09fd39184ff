/**
 * What helps a learner between two checks: a bundle of its own (`dist/learning-features.js`), loaded when a project of
 * this folder is there or when its first command is called.
 */
import * as vscode from 'vscode';
import type { Debugger } from '../../core/checks/model';
import type { Check, CurriculumIndex, Step, Task } from '../../core/curriculum/model';
import type { StepFiles } from '../../core/curriculum/step-files';
import { FailureNotes } from '../code/failure-notes';
import { goToNextTask } from '../code/next-task';
import { TaskLenses } from '../code/task-lenses';
import { WarmSteps, type WarmStepsDependencies } from '../checks/warm-steps';
import { explore, runInTerminal, type TerminalContext } from '../code/terminal';
import type { Notice } from '../commands/notice';
import { Compare } from '../solution/compare';
import { ReferenceDocuments } from '../solution/reference-documents';
import type { VirtualDocuments } from '../virtual-documents';
import { pythonDebugger } from '../debug/python-debugger';
import { showHint } from './hint';
import { markAnyway } from './mark-anyway';
import { reportCheck, type ReportContext } from './report-check';

export interface LearningDependencies extends ReportContext, WarmStepsDependencies, TerminalContext {
  readonly index: CurriculumIndex;
  readonly stepFiles: () => Promise<StepFiles>;
  readonly documents: Pick<VirtualDocuments, 'refresh'>;
}

/** Each shows what it has to say by itself or returns it. */
export interface LearningFeatures {
  showHint(step: Step, task: Task): Promise<Notice | undefined>;
  nextTask(step: Step): Promise<Notice | undefined>;
  /** Without checks: all of the step. */
  runInTerminal(step: Step, checks: readonly Check[] | undefined): Promise<Notice | undefined>;
  explore(step: Step): Promise<Notice | undefined>;
  pythonDebugger(step: Step): Debugger | Notice;
  /** Without a check: the one that did not pass, or asked for. */
  reportCheck(step: Step, check: string | undefined): Promise<Notice | undefined>;
  markAnyway(step: Step, check: string | undefined): Promise<Notice | undefined>;
  compare(step: Step, task: Task): Promise<Notice | undefined>;
  showSolution(step: Step, task: Task): Promise<Notice | undefined>;
  /** The text of a virtual document. */
  textOf(uri: vscode.Uri): Promise<string>;
  dispose(): void;
}

export function createLearningFeatures(dependencies: LearningDependencies): LearningFeatures {
  const { index, progress, checks, stepFiles, documents } = dependencies;
  const references = new ReferenceDocuments(index, progress, stepFiles, documents);
  const compare = new Compare(progress, references, () => Promise.resolve());
  const owned = vscode.Disposable.from(
    new TaskLenses(index, progress, checks),
    new FailureNotes(index, progress, checks),
    references,
    new WarmSteps(dependencies),
  );
  return {
    showHint: (step, task) => showHint(progress, step, task),
    nextTask: (step) => goToNextTask(progress, checks, step),
    runInTerminal: (step, chosen) => runInTerminal(dependencies, step, chosen),
    explore: (step) => explore(dependencies, step),
    pythonDebugger,
    compare: (step, task) => compare.compare(step, task),
    showSolution: (step, task) => compare.showSolution(step, task),
    reportCheck: (step, check) => reportCheck(dependencies, step, check),
    markAnyway: (step, check) => markAnyway(index, dependencies, step, check),
    textOf: (uri) => references.textOf(uri),
    dispose: () => void owned.dispose(),
  };
}
