/** The planner's words for what `core/planner` computes. */
import { type IsoDate } from '../../core/planner/calendar-days';
import type { Difficulty, Effort } from '../../core/planner/matrix';
import { paceOf } from '../../core/planner/matrix';
import type { RankingPart } from '../../core/planner/ranking';
import type { CareerPhase } from '../../core/planner/roadmap-blocks';
import { formatDate, formatHours, type Translate } from '../guide/wording';

export interface WordsContext {
  readonly t: Translate;
  readonly today: IsoDate;
  readonly locale: string;
}

export function difficultyLabel(t: Translate, difficulty: Difficulty): string {
  switch (difficulty) {
    case 'easy':
      return t('easy');
    case 'moderate':
      return t('moderate');
    case 'hard':
      return t('hard');
    case 'very-hard':
      return t('very hard');
    case 'extreme':
      return t('extreme');
  }
}

export function phaseLabel(t: Translate, phase: CareerPhase): string {
  switch (phase) {
    case 'explorer':
      return t('Explorer');
    case 'bridge-builder':
      return t('Bridge builder');
    case 'practitioner':
      return t('Practitioner');
    case 'pivot-ready':
      return t('Pivot-ready');
  }
}

export function partLabel(t: Translate, part: RankingPart): string {
  switch (part) {
    case 'effort':
      return t('Little effort');
    case 'interest':
      return t('Interest');
    case 'goals':
      return t('Goals');
  }
}

const tenth = (value: number): string => value.toFixed(1);

export const monthsText = (hours: number, hoursPerWeek: number): string => tenth(paceOf(hours, hoursPerWeek).months);

/** "203 h, 4.7 months (2.8 to 8.9), moderate". */
export function effortSentence(t: Translate, { hours, difficulty }: Effort, hoursPerWeek: number): string {
  const { months, low, high } = paceOf(hours, hoursPerWeek);
  return t(
    '{0} h, {1} months ({2} to {3}), {4}',
    Math.round(hours),
    tenth(months),
    tenth(low),
    tenth(high),
    difficultyLabel(t, difficulty),
  );
}

export const hoursText = (t: Translate, minutes: number): string => formatHours(t, minutes / 60);

export const datesText = ({ t, today, locale }: WordsContext, first: IsoDate, last: IsoDate): string =>
  t('{0} to {1}', formatDate(first, today, locale), formatDate(last, today, locale));
