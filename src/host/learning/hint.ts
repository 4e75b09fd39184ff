/** Shows the next hint of a task: one at a time, each recorded before it is shown. The guide draws them. */
import * as vscode from 'vscode';
import { nextHint } from '../../core/curriculum/hints';
import type { Step, Task } from '../../core/curriculum/model';
import { execute } from '../commands/command-ids';
import type { Notice } from '../commands/notice';
import type { Progress } from '../progress/progress';

const { t } = vscode.l10n;

export async function showHint(progress: Progress, step: Step, task: Task): Promise<Notice | undefined> {
  const level = nextHint(progress.state.steps.get(step.ref)?.help.hints.get(task.id));
  if (!step.hints.tasks[task.id]) {
    return { severity: 'information', message: t('There are no hints for "{0}".', task.title) };
  }
  if (level !== undefined && !(await progress.append({ kind: 'hint-shown', step: step.ref, task: task.id, level }))) {
    return undefined;
  }
  await execute('openGuide', step.ref, { task: task.id });
  if (level !== undefined) return undefined;
  return { severity: 'information', message: t('All hints of "{0}" are in the guide.', task.title) };
}
