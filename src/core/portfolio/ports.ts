/** What the portfolio asks of an operating system. Implemented in `platform/`. */
import type { Content } from '../curriculum/content-tree';
import type { StepRef } from '../curriculum/model';
import type { Result } from '../ports';
import type { Portfolio } from './portfolio';

/** What could be looked at, else why not. */
export type Checked<Value> =
  { readonly kind: 'checked'; readonly value: Value } | { readonly kind: 'not-checked'; readonly why: string };

export interface ExportFile {
  /** Relative to the repository, forward slashes. */
  readonly path: string;
  readonly content: Content;
}

/** What of a project's folder an export does not take, and why. */
export interface LeftOutFile {
  /** In the project. */
  readonly path: string;
  readonly why: 'link' | 'link-leads-out' | 'too-large' | 'unreadable' | 'special' | 'awkward-name' | 'not-of-the-step';
}

/** The whole repository as it would be written. */
export interface ExportedRepository {
  readonly files: readonly ExportFile[];
  /** Texts of authors: a word or an address in them is nobody's secret. */
  readonly ordinary: readonly string[];
  readonly leftOut: readonly (LeftOutFile & { readonly project: StepRef })[];
}

export interface ExportRequest extends Pick<ExportedRepository, 'files' | 'ordinary'> {
  /** Absolute, as `home`. A new folder beside the home folder; inside of it is possible, and the plan says so. */
  readonly target: string;
  readonly home: string;
  /** What the person publishes about themselves: the whole of the story's text. */
  readonly said: string;
  /** Keys of findings that somebody has seen and wants published. */
  readonly agreed?: ReadonlySet<string>;
}

/** What writing would do to a folder, told before anything is written. Paths are those in the repository. */
export interface ExportPlan {
  readonly isNew: boolean;
  /** The target lies in the home folder: publishing that folder would publish progress and career too. */
  readonly isInHome: boolean;
  readonly added: readonly string[];
  /** `isEdited`: by somebody since the last export; that change would be lost. */
  readonly changed: readonly { readonly path: string; readonly before: Content; readonly isEdited: boolean }[];
  readonly same: readonly string[];
  /** Written by an earlier export and no longer part of it: removed. */
  readonly gone: readonly string[];
  /** Not the export's: never touched. */
  readonly foreign: readonly string[];
}

/** Something that may not be meant for everybody. */
export interface PrivateWord {
  readonly path: string;
  /** 1-based; undefined in a binary file. */
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

export interface ExportSource {
  readonly portfolio: Portfolio;
  /** The projects as they lie on the disk. */
  readonly folders: ReadonlyMap<StepRef, string>;
  /** The index's: the versions of what packages need in turn. */
  readonly constraints: readonly string[];
}

export interface PortfolioExport {
  files(source: ExportSource): Promise<Result<ExportedRepository, ExportFailure>>;
  /** Reads the target, writes nothing. */
  plan(request: ExportRequest): Promise<Result<ExportPlan, ExportFailure>>;
  /** Whole or not at all; does what `plan` said, and refuses when the folder is another by now. */
  write(request: ExportRequest, plan: ExportPlan): Promise<Result<void, ExportFailure>>;
  /** Of an exported repository: the report of its last re-run, and what it was held against; empty where there is none. */
  rerun(target: string): Promise<{ readonly report: string; readonly published: string }>;
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
