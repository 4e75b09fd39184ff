/** "Mark Complete Anyway": the milestones that a check holds back, marked by hand and shown as unverified. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step } from '../../core/curriculum/model';
import { placeOfWork } from '../adapters/workspace';
import { execute } from '../commands/command-ids';
import type { Notice } from '../commands/notice';
import { restrictedNotice, virtualNotice } from '../commands/place-notices';
import { curriculumOf } from '../curriculum-index';
import { heldBackBy } from '../milestones/held-back';
import { chooseCheck, type ReportContext, unpassed } from './report-check';

const { t } = vscode.l10n;

export async function markAnyway(
  index: CurriculumIndex,
  context: ReportContext,
  step: Step,
  id: string | undefined,
): Promise<Notice | undefined> {
  const place = placeOfWork();
  if (place === 'restricted') return restrictedNotice();
  if (place === 'virtual') return virtualNotice();
  const { progress } = context;
  const curriculum = curriculumOf(index, step.ref);
  const check = await chooseCheck(context, step, id, t('Choose the check that holds you back'));
  if (!check && unpassed(context, step).length > 0) return undefined;
  const held = check && curriculum ? heldBackBy(curriculum, progress.state, step, check.id) : [];
  if (!check || held.length === 0) {
    return {
      severity: 'information',
      message: t('No open milestone of this step waits for a check that has not passed.'),
      action: { title: t('Open Milestones'), run: () => execute('openMilestones', step.curriculum) },
    };
  }
  const titles = held.map(({ entry }) => `"${entry.title}"`).join(', ');
  const note = await vscode.window.showInputBox({
    title: t('Mark Complete Anyway'),
    prompt: t('{0} will read "unverified" until its checks pass. Your note is kept beside it.', titles),
    value: t('Marked by hand: the check "{0}" does not pass.', check.title),
  });
  if (note === undefined) return undefined;
  for (const { ref } of held) {
    // One after another: each event of the log follows the one before it.
    if (!(await progress.append({ kind: 'milestone-marked', milestone: ref, note: note.trim() }))) return undefined;
  }
  return {
    severity: 'information',
    message: t('Marked by hand and shown as unverified: {0}.', titles),
    action: {
      title: t('Undo'),
      run: async () => {
        for (const { ref } of held) await execute('reopenMilestone', ref);
      },
    },
  };
}
