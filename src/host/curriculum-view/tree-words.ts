/** States of steps and tasks, their icons and their words. A state is never told by an icon or a color alone. */
import * as vscode from 'vscode';
import type { Verdict } from '../../core/checks/model';
import type { CheckState, StepState } from '../../core/progress/state';
import type { LiveRun } from '../checks/checks';
import type { TaskNode } from './tree-nodes';

export type Mood = 'not-started' | 'in-progress' | 'running' | 'passed' | 'failed' | 'blocked' | 'broken';

const { t } = vscode.l10n;

export function stepMood(state: StepState | undefined, run: LiveRun | undefined, isScaffolded: boolean): Mood {
  if (run && !run.run) return 'running';
  if (run?.run?.verdict === 'blocked' || run?.run?.verdict === 'broken') return run.run.verdict;
  if (!state || state.status === 'not-started') return isScaffolded ? 'in-progress' : 'not-started';
  if (state.status === 'passed') return 'passed';
  return worst(state.checks.map((check) => judged(check, check))) ?? 'in-progress';
}

export function taskMood(
  { step, task }: Pick<TaskNode, 'step' | 'task'>,
  state: StepState | undefined,
  run: LiveRun | undefined,
  isScaffolded: boolean,
): Mood {
  const own = step.checks.filter((check) => check.task === task.id).map(({ id }) => id);
  if (run && !run.run && run.current !== undefined && own.includes(run.current)) return 'running';
  const recorded = new Map(state?.checks.map((check) => [check.id, check]));
  const shown = own.flatMap((id) => {
    const check = run?.results.get(id) ?? recorded.get(id);
    return check ? [judged(recorded.get(id), check)] : [];
  });
  if (shown.length > 0 && shown.every((judgement) => judgement === 'passed')) return 'passed';
  const isUntouched = shown.every((judgement) => judgement === 'unwritten' || judgement === undefined);
  return worst(shown) ?? (isScaffolded && !isUntouched ? 'in-progress' : 'not-started');
}

type Judgement = Verdict | 'unwritten' | undefined;

/** What is not written yet is no mistake, and a failure of a check that is known to be wrong is not the learner's. */
function judged(
  known: CheckState | undefined,
  { verdict, isUnwritten }: Pick<CheckState, 'verdict' | 'isUnwritten'>,
): Judgement {
  if (verdict !== 'failed') return verdict;
  return isUnwritten ? 'unwritten' : known?.advisory === undefined ? 'failed' : 'broken';
}

const worst = (judgements: readonly Judgement[]): Exclude<Verdict, 'passed'> | undefined =>
  (['broken', 'blocked', 'failed'] as const).find((verdict) => judgements.includes(verdict));

export function moodInWords(mood: Mood): string {
  switch (mood) {
    case 'not-started':
      return t('not started');
    case 'in-progress':
      return t('in progress');
    case 'running':
      return t('checks running');
    case 'passed':
      return t('passed');
    case 'failed':
      return t('not right yet');
    case 'blocked':
      return t('could not be checked');
    case 'broken':
      return t('a check is broken');
  }
}

const icons: Readonly<Record<Mood, vscode.ThemeIcon>> = {
  'not-started': new vscode.ThemeIcon('circle-large-outline'),
  'in-progress': new vscode.ThemeIcon('circle-large-filled', new vscode.ThemeColor('charts.blue')),
  running: new vscode.ThemeIcon('loading~spin'),
  passed: new vscode.ThemeIcon('pass-filled', new vscode.ThemeColor('testing.iconPassed')),
  failed: new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed')),
  blocked: new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('testing.iconQueued')),
  broken: new vscode.ThemeIcon('warning', new vscode.ThemeColor('testing.iconErrored')),
};

export const iconOf = (mood: Mood): vscode.ThemeIcon => icons[mood];

export const checksInWords = (passed: number, all: number): string =>
  all === 1 ? t('{0} of 1 check', passed) : t('{0} of {1} checks', passed, all);

let halves: Intl.NumberFormat | undefined;

/** Half hours are as exact as an estimate can be. */
export function timeInWords(hours: number): string {
  if (hours < 0.95) return t('about {0} min', Math.max(5, Math.round((hours * 60) / 5) * 5));
  // Made once: a tree of thousands of steps asks for each.
  halves ??= new Intl.NumberFormat(vscode.env.language);
  return t('about {0} h', halves.format(Math.round(hours * 2) / 2));
}
