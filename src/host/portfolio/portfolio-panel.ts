/** The portfolio page: one panel. What it shows is a function of the log, the files and the story. */
import * as vscode from 'vscode';
import type { ReviewGroup } from '../../core/portfolio/review-model';
import { portfolioIntent, type PortfolioIntent, type PortfolioMessage } from '../../protocol/portfolio';
import { coalesced, placeOfWork, watchFiles } from '../adapters/workspace';
import type { Notice } from '../commands/notice';
import { SinglePanel } from '../single-panel';
import type { PortfolioDocuments } from './portfolio-documents';
import { perform, type PortfolioContext } from './portfolio-intents';
import { portfolioSnapshot } from './portfolio-snapshot';
import { type PortfolioSources, type ReadPortfolio, readPortfolio } from './portfolio-source';

const portfolioViewType = 'bridgecraft.portfolio';

export class PortfolioPanel implements vscode.Disposable, PortfolioContext {
  private readonly panel: SinglePanel<PortfolioIntent>;
  private shown: ReadPortfolio | undefined;
  review: readonly ReviewGroup[] | undefined;
  private readonly subscriptions: vscode.Disposable[];
  /** Reads everything again and shows it. */
  readonly refresh = coalesced(() => this.show());

  constructor(
    extensionUri: vscode.Uri,
    readonly sources: PortfolioSources,
    readonly documents: PortfolioDocuments,
    tell: (notice: Notice) => void,
  ) {
    this.panel = new SinglePanel({
      view: 'portfolio',
      viewType: portfolioViewType,
      title: vscode.l10n.t('Portfolio'),
      extensionUri,
      intents: portfolioIntent,
      onReady: () => this.refresh(),
      perform: async (intent) => {
        const notice = await perform(this, intent);
        if (notice) tell(notice);
      },
      onClosed: () => {
        this.review = undefined;
      },
      log: sources.log,
    });
    const again = () => void this.refresh();
    this.subscriptions = [
      watchFiles('**/career/{story,assessment}.yaml', again),
      sources.progress.onDidChange(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    ];
  }

  open(): void {
    this.panel.open();
    void this.refresh();
  }

  restore(panel: vscode.WebviewPanel): void {
    this.panel.adopt(panel);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel.dispose();
  }

  read(): Promise<ReadPortfolio> {
    return this.shown ? Promise.resolve(this.shown) : readPortfolio(this.sources);
  }

  private async show(): Promise<void> {
    if (!this.panel.canShow) return;
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
    await this.panel.post(message);
  }
}
