/** What all kept advertisements ask for together, how sure that is, and what of it is missing. */
import {
  type Demand,
  demandOf,
  effectiveCount,
  halfLifeDays,
  levelsOfDemand,
  wilsonInterval,
} from '../../core/planner/demand';
import { gapBetween, type Levels } from '../../core/planner/gap';
import type { DemandView } from '../../protocol/planner/postings';
import type { Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';
import type { ReadPosting } from './postings-view';
import { skillRow } from './reading-view';

/** With so many, the ten most wanted skills are found to .67 on average (2,000 draws); with fewer, hardly. */
const enough = 20;
const shownAtOnce = 12;
const mostMissing = 10;

/** `postings` are at least one, none twice. */
export function demandView(
  t: Translate,
  input: PlannerInput,
  postings: readonly ReadPosting[],
  have: Levels,
): DemandView {
  const { table, today } = input;
  const dated = postings.map(({ date, posting }) => ({ date, required: posting.required, nice: posting.nice }));
  const demand = demandOf(table, dated, today);
  const count = effectiveCount(dated, today);
  const rows = demand.map((each) => demandRow(t, input, each, count, have));
  return {
    heading: t('What they ask for together'),
    explanation: t(
      'Thick: required. Thin: asked for at all, nice to have included. An advertisement of half a year ago ({0} days) counts half of one of today.',
      halfLifeDays,
    ),
    facts: [
      postings.length === 1 ? t('1 posting') : t('{0} postings', postings.length),
      t('in brackets, where the true share lies with 95 % confidence, were they drawn at random'),
      ...(Math.round(count) < postings.length
        ? [t('as uncertain as {0} of one date', Math.max(1, Math.round(count)))]
        : []),
    ],
    ...(count < enough
      ? {
          caution: t(
            'That is too few to rank skills by. Keep {0} or more: with {0}, two thirds of the ten most wanted skills are the right ones; with 80, five in six.',
            enough,
          ),
        }
      : {}),
    columns: [t('Skill'), t('Your level'), t('Required'), t('Asked for')],
    rows: rows.slice(0, shownAtOnce),
    more: { label: t('{0} more skills', Math.max(0, rows.length - shownAtOnce)), rows: rows.slice(shownAtOnce) },
    missing: missingView(t, input, demand, have),
  };
}

const percent = (share: number): number => Math.round(100 * share);

function demandRow(
  t: Translate,
  { table }: PlannerInput,
  { skill, required, asked }: Demand,
  count: number,
  have: Levels,
): DemandView['rows'][number] {
  const text = (share: number): string => {
    const { low, high } = wilsonInterval(share, count);
    return t('{0} % ({1}–{2})', percent(share), percent(low), percent(high));
  };
  return {
    id: skill,
    label: table.skills.find(({ id }) => id === skill)?.name ?? skill,
    level: String(have.get(skill) ?? 0),
    required: Math.min(1, required),
    asked: Math.min(1, asked),
    requiredText: text(required),
    askedText: text(asked),
  };
}

/** The most wanted first. */
function missingView(
  t: Translate,
  input: PlannerInput,
  demand: readonly Demand[],
  have: Levels,
): DemandView['missing'] {
  const gap = gapBetween(input.table, have, levelsOfDemand(demand));
  const missing = new Map(gap.skills.map((each) => [each.skill, each]));
  const largest = gap.skills[0]?.hours ?? 1;
  const rows = demand
    .filter(({ skill }) => missing.has(skill))
    .slice(0, mostMissing)
    .map(({ skill, asked, count }) =>
      skillRow(t, input, {
        skill,
        said: count === 1 ? t('1 posting, {0} %', percent(asked)) : t('{0} postings, {1} %', count, percent(asked)),
        have,
        gap: missing.get(skill),
        largest,
      }),
    );
  return {
    heading: t('Most wanted and missing'),
    table: {
      label: t('Most wanted and missing'),
      columns: [t('Skill'), t('Asked for by'), t('Level'), t('Hours'), t('Steps that close it')],
      groups: [
        {
          heading:
            rows.length === 0
              ? t('Nothing is missing.')
              : t('{0} of {1} missing skills, the most wanted first', rows.length, missing.size),
          rows,
        },
      ],
    },
  };
}
