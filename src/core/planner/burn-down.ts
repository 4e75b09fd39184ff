/** How a gap shrinks: from what somebody claims, step by passed step. */
import type { Curriculum, StepRef } from '../curriculum/model';
import type { SkillsFile } from '../curriculum/schema';
import { withPassed } from './earned';
import { type Cap, gapBetween, type Levels } from './gap';

export interface PassedStep {
  readonly ref: StepRef;
  /** ISO 8601; undefined where the log does not say. */
  readonly at?: string;
}

export interface BurnPoint extends PassedStep {
  /** Hours of the gap that the step closed, given those before it. */
  readonly closed: number;
  /** Hours of the gap after it. */
  readonly left: number;
}

export interface BurnDown {
  /** Hours of the gap with claims alone. */
  readonly claimed: number;
  /** In the order in which steps were passed; what has no time comes first. */
  readonly points: readonly BurnPoint[];
  readonly left: number;
}

export interface BurnDownRequest {
  readonly table: SkillsFile;
  readonly curricula: readonly Curriculum[];
  /** Without what passed steps have proved. */
  readonly claimed: Levels;
  readonly target: Levels;
  readonly cap: Cap;
  readonly passed: readonly PassedStep[];
}

export function burnDown({ table, curricula, claimed, target, cap, passed }: BurnDownRequest): BurnDown {
  const hoursOf = (have: Levels): number => gapBetween(table, have, target, cap).hours;
  const ordered = [...passed].sort((one, other) => compareText(one.at ?? '', other.at ?? ''));
  const start = hoursOf(claimed);
  let have = claimed;
  let left = start;
  const points = ordered.map((step): BurnPoint => {
    have = withPassed(have, curricula, new Set([step.ref]));
    const before = left;
    left = hoursOf(have);
    return { ...step, closed: before - left, left };
  });
  return { claimed: start, points, left };
}

/** Not `localeCompare`: the order must be the same on every machine. */
const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
