/** What a target asks for in hours, parted into what carries over, what related skills save, and what is missing. */
import type { SkillsFile } from '../curriculum/schema';
import { type FamilyId, familyIds, skillsOf } from './families';
import { type Cap, gapBetween, hoursToClimb, type Levels } from './gap';

/** Hours; together they are what the target asks of somebody who knows nothing. */
export interface TransferParts {
  /** Of the levels that somebody has. */
  readonly carried: number;
  /** Saved on missing levels by related skills. */
  readonly near: number;
  readonly missing: number;
}

export interface SkillTransfer extends TransferParts {
  readonly skill: string;
  /** Whether nothing of it is missing. */
  readonly isCarried: boolean;
}

export interface FamilyTransfer extends TransferParts {
  readonly family: FamilyId;
}

export interface Transfer extends TransferParts {
  /** Skills that the target asks for, in the order of the skills. */
  readonly skills: readonly SkillTransfer[];
  /** Families that the target asks for, in their order. */
  readonly families: readonly FamilyTransfer[];
}

export function transferTo(table: SkillsFile, have: Levels, target: Levels, cap: Cap = 3): Transfer {
  const gaps = new Map(gapBetween(table, have, target, cap).skills.map((gap) => [gap.skill, gap]));
  const skills = table.skills.flatMap((skill): readonly SkillTransfer[] => {
    const to = Math.min(cap, target.get(skill.id) ?? 0);
    if (to === 0) return [];
    const gap = gaps.get(skill.id);
    return [
      {
        skill: skill.id,
        isCarried: gap === undefined,
        carried: hoursToClimb(table, skill, 0, gap?.from ?? to),
        near: gap?.near?.saved ?? 0,
        missing: gap?.hours ?? 0,
      },
    ];
  });
  const families = familyIds.flatMap((family): readonly FamilyTransfer[] => {
    const ids = new Set(skillsOf(table, family).map(({ id }) => id));
    const members = skills.filter(({ skill }) => ids.has(skill));
    return members.length === 0 ? [] : [{ family, ...sumOf(members) }];
  });
  return { ...sumOf(skills), skills, families };
}

const sumOf = (all: readonly TransferParts[]): TransferParts => ({
  carried: all.reduce((sum, { carried }) => sum + carried, 0),
  near: all.reduce((sum, { near }) => sum + near, 0),
  missing: all.reduce((sum, { missing }) => sum + missing, 0),
});
