/** Goes to the next task that is not done: after the one at the cursor, in the order of the guide, and round again. */
import * as vscode from 'vscode';
import type { Step } from '../../core/curriculum/model';
import type { Checks } from '../checks/checks';
import { execute } from '../commands/command-ids';
import { goToTask } from '../commands/go-to-task';
import type { Notice } from '../commands/notice';
import type { Progress } from '../progress/progress';
import { taskAtCursor } from '../task-at-cursor';
import { taskStanding } from './task-standing';

const { t } = vscode.l10n;

export async function goToNextTask(progress: Progress, checks: Checks, step: Step): Promise<Notice | undefined> {
  const current = taskAtCursor(progress, step);
  const at = current ? step.tasks.indexOf(current) : -1;
  const inTurn = [...step.tasks.slice(at + 1), ...step.tasks.slice(0, at + 1)];
  const next = inTurn.find((task) => {
    // What no check has looked at cannot be told from what is done.
    const { mood, all } = taskStanding(progress, checks, step, task);
    return all > 0 && mood !== 'passed';
  });
  if (!next) {
    return {
      severity: 'information',
      message: t('All tasks of "{0}" are done.', step.title),
      action: { title: t('Open Guide'), run: () => execute('openGuide', step.ref) },
    };
  }
  const notice = await goToTask(progress, step, next);
  if (notice || next !== current) return notice;
  return { severity: 'information', message: t('"{0}" is the only task of this step that is open.', next.title) };
}
