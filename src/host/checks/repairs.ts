/** What to say about a run that could not judge the work, and the one action that helps. */
import * as vscode from 'vscode';
import type { BlockedReason } from '../../core/checks/model';

export interface Repair {
  /** What happened and what it means, in one or two sentences. */
  readonly message: string;
  readonly action?: { readonly title: string; readonly command: string };
}

const { t } = vscode.l10n;

const setUpPython = () => ({ title: t('Set Up Python'), command: 'bridgecraft.setUpPython' });
const openDoctor = () => ({ title: t('Open Doctor'), command: 'bridgecraft.doctor' });
const runAgain = () => ({ title: t('Run Checks'), command: 'bridgecraft.runChecks' });

export function repairOf(reason: BlockedReason): Repair {
  switch (reason.kind) {
    case 'no-python':
      return {
        message: t(
          'No Python that can be used was found, so nothing could be checked. Bridgecraft needs Python 3.11 to 3.14 (64-bit).',
        ),
        action: setUpPython(),
      };
    case 'python-version':
      return {
        message: t('{0} is Python {1}. The checks need Python 3.11 to 3.14 (64-bit).', reason.path, reason.version),
        action: setUpPython(),
      };
    case 'missing-package':
      return {
        message: t('{0} does not have {1}, which this step needs.', reason.interpreter, reason.names.join(', ')),
        action: setUpPython(),
      };
    case 'author-file-differs':
      return {
        message: t(
          'Files that belong to the step were changed, so its checks would not mean anything: {0}. Restoring them keeps your own files as they are.',
          reason.files.join(', '),
        ),
        action: { title: t("Restore Author's Files"), command: 'bridgecraft.restoreAuthorFiles' },
      };
    case 'older-version':
      return {
        message: t(
          'Your project is of an older version of this step, so the checks do not fit it. Updating it keeps your own work.',
        ),
        action: { title: t('Update Step'), command: 'bridgecraft.updateStep' },
      };
    case 'foreign-package':
      return {
        message: t(
          'Python imports "{0}" from {1} instead of {2}. Rename or uninstall the first one.',
          reason.name,
          reason.actual,
          reason.expected,
        ),
        action: openDoctor(),
      };
    case 'untrusted':
      return {
        message: t('This folder is in Restricted Mode, so nothing is run. Trust the folder to run its checks.'),
        action: { title: t('Manage Trust'), command: 'workbench.trust.manage' },
      };
    case 'virtual-workspace':
      return {
        message: t('Checks need files on a disk. Open the folder from this computer or from a remote machine.'),
      };
    case 'save-failed':
      return {
        message: t('These files could not be saved, so nothing was checked: {0}.', reason.files.join(', ')),
        action: runAgain(),
      };
    case 'disk-full':
      return {
        message: t(
          'The disk is full or cannot be written: {0}. Free some space and run the checks again.',
          reason.detail,
        ),
        action: runAgain(),
      };
    case 'not-a-project':
      return { message: t('This folder is not a project that Bridgecraft knows: {0}.', reason.detail) };
    case 'process-died':
      return { message: t('Python ended before the checks did: {0}.', reason.detail), action: runAgain() };
    case 'timed-out':
      return {
        message: t('The run was stopped at its limit of {0} s: {1}.', reason.limitSeconds, reason.detail),
        action: runAgain(),
      };
    case 'cancelled':
      return { message: t('The run was cancelled.'), action: runAgain() };
    case 'not-run':
      return { message: t('The check did not run: {0}.', reason.detail), action: runAgain() };
  }
}
