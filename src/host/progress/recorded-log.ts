/** Two things about a log that its service needs: to hear of changes, and to know what a crash kept out of it. */
import * as vscode from 'vscode';
import type { EventBody } from '../../core/progress/events';
import type { LogSnapshot } from '../../core/progress/log';

/** A log that is not there yet is watched for too. */
export function watchLog(folder: vscode.Uri, changed: () => void): vscode.Disposable {
  const pattern = new vscode.RelativePattern(folder, '.bridgecraft/progress.jsonl');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}

/** Without those that were recorded before the crash; a reset is known by its snapshot. */
export function missingResets({ events }: LogSnapshot, recovered: readonly EventBody[]): readonly EventBody[] {
  const known = new Set(events.flatMap((event) => (event.kind === 'step-reset' ? [event.snapshot] : [])));
  return recovered.filter((event) => event.kind !== 'step-reset' || !known.has(event.snapshot));
}
