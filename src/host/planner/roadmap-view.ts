/** The dated road of one's own pivot, and the words in which it is exported. */
import { allSteps } from '../../core/curriculum/steps';
import { dayNumber } from '../../core/planner/calendar-days';
import { passedSteps } from '../../core/planner/earned';
import type { Levels } from '../../core/planner/gap';
import { effectiveStart, type DatedBlock, type Roadmap, scheduleRoadmap } from '../../core/planner/roadmap';
import { type Block, careerPhases, workFor } from '../../core/planner/roadmap-blocks';
import type { RoadmapWords } from '../../core/planner/roadmap-export';
import type { Result } from '../../core/ports';
import type { PlannerAction } from '../../protocol/planner/intents';
import type { RoadmapView } from '../../protocol/planner/roadmap';
import { formatHours, type Translate } from '../guide/wording';
import { capOf, type PlannerInput } from './planner-snapshot';
import { datesText, hoursText, phaseLabel } from './planner-words';

interface Planned {
  readonly road: Result<Roadmap, string>;
  readonly gapHours: number;
  readonly coveredHours: number;
  readonly hasCurriculum: boolean;
}

/** Of one's own pivot to what is looked at. */
export function planRoad(input: PlannerInput, have: Levels): Planned {
  const { table, index, progress, choices, assessment, today } = input;
  const { blocks, ...rest } = workFor({
    table,
    curricula: index.curricula,
    from: choices.from,
    to: choices.to,
    have,
    cap: capOf(choices),
    passed: passedSteps(progress),
    hoursLeft: new Map(
      [...progress.steps.values()]
        .filter(({ status }) => status === 'in-progress')
        .map(({ ref, hoursLeft }) => [ref, hoursLeft]),
    ),
  });
  const road = scheduleRoadmap({
    blocks,
    hoursPerWeek: choices.hours,
    start: effectiveStart(assessment?.start, today),
    weeksOff: assessment?.weeks_off ?? [],
  });
  return { road, ...rest };
}

const blockTitle = (t: Translate, { index, table }: PlannerInput, block: Block): string => {
  const step = allSteps(index).find(({ ref }) => ref === block.id);
  if (step) return step.title;
  const [rise] = block.rises;
  const name = table.skills.find(({ id }) => id === rise?.skill)?.name ?? block.id;
  return t('Practice: {0}, to level {1}', name, rise?.to ?? 0);
};

export function roadmapView(t: Translate, input: PlannerInput, have: Levels): RoadmapView {
  const { road, gapHours, coveredHours, hasCurriculum } = planRoad(input, have);
  const words = { t, today: input.today, locale: input.locale };
  const heading = t('Roadmap to {0}', input.table.specializations[input.choices.to]);
  const share = gapHours === 0 ? 0 : Math.round((100 * coveredHours) / gapHours);
  const base = { heading, columns: [t('What'), t('When'), t('Hours')], exports: [] };
  const coverage = hasCurriculum
    ? t('Steps of Bridgecraft close {0} % of the gap; the rest is practice outside it.', share)
    : t('Bridgecraft has no curriculum to this target yet: everything here is practice outside it.');
  if (!road.ok) return { ...base, facts: [coverage], problem: road.reason, phases: [] };
  const { blocks, phases, weeks, end } = road.value;
  const [firstWeek] = weeks;
  if (!firstWeek || end === undefined) return { ...base, facts: [t('Nothing is missing.')], phases: [] };
  const from = dayNumber(firstWeek.monday);
  const days = dayNumber(end) + 1 - from;
  const steps = new Map(allSteps(input.index).map((step) => [step.ref as string, step]));
  const view = (block: DatedBlock): RoadmapView['phases'][number]['blocks'][number] => {
    const step = steps.get(block.id);
    return {
      id: block.id,
      label: blockTitle(t, input, block),
      dates: datesText(words, block.first, block.last),
      hours: hoursText(t, block.minutes),
      isStep: block.kind === 'step',
      from: (dayNumber(block.first) - from) / days,
      to: (dayNumber(block.last) + 1 - from) / days,
      ...(step ? { step: { ref: step.ref, title: step.title } } : {}),
    };
  };
  return {
    ...base,
    facts: [
      datesText(words, blocks[0]?.first ?? end, end),
      t('15 % of every week stays free for what takes longer'),
      coverage,
    ],
    phases: careerPhases.flatMap((phase) => {
      const dates = phases.find((each) => each.phase === phase);
      if (!dates) return [];
      return [
        {
          id: phase,
          label: phaseLabel(t, phase),
          dates: datesText(words, dates.first, dates.last),
          hours: hoursText(t, dates.minutes),
          blocks: blocks.filter((block) => block.phase === phase).map(view),
        },
      ];
    }),
    exports: exportActions(t),
  };
}

const exportActions = (t: Translate): readonly PlannerAction[] => [
  { label: t('Export Calendar…'), emphasis: 'secondary', intent: { kind: 'export-roadmap', format: 'calendar' } },
  { label: t('Export Table…'), emphasis: 'secondary', intent: { kind: 'export-roadmap', format: 'table' } },
  { label: t('Export Markdown…'), emphasis: 'secondary', intent: { kind: 'export-roadmap', format: 'markdown' } },
];

export const roadmapWords = (t: Translate, input: PlannerInput): RoadmapWords => ({
  title: t(
    '{0} to {1}',
    input.table.specializations[input.choices.from],
    input.table.specializations[input.choices.to],
  ),
  note: t('An estimate from published skill levels and hours, made by Bridgecraft.'),
  phase: (phase) => phaseLabel(t, phase),
  block: (block) => blockTitle(t, input, block),
  hours: (hours) => formatHours(t, hours),
  columns: {
    phase: t('Phase'),
    what: t('What'),
    hours: t('Hours'),
    first: t('First day'),
    last: t('Last day'),
    skills: t('Skills and levels'),
  },
});
