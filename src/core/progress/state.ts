/** What views show: derived from the folded log and the index, stored nowhere. */
import type { ResultLeads, Verdict } from '../checks/model';
import type { HintLevel } from '../curriculum/hints';
import type { StepRef } from '../curriculum/model';
import type { MilestoneRef } from './events';

export interface CheckState extends ResultLeads {
  readonly id: string;
  /** Verdict of the last run that had this check; undefined: never run. */
  readonly verdict?: Verdict;
  readonly message: string;
  readonly at?: string;
  readonly properties: Readonly<Record<string, string | number>>;
  /** What is known to be wrong with the check itself. */
  readonly advisory?: string;
}

/** By task: what the learner let themselves be shown. */
export interface StepHelp {
  /** The furthest. */
  readonly hints: ReadonlyMap<string, HintLevel>;
  readonly solutions: ReadonlySet<string>;
}

export interface StepState {
  readonly ref: StepRef;
  readonly status: 'not-started' | 'in-progress' | 'passed';
  /** Folder relative to the home folder, once started. */
  readonly path?: string;
  readonly startedAt?: string;
  /** Of a passed step: the run since which all of its checks have passed. */
  readonly passedAt?: string;
  readonly contentVersion?: string;
  /** In the order of step.yaml, without those that wait for a file (`needs`) and have never run. */
  readonly checks: readonly CheckState[];
  readonly passedCount: number;
  /** Name → version, as the last run found them. */
  readonly versions?: Readonly<Record<string, string>>;
  readonly help: StepHelp;
  /** Question of the quiz or the recall → the option that was chosen last. */
  readonly answers: ReadonlyMap<string, number>;
  /** As a step's hours, of the tasks that are not done; reading and evidence count until the step is passed. */
  readonly hoursLeft: number;
}

export interface Evidence {
  readonly run: string;
  readonly at: string;
  readonly checks: readonly string[];
  readonly figures: Readonly<Record<string, number>>;
  readonly learnerFiles: Readonly<Record<string, string>>;
  readonly checkFiles: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  /** Path of the executable; empty when the log does not say. */
  readonly interpreter: string;
}

export type MilestoneState = { readonly ref: MilestoneRef } & (
  | { readonly kind: 'open' }
  | { readonly kind: 'verified'; readonly evidence: Evidence; readonly stale?: 'files-changed' | 'last-run-failed' }
  | {
      readonly kind: 'attested';
      readonly at: string;
      readonly note: string;
      readonly files: readonly { readonly path: string; readonly sha256: string }[];
    }
  | { readonly kind: 'unverified'; readonly at: string; readonly note: string }
);

export interface ProgressState {
  /** The curriculum of the learner's pivot. */
  readonly pivot?: string;
  readonly steps: ReadonlyMap<StepRef, StepState>;
  readonly milestones: ReadonlyMap<MilestoneRef, MilestoneState>;
  /** Lines that could not be read (set aside) and events of a newer schema (kept, skipped). */
  readonly unreadable: number;
  readonly newer: number;
}
