/** What moved since a plan was kept, why, and how much of it is done. */
import { dayNumber, isoDate, mondayOf, weeksOf } from '../../core/planner/calendar-days';
import { passedDays } from '../../core/planner/earned';
import { type Amount, plannedAndDone } from '../../core/planner/planned-and-done';
import { compareWithKept, type MoveReason } from '../../core/planner/replan';
import { type Roadmap, scheduleRoadmap } from '../../core/planner/roadmap';
import type { KeptRoadmap } from '../../core/planner/kept-roadmap';
import type { MovedView, ProgressView, RoadmapView } from '../../protocol/planner/roadmap';
import type { Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';
import { hoursText, type WordsContext } from './planner-words';
import { blockTitle, missedWeeksOf, type RoadPlan } from './road-plan';
import { daysText, dayText } from './roadmap-words';

/** The button for this week stays where it is: whoever pressed it takes it back there. */
export function missedView(t: Translate, input: PlannerInput, plan: RoadPlan, road: Roadmap): RoadmapView['missed'] {
  const words = wordsOf(t, input);
  const week = isoDate(mondayOf(dayNumber(input.today)));
  const missed = weeksOf(missedWeeksOf(input));
  const isMissed = missed.includes(week);
  const isPlanned = road.weeks.some(({ monday, planned }) => monday === week && planned > 0);
  const without = scheduleRoadmap({ ...plan.request, missedWeeks: [] });
  const before = without.ok ? without.value.end : undefined;
  const days = before === undefined || road.end === undefined ? 0 : dayNumber(road.end) - dayNumber(before);
  const list = missed.map((monday) => dayText(words, monday)).join(', ');
  return {
    text: [
      ...(missed.length > 0 ? [t('Weeks that you missed begin on: {0}.', list)] : []),
      ...(days > 0 && before !== undefined && road.end !== undefined
        ? [t('That moves the end from {0} to {1}.', dayText(words, before), dayText(words, road.end))]
        : []),
    ].join(' '),
    ...(isMissed || isPlanned
      ? {
          action: isMissed
            ? {
                label: t('I Did Not Miss This Week'),
                icon: 'discard',
                emphasis: 'secondary',
                intent: { kind: 'take-week-back', week },
              }
            : { label: t('I Missed This Week'), emphasis: 'secondary', intent: { kind: 'miss-week', week } },
        }
      : {}),
  };
}

const wordsOf = (t: Translate, { today, locale }: PlannerInput): WordsContext => ({ t, today, locale });

/** The plan that was kept, when it is of this pivot. */
export const comparable = ({ keptRoadmap, choices }: PlannerInput): KeptRoadmap | undefined => {
  const plan = keptRoadmap?.plan;
  const isSame = plan?.from === choices.from && plan.to === choices.to && plan.extent === choices.extent;
  return isSame ? plan : undefined;
};

export function keptView(t: Translate, input: PlannerInput, road: Roadmap | undefined): RoadmapView['kept'] {
  const { keptRoadmap, table, place } = input;
  const plan = keptRoadmap?.plan;
  const problems = keptRoadmap?.problems ?? [];
  const kept = comparable(input);
  const names = table.specializations;
  const canKeep = place === 'open' && problems.length === 0 && road !== undefined && road.blocks.length > 0;
  const text =
    problems.length > 0
      ? t('The plan that you kept has mistakes. Mend or delete career/roadmap.yaml, and it is compared with again.')
      : kept
        ? t('You kept a plan on {0}.', dayText(wordsOf(t, input), kept.kept))
        : plan
          ? t(
              'The plan that you kept leads from {0} to {1}, with other levels or to another target than this one.',
              names[plan.from],
              names[plan.to],
            )
          : t('Keep this plan, and the planner says later what moved, why, and how much of it is done.');
  return {
    text,
    problems,
    ...(canKeep
      ? {
          action: {
            label: plan ? t('Keep This Plan Instead…') : t('Keep This Plan…'),
            emphasis: 'secondary',
            intent: { kind: 'keep-plan' },
          },
        }
      : {}),
  };
}

export function movedView(t: Translate, input: PlannerInput, plan: RoadPlan, road: Roadmap): MovedView | undefined {
  const kept = comparable(input);
  if (!kept) return undefined;
  const words = wordsOf(t, input);
  const passed = new Set<string>(passedDays(input.progress).keys());
  const { before, after, days, moves, reasons } = compareWithKept(kept, { request: plan.request, road, passed });
  const titles = new Map(road.blocks.map((block) => [block.id, blockTitle(t, input, block)]));
  return {
    heading: t('What moved'),
    text:
      after === undefined
        ? t('Nothing is left of the plan, which was to end on {0}.', dayText(words, before))
        : days === 0
          ? t('The end is where it was: {0}.', dayText(words, after))
          : t('The end moved from {0} to {1}: {2}.', dayText(words, before), dayText(words, after), daysText(t, days)),
    reasons: reasons.map((reason) => reasonText(words, input, reason)),
    movesLabel:
      moves.length === 1 ? t('1 block ends on another day') : t('{0} blocks end on another day', moves.length),
    moves: moves.map((move) => ({
      id: move.id,
      label: titles.get(move.id) ?? move.id,
      text: t('from {0} to {1}', dayText(words, move.before), dayText(words, move.after)),
    })),
  };
}

function reasonText(words: WordsContext, input: PlannerInput, reason: MoveReason): string {
  const { t } = words;
  const days = daysText(t, reason.days);
  switch (reason.kind) {
    case 'hours':
      return t('{0} hours a week instead of {1}: {2}', reason.after, reason.before, days);
    case 'missed-weeks':
      return t('Missed weeks, {0} more than in the plan: {1}', reason.added - reason.removed, days);
    case 'weeks-off':
      return t('Weeks off, {0} added and {1} taken away: {2}', reason.added, reason.removed, days);
    case 'passed': {
      const names = reason.steps.map((id) => blockTitle(t, input, { id, rises: [] })).join(', ');
      return t('Passed since: {0}: {1}', names, days);
    }
    case 'work':
      return reason.minutes < 0
        ? t('{0} less work, by levels or begun steps: {1}', hoursText(t, -reason.minutes), days)
        : t('{0} more work, by levels or other steps: {1}', hoursText(t, reason.minutes), days);
    case 'start':
      return t(
        'What is open begins on {0}, the plan began on {1}: {2}',
        dayText(words, reason.after),
        dayText(words, reason.before),
        days,
      );
  }
}

export function progressView(t: Translate, input: PlannerInput): ProgressView | undefined {
  const kept = comparable(input);
  if (!kept) return undefined;
  const words = wordsOf(t, input);
  const { first, last, planned, done, months, all, practice } = plannedAndDone(
    kept,
    passedDays(input.progress),
    input.today,
  );
  if (all === 0) return undefined;
  const [begin, end, now] = [dayNumber(first), dayNumber(last) + 1, dayNumber(input.today)];
  const at = (day: number): number => Math.min(1, Math.max(0, (day - begin) / (end - begin)));
  const until = (amounts: readonly Amount[]): number =>
    amounts.findLast(({ date }) => date <= input.today)?.minutes ?? 0;
  const line = (amounts: readonly Amount[], stop: number): number[][] => {
    const points = [[0, 0]];
    let level = 0;
    for (const { date, minutes } of amounts) {
      const x = at(dayNumber(date) + 1);
      points.push([x, level], [x, minutes / all]);
      level = minutes / all;
    }
    return [...points, [stop, level]];
  };
  const [plannedNow, doneNow] = [until(planned), until(done)];
  const facts = [
    t('By today {0} of steps were due, {1} are done.', hoursText(t, plannedNow), hoursText(t, doneNow)),
    ...(practice > 0
      ? [t('{0} of practice are not counted: nothing here can check them.', hoursText(t, practice))]
      : []),
  ];
  return {
    heading: t('Planned and done'),
    facts,
    label: t('Hours of steps over time: {0}', facts[0] ?? ''),
    planned: { label: t('planned'), points: line(planned, 1) },
    done: { label: t('done'), points: line(done, at(now + 1)) },
    today: { label: t('Today'), at: at(now) },
    axes: { first: dayText(words, first), last: dayText(words, last), most: hoursText(t, all) },
    table: {
      label: t('As a table'),
      columns: [t('Until'), t('Planned'), t('Done')],
      rows: months.map((month) => ({
        id: month.date,
        cells: [
          dayText(words, month.date),
          hoursText(t, month.planned),
          month.done === undefined ? '–' : hoursText(t, month.done),
        ],
      })),
    },
  };
}
