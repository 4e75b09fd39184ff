/** From job advertisements to a gap: what one job asks for beyond what somebody can, and what many ask for together. */
import type { SkillsFile } from '../curriculum/schema';
import { dayNumber, type IsoDate } from './calendar-days';
import { type Gap, gapBetween, type Levels } from './gap';
import type { Posting } from './posting';

type Asked = Pick<Posting, 'required' | 'nice'>;

/** An advertisement names no levels: what it requires one does alone, what is nice to have one can follow. */
export const postingLevels = { required: 2, nice: 1 } as const;

export const levelsOfPosting = ({ required, nice }: Asked): Levels =>
  new Map([
    ...nice.map(({ skill }) => [skill, postingLevels.nice] as const),
    ...required.map(({ skill }) => [skill, postingLevels.required] as const),
  ]);

export const gapToPosting = (table: SkillsFile, have: Levels, posting: Asked): Gap =>
  gapBetween(table, have, levelsOfPosting(posting));

export interface DatedPosting extends Asked {
  readonly date: IsoDate;
}

export interface Demand {
  readonly skill: string;
  /** Of all advertisements, by their weight: how many require it, and how many ask for it at all. */
  readonly required: number;
  readonly asked: number;
  /** Advertisements, not weighted. */
  readonly count: number;
}

/** An advertisement of half a year ago counts half. */
export const halfLifeDays = 182;

const weightAt = (date: IsoDate, today: IsoDate): number =>
  0.5 ** (Math.max(0, dayNumber(today) - dayNumber(date)) / halfLifeDays);

/** What is asked for most comes first; equal ones in the order of the skills. */
export function demandOf(table: SkillsFile, postings: readonly DatedPosting[], today: IsoDate): readonly Demand[] {
  const weighted = postings.map((posting) => ({
    required: new Set(posting.required.map(({ skill }) => skill)),
    nice: new Set(posting.nice.map(({ skill }) => skill)),
    weight: weightAt(posting.date, today),
  }));
  const all = weighted.reduce((sum, { weight }) => sum + weight, 0);
  return table.skills
    .flatMap(({ id }): readonly Demand[] => {
      const asking = weighted.filter(({ required, nice }) => required.has(id) || nice.has(id));
      if (asking.length === 0) return [];
      const sum = (list: typeof weighted): number => list.reduce((total, { weight }) => total + weight, 0);
      return [
        {
          skill: id,
          required: sum(asking.filter(({ required }) => required.has(id))) / all,
          asked: sum(asking) / all,
          count: asking.length,
        },
      ];
    })
    .sort((one, other) => other.asked - one.asked || other.required - one.required);
}

/** As many advertisements of one date are as uncertain as these of several (Kish's effective sample size). */
export function effectiveCount(postings: readonly Pick<DatedPosting, 'date'>[], today: IsoDate): number {
  const weights = postings.map(({ date }) => weightAt(date, today));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return sum === 0 ? 0 : sum ** 2 / weights.reduce((total, weight) => total + weight ** 2, 0);
}

/** Of the normal distribution, for 95 %. */
const z95 = 1.959963984540054;

/** Wilson's 95 % interval of a share that was seen in `count` cases. */
export function wilsonInterval(share: number, count: number): { readonly low: number; readonly high: number } {
  if (count <= 0) return { low: 0, high: 1 };
  const square = z95 ** 2;
  const center = share + square / (2 * count);
  const half = z95 * Math.sqrt((share * (1 - share)) / count + square / (4 * count ** 2));
  const scale = 1 + square / count;
  return { low: Math.max(0, (center - half) / scale), high: Math.min(1, (center + half) / scale) };
}

/** What most of those that ask for a skill want of it. */
export const levelsOfDemand = (demand: readonly Demand[]): Levels =>
  new Map(
    demand.map(({ skill, required, asked }) => [
      skill,
      required >= asked / 2 ? postingLevels.required : postingLevels.nice,
    ]),
  );
