/** What the learner is asked and told about the place of their progress. Injected, so that tests can answer. */
import * as vscode from 'vscode';
import type { LostEvents, WriteFailure } from '../../core/progress/log';

const { t } = vscode.l10n;

export interface HomeQuestions {
  useParent(folder: vscode.Uri): Promise<boolean | undefined>;
  chooseHome(folders: readonly vscode.Uri[]): Promise<vscode.Uri | undefined>;
  restore(folder: vscode.Uri, lost: LostEvents): Promise<'restore' | 'fresh' | undefined>;
  tellUnreadable(count: number, aside: vscode.Uri): void;
  tellWriteFailure(failure: WriteFailure): void;
  tellRestricted(): void;
  tellNoDiskFolder(isVirtual: boolean): void;
}

export const homeQuestions: HomeQuestions = {
  async useParent(folder) {
    const use = t('Use It');
    const answer = await vscode.window.showInformationMessage(
      t('Your Bridgecraft progress seems to be kept in {0}, outside the open folder. Use it here?', folder.fsPath),
      use,
      t("Don't Use It"),
    );
    return answer === undefined ? undefined : answer === use;
  },

  async chooseHome(folders) {
    const items = folders.map((folder) => ({
      label: vscode.workspace.getWorkspaceFolder(folder)?.name ?? folder.path.split('/').at(-1) ?? folder.path,
      description: folder.fsPath,
      folder,
    }));
    const title = t('Where are your projects and your progress kept?');
    return (await vscode.window.showQuickPick(items, { title, placeHolder: t('Choose a folder') }))?.folder;
  },

  async restore(folder, lost) {
    const message =
      lost.kind === 'gone'
        ? t('Your progress in {0} is gone. This computer has a copy with {1} entries.', folder.fsPath, lost.count)
        : t('{1} entries of your progress in {0} are gone. This computer has a copy.', folder.fsPath, lost.count);
    const [restore, fresh] = [t('Restore'), t('Start Fresh')];
    const answer = await vscode.window.showWarningMessage(message, restore, fresh);
    return answer === restore ? 'restore' : answer === fresh ? 'fresh' : undefined;
  },

  tellUnreadable(count, aside) {
    const open = t('Open File');
    const message = t(
      '{0} lines of your progress log could not be read. They are kept in {1}; everything else is there.',
      count,
      vscode.workspace.asRelativePath(aside),
    );
    void vscode.window.showWarningMessage(message, open).then((answer) => {
      if (answer === open) void vscode.window.showTextDocument(aside);
    });
  },

  tellWriteFailure({ kind, path, detail }) {
    const message =
      kind === 'read-only'
        ? t('{0} cannot be written, so nothing was recorded. Open a folder that you may write to.', path)
        : kind === 'disk-full'
          ? t('The disk is full, so nothing was recorded in {0}. Free some space and try again.', path)
          : t('Nothing was recorded in {0}: {1}', path, detail);
    offer(message, t('Open Folder'), 'vscode.openFolder');
  },

  tellRestricted() {
    offer(
      t('This folder is in Restricted Mode, so nothing is written. Trust the folder to record your progress.'),
      t('Manage Trust'),
      'workbench.trust.manage',
    );
  },

  tellNoDiskFolder(isVirtual) {
    const message = isVirtual
      ? t('Bridgecraft keeps projects and progress on a disk. Open a folder of this computer or of a remote machine.')
      : t('Bridgecraft keeps projects and progress in a folder. Open one first.');
    offer(message, t('Open Folder'), 'vscode.openFolder');
  },
};

function offer(message: string, title: string, command: string): void {
  void vscode.window.showWarningMessage(message, title).then((answer) => {
    if (answer === title) void vscode.commands.executeCommand(command);
  });
}
