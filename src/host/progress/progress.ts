/** The learner's progress as the features of the host use it. Implemented by `progress-service.ts`. */
import type { Event, Uri } from 'vscode';
import type { StepRef } from '../../core/curriculum/model';
import type { EventBody } from '../../core/progress/events';
import type { ProgressState } from '../../core/progress/state';
import type { StepRun } from '../../core/progress/verified';
import type { ProjectMark } from '../../core/scaffold/project-mark';

export interface Progress {
  /** The folder that holds `.bridgecraft/`; undefined until something was written or found. */
  readonly homeFolder: Uri | undefined;
  readonly state: ProgressState;
  readonly onDidChange: Event<ProgressState>;
  /** Scaffolded projects of the open folders, by the step in their `.bridgecraft-step.json`, wherever they lie. */
  readonly projects: ReadonlyMap<StepRef, Uri>;
  /** Their marks: of which content version each is. */
  readonly marks: ReadonlyMap<StepRef, ProjectMark>;
  /**
   * Makes events durable, then shows them. Asks for a home folder when there is none.
   * Resolves false when the learner declined or nothing could be written; the reason has then been shown.
   */
  append(...events: readonly EventBody[]): Promise<boolean>;
}

/** The runs of each step, in the order of the log. */
export interface RecordedRuns {
  readonly runs: ReadonlyMap<string, readonly StepRun[]>;
}
