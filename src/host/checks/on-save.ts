/**
 * Checks on save: a moment after the last save of a step's file, one run at a time. A newer save cancels the run of the
 * older one; a run that the learner started by hand is not cancelled but waited for.
 */
import { checksOnSave } from '../../core/checks/on-save';
import type { Step, StepRef } from '../../core/curriculum/model';

export interface OnSaveDependencies {
  /** Shows and runs them; resolves when they have ended, cancelled or not. */
  readonly run: (step: Step, only: readonly string[], signal: AbortSignal) => Promise<void>;
  /** Whether a run of the step is under way. */
  readonly isRunning: (ref: StepRef) => boolean;
  readonly onFailure: (error: unknown) => void;
  readonly later?: (milliseconds: number, act: () => void) => () => void;
}

const pauseMilliseconds = 300;

const wait = (milliseconds: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, milliseconds);
  return () => clearTimeout(timer);
};

interface Pending {
  readonly step: Step;
  readonly only: readonly string[];
  callOff: () => void;
}

export class OnSave {
  private readonly pending = new Map<StepRef, Pending>();
  private readonly running = new Map<StepRef, { readonly abort: AbortController; readonly ended: Promise<void> }>();
  private isDisposed = false;

  constructor(private readonly dependencies: OnSaveDependencies) {}

  /** `only`: the checks that the learner chose; without, all of the step that are quick. */
  saved(step: Step, only?: readonly string[]): void {
    const wanted = checksOnSave(step, only);
    if (wanted.length === 0 || this.isDisposed) return;
    this.pending.get(step.ref)?.callOff();
    this.running.get(step.ref)?.abort.abort();
    const pending: Pending = { step, only: wanted, callOff: () => undefined };
    this.pending.set(step.ref, pending);
    const later = this.dependencies.later ?? wait;
    pending.callOff = later(pauseMilliseconds, () => void this.start(pending));
  }

  /** A run of the step has ended, whoever started it. */
  ended(ref: StepRef): void {
    const pending = this.pending.get(ref);
    if (pending) this.saved(pending.step, pending.only);
  }

  dispose(): void {
    this.isDisposed = true;
    for (const { callOff } of this.pending.values()) callOff();
    for (const { abort } of this.running.values()) abort.abort();
    this.pending.clear();
  }

  private async start(pending: Pending): Promise<void> {
    const { ref } = pending.step;
    await this.running.get(ref)?.ended;
    // Saved again meanwhile; or the learner runs something themselves: `ended` comes back to it.
    if (this.pending.get(ref) !== pending || this.dependencies.isRunning(ref)) return;
    this.pending.delete(ref);
    const abort = new AbortController();
    const ended = this.dependencies
      .run(pending.step, pending.only, abort.signal)
      .catch(this.dependencies.onFailure)
      .finally(() => this.running.delete(ref));
    this.running.set(ref, { abort, ended });
  }
}
