/** What an intent of the form changes in an assessment. Pure; undefined where it changes nothing or asks for nonsense. */
import type { SkillsFile } from '../../core/curriculum/schema';
import { claimedLevels } from '../../core/planner/assessment';
import type { AssessmentChange } from '../../core/planner/assessment-edit';
import type { AssessmentFile } from '../../core/planner/assessment-schema';
import { dayNumber, isoDate, mondayOf, type IsoDate } from '../../core/planner/calendar-days';
import { specializationsOf } from '../../core/planner/matrix';
import type { AssessmentIntent } from '../../protocol/planner/intents';

const highestLevel = 3;

export function youChange(
  table: SkillsFile,
  now: AssessmentFile,
  intent: AssessmentIntent,
): AssessmentChange | undefined {
  const known = (id: string) => specializationsOf(table).find((each) => each === id);
  const knowsSkill = (id: string) => table.skills.some((skill) => skill.id === id);
  switch (intent.kind) {
    case 'set-level': {
      const { skill, level } = intent;
      const isNews = claimedLevels(table, now).get(skill) !== level;
      return knowsSkill(skill) && level <= highestLevel && isNews ? { skill, level } : undefined;
    }
    case 'set-evidence': {
      const { skill } = intent;
      const evidence = oneLine(intent.evidence);
      return knowsSkill(skill) && evidence !== (now.evidence[skill] ?? '') ? { skill, evidence } : undefined;
    }
    case 'add-interest': {
      const id = known(intent.specialization);
      if (!id || now.interests.includes(id)) return undefined;
      return { field: 'interests', value: [...now.interests, id] };
    }
    case 'add-goal': {
      const goal = oneLine(intent.goal);
      return goal === '' ? undefined : { field: 'goals', value: [...now.goals, { goal, serves: {} }] };
    }
    case 'word-goal': {
      const goal = oneLine(intent.goal);
      const old = now.goals[intent.place];
      if (!old || goal === '' || goal === old.goal) return undefined;
      return { field: 'goals', value: now.goals.with(intent.place, { ...old, goal }) };
    }
    case 'set-served': {
      const id = known(intent.specialization);
      const old = now.goals[intent.place];
      if (!id || !old || intent.level > highestLevel) return undefined;
      const { [id]: _before, ...others } = old.serves;
      const serves = intent.level === 0 ? others : { ...old.serves, [id]: intent.level };
      return { field: 'goals', value: now.goals.with(intent.place, { ...old, serves }) };
    }
    case 'set-start': {
      const { date } = intent;
      if (date === now.start || (date !== undefined && !isDate(date))) return undefined;
      return { field: 'start', value: date };
    }
    case 'add-week-off': {
      if (!isDate(intent.date)) return undefined;
      const monday = isoDate(mondayOf(dayNumber(intent.date)));
      const isThere = now.weeks_off.some((date) => isoDate(mondayOf(dayNumber(date))) === monday);
      return isThere ? undefined : { field: 'weeks_off', value: [...now.weeks_off, monday].sort() };
    }
    case 'move-item': {
      const to = intent.direction === 'up' ? intent.place - 1 : intent.place + 1;
      if (intent.list === 'goals') {
        const value = swapped(now.goals, intent.place, to);
        return value && { field: 'goals', value };
      }
      const value = swapped(now.interests, intent.place, to);
      return value && { field: 'interests', value };
    }
    case 'remove-item': {
      const { place } = intent;
      if (place >= now[intent.list].length) return undefined;
      switch (intent.list) {
        case 'goals':
          return { field: 'goals', value: now.goals.toSpliced(place, 1) };
        case 'interests':
          return { field: 'interests', value: now.interests.toSpliced(place, 1) };
        case 'weeks_off':
          return { field: 'weeks_off', value: now.weeks_off.toSpliced(place, 1) };
      }
    }
  }
}

/** What somebody pasted over several lines is one line here. */
const oneLine = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

/** A day of the calendar within lifetimes: a year that is half typed is none. */
function isDate(date: string): date is IsoDate {
  return /^2\d{3}-\d{2}-\d{2}$/u.test(date) && !Number.isNaN(Date.parse(date)) && isoDate(dayNumber(date)) === date;
}

function swapped<Item>(items: readonly Item[], from: number, to: number): Item[] | undefined {
  const [one, other] = [items[from], items[to]];
  return one === undefined || other === undefined ? undefined : items.with(from, other).with(to, one);
}
