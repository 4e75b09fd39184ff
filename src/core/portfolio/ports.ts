/** What the portfolio asks of an operating system. Implemented in `platform/`. */
import type { StepRef } from '../curriculum/model';
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

export interface ExportRequest {
  /** Absolute, as `home`. */
  readonly target: string;
  readonly home: string;
  readonly files: readonly PortfolioFile[];
  /** Keys of findings that somebody has seen and wants published. */
  readonly agreed?: ReadonlySet<string>;
}

/** What writing would do to a folder, told before anything is written. Paths are those in the repository. */
export interface ExportPlan {
  readonly added: readonly string[];
  /** `isEdited`: by somebody else since the last export; that change would be lost. */
  readonly changed: readonly { readonly path: string; readonly isEdited: boolean }[];
  /** Written by an earlier export and made no more. */
  readonly gone: readonly string[];
  /** Somebody else's: never touched. */
  readonly foreign: readonly string[];
}

/** Something that may not be meant for everybody. */
export interface PrivateWord {
  readonly path: string;
  readonly line?: number;
  /** "your home folder", "a GitHub token". */
  readonly what: string;
  /** The words around it, the secret itself shortened. */
  readonly shown: string;
}

export type ExportFailure =
  /** The target is the home folder, holds it, or lies in `.bridgecraft/`. */
  | { readonly kind: 'bad-target'; readonly path: string }
  /** The target, or something in it that would be written, is a link or no plain file. */
  | { readonly kind: 'not-plain'; readonly path: string }
  /** The folder holds files and is no earlier export. */
  | { readonly kind: 'foreign-folder'; readonly path: string; readonly files: readonly string[] }
  /** Files of somebody else's stand where the export has its own. */
  | { readonly kind: 'in-the-way'; readonly files: readonly string[] }
  | { readonly kind: 'private-words'; readonly found: readonly PrivateWord[] }
  | { readonly kind: 'bad-path'; readonly detail: string }
  /** The folder is no longer as the plan says. */
  | { readonly kind: 'changed-meanwhile'; readonly files: readonly string[] }
  | { readonly kind: 'disk-full'; readonly path: string }
  | { readonly kind: 'io'; readonly path: string; readonly detail: string };

/** `Plan` is handed back as it came: an implementation may keep more in it. */
export interface PortfolioExport<Plan extends ExportPlan = ExportPlan> {
  /** The whole repository as it would be written. `folders`: the projects as they lie on the disk. */
  files(
    portfolio: Portfolio,
    folders: ReadonlyMap<StepRef, string>,
  ): Promise<Result<readonly PortfolioFile[], ExportFailure>>;
  /** Reads the target, writes nothing. */
  plan(request: ExportRequest): Promise<Result<Plan, ExportFailure>>;
  /** Whole or not at all. */
  write(request: ExportRequest, plan: Plan): Promise<Result<void, ExportFailure>>;
  /** What an agreement is about. */
  keyOf(word: PrivateWord): string;
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
  /** Of ruff: docstrings and annotations that are not there. */
  lint(project: string): Promise<ToolResult<readonly Complaint[]>>;
  /** Of pyright, without the network. */
  types(project: string): Promise<ToolResult<readonly Complaint[]>>;
  commits(home: string, project: string): Promise<ToolResult<readonly Commit[]>>;
}
