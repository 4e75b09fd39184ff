/** The task that the learner's cursor is in, so that commands from the palette need no question. */
import * as vscode from 'vscode';
import type { Step, Task } from '../core/curriculum/model';
import { placesIn } from '../core/curriculum/task-places';
import type { Progress } from './progress/progress';
import { pathIn } from './task-places';

export function taskAtCursor(progress: Progress, step: Step): Task | undefined {
  const project = progress.projects.get(step.ref);
  const editor = vscode.window.activeTextEditor;
  if (!project || !editor) return undefined;
  const { document, selection } = editor;
  const file = pathIn(project, document.uri);
  if (file === undefined) return undefined;
  const { line } = selection.active;
  const around = placesIn(step, file, document.getText()).find(
    ({ kind, head, end }) => (kind === 'region' || kind === 'elsewhere') && head <= line && line <= end,
  );
  const here = step.tasks.filter((task) => task.file === file);
  return around?.task ?? (here.length === 1 ? here[0] : undefined);
}
