/** The composition root: joins the platform and the host, and returns what tests use. */
import * as vscode from 'vscode';
import { pythonChoice } from './host/checks/python-extension';
import { mayRun, startHost } from './host/host';
import { createNodePlatform } from './platform/node/node-platform';

export type BridgecraftApi = Awaited<ReturnType<typeof activate>>;

export async function activate(context: vscode.ExtensionContext) {
  const log = vscode.window.createOutputChannel('Bridgecraft', { log: true });
  context.subscriptions.push(log);
  const platform = createNodePlatform({
    extensionPath: context.extensionPath,
    storagePath: context.globalStorageUri.fsPath,
    mayRun,
    pythonChoice: (folder) => pythonChoice(vscode.Uri.file(folder)),
    warn: (message) => log.warn(message),
    debug: (message) => log.debug(message),
    warmChecks: () => vscode.workspace.getConfiguration('bridgecraft').get('warmChecks', true),
  });
  return startHost(context, platform, log);
}
