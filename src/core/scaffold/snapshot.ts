/**
 * What Bridgecraft keeps of a learner's files before it changes any: `.bridgecraft/snapshots/<name>/`, with
 * `snapshot.json`, `saved/<path>` as the disk had it, and `unsaved/<path>` as an editor had it.
 */
import type { StepRef } from '../curriculum/model';
import { pathProblem } from '../curriculum/paths';
import { isRef } from '../progress/read-event';
import { isFields, isText } from '../progress/shapes';

export const snapshotReasons = ['reset', 'update', 'undo', 'restore', 'solution', 'author-files', 'checks'] as const;
/** What was about to happen; `checks`: nothing, the work had just been judged. */
export type SnapshotReason = (typeof snapshotReasons)[number];

/** Neither saved nor unsaved: there was no such file. */
export interface SnapshotFile {
  /** Relative to the project, forward slashes. */
  readonly path: string;
  readonly isSaved: boolean;
  readonly isUnsaved: boolean;
}

export interface Snapshot {
  /** Of its folder; sorts by time. */
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly reason: SnapshotReason;
  readonly step: StepRef;
  readonly files: readonly SnapshotFile[];
}

export const snapshotName = (time: string, reason: SnapshotReason, suffix: string): string =>
  `${time.replaceAll(/[:.]/g, '-')}-${reason}-${suffix}`;

export const snapshotText = ({ time, reason, step, files }: Omit<Snapshot, 'name'>): string =>
  `${JSON.stringify({ format: 1, time, reason, step, files }, undefined, 2)}\n`;

/** It lies in a workspace, so nothing in it is trusted. Undefined: it is none, or of a newer form. */
export function readSnapshot(name: string, text: string): Snapshot | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isFields(value) || value['format'] !== 1 || !isRef(value['step']) || !Array.isArray(value['files'])) {
    return undefined;
  }
  const reason = snapshotReasons.find((each) => each === value['reason']);
  const time = value['time'];
  if (reason === undefined || typeof time !== 'string' || Number.isNaN(Date.parse(time))) return undefined;
  const files = value['files'].map(readFile);
  if (!files.every((file) => file !== undefined)) return undefined;
  return { name, time, reason, step: value['step'], files };
}

function readFile(value: unknown): SnapshotFile | undefined {
  if (!isFields(value) || !isText(value['path']) || pathProblem(value['path']) !== undefined) return undefined;
  return { path: value['path'], isSaved: value['isSaved'] === true, isUnsaved: value['isUnsaved'] === true };
}

/** Newest first. */
export const byNewest = (snapshots: readonly Snapshot[]): readonly Snapshot[] =>
  snapshots.toSorted((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : a.name < b.name ? 1 : -1));
