/** Runs of checks as the features of the host use them. Implemented by `check-service.ts`. */
import type { CancellationToken, Event } from 'vscode';
import type { CheckResult, CheckRun, Debugger } from '../../core/checks/model';
import type { Step, StepRef } from '../../core/curriculum/model';

/** A run in the making, or the last one of this session. */
export interface LiveRun {
  readonly step: StepRef;
  readonly results: ReadonlyMap<string, CheckResult>;
  /** The check that is running. */
  readonly current?: string;
  /** Set when the run has ended. */
  readonly run?: CheckRun;
}

export interface RunOptions {
  readonly only?: readonly string[];
  readonly debug?: Debugger;
}

export interface Checks {
  /** By step; the last run of this session, running or ended. */
  readonly runs: ReadonlyMap<StepRef, LiveRun>;
  readonly onDidChange: Event<LiveRun>;
  /**
   * Saves the step's files, runs the checks, records the run. One run a step at a time: a second call cancels the first.
   * Undefined when the step is not scaffolded.
   */
  run(step: Step, options?: RunOptions, token?: CancellationToken): Promise<CheckRun | undefined>;
}
