/** Which pivot fits: every part of the score, its weight, and the sum that they make. */
import type { Levels } from '../../core/planner/gap';
import { effortsFrom } from '../../core/planner/matrix';
import { highestWeight, type RankedPivot, rankPivots, rankingParts } from '../../core/planner/ranking';
import type { RankingView } from '../../protocol/planner/pivots';
import type { Translate } from '../guide/wording';
import { capOf, type PlannerInput } from './planner-snapshot';
import { difficultyLabel, monthsText, partLabel } from './planner-words';

export function rankingView(t: Translate, input: PlannerInput, have: Levels): RankingView {
  const { table, choices, assessment, index, locale } = input;
  const { weights, from } = choices;
  const names = table.specializations;
  const said = { from, interests: assessment?.interests ?? [], goals: assessment?.goals ?? [] };
  const isSaid = { effort: true, interest: said.interests.length > 0, goals: said.goals.length > 0 };
  const counted = rankingParts.filter((part) => isSaid[part]);
  const ranked = rankPivots({ table, have, cap: capOf(choices), assessment: said, weights });
  const led = new Set(index.curricula.map(({ to }) => to));
  const hasNone = ranked.some(({ to }) => !led.has(to));
  const isReset = rankingParts.every((part) => weights[part] === 1);
  return {
    heading: t('Which pivot fits'),
    ...(hasNone
      ? {
          notice: curriculaNotice(
            t,
            ranked.filter(({ to }) => led.has(to)).map(({ to }) => names[to]),
            locale,
          ),
        }
      : {}),
    explanation: explanationOf(t, counted, weights),
    weightsLabel: t('How often each part counts'),
    weights: rankingParts.map((part) => ({
      part,
      label: partLabel(t, part),
      value: weights[part],
      max: highestWeight,
      text: isSaid[part] ? weightText(t, weights[part]) : t('you said none yet'),
      isSaid: isSaid[part],
    })),
    ...(isReset
      ? {}
      : {
          reset: { label: t('Count All Once'), icon: 'discard', emphasis: 'quiet', intent: { kind: 'reset-weights' } },
        }),
    counting: { label: t('How the points are made'), texts: countingTexts(t, input, have) },
    columns: [
      t('Pivot to'),
      t('Score'),
      t('Months'),
      ...counted.map((part) => t('{0} × {1}', partLabel(t, part), weights[part])),
      t('Sum'),
    ],
    pivots: ranked.map((pivot) => ({
      to: pivot.to,
      label: names[pivot.to],
      note: led.has(pivot.to) ? '' : t('no curriculum yet'),
      effort: t('{0}, {1}', monthsText(pivot.hours, choices.hours), difficultyLabel(t, pivot.difficulty)),
      points: pivot.terms.map(({ points }) => String(points)),
      sum: sumText(pivot),
      score: String(Math.round(pivot.score)),
      share: pivot.score / 100,
      isChosen: choices.lookFrom === from && choices.lookTo === pivot.to,
    })),
  };
}

function curriculaNotice(t: Translate, led: readonly string[], locale: string): string {
  if (led.length === 0)
    return t('Bridgecraft has no curriculum to any of these yet: all hours are practice outside it.');
  const names = new Intl.ListFormat(locale).format(led);
  return t('Bridgecraft has steps towards {0}. The hours of the others are practice outside it.', names);
}

function explanationOf(t: Translate, counted: readonly string[], weights: PlannerInput['choices']['weights']): string {
  if (rankingParts.every((part) => weights[part] === 0 || !counted.includes(part))) {
    return t('No part counts: the shortest pivot comes first.');
  }
  return counted.length === 1
    ? t('By effort alone, until you rank interests or goals.')
    : t('The score is the mean of the points, each counted as often as you say.');
}

function weightText(t: Translate, weight: number): string {
  if (weight === 0) return t('does not count');
  if (weight === 1) return t('counts once');
  return weight === 2 ? t('counts twice') : t('counts {0} times', weight);
}

/** "(64 × 1 + 100 × 2) ÷ 3". */
function sumText({ terms }: RankedPivot): string {
  const all = terms.reduce((sum, { weight }) => sum + weight, 0);
  if (all === 0) return '';
  const products = terms.map(({ points, weight }) => `${points} × ${weight}`);
  return `${products.length === 1 ? products.join('') : `(${products.join(' + ')})`} ÷ ${all}`;
}

function countingTexts(t: Translate, { table, choices }: PlannerInput, have: Levels): readonly string[] {
  const efforts = [...effortsFrom(table, have, capOf(choices))].filter(([to]) => to !== choices.from);
  const longest = efforts.reduce<(typeof efforts)[number] | undefined>(
    (most, each) => (most && most[1].hours >= each[1].hours ? most : each),
    undefined,
  );
  return [
    ...(longest
      ? [
          t(
            'Little effort: 100 less the hours in percent of the longest pivot from here, {0} with {1} h.',
            table.specializations[longest[0]],
            Math.round(longest[1].hours),
          ),
        ]
      : []),
    t('Interest: 100 for the first that you rank, then less in equal parts, 0 for what you do not rank.'),
    t('Goals: how well the pivot serves each (0 to 3, as percent); the second counts half, the third a third.'),
  ];
}
