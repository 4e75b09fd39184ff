/** What the open window allows. */
import * as vscode from 'vscode';

/** Open folders on a disk; Bridgecraft keeps nothing in virtual ones. */
export const diskFolders = (): readonly vscode.Uri[] =>
  (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri).filter(({ scheme }) => scheme === 'file');

export type Place = 'no-folder' | 'virtual' | 'restricted' | 'open';

export function placeOfWork(): Place {
  const count = vscode.workspace.workspaceFolders?.length ?? 0;
  if (count === 0) return 'no-folder';
  if (diskFolders().length === 0) return 'virtual';
  return vscode.workspace.isTrusted ? 'open' : 'restricted';
}

export const sameUri = (a: vscode.Uri | undefined, b: vscode.Uri | undefined): boolean =>
  a?.toString() === b?.toString();

/** `inner` is the folder or lies in it. */
export const isWithin = (folder: vscode.Uri, inner: vscode.Uri): boolean =>
  inner.scheme === folder.scheme &&
  inner.authority === folder.authority &&
  (inner.path === folder.path || inner.path.startsWith(folder.path.endsWith('/') ? folder.path : `${folder.path}/`));

export async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined; // Not there, or not to be looked at: the same for us.
  }
}

/** The text of a file; undefined when it is not there or larger than the limit. */
export async function readText(uri: vscode.Uri, limit = 5_000_000): Promise<string | undefined> {
  try {
    if ((await vscode.workspace.fs.stat(uri)).size > limit) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** Runs what is asked for, and once more if it was asked for while it ran. */
export function coalesced(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let wanted = 0;
  const run = async (): Promise<void> => {
    for (let done = 0; done !== wanted;) {
      done = wanted;
      await act();
    }
  };
  return () => {
    wanted += 1;
    return (running ??= run().finally(() => (running = undefined)));
  };
}

/** Calls back when a file that the pattern names is made, changed or deleted. */
export function watchFiles(pattern: vscode.GlobPattern, changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}
