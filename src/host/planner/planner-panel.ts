/** The planner: one panel. What somebody chooses here goes into their assessment once there is one. */
import * as vscode from 'vscode';
import { formatProblem } from '../../core/curriculum/problem';
import type { CurriculumIndex } from '../../core/curriculum/model';
import type { SkillsFile } from '../../core/curriculum/schema';
import { allSteps } from '../../core/curriculum/steps';
import { readAssessment } from '../../core/planner/assessment';
import { type AssessmentChange, editAssessment } from '../../core/planner/assessment-edit';
import type { AssessmentFile } from '../../core/planner/assessment-schema';
import { isoDate } from '../../core/planner/calendar-days';
import type { Specialization } from '../../core/planner/gap';
import { specializationsOf } from '../../core/planner/matrix';
import { plannerIntent, type PlannerIntent, type PlannerMessage, plannerViewState } from '../../protocol/planner';
import { placeOfWork, readText } from '../adapters/workspace';
import { execute } from '../commands/command-ids';
import type { Progress } from '../progress/progress';
import { panelOptions } from '../webview-html';
import { loadPage } from '../webview-panel';
import { assessmentPath, openAssessment } from './assessment-file';
import { exportRoadmap } from './export-roadmap';
import { hoursRange, type PlannerChoices, type PlannerInput, plannerSnapshot } from './planner-snapshot';

const plannerViewType = 'bridgecraft.planner';
const millisecondsInDay = 86_400_000;

export interface PlannerDependencies {
  readonly extensionUri: vscode.Uri;
  readonly index: CurriculumIndex;
  readonly table: SkillsFile;
  readonly progress: Progress;
  readonly log: (message: string) => void;
}

/** As a page or its saved state names them. */
interface Wanted extends Partial<Pick<PlannerChoices, 'hours' | 'extent'>> {
  readonly from: string;
  readonly lookFrom: string;
  readonly lookTo: string;
}

interface Read {
  readonly text?: string;
  readonly assessment?: AssessmentFile;
  readonly problems: readonly string[];
}

export class PlannerPanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private panel: vscode.WebviewPanel | undefined;
  private isReady = false;
  private chosen: Partial<PlannerChoices> = {};
  private read: Read = { problems: [] };
  private readonly subscriptions: vscode.Disposable[];
  private readonly ids: readonly Specialization[];

  constructor(private readonly dependencies: PlannerDependencies) {
    this.ids = specializationsOf(dependencies.table);
    const watcher = vscode.workspace.createFileSystemWatcher('**/career/assessment.yaml');
    const again = () => void this.refresh();
    this.subscriptions = [
      watcher,
      watcher.onDidChange(again),
      watcher.onDidCreate(again),
      watcher.onDidDelete(again),
      dependencies.progress.onDidChange(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    ];
  }

  open(): void {
    if (this.panel) {
      this.panel.reveal();
      void this.refresh();
      return;
    }
    this.adopt(
      vscode.window.createWebviewPanel(
        plannerViewType,
        vscode.l10n.t('Planner'),
        vscode.ViewColumn.Active,
        panelOptions,
      ),
    );
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    if (this.panel) {
      panel.dispose();
    } else {
      if (plannerViewState.is(state)) this.take(state.choices);
      this.adopt(panel);
    }
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    const { extensionUri } = this.dependencies;
    this.panel = panel;
    this.isReady = false;
    panel.title = vscode.l10n.t('Planner');
    panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.isReady = false;
    });
    loadPage(panel.webview, extensionUri, 'planner', panel.title);
  }

  private async refresh(): Promise<void> {
    if (!this.panel || !this.isReady) return;
    this.read = await this.readAssessment();
    const message: PlannerMessage = { kind: 'snapshot', snapshot: plannerSnapshot(vscode.l10n.t, this.input()) };
    await this.panel.webview.postMessage(message);
  }

  private input(): PlannerInput {
    const { index, table, progress } = this.dependencies;
    const { assessment, problems } = this.read;
    const pivot = index.curricula.find(({ id }) => id === progress.state.pivot);
    const from = assessment?.from ?? this.chosen.from ?? pivot?.from ?? 'classical-ml';
    const to =
      assessment?.to ?? (pivot && pivot.to !== from ? pivot.to : undefined) ?? this.ids.find((id) => id !== from);
    const lookFrom = this.chosen.lookFrom ?? from;
    const wanted = this.chosen.lookTo ?? to ?? from;
    return {
      index,
      table,
      progress: progress.state,
      choices: {
        from,
        lookFrom,
        lookTo: wanted === lookFrom ? (this.ids.find((id) => id !== lookFrom) ?? wanted) : wanted,
        hours: assessment?.hours_per_week ?? this.chosen.hours ?? 10,
        extent: this.chosen.extent ?? 'first-role',
      },
      ...(assessment ? { assessment } : {}),
      problems,
      canWrite: placeOfWork() === 'open',
      today: today(),
      locale: vscode.env.language,
    };
  }

  private async readAssessment(): Promise<Read> {
    const home = this.dependencies.progress.homeFolder;
    const text = home && (await readText(vscode.Uri.joinPath(home, ...assessmentPath)));
    if (text === undefined) return { problems: [] };
    const result = readAssessment(assessmentPath.join('/'), text, this.dependencies.table);
    return result.ok
      ? { text, assessment: result.value, problems: [] }
      : { text, problems: result.reason.map((problem) => formatProblem(problem)) };
  }

  /** Only what the table knows is taken over. */
  private take(choices: Wanted): void {
    const known = (id: string) => this.ids.find((each) => each === id);
    const [from, lookFrom, lookTo] = [known(choices.from), known(choices.lookFrom), known(choices.lookTo)];
    const { hours, extent } = choices;
    this.chosen = {
      ...this.chosen,
      ...(from ? { from } : {}),
      ...(lookFrom && lookTo ? { lookFrom, lookTo } : {}),
      ...(hours === undefined ? {} : { hours: withinRange(hours) }),
      ...(extent === undefined ? {} : { extent }),
    };
  }

  /** The message pump: what goes wrong is shown here, once. */
  private async receive(message: unknown): Promise<void> {
    if (!plannerIntent.is(message)) {
      this.dependencies.log('The planner sent a message that is not one of its intents; it was dropped.');
      return;
    }
    try {
      await this.perform(message);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.dependencies.log(`${message.kind}: ${error instanceof Error ? (error.stack ?? text) : text}`);
      void vscode.window.showErrorMessage(vscode.l10n.t('That did not work: {0}', text));
    }
  }

  private async perform(intent: PlannerIntent): Promise<void> {
    const { progress, index } = this.dependencies;
    switch (intent.kind) {
      case 'ready':
        this.isReady = true;
        await this.refresh();
        return;
      case 'choose-from': {
        const from = this.ids.find((id) => id === intent.specialization);
        if (!from) return;
        this.chosen = { ...this.chosen, from, lookFrom: from };
        await this.write({ field: 'from', value: from });
        return;
      }
      case 'look': {
        const { from } = this.input().choices;
        this.take({ from, lookFrom: intent.from, lookTo: intent.to });
        await this.refresh();
        return;
      }
      case 'set-hours': {
        const hours = withinRange(intent.hours);
        this.chosen = { ...this.chosen, hours };
        await this.write({ field: 'hours_per_week', value: hours });
        return;
      }
      case 'set-extent':
        this.chosen = { ...this.chosen, extent: intent.extent };
        await this.refresh();
        return;
      case 'open-step': {
        const step = allSteps(index).find(({ ref }) => ref === intent.step);
        if (step) await execute('openGuide', step.ref);
        return;
      }
      case 'edit-assessment':
        if (placeOfWork() === 'open') await openAssessment(progress, this.input().choices.from);
        return;
      case 'export-roadmap':
        await exportRoadmap(intent.format, this.input(), progress.homeFolder);
        return;
    }
  }

  /** Into the assessment that is there; without one a choice is only kept for this page. */
  private async write(change: AssessmentChange): Promise<void> {
    const home = this.dependencies.progress.homeFolder;
    const { text, assessment } = this.read;
    if (home && text !== undefined && assessment && placeOfWork() === 'open') {
      const uri = vscode.Uri.joinPath(home, ...assessmentPath);
      const edit = new vscode.WorkspaceEdit();
      const document = await vscode.workspace.openTextDocument(uri);
      const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
      edit.replace(uri, whole, editAssessment(document.getText(), this.dependencies.table, change));
      await vscode.workspace.applyEdit(edit);
      await document.save();
    }
    await this.refresh();
  }
}

const withinRange = (hours: number): number => Math.min(hoursRange.max, Math.max(hoursRange.min, hours));
/** By the clock of this computer. */
const today = () => {
  const now = new Date();
  return isoDate(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / millisecondsInDay);
};
