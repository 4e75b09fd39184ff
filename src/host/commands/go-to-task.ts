/** Opens a task's file at its region. */
import * as vscode from 'vscode';
import type { Step, Task } from '../../core/curriculum/model';
import { findRegion } from '../../core/curriculum/regions';
import type { Progress } from '../progress/progress';
import { execute } from './command-ids';
import type { Notice } from './notice';

const { t } = vscode.l10n;

export async function goToTask(progress: Progress, step: Step, task: Task): Promise<Notice | undefined> {
  const project = progress.projects.get(step.ref);
  if (!project) return notStartedNotice(step);
  const file = vscode.Uri.joinPath(project, task.file);
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(file);
  } catch {
    return {
      message: t('{0} is not there. It belongs to the task "{1}".', vscode.workspace.asRelativePath(file), task.title),
      action: { title: t('Open Guide'), run: () => execute('openGuide', step.ref) },
    };
  }
  const place = task.region === undefined ? undefined : findRegion(task.file, document.getText(), task.region);
  const line = place?.kind === 'found' ? place.start : 0;
  const start = document.lineAt(Math.min(line, document.lineCount - 1)).range;
  const position = start.start.with({ character: document.lineAt(start.start).firstNonWhitespaceCharacterIndex });
  const selection = new vscode.Range(position, position);
  const editor = await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One, selection });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenter);
  if (place?.kind !== 'missing') return undefined;
  return {
    severity: 'information',
    message: t('The region "{0}" is not in {1} any more, so the whole file counts.', task.region ?? '', task.file),
  };
}

export const notStartedNotice = (step: Step): Notice => ({
  severity: 'information',
  message: t('"{0}" is not started yet. Starting it puts its project into your folder.', step.title),
  action: { title: t('Start Step'), run: () => execute('startStep', step.ref) },
});
