/** Has a Python ready for the step that the learner works on: as soon as its guide or one of its files is in front of them. */
import * as vscode from 'vscode';
import type { WarmChecks } from '../../core/checks/model';
import type { CurriculumIndex, Step } from '../../core/curriculum/model';
import { isWithin } from '../adapters/workspace';
import { findStep } from '../curriculum-index';
import type { Progress } from '../progress/progress';
import type { Checks } from './checks';
import { pythonChoice } from './python-extension';

export interface WarmStepsDependencies {
  readonly index: CurriculumIndex;
  readonly progress: Progress;
  readonly checks: Checks;
  readonly warmChecks: WarmChecks;
  /** The step of the guide, when the guide is shown. */
  readonly onDidShowGuide: vscode.Event<Step['ref']>;
  readonly guideStep: () => Step['ref'] | undefined;
  readonly log: (message: string) => void;
}

export class WarmSteps implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable;

  constructor(private readonly dependencies: WarmStepsDependencies) {
    const { progress, onDidShowGuide } = dependencies;
    const look = () => this.prepare(this.inFront());
    this.subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeActiveTextEditor(look),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) look();
      }),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => this.prepare(this.stepOf(uri))),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (!change.affectsConfiguration('bridgecraft.warmChecks')) return;
        if (isOn()) look();
        else this.handled(dependencies.warmChecks.end());
      }),
      onDidShowGuide((ref) => this.prepare(findStep(dependencies.index, ref))),
      progress.onDidChange(look),
    );
    look();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private inFront(): Step | undefined {
    const file = vscode.window.activeTextEditor?.document.uri;
    const { index, guideStep } = this.dependencies;
    return (file && this.stepOf(file)) ?? findStep(index, guideStep());
  }

  private stepOf(file: vscode.Uri): Step | undefined {
    const { index, progress } = this.dependencies;
    return findStep(index, [...progress.projects].find(([, project]) => isWithin(project, file))?.[0]);
  }

  private prepare(step: Step | undefined): void {
    if (!step) return;
    const project = this.dependencies.progress.projects.get(step.ref);
    if (project?.scheme !== 'file' || !vscode.workspace.isTrusted || !isOn()) return;
    // It would take the processor from the checks; the end of a run prepares for the next one by itself.
    if ([...this.dependencies.checks.runs.values()].some(({ run }) => run === undefined)) return;
    this.handled(this.start(step, project));
  }

  private async start(step: Step, project: vscode.Uri): Promise<void> {
    const choice = await pythonChoice(project, { onlyIfActive: true });
    await this.dependencies.warmChecks.prepare({ step, project: project.fsPath, ...choice });
  }

  /** Without a spare process the next run starts cold: nothing that a learner has to hear of. */
  private handled(work: Promise<void>): void {
    work.catch((error: unknown) => this.dependencies.log(`No spare process: ${String(error)}`));
  }
}

const isOn = (): boolean => vscode.workspace.getConfiguration('bridgecraft').get('warmChecks', true);
