/** The guide beside the editor: one panel, which shows the step that was asked for last. */
import * as vscode from 'vscode';
import type { Curriculum, CurriculumIndex, Step, StepRef } from '../../core/curriculum/model';
import { stepsOf } from '../../core/curriculum/steps';
import { guideIntent, guideViewState, type GuideMessage } from '../../protocol/guide';
import { placeOfWork, readText } from '../adapters/workspace';
import type { Checks } from '../checks/checks';
import { repairOf } from '../checks/repairs';
import { heldBackBy } from '../milestones/held-back';
import { isOlder } from '../progress/older-project';
import type { Progress } from '../progress/progress';
import { carriedInWords } from '../solution/carried-words';
import { panelOptions } from '../webview-html';
import { loadPage, ownRoots, showFailure } from '../webview-panel';
import { evidencePictures, watchPictures } from './evidence-pictures';
import { perform } from './guide-intents';
import { guideSnapshot } from './guide-snapshot';
import { readPredictions } from './predictions';

const guideViewType = 'bridgecraft.guide';

const opensCode: ReadonlySet<string> = new Set(['start-step', 'go-to-task', 'go-to-failure', 'open-file', 'compare']);

interface Shown {
  readonly curriculum: Curriculum;
  readonly step: Step;
}

export class GuidePanel implements vscode.Disposable, vscode.WebviewPanelSerializer {
  private panel: vscode.WebviewPanel | undefined;
  private shown: Shown | undefined;
  private isReady = false;
  /** To be brought into view after the next snapshot. */
  private wantedTask: string | undefined;
  /** Of this session, by step and question. */
  private readonly answers = new Map<string, number>();
  /** Only the newest of several snapshots in the making is sent. */
  private updates = 0;
  private readonly subscriptions: vscode.Disposable[];
  private evidence: { readonly folder: string; readonly watcher: vscode.Disposable } | undefined;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly checks: Checks,
    private readonly log: (message: string) => void,
  ) {
    this.subscriptions = [
      progress.onDidChange(() => this.refresh()),
      checks.onDidChange((run) => {
        if (run.step === this.shown?.step.ref) this.refresh();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refresh()),
      // The learner's predictions stand in the guide as soon as they are saved.
      vscode.workspace.onDidSaveTextDocument(({ uri }) => {
        if (uri.path.endsWith('/predictions.yaml')) this.refresh();
      }),
    ];
  }

  /** Undefined when the panel is closed. */
  get step(): StepRef | undefined {
    return this.panel && this.shown?.step.ref;
  }

  open(ref: StepRef, options: { readonly preserveFocus?: boolean; readonly task?: string } = {}): void {
    const shown = this.find(ref);
    if (!shown) return;
    this.wantedTask = options.task;
    if (this.panel) {
      this.show(this.panel, shown);
      this.panel.reveal(undefined, options.preserveFocus);
      if (options.preserveFocus) this.makeRoom();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      guideViewType,
      shown.step.title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: options.preserveFocus ?? false },
      panelOptions,
    );
    this.adopt(panel, shown);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const shown = guideViewState.is(state) ? this.find(state.step) : undefined;
    // A second panel, or a step that is gone: an empty page would help nobody.
    if (!shown || this.panel) panel.dispose();
    else this.adopt(panel, shown);
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.evidence?.watcher.dispose();
    this.panel?.dispose();
  }

  private find(ref: string): Shown | undefined {
    for (const curriculum of this.index.curricula) {
      const step = stepsOf(curriculum).find((each) => each.ref === ref);
      if (step) return { curriculum, step };
    }
    return undefined;
  }

  private adopt(panel: vscode.WebviewPanel, shown: Shown): void {
    this.panel = panel;
    panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    panel.onDidDispose(() => {
      this.panel = undefined;
      this.shown = undefined;
      this.isReady = false;
      this.watchEvidence();
    });
    this.show(panel, shown);
  }

  private show(panel: vscode.WebviewPanel, shown: Shown): void {
    if (this.shown?.step.ref !== shown.step.ref) {
      this.shown = shown;
      this.load(panel);
    }
    panel.title = shown.step.title;
    this.refresh();
  }

  private load(panel: vscode.WebviewPanel): void {
    this.isReady = false;
    loadPage(panel.webview, this.extensionUri, 'guide', vscode.l10n.t('Guide'), this.roots());
  }

  private roots(): vscode.Uri[] {
    const { step } = this.shown ?? {};
    const project = step && this.progress.projects.get(step.ref);
    return [
      ...ownRoots(this.extensionUri),
      ...(step ? [vscode.Uri.joinPath(this.packaged(step), 'guide')] : []),
      ...(project ? [vscode.Uri.joinPath(project, 'evidence')] : []),
    ];
  }

  private packaged(step: Step): vscode.Uri {
    return vscode.Uri.joinPath(this.extensionUri, 'dist', 'curricula', step.curriculum, step.id);
  }

  private refresh(): void {
    if (!this.panel || !this.shown || !this.isReady) return;
    this.watchEvidence();
    const roots = this.roots().join();
    if (roots !== (this.panel.webview.options.localResourceRoots ?? []).join()) this.load(this.panel);
    else void this.send(this.panel, this.shown);
  }

  /** Pictures appear, change and go as a check or `explore.py` writes them; looked for only while the guide shows them. */
  private watchEvidence(): void {
    const project = this.panel && this.shown && this.progress.projects.get(this.shown.step.ref);
    if (this.evidence?.folder === project?.toString()) return;
    this.evidence?.watcher.dispose();
    this.evidence = project && { folder: project.toString(), watcher: watchPictures(project, () => this.refresh()) };
  }

  private async send(panel: vscode.WebviewPanel, shown: Shown): Promise<void> {
    const update = ++this.updates;
    const { webview } = panel;
    const { curriculum, step } = shown;
    const project = this.progress.projects.get(step.ref);
    const packaged = this.packaged(step);
    const [html, formulas, predictions, pictures] = await Promise.all([
      readText(vscode.Uri.joinPath(packaged, 'guide.html')),
      readText(vscode.Uri.joinPath(packaged, 'formulas.json')),
      project ? readText(vscode.Uri.joinPath(project, 'predictions.yaml')) : undefined,
      project ? evidencePictures(vscode.Uri.joinPath(project, 'evidence')) : [],
    ]);
    if (update !== this.updates || panel !== this.panel) return;
    if (html === undefined) this.log(`The guide of ${step.ref} is missing from the package.`);
    const snapshot = guideSnapshot(vscode.l10n.t, repairOf, {
      curriculum,
      step,
      state: this.progress.state.steps.get(step.ref),
      live: this.checks.runs.get(step.ref),
      html: (html ?? '').replaceAll(
        '{{guide}}',
        webview.asWebviewUri(vscode.Uri.joinPath(packaged, 'guide')).toString(),
      ),
      formulas: readFormulas(formulas ?? '{}'),
      isScaffolded: project !== undefined,
      isOlder: isOlder(step, this.progress),
      carried: carriedInWords(vscode.l10n.t, this.index, this.progress.marks.get(step.ref)?.carried ?? []),
      place: placeOfWork(),
      answers: this.answers,
      predictions: readPredictions(predictions ?? ''),
      holdsBack: (check) => heldBackBy(curriculum, this.progress.state, step, check).length > 0,
      pictures: pictures.map(({ uri, name }) => ({ src: webview.asWebviewUri(uri).toString(), name })),
    });
    const message: GuideMessage = { kind: 'snapshot', snapshot };
    await webview.postMessage(message);
    if (this.wantedTask === undefined) return;
    const wanted: GuideMessage = { kind: 'show-task', task: this.wantedTask };
    this.wantedTask = undefined;
    await webview.postMessage(wanted);
  }

  /** A question asks for no folder: an answer that cannot be recorded is kept while the window is open. */
  private async answer(step: Step, question: string, option: number): Promise<void> {
    const canRecord = placeOfWork() === 'open' && this.progress.homeFolder !== undefined;
    const isKnown = this.progress.state.steps.get(step.ref)?.answers.get(question) === option;
    this.answers.set(`${step.ref}/${question}`, option);
    if (canRecord && !isKnown) {
      await this.progress.append({ kind: 'quiz-answered', step: step.ref, question, option });
    }
    this.refresh();
  }

  /** Code opens in the first column; a guide that stands there moves beside it, after the code, or the column would close. */
  private makeRoom(): void {
    const [first] = vscode.window.tabGroups.all;
    if (this.panel?.viewColumn === vscode.ViewColumn.One && first && first.tabs.length > 1) {
      this.panel.reveal(vscode.ViewColumn.Two, true);
    }
  }

  /** The message pump: what goes wrong in a command is shown here, once. */
  private async receive(message: unknown): Promise<void> {
    if (!guideIntent.is(message)) {
      this.log('The guide sent a message that is not one of its intents; it was dropped.');
      return;
    }
    if (!this.shown) return;
    if (message.kind === 'ready') {
      this.isReady = true;
      this.refresh();
      return;
    }
    try {
      const { step } = this.shown;
      await perform(message, {
        step,
        state: this.progress.state.steps.get(step.ref),
        live: this.checks.runs.get(step.ref),
        project: this.progress.projects.get(step.ref),
        answer: (question, option) => this.answer(step, question, option),
      });
      if (opensCode.has(message.kind)) this.makeRoom();
    } catch (error) {
      showFailure(message.kind, error, this.log);
    }
  }
}

/** Written by our own build: what is not a text is left out. */
function readFormulas(json: string): ReadonlyMap<string, string> {
  const value: unknown = JSON.parse(json);
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
