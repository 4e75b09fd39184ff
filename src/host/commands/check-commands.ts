/** The next action when the author's files were changed: restore them. */
import * as vscode from 'vscode';
import type { Step } from '../../core/curriculum/model';
import { placeOfWork } from '../adapters/workspace';
import type { RestoreAuthorFiles } from '../checks/restore-author-files';
import { execute } from './command-ids';
import type { Notice } from './notice';
import { restrictedNotice } from './place-notices';

const { t } = vscode.l10n;

export async function restoreAuthorFiles(restore: RestoreAuthorFiles, step: Step): Promise<Notice | undefined> {
  if (placeOfWork() === 'restricted') return restrictedNotice();
  const restored = await restore.run(step);
  if (restored.length === 0) {
    return { severity: 'information', message: t('The author\'s files of "{0}" are as they should be.', step.title) };
  }
  return {
    severity: 'information',
    message: t('Restored: {0}. What stood there is kept under .bridgecraft/snapshots.', restored.join(', ')),
    action: { title: t('Run Checks'), run: () => execute('runChecks', step.ref) },
  };
}
