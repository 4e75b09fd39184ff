/** A CodeLens over each region: what there is to do about the task, then its title, minutes and state. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step } from '../../core/curriculum/model';
import { placesIn, type TaskPlace } from '../../core/curriculum/task-places';
import { placeOfWork } from '../adapters/workspace';
import type { Checks } from '../checks/checks';
import { commandIds } from '../commands/command-ids';
import { findStep } from '../curriculum-index';
import type { Progress } from '../progress/progress';
import { pathIn, textOf } from '../task-places';
import { standingInWords, taskStanding } from './task-standing';

const { t } = vscode.l10n;

export class TaskLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly emitter = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.emitter.event;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly checks: Checks,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.emitter,
      vscode.languages.registerCodeLensProvider({ scheme: 'file' }, this),
      progress.onDidChange(() => this.emitter.fire()),
      checks.onDidChange(() => this.emitter.fire()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.emitter.fire()),
    );
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    for (const [ref, project] of this.progress.projects) {
      const file = pathIn(project, document.uri);
      const step = file === undefined ? undefined : findStep(this.index, ref);
      if (file === undefined || !step) continue;
      const places = placesIn(step, file, document.getText());
      const meant = await Promise.all(places.map((place) => this.isMeant(project, step, place)));
      return places.filter((_, at) => meant[at]).flatMap((place) => this.lenses(step, place));
    }
    return [];
  }

  /** A copy in another file is not where the task is, as long as its own file still has the region. */
  private async isMeant(project: vscode.Uri, step: Step, { kind, task }: TaskPlace): Promise<boolean> {
    if (kind !== 'elsewhere') return true;
    const text = await textOf(vscode.Uri.joinPath(project, task.file));
    return (
      text === undefined || placesIn(step, task.file, text).some((own) => own.task === task && own.kind === 'lost')
    );
  }

  private lenses(step: Step, { task, kind, head }: TaskPlace): readonly vscode.CodeLens[] {
    const range = new vscode.Range(head, 0, head, 0);
    const lens = (title: string, tooltip: string, command: string, ...args: readonly unknown[]) =>
      new vscode.CodeLens(range, { title, tooltip, command, arguments: [...args] });
    const standing = taskStanding(this.progress, this.checks, step, task);
    const words = [task.title, t('{0} min', task.minutes), standingInWords(standing)];
    if (kind === 'lost') words.push(t('its region is not here any more, so the whole file counts'));
    const about = lens(words.join(' · '), t('Open the guide at this task'), commandIds.openGuide, step.ref, {
      task: task.id,
    });
    if (placeOfWork() !== 'open') return [about];
    // Before the words: beside the guide a column is narrow, and what is cut off cannot be clicked.
    const shown: vscode.CodeLens[] = [];
    const only = step.checks.filter((check) => check.task === task.id).map(({ id }) => id);
    const live = this.checks.runs.get(step.ref);
    if (live && !live.run) {
      shown.push(lens(t('Stop'), t('Stop the checks of this step'), commandIds.stopChecks, step.ref));
    } else if (only.length > 0) {
      shown.push(lens(t('Check'), t('Run the checks of this task'), commandIds.runChecks, step.ref, { only }));
    }
    if (step.hints.tasks[task.id]) {
      shown.push(lens(t('Hint'), t('Show the next hint in the guide'), commandIds.showHint, step.ref, task.id));
    }
    if (standing.mood === 'passed') {
      shown.push(lens(t('Compare'), t('Compare your work with the solution'), commandIds.compare, step.ref, task.id));
    }
    return [...shown, about];
  }
}
