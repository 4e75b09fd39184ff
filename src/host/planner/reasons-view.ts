/** Why a pivot is as long as it is: time, range, class, the other way, what is missing and what carries over. */
import { passedSteps } from '../../core/planner/earned';
import { gapBetween, type Levels, profileOf } from '../../core/planner/gap';
import { difficultyOf, rangeFactors } from '../../core/planner/matrix';
import { workFor } from '../../core/planner/roadmap-blocks';
import { transferTo } from '../../core/planner/transfer';
import type { ReasonsView } from '../../protocol/planner/pivots';
import type { Translate } from '../guide/wording';
import { carriedHeading, carriedView, gapTableView, largestCarried } from './gap-tables';
import { capOf, type PlannerInput } from './planner-snapshot';
import { difficultySentence, monthsText, noCurriculum, rangeText } from './planner-words';

/** `own`: the levels of who looks; somebody who comes from elsewhere has what that specialization asks for. */
export function reasonsView(t: Translate, input: PlannerInput, own: Levels): ReasonsView {
  const { table, choices, index, progress } = input;
  const { lookFrom: from, lookTo: to, hours: perWeek } = choices;
  const names = table.specializations;
  const isOwn = from === choices.from;
  const have = isOwn ? own : profileOf(table, from);
  const target = profileOf(table, to);
  const cap = capOf(choices);
  const gap = gapBetween(table, have, target, cap);
  const otherExtent = gapBetween(table, have, target, cap === 2 ? 3 : 2).hours;
  const there = to === choices.from ? own : profileOf(table, to);
  const back = gapBetween(table, there, profileOf(table, from), cap).hours;
  const transfer = transferTo(table, have, target, cap);
  const work = workFor({
    table,
    curricula: index.curricula,
    from,
    to,
    have,
    cap,
    passed: isOwn ? passedSteps(progress) : new Set(),
  });
  const time = (hours: number): string =>
    t('{0} h, {1} months at {2} h a week', Math.round(hours), monthsText(hours, perWeek), perWeek);
  return {
    heading: t('{0} to {1}: {2} months', names[from], names[to], monthsText(gap.hours, perWeek)),
    ...(work.hasCurriculum ? {} : { notice: noCurriculum(t, names[to]) }),
    back: t('Back to the Pivot'),
    facts: [
      { label: t('Time'), text: time(gap.hours) },
      {
        label: t('Range'),
        text: t(
          '{0} months: {1} to {2} times the figure, which is what other reasonable hours, levels and discounts give',
          rangeText(t, gap.hours, perWeek),
          rangeFactors.low,
          rangeFactors.high,
        ),
      },
      { label: t('Class'), text: difficultySentence(t, difficultyOf(gap.hours)) },
      { label: cap === 2 ? t('Full profile') : t('First role'), text: time(otherExtent) },
      ...(work.hasCurriculum && gap.hours > 0
        ? [
            {
              label: t('Steps'),
              text: t(
                'Steps of Bridgecraft close {0} % of the gap; the rest is practice outside it.',
                Math.round((100 * work.coveredHours) / gap.hours),
              ),
            },
          ]
        : []),
      {
        label: t('The other way'),
        text: t('{0}. Only what is missing counts, so the two directions differ.', time(back)),
      },
      {
        label: t('Source'),
        text: t(
          'An estimate: levels and hours are our own judgment, published in curricula/skills.yaml. The measure follows Dawson, Williams and Rizoiu, PLoS ONE 2021.',
        ),
      },
    ],
    opposite: {
      label: t('Look at {0} to {1}', names[to], names[from]),
      emphasis: 'secondary',
      intent: { kind: 'look', from: to, to: from },
    },
    ...(isOwn && to !== choices.to
      ? {
          plan: {
            label: t('Plan This Pivot'),
            icon: 'milestone',
            emphasis: 'primary',
            intent: { kind: 'choose-to', specialization: to },
          },
        }
      : {}),
    table: gapTableView(t, input, gap, to),
    carried: {
      heading: carriedHeading(t, transfer),
      largest: largestCarried(t, input, transfer),
      ...(transfer.skills.some(({ isCarried }) => isCarried)
        ? { all: carriedView(t, input, transfer, t('All of them, by family')) }
        : {}),
    },
  };
}
