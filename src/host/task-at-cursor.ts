/** The task that the learner's cursor is in, so that commands from the palette need no question. */
import * as vscode from 'vscode';
import type { Step, Task } from '../core/curriculum/model';
import { findRegion } from '../core/curriculum/regions';
import type { Progress } from './progress/progress';

export function taskAtCursor(progress: Progress, step: Step): Task | undefined {
  const project = progress.projects.get(step.ref);
  const editor = vscode.window.activeTextEditor;
  if (!project || !editor) return undefined;
  const { document, selection } = editor;
  const here = step.tasks.filter(
    ({ file }) => vscode.Uri.joinPath(project, file).toString() === document.uri.toString(),
  );
  const text = document.getText();
  const around = here.find(({ file, region }) => {
    const place = region === undefined ? undefined : findRegion(file, text, region);
    return place?.kind === 'found' && place.start <= selection.active.line && selection.active.line <= place.end;
  });
  return around ?? (here.length === 1 ? here[0] : undefined);
}
