/** Which pivot fits: effort, interest and goals, each part shown and each weight open to change. */
import type { SkillsFile } from '../curriculum/schema';
import type { AssessmentFile } from './assessment-schema';
import type { Cap, Levels, Specialization } from './gap';
import { type Effort, effortsFrom } from './matrix';

export const rankingParts = ['effort', 'interest', 'goals'] as const;
export type RankingPart = (typeof rankingParts)[number];

/** How often each part counts: 0 to 3 times. */
export type RankingWeights = Readonly<Record<RankingPart, number>>;

export const highestWeight = 3;

export const evenWeights: RankingWeights = { effort: 1, interest: 1, goals: 1 };

export interface RankedPivot extends Effort {
  readonly to: Specialization;
  /** From 0 to 1, and undefined where nobody said anything: then the others count alone. */
  readonly parts: Readonly<Record<RankingPart, number | undefined>>;
  /** The parts that there are, each in whole points of 100 with its weight, so that a person can redo the sum. */
  readonly terms: readonly ScoreTerm[];
  /** The weighted mean of the terms, from 0 to 100; 0 where no term has a weight. */
  readonly score: number;
}

export interface ScoreTerm {
  readonly part: RankingPart;
  readonly points: number;
  readonly weight: number;
}

export interface RankingRequest {
  readonly table: SkillsFile;
  readonly have: Levels;
  readonly cap: Cap;
  readonly assessment: Pick<AssessmentFile, 'from' | 'interests' | 'goals'>;
  readonly weights?: RankingWeights;
}

/** The best first; of equal ones the shorter, then in the order of the specializations. */
export function rankPivots({
  table,
  have,
  cap,
  assessment,
  weights = evenWeights,
}: RankingRequest): readonly RankedPivot[] {
  const efforts = [...effortsFrom(table, have, cap)].filter(([to]) => to !== assessment.from);
  const longest = Math.max(...efforts.map(([, { hours }]) => hours), 1);
  return efforts
    .map(([to, effort]): RankedPivot => {
      const parts = {
        // Of the longest pivot from here: half its hours is half its effort.
        effort: 1 - effort.hours / longest,
        interest: interestIn(to, assessment.interests),
        goals: goalsServedBy(to, assessment.goals),
      };
      const terms = termsOf(parts, weights);
      return { to, ...effort, parts, terms, score: scoreOf(terms) };
    })
    .sort((one, other) => other.score - one.score || one.hours - other.hours);
}

/** The first of n interests is 1, the last 1/n, what is not among them 0. */
function interestIn(to: Specialization, interests: AssessmentFile['interests']): number | undefined {
  if (interests.length === 0) return undefined;
  const place = interests.indexOf(to);
  return place < 0 ? 0 : (interests.length - place) / interests.length;
}

/** How well it serves the goals; the second counts half as much as the first, the third a third. */
function goalsServedBy(to: Specialization, goals: AssessmentFile['goals']): number | undefined {
  if (goals.length === 0) return undefined;
  const all = goals.reduce((sum, _goal, index) => sum + 1 / (index + 1), 0);
  return goals.reduce((sum, { serves }, index) => sum + (serves[to] ?? 0) / 3 / (index + 1), 0) / all;
}

const termsOf = (parts: RankedPivot['parts'], weights: RankingWeights): readonly ScoreTerm[] =>
  rankingParts.flatMap((part) => {
    const value = parts[part];
    return value === undefined ? [] : [{ part, points: Math.round(100 * value), weight: Math.max(0, weights[part]) }];
  });

function scoreOf(terms: readonly ScoreTerm[]): number {
  const all = terms.reduce((sum, { weight }) => sum + weight, 0);
  return all === 0 ? 0 : terms.reduce((sum, { points, weight }) => sum + points * weight, 0) / all;
}
