/** Two things about a log that its service needs: to hear of changes, and to know what a crash kept out of it. */
import * as vscode from 'vscode';
import type { EventBody } from '../../core/progress/events';
import type { LogSnapshot } from '../../core/progress/log';
import { watchFiles } from '../adapters/workspace';

/** A log that is not there yet is watched for too. */
export const watchLog = (folder: vscode.Uri, changed: () => void): vscode.Disposable =>
  watchFiles(new vscode.RelativePattern(folder, '.bridgecraft/progress.jsonl'), changed);

/** Without those that were recorded before the crash; a reset is known by its snapshot. */
export function missingResets({ events }: LogSnapshot, recovered: readonly EventBody[]): readonly EventBody[] {
  const known = new Set(events.flatMap((event) => (event.kind === 'step-reset' ? [event.snapshot] : [])));
  return recovered.filter((event) => event.kind !== 'step-reset' || !known.has(event.snapshot));
}
