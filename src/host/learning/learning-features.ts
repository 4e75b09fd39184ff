/**
 * What helps a learner between two checks: a bundle of its own (`dist/learning-features.js`), loaded when a project of
 * this folder is there or when its first command is called.
 */
import * as vscode from 'vscode';
import type { Debugger } from '../../core/checks/model';
import type { Check, CurriculumIndex, Step, Task } from '../../core/curriculum/model';
import type { StepFiles } from '../../core/curriculum/step-files';
import type { ProjectChanges } from '../../core/scaffold/project-change';
import { FailureNotes } from '../code/failure-notes';
import { goToNextTask } from '../code/next-task';
import { TaskLenses } from '../code/task-lenses';
import { WarmSteps, type WarmStepsDependencies } from '../checks/warm-steps';
import { explore, runInTerminal, type TerminalContext } from '../code/terminal';
import type { Notice } from '../commands/notice';
import type { Carry } from '../commands/scaffolder';
import { keptText } from '../snapshots/kept-documents';
import { KeepCheckedWork } from '../snapshots/keep-checked-work';
import { ProjectWriter, type ProjectWriterDependencies } from '../snapshots/project-writer';
import { Reset, type ResetExtent } from '../snapshots/reset';
import { restoreAuthorFiles } from '../snapshots/restore-author-files';
import { RestoreSnapshot } from '../snapshots/restore-snapshot';
import { carryInto } from '../solution/carry';
import { Compare } from '../solution/compare';
import { ReferenceDocuments } from '../solution/reference-documents';
import { Proposals } from '../update/proposals';
import { UpdateStep } from '../update/update-step';
import type { VirtualDocuments } from '../virtual-documents';
import { pythonDebugger } from '../debug/python-debugger';
import { showHint } from './hint';
import { markAnyway } from './mark-anyway';
import { reportCheck, type ReportContext } from './report-check';

export interface LearningDependencies extends ReportContext, WarmStepsDependencies, TerminalContext {
  readonly index: CurriculumIndex;
  readonly progress: ProjectWriterDependencies['progress'];
  readonly stepFiles: () => Promise<StepFiles>;
  readonly changes: () => Promise<ProjectChanges>;
  readonly stopChecks: ProjectWriterDependencies['stopChecks'];
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
  reset(step: Step, task: Task | undefined, extent: ResetExtent | undefined): Promise<Notice | undefined>;
  restoreSnapshot(): Promise<Notice | undefined>;
  updateStep(step: Step): Promise<Notice | undefined>;
  /** What a project that is about to be made takes from earlier steps. */
  carryInto(step: Step): Promise<Carry>;
  showChanges(step: Step): Promise<Notice | undefined>;
  /** Of the copy that an update proposes: in the active editor, when none is named. */
  acceptUpdate(copy: vscode.Uri | undefined): Promise<Notice | undefined>;
  declineUpdate(copy: vscode.Uri | undefined): Promise<Notice | undefined>;
  restoreAuthorFiles(step: Step): Promise<Notice | undefined>;
  /** The text of a virtual document. */
  textOf(uri: vscode.Uri): Promise<string>;
  dispose(): void;
}

export function createLearningFeatures(dependencies: LearningDependencies): LearningFeatures {
  const { index, progress, checks, stepFiles, changes, stopChecks, documents } = dependencies;
  const writer = new ProjectWriter({ progress, changes, stopChecks });
  const references = new ReferenceDocuments(index, progress, stepFiles, documents);
  const compare = new Compare(progress, references, (step, task) => writer.keep(step, 'solution', [task.file]));
  const restore = new RestoreSnapshot(index, progress, writer, changes);
  const reset = new Reset(progress, writer, restore, stepFiles);
  const proposals = new Proposals(index, () => progress.homeFolder);
  const update = new UpdateStep(progress, writer, restore, stepFiles, proposals);
  const owned = vscode.Disposable.from(
    new TaskLenses(index, progress, checks),
    new FailureNotes(index, progress, checks),
    references,
    new WarmSteps(dependencies),
    new KeepCheckedWork({ index, progress, checks, changes, writer, log: dependencies.log }),
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
    reset: (step, task, extent) => reset.run(step, task, extent),
    restoreSnapshot: () => restore.run(),
    updateStep: (step) => update.run(step),
    carryInto: async (step) => carryInto(step, index, progress, await stepFiles()),
    showChanges: (step) => update.whatChanged(step),
    acceptUpdate: (copy) => update.accept(copy),
    declineUpdate: (copy) => update.decline(copy),
    restoreAuthorFiles: async (step) => restoreAuthorFiles(step, progress, await stepFiles(), writer),
    textOf: (uri) =>
      uri.scheme === 'bridgecraft-kept'
        ? keptText(uri, { index, progress, changes, stepFiles })
        : references.textOf(uri),
    dispose: () => void owned.dispose(),
  };
}
