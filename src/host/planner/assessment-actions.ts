/** A self-assessment leaves as a copy, or goes to the trash: each only as somebody says. */
import * as vscode from 'vscode';
import type { AssessmentFile } from '../../core/planner/assessment-schema';
import { sameUri } from '../adapters/workspace';
import { assessmentIn } from './assessment-file';

/** The file as it is, comments and all. */
export async function exportAssessment(home: vscode.Uri): Promise<void> {
  const { t } = vscode.l10n;
  const uri = assessmentIn(home);
  const target = await vscode.window.showSaveDialog({
    title: t('Export Self-Assessment'),
    filters: { YAML: ['yaml', 'yml'] },
    defaultUri: vscode.Uri.joinPath(home, 'assessment.yaml'),
  });
  if (!target || sameUri(target, uri)) return;
  // The dialog has asked before it gave the name of a file that is there.
  await vscode.workspace.fs.copy(uri, target, { overwrite: true });
  const open = t('Open');
  const answer = await vscode.window.showInformationMessage(
    t('The self-assessment was written to {0}.', vscode.workspace.asRelativePath(target)),
    open,
  );
  if (answer === open) await vscode.window.showTextDocument(target);
}

/** True once it is gone. `assessment` is undefined while it cannot be read. */
export async function wipeAssessment(home: vscode.Uri, assessment: AssessmentFile | undefined): Promise<boolean> {
  const { t } = vscode.l10n;
  const wipe = t('Move to Trash');
  const detail = [
    t('career/assessment.yaml goes to the trash of this computer, from where you can restore it.'),
    ...(assessment ? [whatIsLost(assessment)] : []),
    t('The plan then counts with the usual levels again. Verified steps are kept elsewhere and stay.'),
  ].join('\n\n');
  const answer = await vscode.window.showWarningMessage(t('Wipe your self-assessment?'), { modal: true, detail }, wipe);
  if (answer !== wipe) return false;
  try {
    await vscode.workspace.fs.delete(assessmentIn(home), { useTrash: true });
    return true;
  } catch {
    return deleteForGood(home);
  }
}

function whatIsLost({ levels, evidence, interests, goals, weeks_off }: AssessmentFile): string {
  return vscode.l10n.t(
    'In it: {0} levels, {1} lines of evidence, {2} interests, {3} goals, {4} weeks off.',
    Object.keys(levels).length,
    Object.keys(evidence).length,
    interests.length,
    goals.length,
    weeks_off.length,
  );
}

/** Remote and container file systems have no trash. */
async function deleteForGood(home: vscode.Uri): Promise<boolean> {
  const { t } = vscode.l10n;
  const [remove, save] = [t('Delete for Good'), t('Export…')];
  const answer = await vscode.window.showWarningMessage(
    t('There is no trash here.'),
    {
      modal: true,
      detail: t('Deleted now, the self-assessment cannot be restored. Export a copy first, if you may want it again.'),
    },
    remove,
    save,
  );
  if (answer === save) await exportAssessment(home);
  if (answer !== remove) return false;
  await vscode.workspace.fs.delete(assessmentIn(home));
  return true;
}
