/** When somebody has time, what interests them and what the pivot is for. */
import { dayNumber, isoDate, mondayOf } from '../../core/planner/calendar-days';
import { specializationsOf } from '../../core/planner/matrix';
import type { GoalsView, InterestsView, TimeView } from '../../protocol/planner/you';
import { formatDate, type Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';

export function timeView(t: Translate, { assessment, today, locale }: PlannerInput): TimeView {
  const start = assessment?.start;
  const off = assessment?.weeks_off ?? [];
  const mondays = off.map((date) => isoDate(mondayOf(dayNumber(date))));
  const thisMonday = isoDate(mondayOf(dayNumber(today)));
  const coming = new Set(mondays.filter((monday) => monday >= thisMonday)).size;
  return {
    heading: t('When you have time'),
    start: {
      label: t('Start on'),
      value: start ?? '',
      note:
        start === undefined
          ? t('Without a day, the roadmap starts today.')
          : start < today
            ? t('This day is past: the roadmap starts today.')
            : '',
    },
    weeks: {
      label: t('Weeks off'),
      note: weeksNote(t, off.length, coming),
      day: t('A day of the week'),
      add: t('Add Week Off'),
      remove: t('Remove'),
      all: mondays.map((monday, place) => ({
        place,
        label:
          monday < thisMonday
            ? t('week of {0} (past)', formatDate(monday, today, locale))
            : t('week of {0}', formatDate(monday, today, locale)),
      })),
    },
  };
}

/** Half a year and more is worth a word: it may be a mistake of typing. */
function weeksNote(t: Translate, all: number, coming: number): string {
  if (all === 0) return t('Nothing is planned in a week off. The hours of the other weeks stay as they are.');
  return coming > 26
    ? t('{0} weeks off are still to come. The roadmap grows longer by as many; nothing else changes.', coming)
    : t('{0} weeks off are still to come.', coming);
}

const movesOf = (t: Translate): InterestsView['moves'] => ({
  up: t('Move up'),
  down: t('Move down'),
  remove: t('Remove'),
});

export function interestsView(t: Translate, { table, assessment }: PlannerInput): InterestsView {
  const ranked = assessment?.interests ?? [];
  return {
    heading: t('What interests you'),
    explanation: t('The most interesting first. Which pivot fits counts it.'),
    moves: movesOf(t),
    ranked: ranked.map((id, place) => ({
      label: table.specializations[id],
      note: t('{0} of {1}', place + 1, ranked.length),
    })),
    add: {
      label: t('Another interest'),
      button: t('Add'),
      options: specializationsOf(table)
        .filter((id) => !ranked.includes(id))
        .map((id) => ({ id, label: table.specializations[id] })),
    },
  };
}

export function goalsView(t: Translate, { table, assessment }: PlannerInput): GoalsView {
  const ids = specializationsOf(table);
  const ranked = assessment?.goals ?? [];
  return {
    heading: t('What the pivot is for'),
    explanation: t('The most important first, in your own words: the second counts half as much as the first.'),
    moves: movesOf(t),
    ranked: ranked.map(({ goal, serves }, place) => {
      const count = ids.filter((id) => (serves[id] ?? 0) > 0).length;
      return {
        goal,
        note: t('{0} of {1}', place + 1, ranked.length),
        summary:
          count === 0
            ? t('No specialization serves it yet: say which do')
            : count === 1
              ? t('1 specialization serves it')
              : t('{0} specializations serve it', count),
        serves: ids.map((id) => serves[id] ?? 0),
      };
    }),
    specializations: ids.map((id) => ({ id, label: table.specializations[id] })),
    served: [t('not at all'), t('a little'), t('well'), t('fully')],
    label: t('Goal'),
    add: { label: t('Another goal'), button: t('Add') },
  };
}
