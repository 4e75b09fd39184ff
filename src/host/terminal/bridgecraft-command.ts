/** Puts the `bridgecraft` command on the PATH of VS Code's terminals. */
import * as vscode from 'vscode';

/**
 * @param write writes the shims into the folder (`platform/node/command-line-shim.ts`).
 * @param delimiter between the entries of PATH on this system.
 */
export async function offerBridgecraftCommand(
  context: vscode.ExtensionContext,
  write: (folder: string) => Promise<void>,
  delimiter: string,
): Promise<void> {
  const folder = vscode.Uri.joinPath(context.globalStorageUri, 'bin').fsPath;
  await write(folder);
  const variables = context.environmentVariableCollection;
  variables.description = vscode.l10n.t('Adds the bridgecraft command.');
  variables.prepend('PATH', `${folder}${delimiter}`);
}
