/** Why nothing is written or run here, and the way out. */
import * as vscode from 'vscode';
import type { Notice } from './notice';

const { t } = vscode.l10n;

export const restrictedNotice = (): Notice => ({
  message: t('This folder is in Restricted Mode, so nothing is written or run. Trust the folder to go on.'),
  action: { title: t('Manage Trust'), run: () => vscode.commands.executeCommand('workbench.trust.manage') },
});

export const virtualNotice = (): Notice => ({
  message: t('Projects and checks need files on a disk. Open a folder of this computer or of a remote machine.'),
  action: { title: t('Open Folder'), run: () => vscode.commands.executeCommand('vscode.openFolder') },
});
