/** Old names in the log → the names of the index, by each curriculum's `renamed:` map (`step`, `step/check`, `milestone:id`). */
import type { Curriculum, CurriculumIndex, StepRef } from '../curriculum/model';
import type { MilestoneRef } from './events';
import type { CheckResult } from './verified';

export interface Renames {
  readonly step: (ref: string) => StepRef | undefined;
  /** The results of a run, by the ids of the index. */
  readonly results: (ref: string, results: readonly CheckResult[]) => readonly CheckResult[];
  readonly milestone: (ref: string) => MilestoneRef | undefined;
}

export function renamesOf(index: CurriculumIndex): Renames {
  const curricula = new Map(index.curricula.map((curriculum) => [curriculum.id, curriculum]));
  const split = (ref: string): { curriculum: Curriculum; id: string } | undefined => {
    const slash = ref.indexOf('/');
    const curriculum = curricula.get(ref.slice(0, slash));
    return curriculum && { curriculum, id: ref.slice(slash + 1) };
  };
  const namesChecks = new Set(
    index.curricula.filter(({ renamed }) => Object.keys(renamed).some((name) => name.includes('/'))),
  );
  return {
    step: (ref) => {
      const named = split(ref);
      return named && `${named.curriculum.id}/${chainOf(named.curriculum, named.id).at(-1) ?? named.id}`;
    },
    results: (ref, results) => {
      const named = split(ref);
      // Nearly every run keeps the ids that it has.
      if (!named || !namesChecks.has(named.curriculum)) return results;
      const chain = chainOf(named.curriculum, named.id);
      return results.map((result) => ({ ...result, id: renamedCheck(named.curriculum, chain, result.id) }));
    },
    milestone: (ref) => {
      const named = split(ref);
      if (!named) return undefined;
      const id = chainOf(named.curriculum, `milestone:${named.id}`).at(-1) ?? named.id;
      return `${named.curriculum.id}/${id.replace(/^milestone:/, '')}`;
    },
  };
}

/** Every name that something had, the newest last; a circle of renames ends where it would begin again. */
function chainOf({ renamed }: Curriculum, id: string): readonly string[] {
  const prefix = /^milestone:/.exec(id)?.[0] ?? '';
  const chain = [id];
  for (let next = newName(renamed, id); next !== undefined; next = newName(renamed, chain.at(-1) ?? id)) {
    const name = prefix + next.replace(/^milestone:/, '');
    if (chain.includes(name)) break;
    chain.push(name);
  }
  return chain;
}

/** A check may have been renamed while its step had any of its names. */
function renamedCheck({ renamed }: Curriculum, steps: readonly string[], check: string): string {
  const seen = new Set<string>();
  let name = check;
  while (!seen.has(name)) {
    seen.add(name);
    const current = name;
    const key = steps.map((step) => `${step}/${current}`).find((each) => Object.hasOwn(renamed, each));
    if (key !== undefined) name = (renamed[key] ?? name).replace(/^.*\//, '');
  }
  return name;
}

const newName = (renamed: Readonly<Record<string, string>>, id: string): string | undefined =>
  Object.hasOwn(renamed, id) ? renamed[id] : undefined;
