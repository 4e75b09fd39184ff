/** Context keys for `when` clauses and for the walkthrough: each tells what really happened. */
import * as vscode from 'vscode';
import type { CurriculumIndex } from '../core/curriculum/model';
import { diskFolders } from './adapters/workspace';
import { allSteps } from '../core/curriculum/steps';
import { isOlder } from './progress/older-project';
import type { Progress } from './progress/progress';

/** What only the moment tells: packages were installed, the milestones page was on the screen. */
type Happening = 'environment-ready' | 'milestones-shown';

export class ContextKeys implements vscode.Disposable {
  private readonly set = new Map<string, boolean>();
  private readonly subscriptions: vscode.Disposable;
  private readonly happened = new Set<Happening>();

  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: Progress & { readonly homes: readonly vscode.Uri[] },
  ) {
    this.subscriptions = vscode.Disposable.from(
      progress.onDidChange(() => this.refresh()),
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.refresh()),
    );
    this.refresh();
  }

  get(key: string): boolean | undefined {
    return this.set.get(key);
  }

  /** Of this session; the log does not keep it. */
  note(happening: Happening): void {
    this.happened.add(happening);
    this.refresh();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private refresh(): void {
    const { state, projects, homes, homeFolder } = this.progress;
    const steps = [...state.steps.values()];
    const milestones = [...state.milestones.values()];
    this.write('bridgecraft.hasNoContent', this.index.curricula.length === 0);
    this.write('bridgecraft.hasDiskFolder', diskFolders().length > 0);
    this.write('bridgecraft.hasHome', homeFolder !== undefined);
    this.write('bridgecraft.hasSeveralHomes', homes.length > 1);
    this.write('bridgecraft.hasPivot', state.pivot !== undefined);
    this.write('bridgecraft.hasProject', projects.size > 0);
    this.write(
      'bridgecraft.hasOlderProject',
      allSteps(this.index).some((step) => isOlder(step, this.progress)),
    );
    this.write(
      'bridgecraft.hasRunChecks',
      steps.some(({ checks }) => checks.some(({ verdict }) => verdict !== undefined)),
    );
    this.write(
      'bridgecraft.hasPassedCheck',
      steps.some(({ passedCount }) => passedCount > 0),
    );
    // A run that found its packages proves an environment as well as setting one up does.
    this.write(
      'bridgecraft.hasEnvironment',
      this.happened.has('environment-ready') || steps.some(({ versions }) => versions?.['python'] !== undefined),
    );
    this.write('bridgecraft.hasSeenMilestones', this.happened.has('milestones-shown'));
    this.write(
      'bridgecraft.hasVerifiedMilestone',
      milestones.some(({ kind }) => kind === 'verified'),
    );
  }

  private write(key: string, value: boolean): void {
    if (this.set.get(key) === value) return;
    this.set.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  }
}
