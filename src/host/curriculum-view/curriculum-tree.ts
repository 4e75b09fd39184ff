/** The native tree `bridgecraft.curriculum`. */
import * as vscode from 'vscode';
import type { CurriculumIndex } from '../../core/curriculum/model';
import { placeOfWork } from '../adapters/workspace';
import type { Checks } from '../checks/checks';
import { isOlder } from '../progress/older-project';
import type { ProgressService } from '../progress/progress-service';
import { tooltip, treeItem, type TreeState } from './tree-items';
import { buildNodes, type TreeNode, type TreeNodes } from './tree-nodes';

const { t } = vscode.l10n;

export class CurriculumTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  private readonly nodes: TreeNodes;
  private readonly state: TreeState;
  private readonly changed = new vscode.EventEmitter<TreeNode | undefined>();
  private readonly view: vscode.TreeView<TreeNode>;
  private readonly subscriptions: vscode.Disposable;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    index: CurriculumIndex,
    private readonly progress: ProgressService,
    checks: Checks,
  ) {
    this.nodes = buildNodes(index);
    this.state = {
      get progress() {
        return progress.state;
      },
      runOf: (step) => checks.runs.get(step.ref),
      isScaffolded: (step) => progress.projects.has(step.ref),
      isOlder: (step) => isOlder(step, progress),
    };
    this.view = vscode.window.createTreeView('bridgecraft.curriculum', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.subscriptions = vscode.Disposable.from(
      this.changed,
      this.view,
      progress.onDidChange(() => this.refresh()),
      checks.onDidChange(({ step }) => this.changed.fire(this.nodes.steps.get(step))),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
    );
    this.refresh();
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (node) return 'children' in node ? [...node.children] : [];
    // Empty: the view then shows its welcome, which offers to open a folder.
    if (placeOfWork() === 'no-folder') return [];
    const { pivot } = this.progress.state;
    return [...this.nodes.curricula].sort(
      (a, b) => Number(b.curriculum.id === pivot) - Number(a.curriculum.id === pivot),
    );
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node, this.state);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    item.tooltip = tooltip(node);
    return item;
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.nodes.parentOf(node);
  }

  /** What the view says above the tree. */
  get message(): string | undefined {
    return this.view.message;
  }

  /** Opens the tree at a step or a curriculum; a tree that is not looked at stays as it is. */
  async reveal(ref: string): Promise<void> {
    const node =
      this.nodes.curricula.find(({ curriculum }) => curriculum.id === ref) ??
      [...this.nodes.steps.values()].find(({ step }) => step.ref === ref);
    if (node && this.view.visible) await this.view.reveal(node, { select: true, expand: node.kind === 'step' ? 1 : 2 });
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private refresh(): void {
    this.view.message = this.messageNow();
    const { homeFolder, homes } = this.progress;
    this.view.description =
      homeFolder && homes.length > 1 ? t('progress of {0}', homeFolder.path.split('/').at(-1) ?? '') : '';
    this.changed.fire(undefined);
  }

  private messageNow(): string {
    if (this.nodes.curricula.length === 0) return '';
    switch (placeOfWork()) {
      case 'no-folder':
        return '';
      case 'restricted':
        return t('Restricted Mode: you can read everything. To start a step and run its checks, trust this folder.');
      case 'virtual':
        return t('You can read everything here. To start a step, open a folder on a disk.');
      case 'open':
        return this.progress.state.pivot === undefined
          ? t('Where do you come from, and where are you going? Choose your pivot.')
          : '';
    }
  }
}
