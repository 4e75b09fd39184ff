/** The planner's words for what `core/planner` computes. */
import { type IsoDate } from '../../core/planner/calendar-days';
import type { FamilyId } from '../../core/planner/families';
import type { Specialization } from '../../core/planner/gap';
import { type Difficulty, difficultyClasses, type Effort, paceOf } from '../../core/planner/matrix';
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

/** As the published matrix abbreviates the classes; the legend says what they mean. */
export const difficultyLetters: Readonly<Record<Difficulty, string>> = {
  easy: 'E',
  moderate: 'M',
  hard: 'H',
  'very-hard': 'VH',
  extreme: 'X',
};

/** "hard: 240 to under 360 h". */
export function difficultySentence(t: Translate, difficulty: Difficulty): string {
  const label = difficultyLabel(t, difficulty);
  const place = difficultyClasses.findIndex((each) => each.difficulty === difficulty);
  const from = difficultyClasses[place]?.from ?? 0;
  const below = difficultyClasses[place + 1]?.from;
  if (below === undefined) return t('{0}: {1} h and more', label, from);
  return from === 0 ? t('{0}: under {1} h', label, below) : t('{0}: {1} to under {2} h', label, from, below);
}

export function familyLabel(t: Translate, family: FamilyId): string {
  switch (family) {
    case 'm':
      return t('Mathematics');
    case 'p':
      return t('Programming');
    case 'c':
      return t('ML core');
    case 'd':
      return t('Deep learning');
    case 'v':
      return t('Computer vision');
    case 'n':
      return t('Natural language');
    case 's':
      return t('Data science');
    case 'o':
      return t('Operations');
    case 'r':
      return t('Robotics');
    case 'q':
      return t('Quantum');
    case 'x':
      return t('Neuromorphic computing');
    case 'e':
      return t('Responsible AI');
    case 't':
      return t('Professional');
  }
}

/** Above a narrow column. */
export function shortLabel(t: Translate, specialization: Specialization): string {
  switch (specialization) {
    case 'computer-vision':
      return t('Vision');
    case 'nlp':
      return t('NLP');
    case 'classical-ml':
      return t('Classical');
    case 'deep-learning':
      return t('Deep l.');
    case 'mlops':
      return t('MLOps');
    case 'data-science':
      return t('Data sci.');
    case 'robotics':
      return t('Robotics');
    case 'quantum-ml':
      return t('Quantum');
    case 'responsible-ai':
      return t('Resp. AI');
    case 'neuromorphic':
      return t('Neurom.');
  }
}

/** Where no curriculum leads to a target. */
export const noCurriculum = (t: Translate, target: string): string =>
  t('Bridgecraft has no curriculum to {0} yet: all of these hours are practice outside it.', target);

const tenth = (value: number): string => value.toFixed(1);

export const monthsText = (hours: number, hoursPerWeek: number): string => tenth(paceOf(hours, hoursPerWeek).months);

export const wholeHours = (t: Translate, hours: number): string => t('{0} h', Math.round(hours));

/** "2.8 to 8.9". */
export function rangeText(t: Translate, hours: number, hoursPerWeek: number): string {
  const { low, high } = paceOf(hours, hoursPerWeek);
  return t('{0} to {1}', tenth(low), tenth(high));
}

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
