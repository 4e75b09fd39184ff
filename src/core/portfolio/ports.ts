/** What the portfolio asks of an operating system. Implemented in `platform/`. */
import type { StepRef } from '../curriculum/model';
import type { WriteFailure } from '../progress/log';
import type { Result } from '../ports';
import type { Portfolio } from './portfolio';

/** What could be looked at, else why not. */
export type Checked<Value> =
  { readonly kind: 'checked'; readonly value: Value } | { readonly kind: 'not-checked'; readonly why: string };

export interface PortfolioFile {
  /** Relative to the repository, forward slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** What writing would do to a folder, told before anything is written. */
export interface ExportPlan {
  /** Absolute. */
  readonly target: string;
  readonly files: readonly PortfolioFile[];
  /** Of ours, by path in the repository. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  /** Written by an earlier export and made no more. */
  readonly gone: readonly string[];
  /** Somebody else's: never touched. */
  readonly foreign: readonly string[];
}

export type ExportRefusal =
  /** A folder with files that no export of ours made. */
  | { readonly kind: 'foreign-files'; readonly paths: readonly string[] }
  /** A link that leads out of the folder. */
  | { readonly kind: 'link'; readonly path: string }
  /** A file that may not be published; `why` says what it holds. */
  | { readonly kind: 'private'; readonly path: string; readonly why: string }
  | { readonly kind: 'unreadable'; readonly path: string; readonly why: string };

export interface PortfolioExport {
  /** The whole repository as it would be written. `folders`: the projects as they lie on the disk. */
  files(
    portfolio: Portfolio,
    folders: ReadonlyMap<StepRef, string>,
  ): Promise<Result<readonly PortfolioFile[], ExportRefusal>>;
  /** Reads the target, writes nothing. */
  plan(files: readonly PortfolioFile[], target: string): Promise<Result<ExportPlan, ExportRefusal>>;
  /** Whole or not at all. */
  write(plan: ExportPlan): Promise<Result<void, WriteFailure>>;
  /** Of an exported repository: the day on which a re-run last reproduced every figure of a step. */
  reproduced(target: string): Promise<ReadonlyMap<StepRef, string>>;
}

export interface Commit {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly subject: string;
}

/** A complaint of a tool, at its place. */
export interface Complaint {
  /** Relative to the project, forward slashes. */
  readonly path: string;
  readonly line: number;
  readonly code: string;
  readonly message: string;
}

/** Why a program said nothing; `detail` is its own words. */
export interface ToolProblem {
  readonly kind: 'not-allowed' | 'no-environment' | 'not-installed' | 'no-end' | 'failed' | 'no-repository';
  readonly program: 'ruff' | 'pyright' | 'git';
  readonly detail: string;
}

export type ToolResult<Value> = Result<Value, ToolProblem>;

/** Programs of the learner's own machine; each only reads. Only after the learner agreed to exactly these commands. */
export interface ReviewTools {
  /** Of ruff: rules D and ANN. */
  lint(project: string): Promise<ToolResult<readonly Complaint[]>>;
  /** Of pyright, without the network. */
  types(project: string): Promise<ToolResult<readonly Complaint[]>>;
  commits(home: string, project: string): Promise<ToolResult<readonly Commit[]>>;
}
