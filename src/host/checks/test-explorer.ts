/** Checks in VS Code's own Test Explorer: the same runs and verdicts as in the guide, the tree and the command line. */
import * as vscode from 'vscode';
import type { CheckResult, Debugger } from '../../core/checks/model';
import type { CurriculumIndex, Step, StepRef } from '../../core/curriculum/model';
import type { Progress } from '../progress/progress';
import type { Checks, LiveRun } from './checks';
import { repairOf } from './repairs';
import { TestItems, type RegionLine } from './test-items';

/** The test run that shows a step's checks while they run, and what it has shown. */
interface ActiveRun {
  readonly run: vscode.TestRun;
  readonly shown: Set<string>;
}

export class TestExplorer implements vscode.Disposable {
  private readonly controller = vscode.tests.createTestController('bridgecraft', vscode.l10n.t('Bridgecraft'));
  private readonly items: TestItems;
  private readonly active = new Map<StepRef, ActiveRun>();
  private readonly subscriptions: vscode.Disposable[] = [];
  private isRestored = false;

  constructor(
    index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly checks: Checks,
    regionLine: RegionLine,
    private readonly log: (message: string) => void,
    /** Undefined when there is none; the learner has then been told. */
    private readonly debuggerFor: (step: Step) => Promise<Debugger | undefined>,
  ) {
    this.items = new TestItems(this.controller, index, progress, regionLine);
    this.controller.createRunProfile(
      vscode.l10n.t('Run Checks'),
      vscode.TestRunProfileKind.Run,
      (request, token) => (request.continuous ? this.followSaves(request, token) : this.runRequest(request, token)),
      true,
      undefined,
      true,
    );
    this.controller.createRunProfile(
      vscode.l10n.t('Debug Checks'),
      vscode.TestRunProfileKind.Debug,
      (request, token) => this.debugRequest(request, token),
      true,
    );
    this.controller.refreshHandler = () => this.refresh();
    this.subscriptions.push(
      new vscode.Disposable(() => this.controller.dispose()),
      progress.onDidChange(() => void this.refresh()),
      checks.onDidChange((live) => this.show(live)),
      vscode.workspace.onDidSaveTextDocument((document) => void this.items.follow(document.uri)),
    );
    void this.refresh();
  }

  dispose(): void {
    for (const { run } of this.active.values()) run.end();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async refresh(): Promise<void> {
    const steps = await this.items.refresh();
    if (this.isRestored || steps.length === 0) return;
    this.isRestored = true;
    for (const step of steps) this.showRecorded(step);
  }

  private async runRequest(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    // One step after another: two trainings at a time on a laptop take longer than one after the other.
    for (const [step, only] of this.wantedBy(request)) {
      if (token.isCancellationRequested) return;
      this.begin(step, request);
      await this.checks.run(step, only ? { only } : {}, token);
    }
  }

  /** Until the learner switches it off: after each save, the quick checks of what they chose. */
  private async followSaves(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    const { followSaves } = await import('./follow-saves');
    if (token.isCancellationRequested) return;
    const following = followSaves({
      progress: this.progress,
      checks: this.checks,
      wanted: () => this.wantedBy(request),
      begin: (step, only) => {
        const item = this.items.itemOf(step);
        const items = only.flatMap((id) => item?.children.get(`${step.ref}/${id}`) ?? []);
        return this.begin(step, new vscode.TestRunRequest(items, undefined, request.profile, true));
      },
      onFailure: (error) => this.log(`Checks on save: ${String(error)}`),
    });
    this.subscriptions.push(following);
    token.onCancellationRequested(() => void following.dispose());
  }

  private async debugRequest(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    for (const [step, only] of this.wantedBy(request)) {
      const debug = token.isCancellationRequested ? undefined : await this.debuggerFor(step);
      if (!debug) return;
      this.begin(step, request);
      await this.checks.run(step, { debug, ...(only ? { only } : {}) }, token);
    }
  }

  /** Check ids by step; undefined stands for the whole step. */
  private wantedBy(request: vscode.TestRunRequest): ReadonlyMap<Step, readonly string[] | undefined> {
    const wanted = new Map<Step, readonly string[] | undefined>();
    const excluded = new Set(request.exclude?.map((item) => item.id));
    for (const item of request.include ?? [...this.controller.items].map(([, each]) => each)) {
      const data = this.items.dataOf(item);
      if (!data || excluded.has(item.id)) continue;
      const { step } = data;
      if (data.kind === 'step') {
        const left = step.checks.filter((check) => !excluded.has(`${step.ref}/${check.id}`));
        wanted.set(step, left.length === step.checks.length ? undefined : left.map((check) => check.id));
      } else if (!wanted.has(step) || wanted.get(step)) {
        wanted.set(step, [...(wanted.get(step) ?? []), data.check.id]);
      }
    }
    return wanted;
  }

  private begin(step: Step, request: vscode.TestRunRequest): ActiveRun {
    this.active.get(step.ref)?.run.end();
    const active = { run: this.controller.createTestRun(request, step.title), shown: new Set<string>() };
    this.active.set(step.ref, active);
    return active;
  }

  private show(live: LiveRun): void {
    const item = this.controller.items.get(live.step);
    const data = item && this.items.dataOf(item);
    if (!item || !data) return;
    const active = this.active.get(live.step) ?? this.begin(data.step, new vscode.TestRunRequest([item]));
    const current = live.current === undefined ? undefined : item.children.get(`${live.step}/${live.current}`);
    if (current) active.run.started(current);
    for (const result of live.results.values()) {
      // The end may change a verdict that was shown before (an author's file changed during the run): show all again.
      if (live.run === undefined && active.shown.has(result.id)) continue;
      report(active.run, item, result, this.advisory(data.step, result.id));
      active.shown.add(result.id);
    }
    if (!live.run) return;
    active.run.appendOutput(outputOf(live.run));
    active.run.end();
    this.active.delete(live.step);
  }

  /** What the log says of the last run, with its lines and repairs, so that a reload does not empty the view. */
  private showRecorded(step: Step): void {
    const item = this.items.itemOf(step);
    const recorded = this.progress.state.steps.get(step.ref)?.checks ?? [];
    if (!item || !recorded.some((check) => check.verdict)) return;
    const request = new vscode.TestRunRequest([item]);
    const run = this.controller.createTestRun(request, vscode.l10n.t('Last recorded run'), false);
    for (const check of recorded) {
      if (check.verdict) report(run, item, { ...check, verdict: check.verdict, seconds: 0 }, check.advisory);
    }
    run.end();
  }

  private advisory(step: Step, check: string): string | undefined {
    return this.progress.state.steps.get(step.ref)?.checks.find(({ id }) => id === check)?.advisory;
  }
}

function report(run: vscode.TestRun, parent: vscode.TestItem, result: CheckResult, advisory: string | undefined): void {
  const item = parent.children.get(`${parent.id}/${result.id}`);
  if (!item) return;
  const milliseconds = result.seconds * 1000;
  if (result.verdict === 'passed') {
    run.passed(item, milliseconds);
    return;
  }
  if (result.reason?.kind === 'cancelled') {
    run.skipped(item);
    return;
  }
  const message = messageOf(result, advisory);
  const location = locationOf(result, parent.uri, item);
  if (location) message.location = location;
  // A check that is known to be wrong says nothing about the work.
  if (result.verdict === 'failed' && advisory === undefined) run.failed(item, message, milliseconds);
  else run.errored(item, message, milliseconds);
}

function messageOf(result: CheckResult, advisory: string | undefined): vscode.TestMessage {
  const repair = result.reason && repairOf(result.reason);
  const said = result.message || repair?.message || vscode.l10n.t('The check did not pass and gave no reason.');
  const text =
    advisory === undefined
      ? said
      : `${vscode.l10n.t('Known problem of this check, not of your work: {0}', advisory)}\n\n${said}`;
  const { expected, actual } = result.properties;
  const message =
    expected !== undefined && actual !== undefined
      ? vscode.TestMessage.diff(text, String(expected), String(actual))
      : new vscode.TestMessage(text);
  // Matched by the context menu of the message in package.json: the next action of each verdict.
  const verdict = result.verdict === 'failed' && advisory !== undefined ? 'broken' : result.verdict;
  message.contextValue = result.reason ? `${verdict}.${result.reason.kind}` : verdict;
  return message;
}

/** The last frame in the learner's code, or else the region's first line. */
function locationOf(result: CheckResult, project: vscode.Uri | undefined, item: vscode.TestItem) {
  if (result.location && project) {
    const line = Math.max(0, result.location.line - 1);
    return new vscode.Location(vscode.Uri.joinPath(project, result.location.file), new vscode.Position(line, 0));
  }
  return item.uri && item.range ? new vscode.Location(item.uri, item.range) : undefined;
}

/** The terminal of the Test Results view wants carriage returns. */
function outputOf(run: NonNullable<LiveRun['run']>): string {
  const lines = [
    run.interpreter
      ? vscode.l10n.t('Python {0} ({1}), {2}', run.interpreter.version, run.interpreter.source, run.interpreter.path)
      : vscode.l10n.t('No Python was used.'),
    run.command.join(' '),
    ...run.checks.flatMap((check) => (check.output ? [`--- ${check.id}`, check.output] : [])),
  ];
  return `${lines.join('\n').replaceAll(/\r?\n/g, '\r\n')}\r\n`;
}
