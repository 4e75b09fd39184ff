/** A person at the window: what they are told, and what they answer. */
import * as vscode from 'vscode';
import { eventually } from '../../support/eventually';
import type { Replacements } from './extension';

const shows = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const;

/** Answers every message by one of its titles, or by nothing. Resolves to what was said, in order. */
export function answerWith(
  window: Replacements,
  choose: (message: string, titles: readonly string[]) => string | undefined,
): readonly string[] {
  const told: string[] = [];
  const show = (message: string, ...rest: readonly unknown[]): Promise<unknown> => {
    told.push(message);
    return Promise.resolve(
      choose(
        message,
        rest.filter((each) => typeof each === 'string'),
      ),
    );
  };
  for (const name of shows) window.replace(vscode.window, name, show);
  return told;
}

/** Picks in each list the first item that fits one of these, one list after the other. */
export function pickInTurn(window: Replacements, ...wanted: readonly RegExp[]): readonly string[][] {
  const lists: string[][] = [];
  window.replace(vscode.window, 'showQuickPick', async (items: unknown) => {
    const offered = await (items as readonly vscode.QuickPickItem[] | Promise<readonly vscode.QuickPickItem[]>);
    const pattern = wanted[lists.length];
    lists.push(offered.map(({ label }) => label));
    return pattern && offered.find(({ label, description }) => pattern.test(`${label} ${description ?? ''}`));
  });
  return lists;
}

/** VS Code refuses an edit while it reads the document again from disk, as after a test that wrote the file: once more then. */
export async function applied(edit: vscode.WorkspaceEdit): Promise<void> {
  await eventually('VS Code to take the edit', async () => vscode.workspace.applyEdit(edit));
}

/** Closes every editor; edits that are not saved are dropped. */
export async function closeEditors(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(
    ({ isDirty, uri }) => isDirty && uri.scheme === 'file',
  )) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
