/** The dated road of one's own pivot, from what the planner knows. */
import { allSteps } from '../../core/curriculum/steps';
import type { IsoDate } from '../../core/planner/calendar-days';
import { passedDays, passedSteps } from '../../core/planner/earned';
import type { Levels } from '../../core/planner/gap';
import type { DatedMilestone } from '../../core/planner/phase-goals';
import { indicatorsOf, milestonesOf } from '../../core/planner/phase-goals';
import {
  effectiveStart,
  type Roadmap,
  type RoadmapFailure,
  type RoadmapRequest,
  scheduleRoadmap,
} from '../../core/planner/roadmap';
import {
  type Block,
  type CareerPhase,
  careerPhaseOf,
  leadingCurricula,
  workFor,
} from '../../core/planner/roadmap-blocks';
import type { DoneStep } from '../../core/planner/timeline';
import type { Result } from '../../core/ports';
import type { Translate } from '../guide/wording';
import { capOf, type PlannerInput } from './planner-snapshot';

export interface RoadPlan {
  readonly request: RoadmapRequest;
  readonly road: Result<Roadmap, RoadmapFailure>;
  readonly gapHours: number;
  readonly coveredHours: number;
  readonly hasCurriculum: boolean;
  readonly indicators: ReadonlyMap<CareerPhase, readonly string[]>;
  readonly milestones: readonly DatedMilestone[];
  /** Steps to the same target that have passed. */
  readonly done: readonly DoneStep[];
}

/** Those of the assessment, else those that are kept for the page. */
export const missedWeeksOf = ({
  assessment,
  choices,
}: Pick<PlannerInput, 'assessment' | 'choices'>): readonly IsoDate[] =>
  (assessment ? assessment.missed_weeks : choices.missedWeeks) ?? [];

export function planRoad(input: PlannerInput, have: Levels): RoadPlan {
  const { table, index, progress, choices, assessment, today } = input;
  const leading = leadingCurricula(index.curricula, choices.from, choices.to);
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
  const request = {
    blocks,
    hoursPerWeek: choices.hours,
    start: effectiveStart(assessment?.start, today),
    weeksOff: assessment?.weeks_off ?? [],
    missedWeeks: missedWeeksOf(input),
  };
  const road = scheduleRoadmap(request);
  const dated = road.ok ? road.value.blocks : [];
  const days = passedDays(progress);
  return {
    request,
    road,
    ...rest,
    indicators: indicatorsOf(leading, dated),
    milestones: milestonesOf(leading, dated),
    done: leading.flatMap(({ phases }) =>
      phases.flatMap(({ steps }, place) =>
        steps.flatMap(({ ref }) => {
          const last = days.get(ref);
          const first = progress.steps.get(ref)?.startedAt?.slice(0, 10) ?? last;
          return last === undefined || first === undefined
            ? []
            : [{ id: ref, phase: careerPhaseOf(place, phases.length), first, last }];
        }),
      ),
    ),
  };
}

export const blockTitle = (
  t: Translate,
  { index, table }: Pick<PlannerInput, 'index' | 'table'>,
  { id, rises }: Pick<Block, 'id' | 'rises'>,
): string => {
  const step = allSteps(index).find(({ ref }) => ref === id);
  if (step) return step.title;
  // A kept plan knows a block of practice by its id alone.
  const [, skill, level] = id.split(':');
  const [rise] = rises;
  const name = table.skills.find((each) => each.id === (rise?.skill ?? skill))?.name ?? id;
  return t('Practice: {0}, to level {1}', name, rise?.to ?? level ?? 0);
};
