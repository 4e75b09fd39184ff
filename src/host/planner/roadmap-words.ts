/** The road in words, for the page and for other programs. */
import { type IsoDate } from '../../core/planner/calendar-days';
import type { RoadmapFailure } from '../../core/planner/roadmap';
import type { CareerPhase } from '../../core/planner/roadmap-blocks';
import type { RoadmapWords } from '../../core/planner/roadmap-export';
import { formatDate, formatHours, type Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';
import { phaseLabel, type WordsContext } from './planner-words';
import { blockTitle, type RoadPlan } from './road-plan';

/** What a phase is over with, where no curriculum says so. */
function ownIndicators(t: Translate, phase: CareerPhase): readonly string[] {
  switch (phase) {
    case 'explorer':
      return [
        t('I can say what of my field carries over, and what does not.'),
        t('I can follow and change other people’s code of the new field.'),
      ];
    case 'bridge-builder':
      return [t('I have finished a small project that leans on what I know and forces what I do not.')];
    case 'practitioner':
      return [
        t('I can do the work of this phase alone, without a recipe.'),
        t('For each skill I have a piece of work that shows it.'),
      ];
    case 'pivot-ready':
      return [];
  }
}

/** The rule of every pivot, whatever its curriculum. */
const pivotReady = (t: Translate, hasCurriculum: boolean): readonly string[] => [
  hasCurriculum
    ? t('The last step of the curriculum, its capstone, has passed.')
    : t('One larger project of my own stands for a capstone.'),
  t('Two projects on real data are recomputed from their evidence.'),
  t('My levels, the market, my schedule and my story are written down, each with its evidence.'),
  t('My money’s runway is computed, if leaving a job is part of the plan.'),
];

export function indicatorsFor(t: Translate, phase: CareerPhase, plan: RoadPlan): readonly string[] {
  const published = plan.indicators.get(phase) ?? [];
  const shown = published.length > 0 ? published : ownIndicators(t, phase);
  return phase === 'pivot-ready' ? [...shown, ...pivotReady(t, plan.hasCurriculum)] : shown;
}

export const milestoneKind = (t: Translate, kind: 'verified' | 'attested'): string =>
  kind === 'verified' ? t('verified by checks') : t('attested on real data');

export function failureText(t: Translate, failure: RoadmapFailure, hoursPerWeek: number): string {
  switch (failure.kind) {
    case 'no-hours':
      return t('At 0 hours a week there is no road. Give it at least one hour.');
    case 'too-long':
      return t(
        'At {0} hours a week, and with the weeks off, {1} hours of work do not fit into ten years: {2} of {3} blocks do. Give it more hours a week, fewer weeks off or a nearer target.',
        hoursPerWeek,
        failure.hours,
        failure.fitted,
        failure.all,
      );
  }
}

export const dayText = ({ today, locale }: WordsContext, date: IsoDate): string => formatDate(date, today, locale);

export function daysText(t: Translate, days: number): string {
  if (days === 0) return t('no day later');
  const count = Math.abs(days);
  if (count === 1) return days > 0 ? t('1 day later') : t('1 day earlier');
  return days > 0 ? t('{0} days later', count) : t('{0} days earlier', count);
}

export const exportWords = (t: Translate, input: PlannerInput, plan: RoadPlan): RoadmapWords => ({
  title: t(
    '{0} to {1}',
    input.table.specializations[input.choices.from],
    input.table.specializations[input.choices.to],
  ),
  note: t('An estimate from published skill levels and hours, made by Bridgecraft.'),
  phase: (phase) => phaseLabel(t, phase),
  block: (block) => blockTitle(t, input, block),
  hours: (hours) => formatHours(t, hours),
  indicators: (phase) => indicatorsFor(t, phase, plan),
  milestoneKind: (kind) => milestoneKind(t, kind),
  weekOff: t('Week off'),
  missedWeek: t('Missed week'),
  kinds: {
    phase: t('Phase'),
    step: t('Step'),
    practice: t('Practice'),
    milestone: t('Milestone'),
  },
  headings: { indicators: t('You are there when'), milestones: t('Milestones'), weeks: t('Weeks without work') },
  columns: {
    kind: t('Kind'),
    phase: t('Phase'),
    what: t('What'),
    hours: t('Hours'),
    first: t('First day'),
    last: t('Last day'),
    skills: t('Skills and levels'),
  },
});
