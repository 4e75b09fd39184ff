/** The events of `.bridgecraft/progress.jsonl`, one a line. State is a fold over them (`fold.ts`) and stored nowhere. */
import type { ResultLeads, Verdict } from '../checks/model';
import type { HintLevel } from '../curriculum/hints';
import type { StepRef } from '../curriculum/model';

export const schemaVersion = 1;

/** `curriculum/milestone`. */
export type MilestoneRef = `${string}/${string}`;

export interface RecordedResult extends ResultLeads {
  readonly id: string;
  readonly verdict: Verdict;
  readonly message: string;
  readonly seconds: number;
  readonly properties: Readonly<Record<string, string | number>>;
}

export type EventBody =
  /** The first event of a log; `log` keys its mirror. */
  | { readonly kind: 'log-started'; readonly log: string }
  | { readonly kind: 'pivot-chosen'; readonly curriculum: string }
  | { readonly kind: 'step-started'; readonly step: StepRef; readonly contentVersion: string; readonly path: string }
  | {
      readonly kind: 'checks-ran';
      readonly step: StepRef;
      readonly run: string;
      readonly contentVersion: string;
      readonly results: readonly RecordedResult[];
      readonly learnerFiles: Readonly<Record<string, string>>;
      readonly checkFiles: Readonly<Record<string, string>>;
      readonly versions: Readonly<Record<string, string>>;
      readonly interpreter: string;
    }
  | {
      readonly kind: 'milestone-attested';
      readonly milestone: MilestoneRef;
      readonly note: string;
      readonly files: readonly { readonly path: string; readonly sha256: string }[];
    }
  | { readonly kind: 'milestone-marked'; readonly milestone: MilestoneRef; readonly note: string }
  | { readonly kind: 'milestone-reopened'; readonly milestone: MilestoneRef }
  | { readonly kind: 'hint-shown'; readonly step: StepRef; readonly task: string; readonly level: HintLevel }
  | { readonly kind: 'solution-shown'; readonly step: StepRef; readonly task: string }
  /** A question of the quiz or of the recall; `option` is its index. */
  | { readonly kind: 'quiz-answered'; readonly step: StepRef; readonly question: string; readonly option: number }
  /** Files of the project went back to the starter; `snapshot` holds what they were. */
  | {
      readonly kind: 'step-reset';
      readonly step: StepRef;
      readonly files: readonly string[];
      readonly snapshot: string;
    }
  /** The project has the content of a newer version. */
  | { readonly kind: 'step-updated'; readonly step: StepRef; readonly contentVersion: string };

/** An event as it stands in the log. */
export type ProgressEvent = EventBody & {
  /** SHA-256 of the canonical JSON of everything else in the event. */
  readonly id: string;
  /** 1 + the highest seen by the writer. */
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly schema: number;
};
