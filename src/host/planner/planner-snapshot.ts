/** Builds what the planner shows. Pure, tested in plain Node. */
import type { CurriculumIndex } from '../../core/curriculum/model';
import type { SkillsFile } from '../../core/curriculum/schema';
import { claimedLevels } from '../../core/planner/assessment';
import type { AssessmentFile } from '../../core/planner/assessment-schema';
import type { IsoDate } from '../../core/planner/calendar-days';
import { passedSteps, withPassed } from '../../core/planner/earned';
import { type Cap, gapBetween, type Levels, profileOf, type Specialization } from '../../core/planner/gap';
import { difficultyOf, effortsFrom, pivotMatrix, specializationsOf } from '../../core/planner/matrix';
import { stepsThatRaise } from '../../core/planner/plan';
import { rankPivots, rankingParts } from '../../core/planner/ranking';
import type { ProgressState } from '../../core/progress/state';
import type { PlannerAction, PlannerSnapshot } from '../../protocol/planner';
import type { Translate } from '../guide/wording';
import { difficultyLabel, effortSentence, monthsText, partLabel } from './planner-words';
import { roadmapView } from './roadmap-view';

export interface PlannerChoices {
  readonly from: Specialization;
  /** The pivot whose reasons are shown. */
  readonly lookFrom: Specialization;
  readonly lookTo: Specialization;
  readonly hours: number;
  readonly extent: 'first-role' | 'full';
}

export interface PlannerInput {
  readonly index: CurriculumIndex;
  readonly table: SkillsFile;
  readonly progress: ProgressState;
  readonly choices: PlannerChoices;
  /** Undefined while there is none that can be read. */
  readonly assessment?: AssessmentFile;
  readonly problems: readonly string[];
  /** False where nothing may be written. */
  readonly canWrite: boolean;
  readonly today: IsoDate;
  readonly locale: string;
}

export const hoursRange = { min: 1, max: 60 } as const;
export const capOf = ({ extent }: Pick<PlannerChoices, 'extent'>): Cap => (extent === 'first-role' ? 2 : 3);

/** What somebody claims, and what passed steps have proved. */
export function levelsOf({ index, table, progress, choices, assessment }: PlannerInput): Levels {
  const claimed = claimedLevels(table, { from: choices.from, levels: assessment?.levels ?? {} });
  return withPassed(claimed, index.curricula, passedSteps(progress));
}

export function plannerSnapshot(t: Translate, input: PlannerInput): PlannerSnapshot {
  const { choices } = input;
  const have = levelsOf(input);
  const isOwn = choices.lookFrom === choices.from;
  return {
    title: t('Plan your pivot'),
    estimate: t(
      'Estimates from published skill levels and hours, not promises: the range is 0.6 to 1.9 times the figure, which is what other reasonable hours, levels and discounts would give. Nothing leaves this computer.',
    ),
    you: youView(t, input),
    matrix: matrixView(t, input, have),
    ranking: rankingView(t, input, have),
    pivot: pivotView(t, input, isOwn ? have : profileOf(input.table, choices.lookFrom)),
    ...(isOwn ? { roadmap: roadmapView(t, input, have) } : {}),
    choices,
  };
}

function youView(t: Translate, input: PlannerInput): PlannerSnapshot['you'] {
  const { table, choices, assessment, problems, canWrite } = input;
  const edit = (label: string): PlannerAction => ({
    label,
    icon: 'code',
    emphasis: 'secondary',
    intent: { kind: 'edit-assessment' },
  });
  const changed = Object.keys(assessment?.levels ?? {}).length;
  const said =
    assessment === undefined
      ? t('You count with the levels that your specialization asks for. Say where yours differ, and the plan is yours.')
      : changed === 1
        ? t('Your assessment changes 1 level.')
        : t('Your assessment changes {0} levels.', changed);
  return {
    heading: t('You'),
    from: {
      label: t('You come from'),
      value: choices.from,
      options: specializationsOf(table).map((id) => ({ id, label: table.specializations[id] })),
    },
    hours: { label: t('Hours a week'), value: choices.hours, ...hoursRange },
    extent: {
      label: t('Levels for'),
      value: choices.extent,
      options: [
        { id: 'first-role', label: t('a first role') },
        { id: 'full', label: t('the full profile') },
      ],
    },
    assessment: {
      text: problems.length > 0 ? t('Your assessment has mistakes and does not count until they are mended.') : said,
      ...(canWrite
        ? {
            action: edit(assessment || problems.length > 0 ? t('Edit Self-Assessment') : t('Make a Self-Assessment…')),
          }
        : {}),
    },
    problems,
  };
}

function matrixView(t: Translate, { table, choices }: PlannerInput, have: Levels): PlannerSnapshot['matrix'] {
  const cap = capOf(choices);
  const all = pivotMatrix(table, cap);
  const names = table.specializations;
  const ids = specializationsOf(table);
  return {
    heading: t('Every pivot'),
    explanation:
      choices.extent === 'first-role'
        ? t('Months at {0} hours a week, for a first role. A cell opens its reasons.', choices.hours)
        : t('Months at {0} hours a week, for the full profile. A cell opens its reasons.', choices.hours),
    corner: t('From, down; to, across'),
    columns: ids.map((id) => ({ id, short: shortName(names[id]), label: names[id] })),
    rows: ids.map((from) => {
      const isYou = from === choices.from;
      const row = isYou ? effortsFrom(table, have, cap) : all.get(from);
      return {
        id: from,
        label: isYou ? t('{0} (you)', names[from]) : names[from],
        isYou,
        cells: [...(row ?? [])]
          .filter(([to]) => to !== from)
          .map(([to, effort]) => ({
            to,
            text: monthsText(effort.hours, choices.hours),
            label: t('{0} to {1}: {2}', names[from], names[to], effortSentence(t, effort, choices.hours)),
            difficulty: effort.difficulty,
            isChosen: from === choices.lookFrom && to === choices.lookTo,
          })),
      };
    }),
    legend: (['easy', 'moderate', 'hard', 'very-hard', 'extreme'] as const).map((difficulty) => ({
      difficulty,
      label: difficultyLabel(t, difficulty),
    })),
  };
}

/** The first word is enough above a narrow column. */
const shortName = (name: string): string => (name.length <= 9 ? name : (name.split(' ')[0] ?? name));

function rankingView(t: Translate, input: PlannerInput, have: Levels): PlannerSnapshot['ranking'] {
  const { table, choices, assessment } = input;
  const said = { from: choices.from, interests: assessment?.interests ?? [], goals: assessment?.goals ?? [] };
  const hasSaid = said.interests.length > 0 || said.goals.length > 0;
  return {
    heading: t('Which pivot fits'),
    explanation: hasSaid
      ? t('Effort, interest and goals count alike; what you did not say does not count.')
      : t('By effort alone, until your assessment names interests or goals.'),
    pivots: rankPivots({ table, have, cap: capOf(choices), assessment: said }).map(({ to, score, parts }) => ({
      to,
      label: table.specializations[to],
      score: String(Math.round(score * 100)),
      isChosen: choices.lookFrom === choices.from && choices.lookTo === to,
      parts: rankingParts.flatMap((part) => {
        const value = parts[part];
        const label = partLabel(t, part);
        return value === undefined ? [] : [{ label, value, text: `${label} ${Math.round(value * 100)}` }];
      }),
    })),
  };
}

function pivotView(t: Translate, input: PlannerInput, have: Levels): PlannerSnapshot['pivot'] {
  const { table, index, choices } = input;
  const { lookFrom: from, lookTo: to, hours } = choices;
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
