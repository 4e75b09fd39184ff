/** What the tab on all pivots shows: which one fits, the matrix, and the reasons of the one that is looked at. */
import { type Levels, profileOf } from '../../core/planner/gap';
import { effortsFrom, pivotMatrix, specializationsOf } from '../../core/planner/matrix';
import { rankPivots, rankingParts } from '../../core/planner/ranking';
import type { PivotsView } from '../../protocol/planner/pivots';
import type { Translate } from '../guide/wording';
import { gapView } from './gap-view';
import { capOf, type PlannerInput } from './planner-snapshot';
import { difficultyLabel, effortSentence, monthsText, partLabel } from './planner-words';

export function pivotsView(t: Translate, input: PlannerInput, have: Levels): PivotsView {
  const { from, to, lookFrom, lookTo } = input.choices;
  const isOwn = lookFrom === from;
  return {
    ranking: rankingView(t, input, have),
    matrix: matrixView(t, input, have),
    reasons: gapView(t, input, {
      from: lookFrom,
      to: lookTo,
      have: isOwn ? have : profileOf(input.table, lookFrom),
    }),
    ...(isOwn && lookTo !== to
      ? {
          plan: {
            label: t('Plan This Pivot'),
            icon: 'milestone',
            emphasis: 'primary',
            intent: { kind: 'choose-to', specialization: lookTo },
          },
        }
      : {}),
  };
}

function rankingView(t: Translate, input: PlannerInput, have: Levels): PivotsView['ranking'] {
  const { table, choices, assessment } = input;
  const said = { from: choices.from, interests: assessment?.interests ?? [], goals: assessment?.goals ?? [] };
  const hasSaid = said.interests.length > 0 || said.goals.length > 0;
  return {
    heading: t('Which pivot fits'),
    explanation: hasSaid
      ? t('Effort, interest and goals count alike; what you did not say does not count.')
      : t('By effort alone, until your assessment names interests or goals.'),
    pivots: rankPivots({ table, have, cap: capOf(choices), assessment: said }).map(({ to, score, parts }) => ({
      to,
      label: table.specializations[to],
      score: String(Math.round(score * 100)),
      isChosen: choices.lookFrom === choices.from && choices.lookTo === to,
      parts: rankingParts.flatMap((part) => {
        const value = parts[part];
        const label = partLabel(t, part);
        return value === undefined ? [] : [{ label, value, text: `${label} ${Math.round(value * 100)}` }];
      }),
    })),
  };
}

function matrixView(t: Translate, { table, choices }: PlannerInput, have: Levels): PivotsView['matrix'] {
  const cap = capOf(choices);
  const all = pivotMatrix(table, cap);
  const names = table.specializations;
  const ids = specializationsOf(table);
  return {
    heading: t('Every pivot'),
    explanation:
      choices.extent === 'first-role'
        ? t('Months at {0} hours a week, for a first role. A cell opens its reasons.', choices.hours)
        : t('Months at {0} hours a week, for the full profile. A cell opens its reasons.', choices.hours),
    corner: t('From, down; to, across'),
    columns: ids.map((id) => ({ id, short: shortName(names[id]), label: names[id] })),
    rows: ids.map((from) => {
      const isYou = from === choices.from;
      const row = isYou ? effortsFrom(table, have, cap) : all.get(from);
      return {
        id: from,
        label: isYou ? t('{0} (you)', names[from]) : names[from],
        isYou,
        cells: [...(row ?? [])]
          .filter(([to]) => to !== from)
          .map(([to, effort]) => ({
            to,
            text: monthsText(effort.hours, choices.hours),
            label: t('{0} to {1}: {2}', names[from], names[to], effortSentence(t, effort, choices.hours)),
            difficulty: effort.difficulty,
            isChosen: from === choices.lookFrom && to === choices.lookTo,
          })),
      };
    }),
    legend: (['easy', 'moderate', 'hard', 'very-hard', 'extreme'] as const).map((difficulty) => ({
      difficulty,
      label: difficultyLabel(t, difficulty),
    })),
  };
}

/** The first word is enough above a narrow column. */
const shortName = (name: string): string => (name.length <= 9 ? name : (name.split(' ')[0] ?? name));
