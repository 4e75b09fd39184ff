/** What the page shows of the readiness review. */
import type { Checked, ToolProblem, ToolResult } from '../../core/portfolio/ports';
import type { ReviewGroup } from '../../core/portfolio/review-model';
import type { PortfolioSnapshot } from '../../protocol/portfolio';
import type { Translate } from '../guide/wording';
import { action } from './portfolio-words';

export function reviewView(
  t: Translate,
  groups: readonly ReviewGroup[] | undefined,
  canRun: boolean,
): PortfolioSnapshot['review'] {
  const label = groups ? t('Review Again…') : t('Review…');
  return {
    heading: t('Readiness'),
    text: t('What a reader would stumble over, each with its fix. A list, not a grade.'),
    labels: { why: t('Why:'), fix: t('Fix:'), notChecked: t('Not checked:') },
    actions: canRun ? [action(label, { kind: 'review' }, { icon: 'check' })] : [],
    groups: (groups ?? []).map(({ title, findings, notChecked }, group) => ({
      title,
      summary:
        findings.length === 0
          ? t('Nothing to remark.')
          : findings.length === 1
            ? t('1 remark')
            : t('{0} remarks', findings.length),
      findings: findings.map(({ what, why, fix, where }, index) => ({
        what,
        why,
        fix,
        ...(where ? { action: action(t('Open'), { kind: 'open-finding', group, index }, { emphasis: 'quiet' }) } : {}),
      })),
      notChecked: notChecked.map(({ what, why }) => t('{0}, because {1}', what, why)),
    })),
  };
}

export const checkedBy = <Value>(t: Translate, result: ToolResult<Value>): Checked<Value> =>
  result.ok ? { kind: 'checked', value: result.value } : { kind: 'not-checked', why: obstacle(t, result.reason) };

/** Goes on from "Not checked: types, because". */
function obstacle(t: Translate, { kind, program, detail }: ToolProblem): string {
  switch (kind) {
    case 'not-allowed':
      return t('nothing may be run in this folder');
    case 'no-environment':
      return t('no Python was found for this project');
    case 'not-installed':
      return program === 'git'
        ? t('Git is not on this computer')
        : t('{0} is not in this project’s Python environment', program);
    case 'no-end':
      return t('{0} did not come to an end', program);
    case 'failed':
      return t('{0} failed: {1}', program, detail);
    case 'no-repository':
      return t('your home folder is no Git repository');
  }
}
