/**
 * Copies that an update proposes: `.bridgecraft/proposed/<step>/<path>`, and beside them `settled.json` with what the
 * learner has decided. A file of theirs changes only when they accept its copy.
 */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import { isWithin, readText, typeOf } from '../adapters/workspace';

const settledName = 'settled.json';

export interface Proposal {
  readonly step: Step;
  /** In the project. */
  readonly path: string;
  readonly uri: vscode.Uri;
}

export class Proposals {
  constructor(
    private readonly index: CurriculumIndex,
    private readonly home: () => vscode.Uri | undefined,
  ) {}

  /** What the learner has accepted or declined of this version already. */
  async settled(step: Step): Promise<ReadonlySet<string>> {
    const folder = this.folderOf(step);
    const text = folder && (await readText(vscode.Uri.joinPath(folder, settledName)));
    if (text === undefined) return new Set();
    try {
      const value: unknown = JSON.parse(text);
      const fields = typeof value === 'object' && value !== null ? value : {};
      const isOfThis = 'contentVersion' in fields && fields.contentVersion === step.contentVersion;
      const paths = isOfThis && 'paths' in fields && Array.isArray(fields.paths) ? fields.paths : [];
      return new Set(paths.filter((path): path is string => typeof path === 'string'));
    } catch {
      return new Set();
    }
  }

  async settle(step: Step, paths: ReadonlySet<string>): Promise<void> {
    const folder = this.folderOf(step);
    if (!folder) return;
    const text = JSON.stringify({ contentVersion: step.contentVersion, paths: [...paths] });
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, settledName), new TextEncoder().encode(text));
  }

  /** A copy that is there is the learner's by now: it stays, unless it was made for another version. */
  async propose(step: Step, copies: ReadonlyMap<string, string>): Promise<readonly Proposal[]> {
    const folder = this.folderOf(step);
    if (!folder) return [];
    const settled = await this.settled(step);
    if (!(await this.isOf(step, folder))) {
      if ((await typeOf(folder)) !== undefined) {
        const aside = folder.with({ path: `${folder.path}.${Date.now()}` });
        await vscode.workspace.fs.rename(folder, aside);
      }
      await this.settle(step, settled);
    }
    const proposals = [...copies.keys()].map((path) => ({ step, path, uri: vscode.Uri.joinPath(folder, path) }));
    for (const { path, uri } of proposals) {
      if ((await typeOf(uri)) !== undefined) continue;
      await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(copies.get(path) ?? ''));
    }
    return proposals;
  }

  /** Of a document in an editor. */
  read(uri: vscode.Uri | undefined): Proposal | undefined {
    if (!uri) return undefined;
    for (const step of allSteps(this.index)) {
      const folder = this.folderOf(step);
      if (folder && isWithin(folder, uri)) return { step, path: uri.path.slice(folder.path.length + 1), uri };
    }
    return undefined;
  }

  async remove({ uri }: Pick<Proposal, 'uri'>): Promise<void> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    // What was in it is the learner's file by now, or was declined.
    if (open?.isDirty) await open.save();
    const isShown = ({ input }: vscode.Tab): boolean =>
      (input instanceof vscode.TabInputText && input.uri.toString() === uri.toString()) ||
      (input instanceof vscode.TabInputTextDiff && input.modified.toString() === uri.toString());
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(isShown)));
    if ((await typeOf(uri)) !== undefined) await vscode.workspace.fs.delete(uri);
  }

  async removeAll(step: Step): Promise<void> {
    const folder = this.folderOf(step);
    if (folder && (await typeOf(folder)) !== undefined) {
      await vscode.workspace.fs.delete(folder, { recursive: true });
    }
  }

  private async isOf(step: Step, folder: vscode.Uri): Promise<boolean> {
    const text = (await readText(vscode.Uri.joinPath(folder, settledName))) ?? '';
    return text.includes(`"${step.contentVersion}"`);
  }

  private folderOf(step: Step): vscode.Uri | undefined {
    const home = this.home();
    return home && vscode.Uri.joinPath(home, '.bridgecraft', 'proposed', step.curriculum, step.id);
  }
}
