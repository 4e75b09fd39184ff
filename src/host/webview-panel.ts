/** Our pages in panels of VS Code: guide, milestones, planner and portfolio do alike what is here. */
import * as vscode from 'vscode';
import { type ViewName, webviewHtml } from './webview-html';

/** Folders of the extension that a page's own parts come from. */
export const ownRoots = (extensionUri: vscode.Uri): readonly vscode.Uri[] => [
  vscode.Uri.joinPath(extensionUri, 'media'),
  vscode.Uri.joinPath(extensionUri, 'dist', 'webview'),
];

/** Setting options or html reloads the page; it says `ready` when it can take a snapshot. */
export function loadPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  view: ViewName,
  title: string,
  /** Folders that it may show files of. */
  localResourceRoots: readonly vscode.Uri[] = ownRoots(extensionUri),
): void {
  const file = (...path: string[]) => vscode.Uri.joinPath(extensionUri, ...path);
  webview.options = { enableScripts: true, localResourceRoots };
  webview.html = webviewHtml(webview, { view, file, title, language: vscode.env.language });
}

/** At the end of a page's message pump: what went wrong is logged whole and said once. */
export function showFailure(intent: string, error: unknown, log: (message: string) => void): void {
  const text = error instanceof Error ? error.message : String(error);
  log(`${intent}: ${error instanceof Error ? (error.stack ?? text) : text}`);
  void vscode.window.showErrorMessage(vscode.l10n.t('That did not work: {0}', text));
}
