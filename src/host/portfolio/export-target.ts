/** Which folder a portfolio goes to: beside the home folder; inside it only after a warning, around it never. */
import * as vscode from 'vscode';
import { isWithin, sameUri, typeOf } from '../adapters/workspace';
import type { Notice } from '../commands/notice';

const { t } = vscode.l10n;
const namedEntries = 8;

const nameOf = (folder: vscode.Uri): string => folder.path.split('/').findLast((part) => part !== '') ?? 'home';

/** Beside the home folder: `learning` → `learning-portfolio`. */
export const proposedTarget = (home: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(home, '..', `${nameOf(home)}-portfolio`);

/** Undefined: somebody changed their mind. */
export async function chooseTarget(
  home: vscode.Uri,
  last: string | undefined,
): Promise<vscode.Uri | Notice | undefined> {
  const proposed = last === undefined ? proposedTarget(home) : vscode.Uri.file(last);
  const other = t('Choose Another Folder…');
  const picked = await vscode.window.showQuickPick(
    [
      {
        label: proposed.fsPath,
        detail:
          last === undefined ? t('A new folder beside your home folder') : t('Where you exported to the last time'),
      },
      { label: other },
    ],
    { title: t('Export Portfolio'), placeHolder: t('Which folder does it go to?') },
  );
  if (!picked) return undefined;
  const target = picked.label === other ? await askFolder(home) : proposed;
  if (!target) return undefined;
  if (sameUri(target, home) || isWithin(target, home)) {
    return {
      message: t('The portfolio cannot be written to a folder that holds your home folder. Nothing was written.'),
    };
  }
  return target;
}

/** A folder with an export is updated; else a new one is made in the folder that is chosen. */
async function askFolder(home: vscode.Uri): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: t('Export Here'),
    title: t('Export Portfolio'),
    defaultUri: vscode.Uri.joinPath(home, '..'),
  });
  const folder = chosen?.[0];
  if (!folder) return undefined;
  const isExport = (await typeOf(vscode.Uri.joinPath(folder, 'reproduce.json'))) !== undefined;
  return isExport ? folder : vscode.Uri.joinPath(folder, `${nameOf(home)}-portfolio`);
}

/** Names what publishing the home folder would publish. */
export async function isInsideAgreed(home: vscode.Uri): Promise<boolean> {
  const entries = await vscode.workspace.fs.readDirectory(home);
  const names = entries.map(([name]) => name).sort();
  const anyway = t('Export Inside Anyway');
  const answer = await vscode.window.showWarningMessage(
    t('That folder lies inside your home folder.'),
    {
      modal: true,
      detail: t(
        'Who publishes the home folder publishes all of it: {0}. That includes your progress log, your self-assessment and every note. A folder beside it holds the portfolio alone.',
        names.slice(0, namedEntries).join(', ') + (names.length > namedEntries ? ', …' : ''),
      ),
    },
    anyway,
  );
  return answer === anyway;
}
