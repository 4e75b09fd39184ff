/** The road as a picture over months, and the same in words. */
import { dayNumber, type IsoDate, isoDate, weeksOf } from '../../core/planner/calendar-days';
import { monthsOf } from '../../core/planner/planned-and-done';
import type { Roadmap } from '../../core/planner/roadmap';
import { careerPhases } from '../../core/planner/roadmap-blocks';
import { timelineOf } from '../../core/planner/timeline';
import type { TimelineView } from '../../protocol/planner/roadmap';
import { allSteps } from '../../core/curriculum/steps';
import { formatDate, type Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';
import { datesText, phaseLabel } from './planner-words';
import { blockTitle, type RoadPlan } from './road-plan';
import { dayText } from './roadmap-words';

export function timelineView(t: Translate, input: PlannerInput, plan: RoadPlan, road: Roadmap): TimelineView {
  const words = { t, today: input.today, locale: input.locale };
  const { from, to, spans, weeks } = timelineOf(road, plan.done, input.today);
  const at = (day: number): number => Math.min(1, Math.max(0, (day - from) / (to - from)));
  const names = new Map([
    ...allSteps(input.index).map((step) => [step.ref as string, step.title] as const),
    ...road.blocks.map((block) => [block.id, blockTitle(t, input, block)] as const),
  ]);
  const dates = new Map(road.blocks.map((block) => [block.id, datesText(words, block.first, block.last)]));
  const days = (kind: 'off' | 'missed'): readonly IsoDate[] =>
    road.weeks.filter((week) => week.kind === kind).map(({ monday }) => monday);
  const phases = careerPhases.filter((phase) => spans.some((span) => span.phase === phase));
  const lanes = phases.map((phase): TimelineView['lanes'][number] => ({
    id: phase,
    label: phaseLabel(t, phase),
    spans: spans
      .filter((span) => span.phase === phase)
      .map((span) => ({
        id: span.id,
        kind: span.kind,
        from: at(span.from),
        to: at(span.to),
        title:
          span.kind === 'done'
            ? t('{0}: passed', names.get(span.id) ?? span.id)
            : t('{0}: {1}', names.get(span.id) ?? span.id, dates.get(span.id) ?? ''),
      })),
    milestones: spans
      .filter((span) => span.phase === phase)
      .flatMap((span) => {
        const titles = plan.milestones.filter(({ step }) => step === span.id).map(({ title }) => title);
        return titles.length === 0 ? [] : [{ id: span.id, at: at(span.to), title: titles.join('; ') }];
      }),
  }));
  const has = (kind: TimelineView['legend'][number]['kind']): boolean =>
    kind === 'milestone'
      ? lanes.some(({ milestones }) => milestones.length > 0)
      : kind === 'off' || kind === 'missed'
        ? days(kind).length > 0
        : kind === 'buffer' || spans.some((span) => span.kind === kind);
  const legend = [
    { kind: 'done', label: t('passed step') },
    { kind: 'step', label: t('step') },
    { kind: 'practice', label: t('practice outside Bridgecraft') },
    { kind: 'milestone', label: t('milestone') },
    { kind: 'buffer', label: t('buffer') },
    { kind: 'off', label: t('week off') },
    { kind: 'missed', label: t('missed week') },
  ] as const;
  return {
    label: t('The road from {0} to {1}', dayText(words, isoDate(from)), dayText(words, isoDate(to - 1))),
    inWords: { label: t('The picture in words'), lines: inWords(t, input, plan, road) },
    width: (to - from) / 7,
    months: monthsOf(isoDate(from), isoDate(to - 1)).map(({ begin }) => ({
      label: monthText(begin, input.locale),
      at: at(dayNumber(begin)),
    })),
    lanes,
    weeksLabel: t('Each week: planned, and left free'),
    weeks: weeks.map(({ monday, kind, load }) => ({
      from: at(monday),
      to: at(monday + 7),
      kind,
      load,
      title:
        kind === 'work'
          ? t('Week of {0}: {1} % planned', dayText(words, isoDate(monday)), Math.round(100 * load))
          : t('{0}: {1}', kind === 'off' ? t('Week off') : t('Missed week'), dayText(words, isoDate(monday))),
    })),
    today: { label: t('Today'), at: at(dayNumber(input.today)) },
    legend: legend.filter(({ kind }) => has(kind)),
  };
}

/** "Nov", and the year with January. */
function monthText(day: IsoDate, locale: string): string {
  const isJanuary = day.slice(5, 7) === '01';
  return new Intl.DateTimeFormat(locale, {
    month: 'short',
    ...(isJanuary ? { year: 'numeric' } : {}),
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`));
}

function inWords(t: Translate, { today, locale }: PlannerInput, plan: RoadPlan, road: Roadmap): readonly string[] {
  const words = { t, today, locale };
  const free = (kind: 'off' | 'missed'): string =>
    weeksOf(road.weeks.filter((week) => week.kind === kind).map(({ monday }) => monday))
      .map((monday) => formatDate(monday, today, locale))
      .join(', ');
  const [off, missed] = [free('off'), free('missed')];
  return [
    t('Today is {0}.', dayText(words, today)),
    ...(plan.done.length > 0 ? [t('Steps that have passed: {0}.', plan.done.length)] : []),
    ...road.phases.map(({ phase, first, last }) => {
      const blocks = road.blocks.filter((block) => block.phase === phase);
      const steps = blocks.filter(({ kind }) => kind === 'step').length;
      return t(
        '{0}, {1}: steps {2}, blocks of practice {3}, milestones {4}.',
        phaseLabel(t, phase),
        datesText(words, first, last),
        steps,
        blocks.length - steps,
        plan.milestones.filter((milestone) => milestone.phase === phase).length,
      );
    }),
    ...(off === '' ? [] : [t('Off are the weeks that begin on: {0}.', off)]),
    ...(missed === '' ? [] : [t('Missed are the weeks that begin on: {0}.', missed)]),
    t('At least 15 % of each week is left free.'),
  ];
}
