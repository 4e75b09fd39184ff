/** The step that the learner works on: of the file in front of them, else the one started last that is not done. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step } from '../core/curriculum/model';
import { isWithin } from './adapters/workspace';
import { stepsOf } from '../core/curriculum/steps';
import { findStep, pivotFirst } from './curriculum-index';
import type { Progress } from './progress/progress';

export function stepInHand(index: CurriculumIndex, progress: Progress): Step | undefined {
  const file = vscode.window.activeTextEditor?.document.uri;
  const open = file && [...progress.projects].find(([, project]) => isWithin(project, file));
  return findStep(index, open?.[0]) ?? latest(index, progress);
}

function latest(index: CurriculumIndex, progress: Progress): Step | undefined {
  const touched = pivotFirst(index, progress.state.pivot)
    .flatMap(stepsOf)
    .filter(({ ref }) => progress.projects.has(ref))
    .map((step) => ({ step, state: progress.state.steps.get(step.ref) }));
  const newest = touched.toSorted((a, b) => timeOf(b.state).localeCompare(timeOf(a.state)));
  return (newest.find(({ state }) => state?.status !== 'passed') ?? newest[0])?.step;
}

const timeOf = (
  state: { readonly startedAt?: string; readonly checks: readonly { readonly at?: string }[] } | undefined,
) => [state?.startedAt ?? '', ...(state?.checks ?? []).map(({ at }) => at ?? '')].sort().at(-1) ?? '';
