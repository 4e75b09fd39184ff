/** Next actions of blocked and broken verdicts: restore the author's files, report a check. */
import * as vscode from 'vscode';
import type { Step } from '../../core/curriculum/model';
import { placeOfWork } from '../adapters/workspace';
import { checkReport } from '../checks/check-report';
import type { Checks } from '../checks/checks';
import type { RestoreAuthorFiles } from '../checks/restore-author-files';
import { execute } from './command-ids';
import type { Notice } from './notice';
import { restrictedNotice } from './place-notices';

const { t } = vscode.l10n;

export async function restoreAuthorFiles(restore: RestoreAuthorFiles, step: Step): Promise<Notice | undefined> {
  if (placeOfWork() === 'restricted') return restrictedNotice();
  const restored = await restore.run(step);
  if (restored.length === 0) {
    return { severity: 'information', message: t('The author\'s files of "{0}" are as they should be.', step.title) };
  }
  return {
    severity: 'information',
    message: t('Restored: {0}. What stood there is kept under .bridgecraft/snapshots.', restored.join(', ')),
    action: { title: t('Run Checks'), run: () => execute('runChecks', step.ref) },
  };
}

export interface ReportSurroundings {
  readonly version: string;
  readonly system: string;
  /** Where reports are written, from the manifest. */
  readonly repository: string;
}

/** Opens a prefilled report in the browser; what is sent is read and sent by the learner. */
export async function reportCheck(
  checks: Checks,
  around: ReportSurroundings,
  step: Step,
  check: string | undefined,
): Promise<Notice | undefined> {
  const run = checks.runs.get(step.ref)?.run;
  const result = run?.checks.find(({ id, verdict }) => (check === undefined ? verdict === 'broken' : id === check));
  if (!run || !result) {
    return {
      severity: 'information',
      message: t('There is nothing to report yet. Run the checks first, so that the report can say what happened.'),
      action: { title: t('Run Checks'), run: () => execute('runChecks', step.ref) },
    };
  }
  const body = checkReport({ run, result, bridgecraft: around.version, editor: vscode.version, system: around.system });
  const query = `title=${encodeURIComponent(`${step.ref}/${result.id}`)}&body=${encodeURIComponent(body)}`;
  await vscode.env.clipboard.writeText(body);
  await vscode.env.openExternal(vscode.Uri.parse(`${around.repository}/issues/new?${query}`, true));
  return undefined;
}
