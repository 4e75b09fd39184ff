/** Builds what the planner shows. Pure, tested in plain Node. */
import type { CurriculumIndex } from '../../core/curriculum/model';
import type { Problem } from '../../core/curriculum/problem';
import type { SkillsFile } from '../../core/curriculum/schema';
import { claimedLevels } from '../../core/planner/assessment';
import type { AssessmentFile } from '../../core/planner/assessment-schema';
import type { IsoDate } from '../../core/planner/calendar-days';
import { passedSteps, withPassed } from '../../core/planner/earned';
import type { Cap, Levels, Specialization } from '../../core/planner/gap';
import { specializationsOf } from '../../core/planner/matrix';
import type { RankingWeights } from '../../core/planner/ranking';
import type { ProgressState } from '../../core/progress/state';
import type { PlannerSnapshot } from '../../protocol/planner/messages';
import type { Translate } from '../guide/wording';
import { gapView } from './gap-view';
import type { KeptPlan } from './kept-plan-file';
import { pivotsView } from './pivots-view';
import { type PostingsInput, postingsView } from './postings-view';
import { roadmapView } from './roadmap-view';
import { youView } from './you-view';

export interface PlannerChoices {
  readonly from: Specialization;
  /** Where one's own plan leads. */
  readonly to: Specialization;
  /** The pivot whose reasons are shown. */
  readonly lookFrom: Specialization;
  readonly lookTo: Specialization;
  readonly hours: number;
  readonly extent: 'first-role' | 'full';
  /** Of the matrix of pivots. */
  readonly unit: 'months' | 'hours';
  /** Of the ranking of pivots. */
  readonly weights: RankingWeights;
  /** While there is no assessment that holds them. */
  readonly missedWeeks?: readonly IsoDate[];
}

/** `no-home`: a folder of one's own is chosen when the first step is started. */
export type PlaceToKeep = 'open' | 'no-home' | 'no-folder' | 'virtual' | 'restricted';

export interface PlannerInput {
  readonly index: CurriculumIndex;
  readonly table: SkillsFile;
  readonly progress: ProgressState;
  readonly choices: PlannerChoices;
  /** Undefined while there is none that can be read. */
  readonly assessment?: AssessmentFile;
  readonly problems: readonly Problem[];
  /** Whether, and else why not, an assessment can be kept here. */
  readonly place: PlaceToKeep;
  /** The plan that somebody kept. */
  readonly keptRoadmap?: KeptPlan;
  /** While somebody looks at its tab. */
  readonly postings?: PostingsInput;
  readonly today: IsoDate;
  readonly locale: string;
}

export const hoursRange = { min: 1, max: 60 } as const;
export const capOf = ({ extent }: Pick<PlannerChoices, 'extent'>): Cap => (extent === 'first-role' ? 2 : 3);

/** What somebody claims. */
export const claimsOf = ({ table, choices, assessment }: PlannerInput): Levels =>
  claimedLevels(table, { from: choices.from, levels: assessment?.levels ?? {} });

/** What somebody claims, and what passed steps have proved. */
export const levelsOf = (input: PlannerInput): Levels =>
  withPassed(claimsOf(input), input.index.curricula, passedSteps(input.progress));

export function plannerSnapshot(t: Translate, input: PlannerInput): PlannerSnapshot {
  const { choices } = input;
  const have = levelsOf(input);
  return {
    title: t('Plan your pivot'),
    estimate: t(
      'Estimates from published skill levels and hours, not promises: the range is 0.6 to 1.9 times the figure, which is what other reasonable hours, levels and discounts would give. Nothing leaves this computer.',
    ),
    basics: basicsView(t, input),
    tabsLabel: t('Parts of the plan'),
    tabs: [
      { id: 'you', label: t('You') },
      { id: 'pivots', label: t('Pivots') },
      { id: 'gap', label: t('Gap') },
      { id: 'roadmap', label: t('Roadmap') },
      { id: 'postings', label: t('Postings') },
    ],
    you: youView(t, input),
    pivots: pivotsView(t, input, have),
    gap: gapView(t, input, have),
    roadmap: roadmapView(t, input, have),
    ...(input.postings ? { postings: postingsView(t, input, input.postings, have) } : {}),
    choices,
  };
}

function basicsView(t: Translate, { table, choices }: PlannerInput): PlannerSnapshot['basics'] {
  const ids = specializationsOf(table);
  const options = ids.map((id) => ({ id, label: table.specializations[id] }));
  return {
    label: t('What the plan counts with'),
    from: { label: t('You come from'), value: choices.from, options },
    to: { label: t('You go to'), value: choices.to, options: options.filter(({ id }) => id !== choices.from) },
    hours: {
      label: t('Hours a week'),
      value: choices.hours,
      ...hoursRange,
      wrong: t('A plan needs {0} to {1} hours a week.', hoursRange.min, hoursRange.max),
    },
    extent: {
      label: t('Levels for'),
      value: choices.extent,
      options: [
        { id: 'first-role', label: t('a first role') },
        { id: 'full', label: t('the full profile') },
      ],
    },
  };
}
