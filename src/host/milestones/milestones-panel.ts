/** The milestones page: one panel; it shows the learner's pivot or the curriculum that was asked for. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step, StepRef } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import type { MilestoneRef } from '../../core/progress/events';
import type { ProgressState } from '../../core/progress/state';
import {
  milestonesIntent,
  milestonesViewState,
  type MilestonesIntent,
  type MilestonesMessage,
} from '../../protocol/milestones';
import { placeOfWork } from '../adapters/workspace';
import { execute } from '../commands/command-ids';
import type { Progress } from '../progress/progress';
import { SinglePanel } from '../single-panel';
import { changesIn, milestoneRef, milestonesSnapshot } from './milestones-snapshot';

const milestonesViewType = 'bridgecraft.milestones';

/** What `bridgecraft.markMilestone` gets as its second argument. */
export interface MarkedWith {
  readonly note: string;
  readonly files: readonly vscode.Uri[];
}

export class MilestonesPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private readonly panel: SinglePanel<MilestonesIntent>;
  private curriculum: string | undefined;
  private announcement = '';
  private before: ProgressState;
  private readonly attached = new Map<MilestoneRef, vscode.Uri[]>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    extensionUri: vscode.Uri,
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    log: (message: string) => void,
    onShown: () => void,
  ) {
    this.before = progress.state;
    this.panel = new SinglePanel({
      view: 'milestones',
      viewType: milestonesViewType,
      title: vscode.l10n.t('Milestones'),
      extensionUri,
      intents: milestonesIntent,
      onReady: () => {
        this.refresh();
        // Without a pivot it has nothing to show yet.
        if (this.curriculum !== undefined || progress.state.pivot !== undefined) onShown();
      },
      perform: (intent) => this.perform(intent),
      onClosed: () => this.attached.clear(),
      log,
    });
    this.subscriptions = [
      progress.onDidChange((state) => {
        this.announcement = changesIn(vscode.l10n.t, index, this.before, state);
        this.before = state;
        this.refresh();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
    ];
  }

  /** Without a curriculum: the learner's pivot. */
  open(curriculum?: string): void {
    this.curriculum = this.index.curricula.some((each) => each.id === curriculum) ? curriculum : undefined;
    this.refresh();
    this.panel.open();
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    if (!this.panel.isOpen) {
      const saved = milestonesViewState.is(state) ? state.curriculum : undefined;
      this.curriculum = saved === this.progress.state.pivot ? undefined : saved;
    }
    this.panel.adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel.dispose();
  }

  private refresh(): void {
    if (!this.panel.canShow) return;
    const message: MilestonesMessage = {
      kind: 'snapshot',
      snapshot: milestonesSnapshot(vscode.l10n.t, {
        index: this.index,
        progress: this.progress.state,
        ...(this.curriculum === undefined ? {} : { curriculum: this.curriculum }),
        place: placeOfWork(),
        attached: new Map([...this.attached].map(([ref, files]) => [ref, files.map(nameOf)])),
        announcement: this.announcement,
        today: new Date().toISOString(),
        locale: vscode.env.language,
      }),
    };
    void this.panel.post(message);
  }

  private async perform(intent: Exclude<MilestonesIntent, { kind: 'ready' }>): Promise<void> {
    switch (intent.kind) {
      case 'choose-pivot':
        await execute('choosePivot');
        return;
      case 'open-step':
        await this.onStep(intent.step, (ref) => execute('openGuide', ref));
        return;
      case 'run-checks':
        await this.onStep(intent.step, (ref) => execute('runChecks', ref));
        return;
      case 'attach-files':
        await this.onMilestone(intent.milestone, (ref) => this.attach(ref));
        return;
      case 'detach-file':
        await this.onMilestone(intent.milestone, (ref) => {
          this.attached.set(
            ref,
            (this.attached.get(ref) ?? []).filter((_, index) => index !== intent.index),
          );
          this.refresh();
        });
        return;
      case 'mark-milestone':
        await this.onMilestone(intent.milestone, async (ref) => {
          const marked: MarkedWith = { note: intent.note.trim(), files: this.attached.get(ref) ?? [] };
          await execute('markMilestone', ref, marked);
          if (this.progress.state.milestones.get(ref)?.kind !== 'open') this.attached.delete(ref);
        });
        return;
      case 'reopen-milestone':
        await this.onMilestone(intent.milestone, (ref) => execute('reopenMilestone', ref));
        return;
    }
  }

  private async attach(ref: MilestoneRef): Promise<void> {
    // The project is where evidence belongs.
    const step = this.stepOf(ref);
    const folder = (step && this.progress.projects.get(step)) ?? this.progress.homeFolder;
    const chosen = await vscode.window.showOpenDialog({
      canSelectMany: true,
      openLabel: vscode.l10n.t('Attach'),
      title: vscode.l10n.t('Attach Files'),
      ...(folder ? { defaultUri: folder } : {}),
    });
    if (!chosen) return;
    const byUri = new Map([...(this.attached.get(ref) ?? []), ...chosen].map((uri) => [uri.toString(), uri]));
    this.attached.set(ref, [...byUri.values()]);
    this.refresh();
  }

  /** Only a step of the index is acted on. */
  private async onStep(wanted: string, act: (ref: StepRef) => unknown): Promise<void> {
    const step = this.steps().find((each) => each.ref === wanted);
    if (step) await act(step.ref);
  }

  /** Only a milestone of the index is acted on. */
  private async onMilestone(wanted: string, act: (ref: MilestoneRef) => unknown): Promise<void> {
    for (const curriculum of this.index.curricula) {
      const entry = curriculum.milestones.find((each) => milestoneRef(curriculum, each) === wanted);
      if (entry) await act(milestoneRef(curriculum, entry));
    }
  }

  private stepOf(milestone: MilestoneRef): StepRef | undefined {
    for (const curriculum of this.index.curricula) {
      const entry = curriculum.milestones.find((each) => milestoneRef(curriculum, each) === milestone);
      if (entry) return `${curriculum.id}/${entry.step}`;
    }
    return undefined;
  }

  private steps(): readonly Step[] {
    return allSteps(this.index);
  }
}

const nameOf = (uri: vscode.Uri): string => uri.path.slice(uri.path.lastIndexOf('/') + 1);
