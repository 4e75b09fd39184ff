/** What the compiled index holds: every shipped curriculum, ready to use without reading any YAML. */
import type { CurriculumFile, SkillsFile, StepFile } from './schema';

/** `curriculum/step`, the permanent name of a step. */
export type StepRef = `${string}/${string}`;

export type Task = Readonly<StepFile['tasks'][number]>;
export type Check = Readonly<StepFile['checks'][number]>;
export type Figure = Readonly<StepFile['figures'][number]>;
export type Gate = Readonly<StepFile['gates'][number]>;
export type Question = Readonly<StepFile['quiz'][number]>;
export type MilestoneEntry = Readonly<Omit<CurriculumFile['milestones'][number], 'checks'>> & {
  /** Resolved: never empty for `verified`. */
  readonly checks: readonly string[];
};

export interface ProjectFile {
  /** Relative to the project, forward slashes, as it is called in the learner's folder. */
  readonly path: string;
  /** Relative to the step's packaged files (`starter/`); differs from `path` for awkward names (`_gitignore`). */
  readonly stored: string;
  readonly owner: 'learner' | 'author';
  /** SHA-256 of the starter's text as UTF-8 without BOM, line ends LF (of the bytes, for binary files). */
  readonly sha256: string;
}

/** A step as the extension and the command line use it; the names of step.yaml in camel case. */
export interface Step {
  readonly ref: StepRef;
  readonly id: string;
  readonly curriculum: string;
  readonly title: string;
  readonly summary: string;
  readonly tier: StepFile['tier'];
  readonly package: string;
  readonly requirements: readonly string[];
  /** Ids of steps of the same curriculum. */
  readonly requires: readonly string[];
  readonly minutes: number;
  /** As `hoursOfWork` has it. */
  readonly hours: number;
  readonly realHours: readonly [number, number];
  readonly skills: Readonly<Record<string, number>>;
  readonly tasks: readonly Task[];
  readonly checks: readonly Check[];
  readonly figures: readonly Figure[];
  readonly gates: readonly Gate[];
  readonly hints: Readonly<StepFile['hints']>;
  readonly quiz: readonly Question[];
  readonly recall: readonly Readonly<StepFile['recall'][number]>[];
  readonly predict: readonly Readonly<StepFile['predict'][number]>[];
  readonly sickRun: Readonly<StepFile['sick_run']>;
  readonly files: Readonly<StepFile['files']>;
  /** Files of earlier steps that this one builds on; absent where it builds on none. */
  readonly carries?: readonly Readonly<StepFile['carries'][number]>[];
  readonly projectFiles: readonly ProjectFile[];
  /** Questions of the guide that an interviewer would ask. */
  readonly interview: readonly string[];
  /** Hash over everything that reaches the learner. Changes exactly when the content does. */
  readonly contentVersion: string;
}

export interface Phase {
  readonly id: string;
  readonly title: string;
  readonly indicators: readonly string[];
  readonly steps: readonly Step[];
}

export interface Curriculum {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly from: CurriculumFile['from'];
  readonly to: CurriculumFile['to'];
  readonly summary: string;
  readonly phases: readonly Phase[];
  readonly milestones: readonly MilestoneEntry[];
  readonly renamed: Readonly<Record<string, string>>;
  readonly advisories: Readonly<CurriculumFile['advisories']>;
}

/** The file `dist/curricula/index.json`. Beside it: `<curriculum>/<step>/guide.html`, `…/starter/`, `<curriculum>/solutions.zip`. */
export interface CurriculumIndex {
  readonly format: 1;
  readonly specializations: Readonly<SkillsFile['specializations']>;
  readonly skillNames: Readonly<Record<string, string>>;
  readonly curricula: readonly Curriculum[];
  /** The text of `curricula/constraints.txt`, line by line, without comments. */
  readonly constraints: readonly string[];
}
