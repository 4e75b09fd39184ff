/** How far a task is: the same state as in the tree, with its checks counted. */
import type { Step, Task } from '../../core/curriculum/model';
import type { Checks } from '../checks/checks';
import { checksInWords, moodInWords, taskMood, type Mood } from '../curriculum-view/tree-words';
import type { Progress } from '../progress/progress';

export interface TaskStanding {
  readonly mood: Mood;
  readonly passed: number;
  /** Without checks that wait for a file and have never run. */
  readonly all: number;
}

export function taskStanding(progress: Progress, checks: Checks, step: Step, task: Task): TaskStanding {
  const state = progress.state.steps.get(step.ref);
  const run = checks.runs.get(step.ref);
  const recorded = new Map(state?.checks.map(({ id, verdict }) => [id, verdict]));
  const shown = step.checks.filter(({ id, task: of }) => of === task.id && (recorded.has(id) || run?.results.has(id)));
  const passed = shown.filter(({ id }) => (run?.results.get(id)?.verdict ?? recorded.get(id)) === 'passed');
  return { mood: taskMood({ step, task }, state, run, true), passed: passed.length, all: shown.length };
}

/** Passed, not right yet, … and how many of its checks pass. */
export function standingInWords({ mood, passed, all }: TaskStanding): string {
  if (all === 0) return moodInWords(mood);
  const count = checksInWords(passed, all);
  return mood === 'in-progress' ? count : `${moodInWords(mood)}, ${count}`;
}
