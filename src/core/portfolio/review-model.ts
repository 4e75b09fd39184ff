/** What the readiness review looks at, and what it says. */
import type { StepRef } from '../curriculum/model';
import type { Translate } from '../ports';
import type { PortfolioProject } from './portfolio';
import type { Checked, Commit, Complaint } from './ports';

export interface ReviewFile {
  /** Relative to the project, forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Undefined: not text, or too long to be read. */
  readonly text?: string;
  /** As the scaffold wrote it. */
  readonly isStarter: boolean;
}

/** What in a text must not be published, each at its line. */
export type FindPrivate = (text: string) => readonly { readonly line: number; readonly what: string }[];

export interface ReviewProject {
  readonly project: PortfolioProject;
  /** The learner's folder; empty when it is gone. */
  readonly files: readonly ReviewFile[];
  /** Of ruff: docstrings and annotations that are not there. */
  readonly lint: Checked<readonly Complaint[]>;
  /** Of pyright. */
  readonly types: Checked<readonly Complaint[]>;
  readonly commits: Checked<readonly Commit[]>;
}

export interface ReviewInput {
  readonly t: Translate;
  readonly projects: readonly ReviewProject[];
  readonly findPrivate: FindPrivate;
  /** The portfolio was exported once. */
  readonly isExported: boolean;
}

export interface FindingPlace {
  /** In the project, or `story` for the learner's story at this project. */
  readonly kind: 'project' | 'story';
  readonly project: StepRef;
  readonly path: string;
  readonly line?: number;
}

export interface Finding {
  readonly what: string;
  readonly where?: FindingPlace;
  /** Why a reader minds. */
  readonly why: string;
  readonly fix: string;
}

export interface ReviewGroup {
  readonly project: StepRef;
  readonly title: string;
  readonly findings: readonly Finding[];
  /** What was not looked at, and why. */
  readonly notChecked: readonly { readonly what: string; readonly why: string }[];
}
