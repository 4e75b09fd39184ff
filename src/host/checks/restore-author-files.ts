/** Puts the author's files of a step back as they were, keeping what stood there under `.bridgecraft/snapshots/`. */
import * as vscode from 'vscode';
import type { Step } from '../../core/curriculum/model';
import type { Hasher } from '../../core/ports';
import type { Progress } from '../progress/progress';

export class RestoreAuthorFiles {
  constructor(
    private readonly packagedCurricula: vscode.Uri,
    private readonly progress: Progress,
    private readonly hasher: Hasher,
  ) {}

  /** Paths, relative to the project, that were restored. The learner's own files are never touched. */
  async run(step: Step): Promise<readonly string[]> {
    const project = this.progress.projects.get(step.ref);
    if (!project || !vscode.workspace.isTrusted) return [];
    const packaged = vscode.Uri.joinPath(this.packagedCurricula, step.curriculum, step.id, 'starter');
    const restored: string[] = [];
    for (const file of step.projectFiles.filter((each) => each.owner === 'author')) {
      const target = vscode.Uri.joinPath(project, file.path);
      const current = await read(target);
      const pristine = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(packaged, file.stored));
      if (current && this.isSame(current, pristine)) continue;
      if (current) await this.keep(step, file.path, current, project);
      await vscode.workspace.fs.writeFile(target, pristine);
      restored.push(file.path);
    }
    return restored;
  }

  private isSame(one: Uint8Array, other: Uint8Array): boolean {
    return this.hasher.sha256(normalized(one)) === this.hasher.sha256(normalized(other));
  }

  private async keep(step: Step, path: string, content: Uint8Array, project: vscode.Uri): Promise<void> {
    const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const home = this.progress.homeFolder ?? project;
    const snapshot = vscode.Uri.joinPath(home, '.bridgecraft', 'snapshots', stamp, step.ref, path);
    await vscode.workspace.fs.writeFile(snapshot, content);
  }
}

/** Line ends and a byte-order mark are no change. */
const normalized = (content: Uint8Array) =>
  new TextDecoder('utf-8', { ignoreBOM: false }).decode(content).replaceAll('\r\n', '\n');

async function read(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined; // Deleted: it is written again.
  }
}
