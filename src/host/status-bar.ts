/** One status bar item: the step in hand and its checks. Hidden in folders that hold nothing of Bridgecraft. */
import * as vscode from 'vscode';
import type { CurriculumIndex } from '../core/curriculum/model';
import type { Checks } from './checks/checks';
import { commandIds } from './commands/command-ids';
import { checksInWords, moodInWords, stepMood } from './curriculum-view/tree-words';
import type { Progress } from './progress/progress';
import { stepInHand } from './step-in-hand';

const { t } = vscode.l10n;

export class StepStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('bridgecraft.step', vscode.StatusBarAlignment.Left, 10);
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly checks: Checks,
  ) {
    this.item.name = t('Bridgecraft Step');
    this.subscriptions = vscode.Disposable.from(
      this.item,
      progress.onDidChange(() => this.refresh()),
      checks.onDidChange(() => this.refresh()),
      vscode.window.onDidChangeActiveTextEditor(() => this.refresh()),
    );
    this.refresh();
  }

  /** What stands there now; undefined while hidden. For tests. */
  get text(): string | undefined {
    return stepInHand(this.index, this.progress) ? this.item.text : undefined;
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private refresh(): void {
    const step = stepInHand(this.index, this.progress);
    if (!step) {
      this.item.hide();
      return;
    }
    const state = this.progress.state.steps.get(step.ref);
    const run = this.checks.runs.get(step.ref);
    const mood = stepMood(state, run, true);
    const [passed, all] = [state?.passedCount ?? 0, state?.checks.length ?? 0];
    this.item.text = `$(${mood === 'running' ? 'loading~spin' : 'mortar-board'}) ${step.title} ${passed}/${all}`;
    const words = t('{0}: {1}, {2}', step.title, moodInWords(mood), checksInWords(passed, all));
    this.item.tooltip = t('{0}. Open the guide.', words);
    this.item.accessibilityInformation = { label: words };
    this.item.command = { command: commandIds.openGuide, title: t('Open Guide'), arguments: [step.ref] };
    this.item.show();
  }
}
