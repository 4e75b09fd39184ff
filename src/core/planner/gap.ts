/**
 * What somebody is missing for a target, skill by skill, in hours. Only shortfalls count, so the gap from A to B is not
 * that from B to A. An estimate: levels and hours are published, editorial figures (`curricula/skills.yaml`).
 */
import type { SkillsFile } from '../curriculum/schema';

export type Skill = SkillsFile['skills'][number];
export type Specialization = keyof SkillsFile['specializations'];
/** Level by skill id; a skill that is not there has level 0. */
export type Levels = ReadonlyMap<string, number>;
/** The highest level that counts: 2 is enough for a first role, 3 is the full profile. */
export type Cap = 2 | 3;

export interface NearSkill {
  readonly skill: string;
  readonly level: number;
  /** Hours that it saves. */
  readonly saved: number;
}

export interface SkillGap {
  readonly skill: string;
  readonly from: number;
  readonly to: number;
  readonly hours: number;
  /** The best related skill that somebody has. */
  readonly near?: NearSkill;
}

export interface Gap {
  readonly hours: number;
  /** The largest first; equal ones in the order of the skills. */
  readonly skills: readonly SkillGap[];
  /** Skills that the target asks for and somebody has already, in the order of the skills. */
  readonly carried: readonly string[];
}

/** What a specialization asks for. */
export const profileOf = ({ skills }: SkillsFile, specialization: Specialization): Levels =>
  new Map(skills.map(({ id, levels }) => [id, levels[specialization] ?? 0]));

export function gapBetween(table: SkillsFile, have: Levels, target: Levels, cap: Cap = 3): Gap {
  const wanted = table.skills.map((skill) => ({ skill, to: Math.min(cap, target.get(skill.id) ?? 0) }));
  const skills = wanted
    .flatMap(({ skill, to }) => skillGap(table, skill, have, to) ?? [])
    .sort((one, other) => other.hours - one.hours);
  return {
    hours: skills.reduce((sum, { hours }) => sum + hours, 0),
    skills,
    carried: wanted.filter(({ skill, to }) => to > 0 && (have.get(skill.id) ?? 0) >= to).map(({ skill }) => skill.id),
  };
}

/** From one level to another for somebody who knows nothing related. */
export function hoursToClimb(table: SkillsFile, skill: Skill, from: number, to: number): number {
  let climb = 0;
  for (let level = from + 1; level <= to; level += 1) climb += multiplier(table, level);
  return skill.base_hours * climb;
}

function skillGap(table: SkillsFile, skill: Skill, have: Levels, to: number): SkillGap | undefined {
  const from = have.get(skill.id) ?? 0;
  if (to <= from) return undefined;
  const full = hoursToClimb(table, skill, from, to);
  const near = nearest(skill, have);
  if (!near) return { skill: skill.id, from, to, hours: full };
  const saved = full * table.transfer_discount * (near.level / 3);
  return { skill: skill.id, from, to, hours: full - saved, near: { ...near, saved } };
}

function nearest({ related }: Skill, have: Levels): { readonly skill: string; readonly level: number } | undefined {
  const known = related.map((skill) => ({ skill, level: have.get(skill) ?? 0 })).filter(({ level }) => level > 0);
  return known.reduce<(typeof known)[number] | undefined>(
    (best, each) => (best && best.level >= each.level ? best : each),
    undefined,
  );
}

function multiplier({ step_multiplier: multipliers }: SkillsFile, level: number): number {
  if (level === 1 || level === 2 || level === 3) return multipliers[level];
  throw new RangeError(`there is no level ${level}`);
}
