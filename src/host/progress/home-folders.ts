/** Which folders could hold the learner's progress: the nearest with `.bridgecraft/` at or above each open folder. */
import * as vscode from 'vscode';
import { diskFolders, isWithin, sameUri, typeOf } from '../adapters/workspace';

export interface HomeCandidate {
  readonly folder: vscode.Uri;
  /** Lies outside the open folders: used only after asking. */
  readonly isOutside: boolean;
}

export async function findHomes(): Promise<readonly HomeCandidate[]> {
  const open = diskFolders();
  const found = await Promise.all(open.map((folder) => nearestHome(folder)));
  const homes: HomeCandidate[] = [];
  for (const folder of found) {
    if (folder && !homes.some((home) => sameUri(home.folder, folder))) {
      homes.push({ folder, isOutside: !open.some((each) => isWithin(each, folder)) });
    }
  }
  return homes;
}

async function nearestHome(from: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (let folder = from; ;) {
    if ((await typeOf(vscode.Uri.joinPath(folder, '.bridgecraft'))) === vscode.FileType.Directory) return folder;
    const parent = vscode.Uri.joinPath(folder, '..');
    if (parent.path === folder.path) return undefined;
    folder = parent;
  }
}
