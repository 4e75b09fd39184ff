/** A page that has one panel: opened once, adopted after a reload of the window, shown when it says that it is ready. */
import * as vscode from 'vscode';
import { panelOptions, type ViewName } from './webview-html';
import { loadPage, showFailure } from './webview-panel';

interface Intent {
  readonly kind: string;
}
type Work<All extends Intent> = Exclude<All, { readonly kind: 'ready' }>;

export interface Page<All extends Intent> {
  readonly view: ViewName;
  readonly viewType: string;
  readonly title: string;
  readonly extensionUri: vscode.Uri;
  readonly intents: { readonly is: (message: unknown) => message is All };
  /** The page can take its first snapshot. */
  readonly onReady: () => unknown;
  readonly perform: (intent: Work<All>) => Promise<unknown>;
  readonly onClosed?: () => void;
  readonly log: (message: string) => void;
}

export class SinglePanel<All extends Intent> implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private isReady = false;

  constructor(private readonly page: Page<All>) {}

  /** Whether a snapshot would be seen. */
  get canShow(): boolean {
    return this.panel !== undefined && this.isReady;
  }

  get isOpen(): boolean {
    return this.panel !== undefined;
  }

  open(): void {
    const { viewType, title } = this.page;
    if (this.panel) this.panel.reveal();
    else this.adopt(vscode.window.createWebviewPanel(viewType, title, vscode.ViewColumn.Active, panelOptions));
  }

  /** A panel that VS Code kept over a reload; a second one would show the same. */
  adopt(panel: vscode.WebviewPanel): void {
    if (this.panel) {
      panel.dispose();
      return;
    }
    const { view, title, extensionUri, onClosed } = this.page;
    this.panel = panel;
    this.isReady = false;
    panel.title = title;
    panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
      onClosed?.();
    });
    loadPage(panel.webview, extensionUri, view, title);
  }

  async post(message: unknown): Promise<void> {
    await this.panel?.webview.postMessage(message);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  /** The message pump: what goes wrong is shown here, once. */
  private async receive(message: unknown): Promise<void> {
    const { intents, view, onReady, perform, log } = this.page;
    if (!intents.is(message)) {
      log(`The page "${view}" sent a message that is not one of its intents; it was dropped.`);
      return;
    }
    try {
      if (isWork(message)) {
        await perform(message);
      } else {
        this.isReady = true;
        await onReady();
      }
    } catch (error) {
      showFailure(message.kind, error, log);
    }
  }
}

const isWork = <All extends Intent>(intent: All): intent is Work<All> => intent.kind !== 'ready';
