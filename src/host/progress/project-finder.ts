/** Scaffolded projects of the open folders, by the step that their `.bridgecraft-step.json` names. */
import * as vscode from 'vscode';
import type { CurriculumIndex, StepRef } from '../../core/curriculum/model';
import { pathProblem } from '../../core/curriculum/paths';
import { renamesOf } from '../../core/progress/renames';
import type { ProgressState } from '../../core/progress/state';
import { type ProjectMark, projectMarkLimit, projectMarkName, readProjectMark } from '../../core/scaffold/project-mark';
import { diskFolders, readText } from '../adapters/workspace';

/** Folders that are large and hold no project of a learner. */
const excluded = '{**/node_modules/**,**/.venv/**,**/venv/**,**/site-packages/**,**/.git/**,**/.bridgecraft/**}';
const mostProjects = 500;

export interface FoundProjects {
  readonly folders: ReadonlyMap<StepRef, vscode.Uri>;
  readonly marks: ReadonlyMap<StepRef, ProjectMark>;
}

export async function findProjects(
  index: CurriculumIndex,
  home: vscode.Uri | undefined,
  state: ProgressState,
): Promise<FoundProjects> {
  const { step: renamed } = renamesOf(index);
  const recorded = new Map(
    [...state.steps].flatMap(([ref, { path }]) => (home && path ? [[ref, placeIn(home, path)] as const] : [])),
  );
  const places = new Map<string, vscode.Uri>();
  const usual = home ? [...state.steps.keys()].map((ref) => vscode.Uri.joinPath(home, ref)) : [];
  for (const uri of [...recorded.values(), ...usual, ...diskFolders(), ...(await searched())]) {
    if (uri) places.set(uri.toString(), uri);
  }
  const found = await Promise.all(
    [...places.values()].map(async (folder) => {
      const text = await readText(vscode.Uri.joinPath(folder, projectMarkName), projectMarkLimit);
      const mark = text === undefined ? undefined : readProjectMark(text);
      if (!mark?.ok) return undefined;
      const ref = renamed(mark.value.step);
      return ref !== undefined && state.steps.has(ref) ? { ref, folder, mark: mark.value } : undefined;
    }),
  );
  const [folders, marks] = [new Map<StepRef, vscode.Uri>(), new Map<StepRef, ProjectMark>()];
  // Of several copies of one step, the recorded place wins, then the shortest path.
  const rank = ({ ref, folder }: { readonly ref: StepRef; readonly folder: vscode.Uri }): number =>
    recorded.get(ref)?.toString() === folder.toString() ? 0 : folder.path.length;
  const ordered = found.filter((each) => each !== undefined).sort((a, b) => rank(a) - rank(b));
  for (const { ref, folder, mark } of ordered) {
    if (folders.has(ref)) continue;
    folders.set(ref, folder);
    marks.set(ref, mark);
  }
  return { folders, marks };
}

/** The search is a process of its own: in Restricted Mode only the usual places are looked at. */
async function searched(): Promise<readonly vscode.Uri[]> {
  if (!vscode.workspace.isTrusted || diskFolders().length === 0) return [];
  const marks = await vscode.workspace.findFiles(`**/${projectMarkName}`, excluded, mostProjects);
  return marks.map((mark) => vscode.Uri.joinPath(mark, '..'));
}

/** The log is not to be trusted with a path that leaves the home folder. */
const placeIn = (home: vscode.Uri, path: string): vscode.Uri | undefined =>
  pathProblem(path) === undefined ? vscode.Uri.joinPath(home, path) : undefined;
