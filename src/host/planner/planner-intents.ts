/** Does what somebody asks for in the planner. */
import type { AssessmentChange } from '../../core/planner/assessment-edit';
import { isDay } from '../../core/planner/calendar-days';
import type { Specialization } from '../../core/planner/gap';
import {
  type BasicIntent,
  basicIntent,
  pivotsIntent,
  type PlannerIntent,
  postingsIntent,
  roadmapIntent,
} from '../../protocol/planner/intents';
import type { PlannerSnapshot } from '../../protocol/planner/messages';
import type { ChangeOf } from './assessment-file';
import type { KeptPostings } from './kept-postings';
import { knownWeights, performPivots } from './pivots-intents';
import type { PlannerDependencies } from './planner-panel';
import { hoursRange, type PlannerChoices, type PlannerInput } from './planner-snapshot';
import { performPostings } from './postings-intents';
import { performRoadmap } from './roadmap-intents';
import { performYou } from './you-intents';

/** What intents may do with the panel. */
export interface PlannerContext {
  readonly dependencies: PlannerDependencies;
  readonly specializations: readonly Specialization[];
  readonly postings: KeptPostings;
  /** What is shown now. */
  input(): PlannerInput;
  /** Kept for this page. */
  choose(choices: Partial<PlannerChoices>): void;
  /** Into the assessment that is there; a function is given what stands in it by then. */
  write(change: AssessmentChange | ChangeOf): Promise<void>;
  /** Reads the files again and shows the page anew. */
  refresh(): Promise<void>;
}

export async function perform(
  context: PlannerContext,
  intent: Exclude<PlannerIntent, { kind: 'ready' }>,
): Promise<void> {
  if (basicIntent.is(intent)) await performBasic(context, intent);
  else if (pivotsIntent.is(intent)) await performPivots(context, intent);
  else if (roadmapIntent.is(intent)) await performRoadmap(context, intent);
  else if (postingsIntent.is(intent)) await performPostings(context, intent);
  else await performYou(context, intent);
}

const withinRange = (hours: number): number => Math.min(hoursRange.max, Math.max(hoursRange.min, hours));

/** Of a page's saved choices, those that the table knows. */
export function knownChoices(
  ids: readonly Specialization[],
  choices: PlannerSnapshot['choices'],
): Partial<PlannerChoices> {
  const known = (id: string) => ids.find((each) => each === id);
  const [from, to, lookFrom, lookTo] = [choices.from, choices.to, choices.lookFrom, choices.lookTo].map(known);
  return {
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(lookFrom && lookTo ? { lookFrom, lookTo } : {}),
    hours: withinRange(choices.hours),
    extent: choices.extent,
    unit: choices.unit,
    weights: knownWeights(choices.weights),
    ...(choices.missedWeeks ? { missedWeeks: choices.missedWeeks.filter(isDay) } : {}),
  };
}

async function performBasic(context: PlannerContext, intent: BasicIntent): Promise<void> {
  const known = (id: string) => context.specializations.find((each) => each === id);
  switch (intent.kind) {
    case 'choose-from': {
      const from = known(intent.specialization);
      if (!from) return;
      const { to } = context.input().choices;
      context.choose({ from, lookFrom: from });
      // Whoever comes from where they went to goes nowhere yet.
      if (to === from) await context.write({ field: 'to', value: undefined });
      await context.write({ field: 'from', value: from });
      return;
    }
    case 'choose-to': {
      const to = known(intent.specialization);
      const { from } = context.input().choices;
      if (!to || to === from) return;
      context.choose({ to, lookFrom: from, lookTo: to });
      await context.write({ field: 'to', value: to });
      return;
    }
    case 'set-hours': {
      const hours = withinRange(intent.hours);
      context.choose({ hours });
      await context.write({ field: 'hours_per_week', value: hours });
      return;
    }
    case 'set-extent':
      context.choose({ extent: intent.extent });
      await context.refresh();
      return;
  }
}
