/** Every pivot in months or hours, from each specialization to each other. */
import type { Levels } from '../../core/planner/gap';
import { difficultyClasses, type Effort, effortsFrom, pivotMatrix, specializationsOf } from '../../core/planner/matrix';
import type { MatrixView } from '../../protocol/planner/pivots';
import type { Translate } from '../guide/wording';
import { capOf, type PlannerInput } from './planner-snapshot';
import { difficultyLetters, difficultySentence, effortSentence, monthsText, shortLabel } from './planner-words';

export function matrixView(t: Translate, { table, choices, index }: PlannerInput, have: Levels): MatrixView {
  const cap = capOf(choices);
  const all = pivotMatrix(table, cap);
  const names = table.specializations;
  const ids = specializationsOf(table);
  const led = new Set(index.curricula.map(({ to }) => to));
  const textOf = ({ hours }: Effort): string =>
    choices.unit === 'months' ? monthsText(hours, choices.hours) : String(Math.round(hours));
  return {
    heading: t('Every pivot'),
    caption: captionOf(t, choices),
    explanation: t('A cell opens its reasons. Arrow keys move from cell to cell.'),
    unit: {
      label: t('Numbers in'),
      value: choices.unit,
      options: [
        { id: 'months', label: t('Months') },
        { id: 'hours', label: t('Hours') },
      ],
    },
    corner: t('From, down; to, across'),
    columns: ids.map((id) => ({
      id,
      short: shortLabel(t, id),
      label: names[id],
      note: led.has(id) ? '' : t('no curriculum yet'),
    })),
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
            text: textOf(effort),
            label: t('{0} to {1}: {2}', names[from], names[to], effortSentence(t, effort, choices.hours)),
            difficulty: effort.difficulty,
            letter: difficultyLetters[effort.difficulty],
            isChosen: from === choices.lookFrom && to === choices.lookTo,
          })),
      };
    }),
    legend: difficultyClasses.map(({ difficulty }) => ({
      difficulty,
      letter: difficultyLetters[difficulty],
      label: difficultySentence(t, difficulty),
    })),
    ...(ids.every((id) => led.has(id)) ? {} : { columnLegend: t('no curriculum yet') }),
  };
}

function captionOf(t: Translate, { unit, extent, hours }: PlannerInput['choices']): string {
  if (unit === 'hours')
    return extent === 'first-role' ? t('Hours, for a first role') : t('Hours, for the full profile');
  return extent === 'first-role'
    ? t('Months at {0} hours a week, for a first role', hours)
    : t('Months at {0} hours a week, for the full profile', hours);
}
