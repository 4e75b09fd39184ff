/** Runs checks for the whole host: one run a step at a time, every result told as it comes, every ended run recorded. */
import * as vscode from 'vscode';
import {
  type BlockedReason,
  type CheckRequest,
  type CheckResult,
  type CheckRun,
  type CheckRunner,
  leadsOf,
} from '../../core/checks/model';
import type { Step, StepRef } from '../../core/curriculum/model';
import type { Progress } from '../progress/progress';
import type { Checks, LiveRun, RunOptions } from './checks';

/** What the learner's setting and the Python extension say about a folder's interpreter. */
export interface PythonChoice {
  readonly pythonSetting?: string;
  readonly pythonExtension?: string;
}

export class CheckService implements Checks, vscode.Disposable {
  private readonly live = new Map<StepRef, LiveRun>();
  private readonly aborts = new Map<StepRef, AbortController>();
  private readonly ended = new Map<StepRef, Promise<unknown>>();
  private readonly emitter = new vscode.EventEmitter<LiveRun>();
  readonly onDidChange = this.emitter.event;

  constructor(
    private readonly runner: CheckRunner,
    private readonly progress: Progress,
    private readonly pythonChoice: (project: vscode.Uri) => Promise<PythonChoice>,
    private readonly output: (text: string) => void,
  ) {}

  get runs(): ReadonlyMap<StepRef, LiveRun> {
    return this.live;
  }

  async run(step: Step, options: RunOptions = {}, token?: vscode.CancellationToken): Promise<CheckRun | undefined> {
    const project = this.progress.projects.get(step.ref);
    if (!project) return undefined;
    const abort = new AbortController();
    this.aborts.get(step.ref)?.abort();
    this.aborts.set(step.ref, abort);
    const subscription = token?.onCancellationRequested(() => abort.abort());
    if (token?.isCancellationRequested) abort.abort();
    // The run that was cancelled above must have let go of its processes before the next one starts.
    const previous = this.ended.get(step.ref) ?? Promise.resolve();
    const current = previous.then(() => this.runNow(step, project, options, abort));
    this.ended.set(
      step.ref,
      current.catch(() => undefined),
    );
    try {
      return await current;
    } finally {
      subscription?.dispose();
      if (this.aborts.get(step.ref) === abort) this.aborts.delete(step.ref);
    }
  }

  cancel(ref: StepRef): void {
    this.aborts.get(ref)?.abort();
  }

  dispose(): void {
    for (const abort of this.aborts.values()) abort.abort();
    this.emitter.dispose();
  }

  private async runNow(
    step: Step,
    project: vscode.Uri,
    { only, debug }: RunOptions,
    abort: AbortController,
  ): Promise<CheckRun> {
    const results = new Map<string, CheckResult>();
    const show = (more: Partial<Pick<LiveRun, 'current' | 'run'>>) => {
      const run: LiveRun = { step: step.ref, results: new Map(results), ...more };
      this.live.set(step.ref, run);
      this.emitter.fire(run);
    };
    show({});
    const unsaved = await saveUnder(project);
    const reason: BlockedReason | undefined =
      project.scheme !== 'file'
        ? { kind: 'virtual-workspace' }
        : unsaved.length > 0
          ? { kind: 'save-failed', files: unsaved }
          : undefined;
    const python = reason ? {} : await this.pythonChoice(project);
    const request: CheckRequest = {
      step,
      project: project.fsPath,
      signal: abort.signal,
      ...(only ? { only } : {}),
      ...(debug ? { debug } : {}),
      ...python,
      onStarted: (current) => show({ current }),
      onResult: (result) => {
        results.set(result.id, result);
        show({});
      },
      onOutput: this.output,
    };
    const run = reason ? blockedRun(request, reason) : await this.runner.run(request);
    for (const result of run.checks) results.set(result.id, result);
    if (isWorthRecording(run)) await this.record(run);
    show({ run });
    return run;
  }

  private async record(run: CheckRun): Promise<void> {
    // What a newer save or the learner stopped says nothing; the verdicts before that do.
    const judged = run.checks.filter(({ reason }) => reason?.kind !== 'cancelled');
    await this.progress.append({
      kind: 'checks-ran',
      step: run.step,
      run: run.id,
      contentVersion: run.contentVersion,
      results: judged.map(({ id, verdict, message, seconds, properties, ...rest }) => ({
        id,
        verdict,
        message,
        seconds,
        properties,
        ...leadsOf(rest),
      })),
      learnerFiles: run.learnerFiles,
      checkFiles: run.checkFiles,
      versions: run.versions,
      interpreter: run.interpreter?.path ?? '',
    });
  }
}

/** A run that was blocked judged nothing. One that found a check at fault is kept, so that it can be reported later. */
function isWorthRecording(run: CheckRun): boolean {
  return run.checks.some((check) => check.verdict !== 'blocked');
}

/** Paths of dirty files under the folder that could not be saved. */
async function saveUnder(folder: vscode.Uri): Promise<readonly string[]> {
  const prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  const dirty = vscode.workspace.textDocuments.filter(
    (document) => document.isDirty && document.uri.scheme === folder.scheme && document.uri.path.startsWith(prefix),
  );
  await Promise.all(dirty.map((document) => saved(document)));
  return dirty.filter(({ isDirty }) => isDirty).map((document) => vscode.workspace.asRelativePath(document.uri));
}

/** Twice where it must be: auto-save may be on its way with an older text. */
async function saved(document: vscode.TextDocument): Promise<void> {
  if (!(await document.save()) && document.isDirty) await document.save();
}

function blockedRun(request: CheckRequest, reason: BlockedReason): CheckRun {
  const wanted = request.step.checks.filter((check) => request.only?.includes(check.id) ?? check.needs === undefined);
  return {
    id: '',
    step: request.step.ref,
    contentVersion: request.step.contentVersion,
    startedAt: new Date().toISOString(),
    seconds: 0,
    verdict: 'blocked',
    checks: wanted.map(({ id }) => ({ id, verdict: 'blocked', message: '', seconds: 0, properties: {}, reason })),
    command: [],
    learnerFiles: {},
    checkFiles: {},
    versions: {},
    reason,
  };
}
