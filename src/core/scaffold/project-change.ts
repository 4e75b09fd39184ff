/**
 * A change of files that a learner may have written in: what they are is kept first, then a journal is made durable, then
 * the files change, one after the other. Implemented by `platform/node/project-changes.ts`.
 */
import type { StepRef } from '../curriculum/model';
import type { EventBody } from '../progress/events';
import type { WriteFailure } from '../progress/log';
import type { Result } from '../ports';
import type { Snapshot, SnapshotFile, SnapshotReason } from './snapshot';

export interface FileChange {
  /** Relative to the project, forward slashes. */
  readonly path: string;
  /** As it is on the disk; undefined: it is not there. */
  readonly saved: Uint8Array | undefined;
  /** As an editor has it, when that is not saved. */
  readonly unsaved?: string;
  /** As it will be on the disk; undefined: it will not be there. */
  readonly wanted: Uint8Array | undefined;
}

export interface ChangeRequest {
  /** Absolute paths. */
  readonly home: string;
  readonly project: string;
  readonly step: StepRef;
  readonly reason: SnapshotReason;
  readonly files: readonly FileChange[];
  /** What the log gets when the change is done, by the name of the snapshot; after a crash at the next start. */
  readonly event?: (snapshot: string) => EventBody;
}

/** The snapshot and the journal are on the disk; no file has changed yet. */
export interface BegunChange {
  readonly snapshot: string;
  readonly event?: EventBody;
  /** Gives one file its wanted content, whole or not at all. */
  place(path: string): Promise<Result<void, WriteFailure>>;
  /** Everything is as wanted. */
  end(): Promise<void>;
  /** Puts back what was there. What cannot be put back is in the snapshot. */
  rollBack(): Promise<void>;
}

export interface ProjectChanges {
  begin(request: ChangeRequest): Promise<Result<BegunChange, WriteFailure>>;
  /** Only the snapshot. Resolves to its name. */
  keep(request: Omit<ChangeRequest, 'event'>): Promise<Result<string, WriteFailure>>;
  /** Newest first. What cannot be read is left out and left alone. */
  snapshots(home: string): Promise<readonly Snapshot[]>;
  /** Deletes copies that were kept by themselves, after checks; others stay, whatever is asked. */
  forget(home: string, snapshots: readonly Snapshot[]): Promise<void>;
  /** Undefined: the snapshot does not hold it any more. */
  read(
    home: string,
    snapshot: string,
    file: Pick<SnapshotFile, 'path'>,
    which: 'saved' | 'unsaved',
  ): Promise<Uint8Array | undefined>;
}
