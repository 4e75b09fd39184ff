/** The planner as the rest of the host sees it. Its code and its table are read when it is first shown. */
import * as vscode from 'vscode';
import type { SkillsFile } from '../../core/curriculum/schema';
import { packagedCurricula } from '../curriculum-index';
import type { PlannerDependencies, PlannerPanel } from './planner-panel';

/** As package.json's `onWebviewPanel:` names it. */
const viewType = 'bridgecraft.planner';

export interface LazyPlannerDependencies extends Omit<PlannerDependencies, 'table'> {
  /** The text of a file of our own package. */
  readonly readPackaged: (path: string) => Promise<string>;
}

export class Planner implements vscode.Disposable {
  private loading: Promise<PlannerPanel> | undefined;
  private panel: PlannerPanel | undefined;
  private isDisposed = false;
  private readonly serializer: vscode.Disposable;

  constructor(private readonly dependencies: LazyPlannerDependencies) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel, state) => (await this.load()).deserializeWebviewPanel(panel, state),
    });
  }

  async open(): Promise<void> {
    (await this.load()).open();
  }

  dispose(): void {
    this.isDisposed = true;
    this.serializer.dispose();
    this.panel?.dispose();
  }

  private load(): Promise<PlannerPanel> {
    return (this.loading ??= this.make().catch((error: unknown) => {
      // The next time it is asked for, it is tried again.
      this.loading = undefined;
      throw error;
    }));
  }

  private async make(): Promise<PlannerPanel> {
    const { readPackaged, ...rest } = this.dependencies;
    const file = vscode.Uri.joinPath(packagedCurricula(rest.extensionUri), 'skills.json');
    const [{ PlannerPanel }, text] = await Promise.all([import('../career-features'), readPackaged(file.fsPath)]);
    // Written by our own build from a validated file.
    const panel = new PlannerPanel({ ...rest, table: JSON.parse(text) as SkillsFile });
    this.panel = panel;
    if (this.isDisposed) panel.dispose();
    return panel;
  }
}
