/** Checks, verdicts and runs: the same words for the editor, the command line, the log and the portfolio. */
import type { Step, StepRef } from '../curriculum/model';
import type { CancellationSignal } from '../ports';

export type Verdict = 'passed' | 'failed' | 'blocked' | 'broken';

/** How an interpreter was found. */
export type InterpreterSource = 'argument' | 'setting' | 'venv' | 'python-extension' | 'py-launcher' | 'path';

export interface Interpreter {
  /** Absolute path of the executable. */
  readonly path: string;
  /** For example "3.11.7". */
  readonly version: string;
  readonly source: InterpreterSource;
}

/** Why a check could not run. Each has its repair (`host/checks/repairs.ts`). */
export type BlockedReason =
  | { readonly kind: 'no-python'; readonly tried: readonly { readonly path: string; readonly problem: string }[] }
  | { readonly kind: 'python-version'; readonly path: string; readonly version: string }
  | { readonly kind: 'missing-package'; readonly names: readonly string[]; readonly interpreter: string }
  | { readonly kind: 'author-file-differs'; readonly files: readonly string[] }
  /** The project was scaffolded from another content version than the checks that are installed. */
  | { readonly kind: 'older-version'; readonly files: readonly string[] }
  | { readonly kind: 'foreign-package'; readonly name: string; readonly expected: string; readonly actual: string }
  | { readonly kind: 'untrusted' }
  | { readonly kind: 'virtual-workspace' }
  | { readonly kind: 'save-failed'; readonly files: readonly string[] }
  | { readonly kind: 'disk-full'; readonly detail: string }
  | { readonly kind: 'not-a-project'; readonly detail: string }
  | { readonly kind: 'process-died'; readonly detail: string }
  | { readonly kind: 'timed-out'; readonly limitSeconds: number; readonly detail: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-run'; readonly detail: string };

/** A place in a learner's file. */
export interface SourceLocation {
  /** Relative to the project, forward slashes. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** Where a result leads. Kept in the log too: a reload of the window must not take the next action away. */
export interface ResultLeads {
  /** The last frame in the learner's code. */
  readonly location?: SourceLocation;
  /** Id of the hint to show first (`hints.failures`). */
  readonly hint?: string;
  readonly reason?: BlockedReason;
  /** Failed because the region is still as the starter has it: there is nothing to mend yet. */
  readonly isUnwritten?: boolean;
}

export const leadsOf = ({ location, hint, reason, isUnwritten }: ResultLeads): ResultLeads => ({
  ...(location === undefined ? {} : { location }),
  ...(hint === undefined ? {} : { hint }),
  ...(reason === undefined ? {} : { reason }),
  ...(isUnwritten ? { isUnwritten } : {}),
});

export interface CheckResult extends ResultLeads {
  readonly id: string;
  readonly verdict: Verdict;
  /** One or two sentences for the learner. Empty when passed. */
  readonly message: string;
  readonly seconds: number;
  /** What the check reported: `expected`, `actual`, `hint`, and figures. */
  readonly properties: Readonly<Record<string, string | number>>;
  /** The last output of the check, capped. */
  readonly output?: string;
}

export interface CheckRun {
  /** Unique for the run; on Linux also carried by every process of it. */
  readonly id: string;
  readonly step: StepRef;
  readonly contentVersion: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly seconds: number;
  /** The worst of the checks: broken, blocked, failed, passed. */
  readonly verdict: Verdict;
  readonly checks: readonly CheckResult[];
  readonly interpreter?: Interpreter;
  /** The command as it was started, for "Run in terminal" and for reports. */
  readonly command: readonly string[];
  /** Path → SHA-256, as the run saw them. */
  readonly learnerFiles: Readonly<Record<string, string>>;
  readonly checkFiles: Readonly<Record<string, string>>;
  /** Name → version: python, pytest, numpy, … */
  readonly versions: Readonly<Record<string, string>>;
  /** The whole run could not start. */
  readonly reason?: BlockedReason;
}

export const worstVerdict = (verdicts: readonly Verdict[]): Verdict =>
  (['broken', 'blocked', 'failed'] as const).find((verdict) => verdicts.includes(verdict)) ?? 'passed';

/** Exit codes of `bridgecraft check`; 64 is a usage error. */
export const exitCodes: Readonly<Record<Verdict, number>> = { passed: 0, failed: 1, blocked: 2, broken: 3 };

/** What a debugger is asked to start. */
export interface DebugLaunch {
  /** The run's id. */
  readonly run: string;
  readonly python: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** In addition to what the debugger's own process has. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Debugger {
  /** Resolves when the session has ended, with false when none was started. Aborting ends the session. */
  run(launch: DebugLaunch, signal: CancellationSignal): Promise<boolean>;
}

/** What a run is asked to do. */
export interface CheckRequest {
  readonly step: Step;
  /** Absolute path of the scaffolded project. */
  readonly project: string;
  /** Check ids; undefined: every check whose `needs` is there. */
  readonly only?: readonly string[];
  /** Overrides the resolver (`--python`). */
  readonly python?: string;
  /** Overrides the resolver as well (the setting). */
  readonly pythonSetting?: string;
  /** What the Python extension says for this folder; used when there is no `.venv`. */
  readonly pythonExtension?: string;
  readonly seed?: number;
  /** Runs the checks under this debugger, without any limit. */
  readonly debug?: Debugger;
  readonly signal: CancellationSignal;
  readonly onStarted?: (checkId: string) => void;
  readonly onResult?: (result: CheckResult) => void;
  readonly onOutput?: (text: string) => void;
}

/** Runs checks on a scaffolded project. Never throws for anything that a learner's project can do: that is a verdict. */
export interface CheckRunner {
  run(request: CheckRequest): Promise<CheckRun>;
}

/** A step whose checks may soon be run. */
export type PrepareRequest = Pick<CheckRequest, 'step' | 'project' | 'pythonSetting' | 'pythonExtension'>;

/** Processes that have imported a step's packages ahead of its next run, so that its first verdict comes sooner. */
export interface WarmChecks {
  /** Does nothing where they are switched off, or Python is not known without a search. */
  prepare(request: PrepareRequest): Promise<void>;
  /** Ends all of them. */
  end(): Promise<void>;
}
