/** `career/roadmap.yaml` in the home folder: written only when somebody keeps a plan and agrees. */
import * as vscode from 'vscode';
import { formatProblem } from '../../core/curriculum/problem';
import {
  type KeptRoadmap,
  keptRoadmap,
  keptRoadmapText,
  type PlanToKeep,
  readKeptRoadmap,
} from '../../core/planner/kept-roadmap';
import { readText, typeOf } from '../adapters/workspace';
import type { Progress } from '../progress/progress';
import { ignoreCareer } from './assessment-file';

const planPath = ['career', 'roadmap.yaml'] as const;

export interface KeptPlan {
  /** Undefined while there is none, or none without mistakes. */
  readonly plan?: KeptRoadmap;
  /** Each with its place. */
  readonly problems: readonly string[];
}

export async function readKeptPlan(home: vscode.Uri | undefined): Promise<KeptPlan> {
  const text = home && (await readText(vscode.Uri.joinPath(home, ...planPath)));
  if (text === undefined) return { problems: [] };
  const result = readKeptRoadmap(planPath.join('/'), text);
  return result.ok
    ? { plan: result.value, problems: [] }
    : { problems: result.reason.map((problem) => formatProblem(problem)) };
}

/** Resolves false when nothing was written. */
export async function keepPlan(progress: Pick<Progress, 'homeFolder'>, plan: PlanToKeep): Promise<boolean> {
  const { l10n, window } = vscode;
  const home = progress.homeFolder;
  if (!home) {
    void window.showInformationMessage(
      l10n.t('Your plan is kept in your folder. Start a step first, and Bridgecraft knows which one.'),
    );
    return false;
  }
  const uri = vscode.Uri.joinPath(home, ...planPath);
  const isThere = (await typeOf(uri)) !== undefined;
  const [keep, ignore] = [l10n.t('Keep It'), l10n.t('Keep It, and Let Git Ignore It')];
  const replace = l10n.t('Replace the Kept Plan');
  const answer = await window.showInformationMessage(
    isThere ? l10n.t('Replace the plan that you kept?') : l10n.t('Keep this plan?'),
    {
      modal: true,
      detail: isThere
        ? l10n.t(
            'Bridgecraft writes the plan of today over career/roadmap.yaml. Undo in that file brings the old one back while it is open.',
          )
        : l10n.t(
            'Bridgecraft writes career/roadmap.yaml into your folder: the blocks of this road with their dates. It stays on this computer unless you publish the folder.',
          ),
    },
    ...(isThere ? [replace] : [keep, ignore]),
  );
  if (answer === undefined) return false;
  const text = keptRoadmapText(keptRoadmap(plan));
  if (isThere) {
    await replaceText(uri, text);
  } else {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    if (answer === ignore) await ignoreCareer(home);
  }
  return true;
}

/** As if somebody had typed it: it can be undone. */
async function replaceText(uri: vscode.Uri, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length)), text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
}
