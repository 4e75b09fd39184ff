/** `career/story.yaml` in the home folder: made only after asking, opened for editing by hand. */
import * as vscode from 'vscode';
import type { Position } from '../../core/curriculum/problem';
import { newStory } from '../../core/portfolio/story';
import { leaveOut } from '../../core/portfolio/story-edit';
import { placeOfWork, typeOf } from '../adapters/workspace';
import type { Notice } from '../commands/notice';
import { restrictedNotice, virtualNotice } from '../commands/place-notices';
import { ignoreCareer } from '../planner/assessment-file';
import type { Progress } from '../progress/progress';
import { storyPath } from './portfolio-source';

type Projects = Parameters<typeof newStory>[0];

/** Why nothing may be written here; undefined when it may. */
export function refusedPlace(progress: Pick<Progress, 'homeFolder'>): Notice | undefined {
  const place = placeOfWork();
  if (place === 'restricted') return restrictedNotice();
  if (place === 'virtual') return virtualNotice();
  return progress.homeFolder
    ? undefined
    : {
        severity: 'information',
        message: vscode.l10n.t(
          'Your story is kept in your folder. Start a step first, and Bridgecraft knows which one.',
        ),
      };
}

/** The story's document, made after asking. A notice says why there is none; undefined: somebody said no. */
async function ensureStory(home: vscode.Uri, projects: Projects): Promise<vscode.Uri | undefined> {
  const { l10n, window } = vscode;
  const uri = vscode.Uri.joinPath(home, ...storyPath);
  if ((await typeOf(uri)) !== undefined) return uri;
  const [make, ignore] = [l10n.t('Make It'), l10n.t('Make It, and Let Git Ignore It')];
  const answer = await window.showInformationMessage(
    l10n.t('Begin your story?'),
    {
      modal: true,
      detail: l10n.t(
        'Bridgecraft writes career/story.yaml into your folder, with questions and examples as comments. You edit it by hand; it stays on this computer until you publish.',
      ),
    },
    make,
    ignore,
  );
  if (answer !== make && answer !== ignore) return undefined;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newStory(projects)));
  if (answer === ignore) await ignoreCareer(home);
  return uri;
}

export async function openStory(
  progress: Pick<Progress, 'homeFolder'>,
  projects: Projects,
  at?: Position,
): Promise<Notice | undefined> {
  const refused = refusedPlace(progress);
  if (refused || !progress.homeFolder) return refused;
  const uri = await ensureStory(progress.homeFolder, projects);
  if (!uri) return undefined;
  const place = at && new vscode.Position(at.line - 1, at.column - 1);
  await vscode.window.showTextDocument(uri, {
    viewColumn: vscode.ViewColumn.Beside,
    preview: false,
    ...(place ? { selection: new vscode.Range(place, place) } : {}),
  });
  return undefined;
}

/** As if somebody had typed it: what is not saved stays, and it can be undone. */
export async function setLeftOut(
  progress: Pick<Progress, 'homeFolder'>,
  projects: Projects,
  ref: string,
  isLeftOut: boolean,
): Promise<Notice | undefined> {
  const refused = refusedPlace(progress);
  if (refused || !progress.homeFolder) return refused;
  const uri = await ensureStory(progress.homeFolder, projects);
  if (!uri) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(uri, whole, leaveOut(document.getText(), ref, isLeftOut));
  if ((await vscode.workspace.applyEdit(edit)) && (await document.save())) return undefined;
  return {
    message: vscode.l10n.t('Your story could not be saved. The change stands in its editor; save it from there.'),
    action: { title: vscode.l10n.t('Open Story'), run: () => vscode.window.showTextDocument(document) },
  };
}
