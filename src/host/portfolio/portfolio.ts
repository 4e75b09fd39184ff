/** The portfolio as the rest of the host sees it. Its code and its table are read when it is first asked for. */
import * as vscode from 'vscode';
import type { SkillsFile } from '../../core/curriculum/schema';
import { mayRemind } from '../../core/portfolio/reminder';
import { placeOfWork } from '../adapters/workspace';
import type { Notice } from '../commands/notice';
import { packagedCurricula } from '../curriculum-index';
import { ExportMemory } from './export-memory';
import type { createPortfolioFeatures, PortfolioDependencies } from './portfolio-features';

/** As package.json's `onWebviewPanel:` names it. */
const viewType = 'bridgecraft.portfolio';

export interface LazyPortfolioDependencies extends Omit<PortfolioDependencies, 'table' | 'memory'> {
  readonly globalState: vscode.Memento;
  /** The text of a file of our own package. */
  readonly readPackaged: (path: string) => Promise<string>;
}

type Features = ReturnType<typeof createPortfolioFeatures>;

export class PortfolioFeature implements vscode.Disposable {
  private loading: Promise<Features> | undefined;
  private isDisposed = false;
  private readonly memory: ExportMemory;
  private readonly serializer: vscode.Disposable;

  constructor(private readonly dependencies: LazyPortfolioDependencies) {
    this.memory = new ExportMemory(dependencies.globalState);
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel) => (await this.load()).panel.restore(panel),
    });
  }

  async open(): Promise<void> {
    (await this.load()).panel.open();
  }

  async export(): Promise<Notice | undefined> {
    return (await this.load()).export();
  }

  async runChanged(): Promise<Notice | undefined> {
    return (await this.load()).runChanged();
  }

  async textOf(uri: vscode.Uri): Promise<string> {
    return (await this.load()).textOf(uri);
  }

  /** Loads nothing unless an export is behind us and the last word lies far enough back. */
  async remind(): Promise<void> {
    const home = this.dependencies.progress.homeFolder;
    const last = home && this.memory.of(home);
    const isDue = mayRemind({
      isOn: vscode.workspace.getConfiguration('bridgecraft').get('portfolioReminder', true),
      exportedAt: last?.at,
      remindedAt: last?.remindedAt,
      now: new Date().toISOString(),
    });
    if (isDue && placeOfWork() === 'open') await (await this.load()).remind();
  }

  dispose(): void {
    this.isDisposed = true;
    this.serializer.dispose();
    void this.loading?.then(({ panel }) => panel.dispose());
  }

  private load(): Promise<Features> {
    return (this.loading ??= this.make().catch((error: unknown) => {
      // The next time it is asked for, it is tried again.
      this.loading = undefined;
      throw error;
    }));
  }

  private async make(): Promise<Features> {
    const { readPackaged, globalState: _, ...rest } = this.dependencies;
    const file = vscode.Uri.joinPath(packagedCurricula(rest.extensionUri), 'skills.json');
    const [{ createPortfolioFeatures }, text] = await Promise.all([
      import('../career-features'),
      readPackaged(file.fsPath),
    ]);
    // Written by our own build from a validated file.
    const made = createPortfolioFeatures({ ...rest, memory: this.memory, table: JSON.parse(text) as SkillsFile });
    if (this.isDisposed) made.panel.dispose();
    return made;
  }
}
