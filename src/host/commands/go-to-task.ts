/** Opens a task's file at its region. */
import * as vscode from 'vscode';
import type { Step, Task } from '../../core/curriculum/model';
import { placesIn } from '../../core/curriculum/task-places';
import type { Progress } from '../progress/progress';
import { fileOfMovedRegion } from '../task-places';
import { execute } from './command-ids';
import type { Notice } from './notice';

const { t } = vscode.l10n;

export async function goToTask(progress: Progress, step: Step, task: Task): Promise<Notice | undefined> {
  const project = progress.projects.get(step.ref);
  if (!project) return notStartedNotice(step);
  const home = await opened(vscode.Uri.joinPath(project, task.file));
  const kept = home && placeOf(step, task, task.file, home);
  const moved = kept && kept.kind !== 'lost' ? undefined : await fileOfMovedRegion(project, step, task);
  const document = moved === undefined ? home : await opened(vscode.Uri.joinPath(project, moved));
  if (!document) {
    const path = vscode.workspace.asRelativePath(vscode.Uri.joinPath(project, task.file));
    return {
      message: t('{0} is not there. It belongs to the task "{1}".', path, task.title),
      action: { title: t('Open Guide'), run: () => execute('openGuide', step.ref) },
    };
  }
  const place = placeOf(step, task, moved ?? task.file, document);
  const line = document.lineAt(Math.min(place?.start ?? 0, document.lineCount - 1));
  const position = new vscode.Position(line.lineNumber, line.firstNonWhitespaceCharacterIndex);
  const selection = new vscode.Range(position, position);
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenter);
  if (place?.kind !== 'lost') return undefined;
  return {
    severity: 'information',
    message: t('The region "{0}" is not in {1} any more, so the whole file counts.', task.region ?? '', task.file),
  };
}

const placeOf = (step: Step, task: Task, file: string, document: vscode.TextDocument) =>
  placesIn(step, file, document.getText()).find((place) => place.task === task);

async function opened(file: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(file);
  } catch {
    return undefined;
  }
}

export const notStartedNotice = (step: Step): Notice => ({
  severity: 'information',
  message: t('"{0}" is not started yet. Starting it puts its project into your folder.', step.title),
  action: { title: t('Start Step'), run: () => execute('startStep', step.ref) },
});
