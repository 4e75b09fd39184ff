/** Keeps what the learner wrote whenever checks have judged it, so that what is deleted by mistake can come back. */
import type * as vscode from 'vscode';
import type { CheckRun } from '../../core/checks/model';
import type { CurriculumIndex, StepRef } from '../../core/curriculum/model';
import { canonicalJson } from '../../core/curriculum/text';
import type { ProjectChanges } from '../../core/scaffold/project-change';
import { outgrown } from '../../core/scaffold/outgrown';
import type { Checks } from '../checks/checks';
import { findStep } from '../curriculum-index';
import type { Progress } from '../progress/progress';
import type { ProjectWriter } from './project-writer';

export interface KeepCheckedWorkDependencies {
  readonly index: CurriculumIndex;
  readonly progress: Pick<Progress, 'homeFolder'>;
  readonly checks: Pick<Checks, 'onDidChange'>;
  readonly changes: () => Promise<ProjectChanges>;
  readonly writer: Pick<ProjectWriter, 'keep'>;
  readonly log: (line: string) => void;
}

export class KeepCheckedWork implements vscode.Disposable {
  /** What was kept last, by step. */
  private readonly kept = new Map<StepRef, string>();
  private readonly subscription: vscode.Disposable;
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly dependencies: KeepCheckedWorkDependencies) {
    this.subscription = dependencies.checks.onDidChange(({ run }) => {
      if (!run || run.checks.every(({ verdict }) => verdict === 'blocked')) return;
      this.queue = this.queue
        .then(() => this.keep(run))
        .catch((error: unknown) => dependencies.log(`The checked work of ${run.step} was not kept: ${String(error)}`));
    });
  }

  /** Resolves when what was checked so far is kept. */
  get settled(): Promise<void> {
    return this.queue;
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private async keep({ step: ref, learnerFiles }: CheckRun): Promise<void> {
    const { index, progress, changes, writer } = this.dependencies;
    const step = findStep(index, ref);
    const files = canonicalJson(learnerFiles);
    // Without a home folder nothing was recorded either.
    if (!step || !progress.homeFolder || this.kept.get(ref) === files) return;
    await writer.keep(step, 'checks', Object.keys(learnerFiles));
    this.kept.set(ref, files);
    const store = await changes();
    const home = progress.homeFolder.fsPath;
    await store.forget(home, outgrown(await store.snapshots(home)));
  }
}
