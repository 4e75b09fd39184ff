/** What is missing for a pivot, and what carries over. */
import { gapBetween, type Levels, profileOf, type Specialization } from '../../core/planner/gap';
import { difficultyOf } from '../../core/planner/matrix';
import { stepsThatRaise } from '../../core/planner/plan';
import type { GapView } from '../../protocol/planner/gap';
import type { Translate } from '../guide/wording';
import { capOf, type PlannerInput } from './planner-snapshot';
import { effortSentence } from './planner-words';

interface PivotOf {
  readonly from: Specialization;
  readonly to: Specialization;
  readonly have: Levels;
}

/** `have` are the levels of who goes from `from` to `to`. */
export function gapView(t: Translate, { table, index, choices }: PlannerInput, { from, to, have }: PivotOf): GapView {
  const { hours } = choices;
  const gap = gapBetween(table, have, profileOf(table, to), capOf(choices));
  const full = gapBetween(table, have, profileOf(table, to), 3);
  const names = new Map(table.skills.map(({ id, name }) => [id, name]));
  const leading = index.curricula.filter((each) => each.to === to);
  const largest = Math.max(1, ...gap.skills.map((each) => each.hours));
  return {
    heading: t('{0} to {1}', table.specializations[from], table.specializations[to]),
    facts: [
      effortSentence(t, { hours: gap.hours, difficulty: difficultyOf(gap.hours) }, hours),
      ...(choices.extent === 'first-role' ? [t('full profile: {0} h', Math.round(full.hours))] : []),
      t('{0} skills carry over', gap.carried.length),
    ],
    gapHeading: t('What is missing'),
    columns: [t('Skill'), t('Level'), t('Hours'), t('Steps that close it')],
    gaps: gap.skills.map(({ skill, from: level, to: wanted, hours: missing, near }) => {
      const steps = stepsThatRaise(leading, skill, level);
      return {
        id: skill,
        label: names.get(skill) ?? skill,
        levels: t('{0} → {1}', level, wanted),
        hours: t('{0} h', Math.round(missing)),
        share: missing / largest,
        near: near ? t('{0} h less: you know {1}', Math.round(near.saved), names.get(near.skill) ?? near.skill) : '',
        steps: steps.map((step) => ({ ref: step.ref, title: step.title })),
        stepsText: steps.length > 0 ? '' : t('practice outside Bridgecraft'),
      };
    }),
    carriedHeading: t('What carries over'),
    carried: gap.carried.map((skill) => names.get(skill) ?? skill),
  };
}
