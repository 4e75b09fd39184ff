/**
 * Pictures that checks and `explore.py` left in `evidence/`. They are untrusted: only regular files of known kinds and
 * sizes are named, links are refused, and the page shows them through <img>, where no script runs.
 */
import * as vscode from 'vscode';

const kinds = /\.(png|svg|jpe?g)$/i;
const largest = 5 * 1024 * 1024;
const most = 24;

export interface EvidencePicture {
  readonly uri: vscode.Uri;
  /** Relative to `evidence/`. */
  readonly name: string;
}

export async function evidencePictures(evidence: vscode.Uri): Promise<readonly EvidencePicture[]> {
  // A link at `evidence/` itself would take every check below out of the project.
  if (!(await isRealFolder(evidence))) return [];
  const found: EvidencePicture[] = [];
  for (const [name, type] of await entries(evidence)) {
    if (type === vscode.FileType.File) found.push({ uri: vscode.Uri.joinPath(evidence, name), name });
    // One level down is where "Take it real" keeps its own. In order, so that the page keeps its order.
    if (type === vscode.FileType.Directory) {
      for (const [inner, innerType] of await entries(vscode.Uri.joinPath(evidence, name))) {
        if (innerType === vscode.FileType.File) {
          found.push({ uri: vscode.Uri.joinPath(evidence, name, inner), name: `${name}/${inner}` });
        }
      }
    }
  }
  const pictures = await Promise.all(found.filter(({ name }) => kinds.test(name)).map(withVersion));
  return pictures.filter((picture) => picture !== undefined).slice(0, most);
}

const lookEvery = 2_000;

/** Calls back once for all that is written within a moment, and at least once in it while writing goes on. */
export function watchPictures(project: vscode.Uri, onChange: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(project, 'evidence/**'));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changed = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      onChange();
    }, 200);
  };
  // On Linux the watcher of VS Code can lose folders that were moved into place, as a new project is.
  let seen: string | undefined;
  let isDisposed = false;
  const look = async () => {
    const now = (await evidencePictures(vscode.Uri.joinPath(project, 'evidence')))
      .map(({ uri }) => uri.toString())
      .join();
    if (seen !== undefined && now !== seen && !isDisposed) changed();
    seen = now;
  };
  const looking = setInterval(() => void look(), lookEvery);
  return vscode.Disposable.from(
    watcher,
    new vscode.Disposable(() => {
      isDisposed = true;
      clearInterval(looking);
    }),
    watcher.onDidCreate(changed),
    watcher.onDidChange(changed),
    watcher.onDidDelete(changed),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}

/** A picture that was drawn again gets a new address, or the page would go on showing the old one. */
async function withVersion(picture: EvidencePicture): Promise<EvidencePicture | undefined> {
  try {
    const { size, mtime, type } = await vscode.workspace.fs.stat(picture.uri);
    if (size > largest || size === 0 || type !== vscode.FileType.File) return undefined;
    return { ...picture, uri: picture.uri.with({ query: `v=${mtime}` }) };
  } catch {
    return undefined; // Gone between listing and looking.
  }
}

async function isRealFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.Directory;
  } catch {
    return false;
  }
}

async function entries(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    const all = await vscode.workspace.fs.readDirectory(folder);
    return all.sort(([one], [other]) => one.localeCompare(other));
  } catch {
    return [];
  }
}
