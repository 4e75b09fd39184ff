/** Compares the learner's work with the reference: freely once the task's checks passed, else when they ask for it. */
import * as vscode from 'vscode';
import type { Step, Task } from '../../core/curriculum/model';
import type { StepState } from '../../core/progress/state';
import { placeOfWork, typeOf } from '../adapters/workspace';
import { notStartedNotice } from '../commands/go-to-task';
import type { Notice } from '../commands/notice';
import { restrictedNotice } from '../commands/place-notices';
import type { Progress } from '../progress/progress';
import type { ReferenceDocuments } from './reference-documents';

const { t } = vscode.l10n;

export class Compare {
  constructor(
    private readonly progress: Progress,
    private readonly references: ReferenceDocuments,
    /** Keeps what the learner has before the reference is seen. */
    private readonly keep: (step: Step, task: Task) => Promise<void>,
  ) {}

  /** Asks first while the task's checks have not passed. */
  async compare(step: Step, task: Task): Promise<Notice | undefined> {
    if (this.isOpen(step, task)) return this.show(step, task);
    if (placeOfWork() === 'restricted') return restrictedNotice();
    const show = t('Show Solution');
    const answer = await vscode.window.showWarningMessage(
      t('Show the solution of "{0}"?', task.title),
      {
        modal: true,
        detail: t('Its checks have not passed yet. That you saw the solution is recorded; your file stays as it is.'),
      },
      show,
    );
    return answer === show ? this.showSolution(step, task) : undefined;
  }

  /** Asks nothing: whoever calls it has decided. */
  async showSolution(step: Step, task: Task): Promise<Notice | undefined> {
    if (!this.progress.projects.has(step.ref)) return notStartedNotice(step);
    if (!this.isOpen(step, task)) {
      // What cannot be recorded is not shown; the reason has been said.
      if (!(await this.progress.append({ kind: 'solution-shown', step: step.ref, task: task.id }))) return undefined;
      await this.keep(step, task);
    }
    return this.show(step, task);
  }

  private isOpen(step: Step, task: Task): boolean {
    const state = this.progress.state.steps.get(step.ref);
    return hasPassed(step, task, state) || state?.help.solutions.has(task.id) === true;
  }

  private async show(step: Step, task: Task): Promise<Notice | undefined> {
    const project = this.progress.projects.get(step.ref);
    if (!project) return notStartedNotice(step);
    const own = vscode.Uri.joinPath(project, task.file);
    const reference = this.references.uriOf(step, task);
    const options: vscode.TextDocumentShowOptions = { viewColumn: vscode.ViewColumn.One };
    if ((await typeOf(own)) === undefined) {
      await vscode.commands.executeCommand('vscode.open', reference, options, t('{0} (reference)', task.file));
      return {
        severity: 'information',
        message: t('{0} is not there, so the reference stands alone.', vscode.workspace.asRelativePath(own)),
      };
    }
    const title = t('{0}: reference ↔ yours', task.title);
    await vscode.commands.executeCommand('vscode.diff', reference, own, title, options);
    const { extent } = await this.references.reference(step, task);
    if (extent === 'region' || task.region === undefined) return undefined;
    return {
      severity: 'information',
      message: t('The region "{0}" is not in {1} any more, so the whole file is compared.', task.region, task.file),
    };
  }
}

/** Every check that the task has so far; one that waits for a file of the learner's does not count until it ran. */
export function hasPassed(step: Step, task: Task, state: StepState | undefined): boolean {
  const own = new Set(step.checks.filter((check) => check.task === task.id).map(({ id }) => id));
  const known = state?.checks.filter(({ id }) => own.has(id)) ?? [];
  return known.length > 0 && known.every(({ verdict }) => verdict === 'passed');
}
