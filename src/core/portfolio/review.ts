/** Readiness review: what a reader of the portfolio would stumble over, each with its fix. A list and not a grade. */
import type { PortfolioProject } from './portfolio';
import type { Checked, Complaint } from './ports';
import { commitFindings } from './review-commits';
import { fileFindings } from './review-files';
import { pictureFindings } from './review-pictures';
import type { Finding, ReviewGroup, ReviewInput } from './review-model';
import { readmeFindings } from './review-readme';
import { complaintFindings, ownTestFindings } from './review-source';

export const reviewOf = (input: ReviewInput): readonly ReviewGroup[] =>
  input.projects.map((each): ReviewGroup => {
    const { t } = input;
    const { project, lint, types, commits } = each;
    const skipped = (what: string, checked: Checked<unknown>) =>
      checked.kind === 'not-checked' ? [{ what, why: checked.why }] : [];
    const found = <Value>(checked: Checked<readonly Value[]>): readonly Value[] | undefined =>
      checked.kind === 'checked' ? checked.value : undefined;
    const remarks = [...(found(lint) ?? []), ...(found(types) ?? [])];
    return {
      project: project.ref,
      title: project.step.title,
      findings: [
        ...readmeFindings(t, each),
        ...complaintFindings(t, project.ref, 'docstrings', remarks.filter(isOnDocstring)),
        ...complaintFindings(
          t,
          project.ref,
          'types',
          remarks.filter((each) => !isOnDocstring(each)),
        ),
        ...ownTestFindings(t, each),
        ...commitFindings(t, found(commits)),
        ...fileFindings(t, each, input.findPrivate),
        ...pictureFindings(t, each),
        ...reproducedFindings(input, project),
      ],
      notChecked: [
        ...skipped(t('Docstrings and annotations'), lint),
        ...skipped(t('Types'), types),
        ...skipped(t('Commits'), commits),
        ...(input.isExported
          ? []
          : [{ what: t('Reproducible from a clean clone'), why: t('the portfolio is not exported yet') }]),
      ],
    };
  });

const isOnDocstring = ({ code }: Complaint): boolean => /^D\d/u.test(code);

function reproducedFindings({ t, isExported }: ReviewInput, { reproducedOn }: PortfolioProject): readonly Finding[] {
  if (!isExported || reproducedOn !== undefined) return [];
  return [
    {
      what: t('No re-run has reproduced these figures yet.'),
      why: t('“Recorded” is your word for it; “reproduced” is a run that anybody can repeat.'),
      fix: t('Export again, then run `python reproduce.py` in the exported folder.'),
    },
  ];
}
