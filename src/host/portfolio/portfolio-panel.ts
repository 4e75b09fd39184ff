/** The portfolio page: one panel. What it shows is a function of the log, the files and the story. */
import * as vscode from 'vscode';
import type { ReviewGroup } from '../../core/portfolio/review-model';
import { portfolioIntent, type PortfolioMessage } from '../../protocol/portfolio';
import { coalesced, placeOfWork, watchFiles } from '../adapters/workspace';
import type { Notice } from '../commands/notice';
import { panelOptions } from '../webview-html';
import { loadPage, showFailure } from '../webview-panel';
import type { PortfolioDocuments } from './portfolio-documents';
import { perform, type PortfolioContext } from './portfolio-intents';
import { portfolioSnapshot } from './portfolio-snapshot';
import { type PortfolioSources, type ReadPortfolio, readPortfolio } from './portfolio-source';

const portfolioViewType = 'bridgecraft.portfolio';

export class PortfolioPanel implements vscode.Disposable, PortfolioContext {
  private panel: vscode.WebviewPanel | undefined;
  private isReady = false;
  private shown: ReadPortfolio | undefined;
  review: readonly ReviewGroup[] | undefined;
  private readonly subscriptions: vscode.Disposable[];
  /** Reads everything again and shows it. */
  readonly refresh = coalesced(() => this.show());

  constructor(
    private readonly extensionUri: vscode.Uri,
    readonly sources: PortfolioSources,
    readonly documents: PortfolioDocuments,
    private readonly tell: (notice: Notice) => void,
  ) {
    const again = () => void this.refresh();
    this.subscriptions = [
      watchFiles('**/career/{story,assessment}.yaml', again),
      sources.progress.onDidChange(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    ];
  }

  open(): void {
    if (this.panel) {
      this.panel.reveal();
      void this.refresh();
      return;
    }
    const title = vscode.l10n.t('Portfolio');
    this.adopt(vscode.window.createWebviewPanel(portfolioViewType, title, vscode.ViewColumn.Active, panelOptions));
  }

  restore(panel: vscode.WebviewPanel): void {
    if (this.panel) panel.dispose();
    else this.adopt(panel);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel = panel;
    this.isReady = false;
    panel.title = vscode.l10n.t('Portfolio');
    panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
      this.review = undefined;
    });
    loadPage(panel.webview, this.extensionUri, 'portfolio', panel.title);
  }

  read(): Promise<ReadPortfolio> {
    return this.shown ? Promise.resolve(this.shown) : readPortfolio(this.sources);
  }

  private async show(): Promise<void> {
    if (!this.panel || !this.isReady) return;
    const { progress, memory } = this.sources;
    const read = await readPortfolio(this.sources);
    this.shown = read;
    const home = progress.homeFolder;
    const { unreadable, newer } = progress.state;
    const message: PortfolioMessage = {
      kind: 'snapshot',
      snapshot: portfolioSnapshot(vscode.l10n.t, {
        ...read,
        place: placeOfWork(),
        hasHome: home !== undefined,
        unreadable,
        newer,
        review: this.review,
        exported: home && memory.of(home),
        today: new Date().toISOString(),
        locale: vscode.env.language,
      }),
    };
    await this.panel.webview.postMessage(message);
  }

  /** The message pump: what goes wrong is shown here, once. */
  private async receive(message: unknown): Promise<void> {
    if (!portfolioIntent.is(message)) {
      this.sources.log('The portfolio page sent a message that is not one of its intents; it was dropped.');
      return;
    }
    try {
      if (message.kind === 'ready') {
        this.isReady = true;
        await this.refresh();
        return;
      }
      const notice = await perform(this, message);
      if (notice) this.tell(notice);
    } catch (error) {
      showFailure(message.kind, error, this.sources.log);
    }
  }
}
