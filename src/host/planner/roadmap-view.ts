/** What the tab on the road shows. */
import { allSteps } from '../../core/curriculum/steps';
import { dayNumber } from '../../core/planner/calendar-days';
import type { Levels } from '../../core/planner/gap';
import type { DatedBlock, Roadmap } from '../../core/planner/roadmap';
import type { PlannerAction } from '../../protocol/planner/intents';
import type { PhaseView, RoadmapView } from '../../protocol/planner/roadmap';
import type { Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';
import { datesText, hoursText, phaseLabel } from './planner-words';
import { keptView, missedView, movedView, progressView } from './replan-view';
import { blockTitle, planRoad, type RoadPlan } from './road-plan';
import { dayText, failureText, indicatorsFor, milestoneKind } from './roadmap-words';
import { timelineView } from './timeline-view';

/** From so many weeks off on, it is said what they cost. */
const manyWeeks = 8;

export function roadmapView(t: Translate, input: PlannerInput, have: Levels): RoadmapView {
  const plan = planRoad(input, have);
  const { road, gapHours, coveredHours, hasCurriculum } = plan;
  const base: RoadmapView = {
    heading: t('Roadmap to {0}', input.table.specializations[input.choices.to]),
    share: hasCurriculum
      ? t(
          'Steps of Bridgecraft close {0} % of the gap; the rest is practice outside it.',
          gapHours === 0 ? 0 : Math.round((100 * coveredHours) / gapHours),
        )
      : t('Bridgecraft has no curriculum to this target yet: everything here is practice outside it.'),
    facts: [],
    notices: assessmentNotices(t, input),
    missed: { text: '' },
    kept: keptView(t, input, road.ok ? road.value : undefined),
    placement: '',
    columns: [t('What'), t('When'), t('Hours')],
    phases: [],
    exports: [],
  };
  if (!road.ok) {
    return { ...base, notices: [...base.notices, failureText(t, road.reason, input.choices.hours)] };
  }
  const { blocks, weeks, end } = road.value;
  const moved = movedView(t, input, plan, road.value);
  const progress = progressView(t, input);
  const compared = { ...(moved ? { moved } : {}), ...(progress ? { progress } : {}) };
  const [first] = blocks;
  if (!first || end === undefined) return { ...base, share: t('Nothing is missing.'), ...compared };
  const words = { t, today: input.today, locale: input.locale };
  const off = weeks.filter(({ kind }) => kind === 'off').length;
  return {
    ...base,
    facts: [
      datesText(words, first.first, end),
      t(
        '{0} in {1} weeks',
        hoursText(
          t,
          blocks.reduce((sum, { minutes }) => sum + minutes, 0),
        ),
        weeks.length,
      ),
      ...(off === 0 ? [] : [off === 1 ? t('1 week off') : t('{0} weeks off', off)]),
      t('15 % of every week stays free for what takes longer'),
    ],
    notices: [...base.notices, ...weeksOffNotices(t, input, road.value, plan)],
    timeline: timelineView(t, input, plan, road.value),
    missed: missedView(t, input, plan, road.value),
    ...compared,
    placement: blocks.some(({ kind }) => kind === 'step')
      ? t(
          'You know a step already? Test out: when its checks pass, it counts, whatever the way, and the road shortens.',
        )
      : '',
    phases: phaseViews(t, input, plan, road.value),
    exports: exportActions(t),
  };
}

function assessmentNotices(t: Translate, { assessment, problems, today, locale }: PlannerInput): readonly string[] {
  const start = assessment?.start;
  return [
    ...(problems.length > 0
      ? [t('Your assessment has mistakes and does not count here until they are mended; the tab You names them.')]
      : []),
    ...(start !== undefined && dayNumber(start) < dayNumber(today)
      ? [t('The start in your assessment, {0}, is past: the road begins today.', dayText({ t, today, locale }, start))]
      : []),
  ];
}

function weeksOffNotices(t: Translate, input: PlannerInput, { weeks, blocks }: Roadmap, plan: RoadPlan) {
  const off = weeks.filter(({ kind }) => kind === 'off').length;
  if (off < manyWeeks) return [];
  const words = { t, today: input.today, locale: input.locale };
  const [first] = blocks;
  const waits = first !== undefined && dayNumber(first.first) - dayNumber(plan.request.start) >= 7;
  return waits
    ? [t('{0} weeks of this road are off: the work begins on {1}.', off, dayText(words, first.first))]
    : [t('{0} weeks of this road are off. Take some of them back, and it ends earlier.', off)];
}

function phaseViews(t: Translate, input: PlannerInput, plan: RoadPlan, road: Roadmap): readonly PhaseView[] {
  const words = { t, today: input.today, locale: input.locale };
  const block = (each: DatedBlock): PhaseView['blocks'][number] => ({
    id: each.id,
    label: blockTitle(t, input, each),
    dates: datesText(words, each.first, each.last),
    hours: hoursText(t, each.minutes),
    isStep: each.kind === 'step',
    ...stepParts(t, input, each.id),
  });
  return road.phases.map(({ phase, first, last, minutes }) => ({
    id: phase,
    label: phaseLabel(t, phase),
    dates: datesText(words, first, last),
    hours: hoursText(t, minutes),
    indicatorsLabel: t('You are there when'),
    indicators: indicatorsFor(t, phase, plan),
    milestonesLabel: t('Milestones'),
    milestones: plan.milestones
      .filter((milestone) => milestone.phase === phase)
      .map(({ ref, title, date, kind }) => ({
        id: ref,
        title,
        text: t('{0}, {1}', dayText(words, date), milestoneKind(t, kind)),
      })),
    blocks: road.blocks.filter((each) => each.phase === phase).map(block),
  }));
}

function stepParts(t: Translate, { index, progress }: PlannerInput, id: string) {
  const step = allSteps(index).find(({ ref }) => ref === id);
  if (!step) return {};
  const isBegun = progress.steps.get(step.ref)?.status === 'in-progress';
  const testOut: PlannerAction = {
    label: isBegun ? t('Run Checks') : t('Test Out'),
    emphasis: 'quiet',
    intent: { kind: 'test-out', step: step.ref },
  };
  return { step: { ref: step.ref, title: step.title }, testOut };
}

const exportActions = (t: Translate): readonly PlannerAction[] => [
  { label: t('Export Calendar…'), emphasis: 'secondary', intent: { kind: 'export-roadmap', format: 'calendar' } },
  { label: t('Export Table…'), emphasis: 'secondary', intent: { kind: 'export-roadmap', format: 'table' } },
  { label: t('Export Markdown…'), emphasis: 'secondary', intent: { kind: 'export-roadmap', format: 'markdown' } },
];
