/** What a roadmap is made of: the steps that close a part of a gap, and blocks of practice for the rest of it. */
import type { Curriculum, Step, StepRef } from '../curriculum/model';
import type { SkillsFile } from '../curriculum/schema';
import { type Cap, gapBetween, type Levels, profileOf, type SkillGap, type Specialization } from './gap';

/** The career phases, in their order. */
export const careerPhases = ['explorer', 'bridge-builder', 'practitioner', 'pivot-ready'] as const;
export type CareerPhase = (typeof careerPhases)[number];

export interface SkillRise {
  readonly skill: string;
  readonly from: number;
  readonly to: number;
}

export interface Block {
  /** A step's name, or `practice:` with the skill and the level that is reached. Permanent. */
  readonly id: string;
  readonly kind: 'step' | 'practice';
  readonly phase: CareerPhase;
  readonly minutes: number;
  /** What somebody can do better afterwards. */
  readonly rises: readonly SkillRise[];
  /** Blocks that come before. */
  readonly requires: readonly string[];
}

export interface WorkRequest {
  readonly table: SkillsFile;
  readonly curricula: readonly Curriculum[];
  readonly from: Specialization;
  readonly to: Specialization;
  /** With what passed steps have raised. */
  readonly have: Levels;
  readonly cap: Cap;
  readonly passed: ReadonlySet<StepRef>;
  /** Hours that a begun step still needs; those of the step where it has none. */
  readonly hoursLeft?: ReadonlyMap<StepRef, number>;
}

export interface Work {
  /** In the order in which they are done. */
  readonly blocks: readonly Block[];
  /** Hours of the gap, and those of them that steps close. */
  readonly gapHours: number;
  readonly coveredHours: number;
  /** Whether any curriculum leads to the target. */
  readonly hasCurriculum: boolean;
}

const minutesInHour = 60;

export function workFor(request: WorkRequest): Work {
  const { table, have, cap, passed, to } = request;
  const target = profileOf(table, to);
  const gap = gapBetween(table, have, target, cap);
  const steps = stepsToWalk(request, gap.skills);
  const reached = new Map(have);
  const walked = steps.map(({ step, phase }): Block => {
    const rises = risesOf(step, reached);
    rises.forEach(({ skill, to: level }) => reached.set(skill, level));
    return {
      id: step.ref,
      kind: 'step',
      phase,
      minutes: Math.round((request.hoursLeft?.get(step.ref) ?? step.hours) * minutesInHour),
      rises,
      requires: step.requires.map((id) => `${step.curriculum}/${id}`).filter((ref) => !passed.has(ref as StepRef)),
    };
  });
  const rest = gapBetween(table, reached, target, cap);
  const practice = rest.skills.flatMap((each) => practiceFor(table, each));
  const order = new Map(table.skills.map(({ id }, index) => [id, index]));
  const place = ({ rises }: Block): number => order.get(rises[0]?.skill ?? '') ?? 0;
  const blocks = careerPhases.flatMap((phase) => [
    ...walked.filter((block) => block.phase === phase),
    ...practice.filter((block) => block.phase === phase).sort((one, other) => place(one) - place(other)),
  ]);
  return {
    blocks,
    gapHours: gap.hours,
    coveredHours: gap.hours - rest.hours,
    hasCurriculum: request.curricula.some((each) => each.to === to),
  };
}

const risesOf = ({ skills }: Step, reached: Levels): readonly SkillRise[] =>
  Object.entries(skills)
    .map(([skill, to]) => ({ skill, from: reached.get(skill) ?? 0, to }))
    .filter(({ from, to }) => to > from);

interface WalkedStep {
  readonly step: Step;
  readonly phase: CareerPhase;
}

/** Steps that close a part of the gap, and those that they require, in the order of their curricula. */
function stepsToWalk({ curricula, from, to, passed }: WorkRequest, gap: readonly SkillGap[]): readonly WalkedStep[] {
  const missing = new Map(gap.map(({ skill, from: level }) => [skill, level]));
  return leadingCurricula(curricula, from, to).flatMap(({ id, phases }) => {
    const all = phases.flatMap(({ steps }, index) =>
      steps.map((step) => ({ step, phase: careerPhaseOf(index, phases.length) })),
    );
    const open = all.filter(({ step }) => !passed.has(step.ref));
    const chosen = new Set<string>();
    // From the end: what a chosen step requires stands before it.
    for (const { step } of [...open].reverse()) {
      const helps = Object.entries(step.skills).some(([skill, level]) => level > (missing.get(skill) ?? Infinity));
      if (helps || chosen.has(step.ref)) {
        chosen.add(step.ref);
        step.requires.forEach((required) => chosen.add(`${id}/${required}`));
      }
    }
    const walked = open.filter(({ step }) => chosen.has(step.ref));
    // What a later curriculum teaches again is no reason to walk it.
    walked.forEach(({ step }) => Object.entries(step.skills).forEach(([skill, level]) => raise(missing, skill, level)));
    return walked;
  });
}

/** One's own pivot first: other roads to the same target add what it leaves open. */
export const leadingCurricula = (
  curricula: readonly Curriculum[],
  from: Specialization,
  to: Specialization,
): readonly Curriculum[] =>
  curricula
    .filter((each) => each.to === to)
    .sort((one, other) => Number(other.from === from) - Number(one.from === from));

function raise(missing: Map<string, number>, skill: string, level: number): void {
  const before = missing.get(skill);
  if (before !== undefined && level > before) missing.set(skill, level);
}

/** The first phase of a curriculum explores, the last one makes ready, those between are halved. */
export function careerPhaseOf(index: number, count: number): CareerPhase {
  if (index === 0) return 'explorer';
  if (index === count - 1) return 'pivot-ready';
  return index <= (count - 1) / 2 ? 'bridge-builder' : 'practitioner';
}

/** A block for each level climbed: mathematics and programming first, the professional skills last. */
function practiceFor(table: SkillsFile, { skill, from, to, hours }: SkillGap): readonly Block[] {
  const climbs = Array.from({ length: to - from }, (_, index) => from + index + 1);
  const weight = (level: number): number => table.step_multiplier[level === 1 ? 1 : level === 2 ? 2 : 3];
  const all = climbs.reduce((sum, level) => sum + weight(level), 0);
  return climbs.map((level) => ({
    id: `practice:${skill}:${level}`,
    kind: 'practice',
    phase: practicePhase(skill, level),
    minutes: Math.round(((hours * weight(level)) / all) * minutesInHour),
    rises: [{ skill, from: level - 1, to: level }],
    requires: level - 1 > from ? [`practice:${skill}:${level - 1}`] : [],
  }));
}

function practicePhase(skill: string, level: number): CareerPhase {
  const family = skill.split('.', 1)[0];
  if (level === 3 || family === 't') return 'pivot-ready';
  if (family === 'm' || family === 'p') return 'explorer';
  return level === 1 ? 'bridge-builder' : 'practitioner';
}
