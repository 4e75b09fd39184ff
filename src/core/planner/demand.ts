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

/** What is asked for most comes first; equal ones in the order of the skills. */
export function demandOf(table: SkillsFile, postings: readonly DatedPosting[], today: IsoDate): readonly Demand[] {
  const weighted = postings.map((posting) => ({
    required: new Set(posting.required.map(({ skill }) => skill)),
    nice: new Set(posting.nice.map(({ skill }) => skill)),
    weight: 0.5 ** (Math.max(0, dayNumber(today) - dayNumber(posting.date)) / halfLifeDays),
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
