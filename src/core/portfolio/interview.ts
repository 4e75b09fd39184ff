/** One project's interview sheet: the guide's questions, the learner's answers, the figures that they may quote. */
import type { Translate } from '../ports';
import type { PortfolioProject } from './portfolio';
import type { Comparison, RecordedFigure } from './record';
import { dayOf, figureRange, figureText, gateNumber } from './results';

export interface AnsweredQuestion {
  /** As the learner's story counts them: from 1. */
  readonly number: number;
  readonly question: string;
  readonly answer: string | undefined;
}

export type SheetProject = Pick<PortfolioProject, 'ref' | 'step' | 'record' | 'said' | 'reproducedOn'>;

export const questionsOf = ({ step, said }: Pick<SheetProject, 'step' | 'said'>): readonly AnsweredQuestion[] =>
  step.interview.map((question, place) => ({
    number: place + 1,
    question,
    answer: said?.answers[String(place + 1)],
  }));

/** Markdown. Formulas stay between dollar signs, as VS Code's preview draws them. */
export function interviewSheet(t: Translate, project: SheetProject): string {
  const { step, ref, record, said, reproducedOn } = project;
  const asked = questionsOf(project).flatMap(({ number, question, answer }) => [
    `### ${number}. ${question}`,
    answer?.trim() ??
      `_${t('No answer yet. Write it in career/story.yaml, at projects, {0}, answers, "{1}".', ref, number)}_`,
  ]);
  const surplus = Object.entries(said?.answers ?? {}).filter(([number]) => Number(number) > step.interview.length);
  const origin =
    reproducedOn === undefined
      ? t('Recorded on {0}; not reproduced yet.', dayOf(record.at))
      : t('Recorded on {0}, reproduced on {1}.', dayOf(record.at), dayOf(reproducedOn));
  const parts = [
    `# ${t('Interview Sheet: {0}', step.title)}`,
    t('For you alone: it is no part of the portfolio.'),
    `## ${t('Questions')}`,
    ...(asked.length > 0 ? asked : [t('The guide of this step lists no questions.')]),
    ...surplus.flatMap(([number, answer]) => [
      `### ${number}. ${t('A question that the guide no longer asks')}`,
      answer,
    ]),
    `## ${t('Figures that You May Quote')}`,
    origin,
    ...figuresPart(t, record),
    ...(said?.limits === undefined ? [] : [`## ${t('Limits to Name')}`, said.limits.trim()]),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** A bar would end a cell. Formulas stay as they are. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/gu, ' ');

function figuresPart(
  t: Translate,
  {
    figures,
    comparisons,
  }: { readonly figures: readonly RecordedFigure[]; readonly comparisons: readonly Comparison[] },
): readonly string[] {
  if (figures.length === 0) return [t('No figure was recorded.')];
  const rows = figures.map((figure) => {
    const beside = comparisons.find(({ figure: { name } }) => name === figure.name);
    return [figure.title, figureRange(figure), beside ? comparedText(t, beside) : ''];
  });
  const head = [t('Figure'), t('Value'), t('Compared with')];
  return [[head, ['---', '---', '---'], ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')];
}

/** "Logistic regression: 0.88; wanted: at least 0.95". */
export function comparedText(t: Translate, comparison: Comparison): string {
  const { baseline, direction } = comparison;
  const gate = gateNumber(comparison);
  const wanted = direction === 'at_least' ? t('wanted: at least {0}', gate) : t('wanted: at most {0}', gate);
  return baseline ? `${baseline.label}: ${figureText(baseline)}; ${wanted}` : wanted;
}
