/** What a learner deleted: of each file the newest text that a snapshot holds, and what no snapshot holds. */
import type { StepRef } from '../curriculum/model';
import { byNewest, type Snapshot } from './snapshot';

export interface Loss {
  readonly path: string;
  /** Undefined: the learner's own text cannot come back. */
  readonly newest?: Snapshot;
}

/** @param missing learner's files of the step's project that are not there */
export const lossesOf = (step: StepRef, missing: readonly string[], snapshots: readonly Snapshot[]): readonly Loss[] =>
  missing.map((path) => {
    const newest = byNewest(snapshots).find(
      (each) => each.step === step && each.files.some((file) => file.path === path && (file.isSaved || file.isUnsaved)),
    );
    return { path, ...(newest ? { newest } : {}) };
  });
