/** The learner's files that tasks are in. */
import * as vscode from 'vscode';
import type { Step, Task } from '../core/curriculum/model';
import { placesIn, type TaskPlace } from '../core/curriculum/task-places';
import { isWithin } from './adapters/workspace';

/** The path of a file in a project, with forward slashes. */
export const pathIn = (project: vscode.Uri, file: vscode.Uri): string | undefined =>
  isWithin(project, file) && file.path !== project.path
    ? file.path.slice(project.path.length).replace(/^\//, '')
    : undefined;

/** The file of the learner's that a region was moved to, unless it is still in its own. */
export async function fileOfMovedRegion(project: vscode.Uri, step: Step, task: Task): Promise<string | undefined> {
  if (task.region === undefined) return undefined;
  const others = step.projectFiles.filter(({ owner, path }) => owner === 'learner' && path !== task.file);
  for (const { path } of others) {
    const text = await textOf(vscode.Uri.joinPath(project, path));
    const isThere = (place: TaskPlace) => place.task === task && place.kind === 'elsewhere';
    if (text !== undefined && placesIn(step, path, text).some(isThere)) return path;
  }
  return undefined;
}

/** As it stands in the editor, saved or not; undefined when it is not there. */
export async function textOf(file: vscode.Uri): Promise<string | undefined> {
  try {
    return (await vscode.workspace.openTextDocument(file)).getText();
  } catch {
    return undefined;
  }
}
