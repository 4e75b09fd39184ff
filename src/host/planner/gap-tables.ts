/** The largest gaps with the steps that close them, and what carries over by family. */
import { familyIds, skillsOf } from '../../core/planner/families';
import type { Gap, SkillGap, Specialization } from '../../core/planner/gap';
import { stepsThatRaise } from '../../core/planner/plan';
import type { Transfer } from '../../core/planner/transfer';
import type { CarriedView, GapTableView } from '../../protocol/planner/gap';
import { formatHours, type Translate } from '../guide/wording';
import type { PlannerInput } from './planner-snapshot';
import { familyLabel, wholeHours } from './planner-words';

/** So many gaps are shown; the rest on request. */
const shownAtFirst = 10;

const skillNames = ({ table }: Pick<PlannerInput, 'table'>): ReadonlyMap<string, string> =>
  new Map(table.skills.map(({ id, name }) => [id, name]));

export function gapTableView(t: Translate, input: PlannerInput, gap: Gap, to: Specialization): GapTableView {
  const { index } = input;
  const names = skillNames(input);
  const leading = index.curricula.filter((each) => each.to === to);
  const largest = gap.skills[0]?.hours ?? 1;
  const row = ({ skill, from, to: wanted, hours, near }: SkillGap): GapTableView['rows'][number] => {
    const steps = stepsThatRaise(leading, skill, from);
    return {
      id: skill,
      label: names.get(skill) ?? skill,
      levels: t('{0} → {1}', from, wanted),
      hours: formatHours(t, hours),
      share: hours / largest,
      near: near ? t('{0} less: you know {1}', formatHours(t, near.saved), names.get(near.skill) ?? near.skill) : '',
      steps: steps.map(({ ref, title }) => ({ ref, title })),
      stepsText: steps.length > 0 ? '' : t('practice outside Bridgecraft'),
    };
  };
  const rest = gap.skills.slice(shownAtFirst);
  return {
    heading: gap.skills.length === 0 ? t('Nothing is missing.') : t('The largest gaps'),
    columns: [t('Skill'), t('Level'), t('Hours'), t('Steps that close it')],
    rows: gap.skills.slice(0, shownAtFirst).map(row),
    ...(rest.length === 0
      ? {}
      : {
          more: {
            label: t('{0} more gaps, {1} h', rest.length, Math.round(rest.reduce((sum, { hours }) => sum + hours, 0))),
            rows: rest.map(row),
          },
        }),
  };
}

const carriedSkills = ({ skills }: Transfer) => skills.filter(({ isCarried }) => isCarried);

export function carriedView(t: Translate, input: PlannerInput, transfer: Transfer, heading: string): CarriedView {
  const names = skillNames(input);
  const all = carriedSkills(transfer);
  return {
    heading,
    families: familyIds.flatMap((family) => {
      const ids = new Set(skillsOf(input.table, family).map(({ id }) => id));
      const skills = all.filter(({ skill }) => ids.has(skill));
      if (skills.length === 0) return [];
      const hours = skills.reduce((sum, { carried }) => sum + carried, 0);
      return [
        {
          id: family,
          label: t('{0}: {1}', familyLabel(t, family), wholeHours(t, hours)),
          skills: skills.map(({ skill }) => names.get(skill) ?? skill),
        },
      ];
    }),
  };
}

export function carriedHeading(t: Translate, transfer: Transfer): string {
  const all = carriedSkills(transfer);
  const hours = Math.round(all.reduce((sum, { carried }) => sum + carried, 0));
  if (all.length === 0) return t('No skill carries over whole.');
  return all.length === 1
    ? t('1 skill carries over whole: {0} h that you do not need', hours)
    : t('{0} skills carry over whole: {1} h that you do not need', all.length, hours);
}

/** What saves most hours, first. */
export const largestCarried = (t: Translate, input: PlannerInput, transfer: Transfer) =>
  [...carriedSkills(transfer)]
    .sort((one, other) => other.carried - one.carried)
    .slice(0, shownAtFirst)
    .map(({ skill, carried }) => ({
      label: skillNames(input).get(skill) ?? skill,
      hours: formatHours(t, carried),
    }));
