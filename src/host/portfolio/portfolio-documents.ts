/** Read-only documents of the portfolio: interview sheets, and files as an export would write them. */
import * as vscode from 'vscode';
import type { ExportFile } from '../../core/portfolio/ports';
import { portfolioScheme } from '../virtual-documents';

const sheetUri = (ref: string): vscode.Uri => vscode.Uri.from({ scheme: portfolioScheme, path: `/sheet/${ref}.md` });

const exportedUri = (path: string): vscode.Uri => vscode.Uri.from({ scheme: portfolioScheme, path: `/export/${path}` });

export class PortfolioDocuments {
  private proposed: ReadonlyMap<string, string> = new Map();

  constructor(
    /** The text of a step's interview sheet. */
    readonly sheet: (ref: string) => Promise<string>,
    private readonly changed: (uri: vscode.Uri) => void,
  ) {}

  async textOf({ path }: vscode.Uri): Promise<string> {
    const sheet = /^\/sheet\/(?<ref>.+)\.md$/u.exec(path)?.groups?.ref;
    return sheet === undefined ? (this.proposed.get(path.replace('/export/', '')) ?? '') : this.sheet(sheet);
  }

  async showSheet(ref: string): Promise<void> {
    const uri = sheetUri(ref);
    this.changed(uri);
    // Draws formulas; VS Code's own, and switched off by some.
    const preview = vscode.commands.executeCommand('markdown.showPreview', uri);
    await preview.then(undefined, () => vscode.window.showTextDocument(uri, { preview: true }));
  }

  /** All changed texts in one editor: what is there on the left, what would be there on the right. */
  async showChanges(target: vscode.Uri, files: readonly ExportFile[], changed: readonly string[]): Promise<void> {
    const texts = files.flatMap(({ path, content }) =>
      changed.includes(path) && typeof content === 'string' ? [[path, content] as const] : [],
    );
    this.proposed = new Map(texts);
    for (const [path] of texts) this.changed(exportedUri(path));
    await vscode.commands.executeCommand(
      'vscode.changes',
      vscode.l10n.t('Portfolio: What Would Change'),
      texts.map(([path]) => {
        const left = vscode.Uri.joinPath(target, path);
        return [left, left, exportedUri(path)];
      }),
    );
  }
}
