/** Documents that lie in no folder: the reference beside a learner's file, what is kept of it, and interview sheets. */
import * as vscode from 'vscode';

export const portfolioScheme = 'bridgecraft-portfolio';
const schemes = ['bridgecraft-reference', 'bridgecraft-kept', portfolioScheme];

/** The code that makes their texts is read when the first of them is shown. */
export class VirtualDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly registered: vscode.Disposable;
  readonly onDidChange = this.changed.event;

  constructor(private readonly textOf: (uri: vscode.Uri) => Promise<string>) {
    this.registered = vscode.Disposable.from(
      ...schemes.map((scheme) => vscode.workspace.registerTextDocumentContentProvider(scheme, this)),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return this.textOf(uri);
  }

  /** Asks anew for the text of an open document. */
  refresh(uri: vscode.Uri): void {
    this.changed.fire(uri);
  }

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
  }
}
