/** What is missing for one's own pivot, what carries over, and what closes the gap. */
import { allSteps } from '../../core/curriculum/steps';
import { type BurnDown, burnDown } from '../../core/planner/burn-down';
import { passedSteps } from '../../core/planner/earned';
import { gapBetween, type Levels, profileOf } from '../../core/planner/gap';
import { difficultyOf } from '../../core/planner/matrix';
import { workFor } from '../../core/planner/roadmap-blocks';
import { type Transfer, transferTo } from '../../core/planner/transfer';
import type { BurnDownView, GapView, TransferView } from '../../protocol/planner/gap';
import { formatDate, formatHours, type Translate } from '../guide/wording';
import { carriedHeading, carriedView, gapTableView } from './gap-tables';
import { capOf, claimsOf, type PlannerInput } from './planner-snapshot';
import { effortSentence, familyLabel, noCurriculum, wholeHours } from './planner-words';

export function gapView(t: Translate, input: PlannerInput, have: Levels): GapView {
  const { table, choices, index, progress } = input;
  const { from, to, hours } = choices;
  const cap = capOf(choices);
  const target = profileOf(table, to);
  const gap = gapBetween(table, have, target, cap);
  const full = gapBetween(table, have, target, 3);
  const transfer = transferTo(table, have, target, cap);
  const passed = passedSteps(progress);
  const work = workFor({ table, curricula: index.curricula, from, to, have, cap, passed });
  const burn = burnDown({
    table,
    curricula: index.curricula,
    claimed: claimsOf(input),
    target,
    cap,
    passed: [...progress.steps.values()]
      .filter(({ status }) => status === 'passed')
      .map(({ ref, passedAt }) => ({ ref, ...(passedAt === undefined ? {} : { at: passedAt }) })),
  });
  return {
    heading: t('{0} to {1}', table.specializations[from], table.specializations[to]),
    ...(work.hasCurriculum ? {} : { notice: noCurriculum(t, table.specializations[to]) }),
    facts: [
      effortSentence(t, { hours: gap.hours, difficulty: difficultyOf(gap.hours) }, hours),
      ...(choices.extent === 'first-role' ? [t('full profile: {0} h', Math.round(full.hours))] : []),
    ],
    transfer: transferView(t, input, transfer),
    burnDown: burnDownView(t, input, burn, work.coveredHours),
    table: gapTableView(t, input, gap, to),
    carried: carriedView(t, input, transfer, carriedHeading(t, transfer)),
  };
}

function transferView(t: Translate, { table }: PlannerInput, transfer: Transfer): TransferView {
  const discount = (level: number): number => Math.round(100 * table.transfer_discount * (level / 3));
  const whole = (each: { carried: number; near: number; missing: number }) => each.carried + each.near + each.missing;
  const largest = Math.max(1, ...transfer.families.map(whole));
  const numbers = (each: { carried: number; near: number; missing: number }) =>
    [each.carried, each.near, each.missing, whole(each)].map((hours) => String(Math.round(hours)));
  return {
    heading: t('What carries over'),
    discount: t(
      'Near is what related skills save: one that you have at level 3 shortens a missing skill by {0} %, at level 2 by {1} %, at level 1 by {2} %. Here that is {3} h.',
      discount(3),
      discount(2),
      discount(1),
      Math.round(transfer.near),
    ),
    legend: [t('carries over'), t('near'), t('missing')],
    columns: [t('Family'), t('In hours'), t('Carries over'), t('Near'), t('Missing'), t('Asked for')],
    rows: transfer.families.map((each) => ({
      id: each.family,
      label: familyLabel(t, each.family),
      stack: [each.carried, each.near, each.missing].map((hours) => hours / largest),
      numbers: numbers(each),
    })),
    total: { label: t('All families'), numbers: numbers(transfer) },
  };
}

function burnDownView(t: Translate, input: PlannerInput, burn: BurnDown, covered: number): BurnDownView {
  const closed = burn.claimed - burn.left;
  const whole = Math.max(1, burn.claimed);
  const titles = new Map(allSteps(input.index).map(({ ref, title }) => [ref, title]));
  // What a step proved for another target is no part of this gap.
  const helping = burn.points.filter((point) => point.closed > 0);
  return {
    heading: t('What closes the gap'),
    explanation:
      helping.length > 0
        ? t(
            '{0} h with your claims alone, {1} h now: passed steps have closed {2} h.',
            ...[burn.claimed, burn.left, closed].map(Math.round),
          )
        : t('{0} h with your claims alone. It shrinks with each passed step.', Math.round(burn.claimed)),
    stack: [closed, covered, burn.left - covered].map((hours) => hours / whole),
    legend: [
      t('{0} h closed by passed steps', Math.round(closed)),
      t('{0} h that further steps close', Math.round(covered)),
      t(
        '{0} h of practice outside Bridgecraft, {1} % of what is left',
        Math.round(burn.left - covered),
        burn.left === 0 ? 0 : Math.round((100 * (burn.left - covered)) / burn.left),
      ),
    ],
    columns: helping.length === 0 ? [] : [t('Passed step'), t('When'), t('Closed'), t('Left')],
    points:
      helping.length === 0
        ? []
        : [
            {
              id: 'claims',
              label: t('Your claims alone'),
              date: '',
              closed: '',
              left: wholeHours(t, burn.claimed),
              share: 1,
            },
            ...helping.map((point) => {
              const title = titles.get(point.ref) ?? point.ref;
              return {
                id: point.ref,
                label: title,
                step: { ref: point.ref, title },
                date: point.at === undefined ? '' : formatDate(point.at, input.today, input.locale),
                closed: formatHours(t, point.closed),
                left: wholeHours(t, point.left),
                share: point.left / whole,
              };
            }),
          ],
  };
}
