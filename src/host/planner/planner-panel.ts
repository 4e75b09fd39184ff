/** The planner: one panel. What somebody chooses here goes into their assessment once there is one. */
import * as vscode from 'vscode';
import type { CurriculumIndex } from '../../core/curriculum/model';
import type { SkillsFile } from '../../core/curriculum/schema';
import type { AssessmentChange } from '../../core/planner/assessment-edit';
import { dateOf } from '../../core/planner/calendar-days';
import type { Specialization } from '../../core/planner/gap';
import { specializationsOf } from '../../core/planner/matrix';
import { evenWeights } from '../../core/planner/ranking';
import { plannerIntent, type PlannerIntent } from '../../protocol/planner/intents';
import { type PlannerMessage, plannerViewState } from '../../protocol/planner/messages';
import { coalesced, placeOfWork, watchFiles } from '../adapters/workspace';
import type { Progress } from '../progress/progress';
import { SinglePanel } from '../single-panel';
import { type ChangeOf, changeAssessment, type KeptAssessment, readKeptAssessment } from './assessment-file';
import { type KeptPlan, readKeptPlan } from './kept-plan-file';
import { KeptPostings } from './kept-postings';
import { knownChoices, perform, type PlannerContext } from './planner-intents';
import { type PlaceToKeep, type PlannerChoices, type PlannerInput, plannerSnapshot } from './planner-snapshot';

const plannerViewType = 'bridgecraft.planner';

export interface PlannerDependencies {
  readonly extensionUri: vscode.Uri;
  readonly index: CurriculumIndex;
  readonly table: SkillsFile;
  readonly progress: Progress;
  readonly log: (message: string) => void;
}

export class PlannerPanel implements vscode.Disposable, vscode.WebviewPanelSerializer, PlannerContext {
  private readonly panel: SinglePanel<PlannerIntent>;
  private chosen: Partial<PlannerChoices> = {};
  private kept: KeptAssessment = { problems: [] };
  private keptRoadmap: KeptPlan = { problems: [] };
  private writing: Promise<unknown> = Promise.resolve();
  private readonly subscriptions: vscode.Disposable[];
  readonly specializations: readonly Specialization[];
  readonly postings: KeptPostings;

  constructor(readonly dependencies: PlannerDependencies) {
    this.specializations = specializationsOf(dependencies.table);
    this.postings = new KeptPostings(dependencies.table);
    this.panel = new SinglePanel({
      view: 'planner',
      viewType: plannerViewType,
      title: vscode.l10n.t('Planner'),
      extensionUri: dependencies.extensionUri,
      intents: plannerIntent,
      onReady: () => this.refresh(),
      perform: (intent) => perform(this, intent),
      onClosed: () => {
        this.postings.isShown = false;
      },
      log: dependencies.log,
    });
    const again = () => void this.refresh();
    this.subscriptions = [
      watchFiles('**/career/{assessment,roadmap}.yaml', again),
      watchFiles('**/career/postings/*.md', again),
      dependencies.progress.onDidChange(again),
      vscode.workspace.onDidGrantWorkspaceTrust(again),
    ];
  }

  open(): void {
    this.panel.open();
    void this.refresh();
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    if (!this.panel.isOpen && plannerViewState.is(state))
      this.choose(knownChoices(this.specializations, state.choices));
    this.panel.adopt(panel);
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel.dispose();
  }

  /** One at a time, so that what was read first is not shown last. */
  readonly refresh = coalesced(() => this.show());

  private async show(): Promise<void> {
    if (!this.panel.canShow) return;
    const { progress, table } = this.dependencies;
    [this.kept, this.keptRoadmap] = await Promise.all([
      readKeptAssessment(progress.homeFolder, table),
      readKeptPlan(progress.homeFolder),
    ]);
    await this.postings.load(progress.homeFolder);
    const message: PlannerMessage = { kind: 'snapshot', snapshot: plannerSnapshot(vscode.l10n.t, this.input()) };
    await this.panel.post(message);
  }

  input(): PlannerInput {
    const { index, table, progress } = this.dependencies;
    const { assessment, problems } = this.kept;
    const pivot = index.curricula.find(({ id }) => id === progress.state.pivot);
    const other = (than: Specialization) => this.specializations.find((id) => id !== than) ?? than;
    const from = assessment?.from ?? this.chosen.from ?? pivot?.from ?? 'classical-ml';
    const to = [assessment?.to, this.chosen.to, pivot?.to].find((id) => id !== undefined && id !== from);
    const place = this.place();
    const lookFrom = this.chosen.lookFrom ?? from;
    const lookTo = this.chosen.lookTo ?? to;
    const postings = this.postings.input();
    return {
      index,
      table,
      progress: progress.state,
      choices: {
        from,
        to: to ?? other(from),
        lookFrom,
        lookTo: lookTo === undefined || lookTo === lookFrom ? other(lookFrom) : lookTo,
        hours: assessment?.hours_per_week ?? this.chosen.hours ?? 10,
        extent: this.chosen.extent ?? 'first-role',
        unit: this.chosen.unit ?? 'months',
        // Where the assessment cannot be written, what is chosen counts for this page.
        weights:
          (place === 'open' ? assessment?.weights : undefined) ??
          this.chosen.weights ??
          assessment?.weights ??
          evenWeights,
        ...(this.chosen.missedWeeks ? { missedWeeks: this.chosen.missedWeeks } : {}),
      },
      keptRoadmap: this.keptRoadmap,
      ...(assessment ? { assessment } : {}),
      problems,
      place,
      ...(postings ? { postings } : {}),
      today: today(),
      locale: vscode.env.language,
    };
  }

  choose(choices: Partial<PlannerChoices>): void {
    this.chosen = { ...this.chosen, ...choices };
  }

  /** Into the assessment that is there; without one a choice is only kept for this page. */
  async write(change: AssessmentChange | ChangeOf): Promise<void> {
    const { progress, table } = this.dependencies;
    const home = progress.homeFolder;
    if (home && this.kept.assessment && this.place() === 'open') {
      const written = this.writing.then(() => changeAssessment(home, table, change));
      // The next change is made whatever became of this one.
      this.writing = written.catch(() => undefined);
      try {
        await written;
      } finally {
        await this.refresh();
      }
    } else await this.refresh();
  }

  private place(): PlaceToKeep {
    const place = placeOfWork();
    return place === 'open' && !this.dependencies.progress.homeFolder ? 'no-home' : place;
  }
}

/** By the clock of this computer. */
const today = () => {
  const now = new Date();
  return dateOf(now.getFullYear(), now.getMonth(), now.getDate());
};
