/** Tasks and their checks as the guide shows them: every verdict with its word and its next action. */
import type { BlockedReason, Verdict } from '../../core/checks/model';
import { hintLevels, type HintLevel, nextHint, shownHints } from '../../core/curriculum/hints';
import type { Step, Task } from '../../core/curriculum/model';
import type { StepHelp } from '../../core/progress/state';
import type { CheckView, GuideAction, TaskView } from '../../protocol/guide';
import type { CheckOutcome } from './check-outcomes';
import { formatMinutes, type Translate } from './wording';

/** As `host/checks/repairs.ts` says it. */
export interface Repair {
  readonly message: string;
  readonly action?: { readonly title: string; readonly command: string };
}
export type RepairOf = (reason: BlockedReason) => Repair;

export type Status = Verdict | 'running' | 'unwritten' | 'not-run';

export function statusLabel(t: Translate, status: Status): string {
  switch (status) {
    case 'passed':
      return t('passed');
    case 'failed':
      return t('failed');
    case 'blocked':
      return t('blocked');
    case 'broken':
      return t('check at fault');
    case 'running':
      return t('running');
    case 'unwritten':
      return t('not written yet');
    case 'not-run':
      return t('not run yet');
  }
}

function hintLabel(t: Translate, level: HintLevel): string {
  switch (level) {
    case 'nudge':
      return t('Nudge');
    case 'approach':
      return t('Approach');
    case 'pseudocode':
      return t('Pseudo-code');
  }
}

export interface TaskContext {
  readonly t: Translate;
  readonly repairOf: RepairOf;
  readonly step: Step;
  /** False in Restricted Mode, in a virtual workspace and before Start: then nothing can be opened or run. */
  readonly canAct: boolean;
  readonly isRunning: boolean;
  /** Already said at the top of the page, with its repair. */
  readonly runReason: BlockedReason | undefined;
  /** The same, when only the log tells. */
  readonly runMessage: string | undefined;
  readonly help: StepHelp | undefined;
  /** Checks for which an open milestone waits, where it can be marked. */
  readonly holdsBack: (check: string) => boolean;
}

export function taskStatus(outcomes: readonly CheckOutcome[]): Status {
  const statuses = outcomes.map((outcome) => outcome.status);
  const worst = (['running', 'broken', 'blocked', 'failed', 'unwritten'] as const).find((status) =>
    statuses.includes(status),
  );
  if (worst) return worst;
  return statuses.length > 0 && statuses.every((status) => status === 'passed') ? 'passed' : 'not-run';
}

function checkActions(context: TaskContext, outcome: CheckOutcome): readonly GuideAction[] {
  const { t, repairOf, canAct } = context;
  const { id } = outcome.check;
  switch (outcome.status) {
    case 'failed':
      return outcome.location && canAct
        ? [
            {
              label: t('{0}, line {1}', outcome.location.file, outcome.location.line),
              icon: 'code',
              emphasis: 'quiet',
              intent: { kind: 'go-to-failure', check: id },
            },
          ]
        : [];
    case 'blocked': {
      const action = outcome.reason && repairOf(outcome.reason).action;
      if (action) {
        return [{ label: action.title, icon: 'tools', emphasis: 'secondary', intent: { kind: 'repair', check: id } }];
      }
      return canAct
        ? [{ label: t('Check Again'), icon: 'refresh', emphasis: 'secondary', intent: { kind: 'run-checks' } }]
        : [];
    }
    case 'broken':
      return outcome.advisory === undefined
        ? [reportAction(t, id, 'secondary'), ...markActions(context, id, 'quiet')]
        : [...markActions(context, id, 'secondary'), reportAction(t, id, 'quiet')];
    case 'not-run':
      return outcome.advisory === undefined ? [] : markActions(context, id, 'secondary');
    case 'passed':
    case 'running':
    case 'unwritten':
      return [];
  }
}

const reportAction = (t: Translate, check: string, emphasis: GuideAction['emphasis']): GuideAction => ({
  label: t('Report This Check'),
  icon: 'bug',
  emphasis,
  intent: { kind: 'report', check },
});

const markActions = (
  { t, holdsBack }: TaskContext,
  check: string,
  emphasis: GuideAction['emphasis'],
): readonly GuideAction[] =>
  holdsBack(check)
    ? [{ label: t('Mark Complete Anyway'), icon: 'check', emphasis, intent: { kind: 'mark-anyway', check } }]
    : [];

/** Whoever is sure of their work is not held up by a check: they can say so, and go on. */
function stuckActions(context: TaskContext, { status, check }: CheckOutcome): readonly GuideAction[] {
  if (status !== 'failed' && status !== 'blocked') return [];
  return [reportAction(context.t, check.id, 'quiet'), ...markActions(context, check.id, 'quiet')];
}

function checkMessage(context: TaskContext, outcome: CheckOutcome): string {
  const { t } = context;
  switch (outcome.status) {
    case 'failed':
      return outcome.message;
    case 'blocked':
      if (outcome.reason ? outcome.reason.kind === context.runReason?.kind : outcome.message === context.runMessage) {
        return '';
      }
      return outcome.reason ? context.repairOf(outcome.reason).message : outcome.message;
    case 'broken':
      if (outcome.advisory !== undefined) return knownProblem(t, outcome.advisory);
      return t(
        'This check failed on the reference too, so it says nothing about your work. {0}',
        outcome.message,
      ).trim();
    case 'not-run':
      return outcome.advisory === undefined ? '' : knownProblem(t, outcome.advisory);
    case 'passed':
    case 'running':
    case 'unwritten':
      return '';
  }
}

const knownProblem = (t: Translate, note: string) => t('Known problem of this check, not of your work: {0}', note);

function hintOf(step: Step, outcome: CheckOutcome): string | undefined {
  if (outcome.status !== 'failed') return undefined;
  const reported = outcome.hint ?? outcome.properties.hint;
  const wanted = [reported, outcome.check.hints[0]].find(
    (id): id is string => typeof id === 'string' && Object.hasOwn(step.hints.failures, id),
  );
  return wanted === undefined ? undefined : step.hints.failures[wanted];
}

export function checkView(context: TaskContext, outcome: CheckOutcome): CheckView {
  const { expected, actual } = outcome.status === 'failed' ? outcome.properties : {};
  const hint = hintOf(context.step, outcome);
  const hasMessage = checkMessage(context, outcome) !== '';
  const showsOutput = hasMessage && (outcome.status === 'blocked' || outcome.status === 'broken');
  return {
    id: outcome.check.id,
    title: outcome.check.title,
    status: outcome.status,
    statusLabel:
      outcome.status === 'broken' && outcome.advisory !== undefined
        ? context.t('known problem')
        : statusLabel(context.t, outcome.status),
    message: checkMessage(context, outcome),
    ...(expected === undefined ? {} : { expected: String(expected) }),
    ...(actual === undefined ? {} : { actual: String(actual) }),
    ...(hint === undefined ? {} : { hint }),
    ...(showsOutput && outcome.output ? { output: outcome.output } : {}),
    actions: hasMessage ? checkActions(context, outcome) : [],
    stuck: stuckActions(context, outcome),
  };
}

function taskSummary(t: Translate, step: Step, task: Task, outcomes: readonly CheckOutcome[]): string {
  if (outcomes.length === 0) {
    const needs = step.checks.find((check) => check.task === task.id && check.needs)?.needs;
    return needs ? t('checked once {0} is there', needs) : t('no checks');
  }
  const passed = outcomes.filter((outcome) => outcome.status === 'passed').length;
  if (outcomes.every((outcome) => outcome.status === 'not-run')) {
    return outcomes.length === 1 ? t('1 check') : t('{0} checks', outcomes.length);
  }
  return t('{0} of {1} checks', passed, outcomes.length);
}

export function taskView(context: TaskContext, task: Task, all: readonly CheckOutcome[]): TaskView {
  const { t, step, canAct, isRunning } = context;
  const outcomes = all.filter((outcome) => outcome.check.task === task.id);
  const status = taskStatus(outcomes);
  const actions: GuideAction[] = [];
  if (canAct) {
    actions.push({
      label: t('Go to Code'),
      icon: 'code',
      emphasis: status === 'failed' ? 'secondary' : 'quiet',
      intent: { kind: 'go-to-task', task: task.id },
    });
    if (!isRunning && outcomes.length > 0 && status !== 'not-run') {
      actions.push({
        label: t('Check'),
        icon: 'play',
        emphasis: 'quiet',
        intent: { kind: 'run-checks', task: task.id },
      });
    }
  }
  const next = nextHint(context.help?.hints.get(task.id));
  if (canAct && status !== 'passed' && step.hints.tasks[task.id] && next !== undefined) {
    actions.push({
      label: t('Hint {0} of {1}', hintLevels.indexOf(next) + 1, hintLevels.length),
      icon: 'lightbulb',
      emphasis: 'quiet',
      intent: { kind: 'show-hint', task: task.id },
    });
  }
  const isEarned = status === 'passed' || context.help?.solutions.has(task.id) === true;
  // Before that it is there once the hints are used up; the tree and the palette have it at any time.
  if (canAct && (isEarned || next === undefined)) {
    actions.push({
      label: isEarned ? t('Compare with Solution') : t('Show Solution…'),
      icon: 'diff',
      emphasis: 'quiet',
      intent: { kind: 'compare', task: task.id },
    });
  }
  if (canAct && !isRunning && status !== 'not-run') {
    actions.push({
      label: t('Reset…'),
      icon: 'discard',
      emphasis: 'quiet',
      intent: { kind: 'reset', task: task.id },
    });
  }
  return {
    id: task.id,
    title: task.title,
    detail: t('{0} · {1}', task.file.slice(task.file.lastIndexOf('/') + 1), formatMinutes(t, task.minutes)),
    status,
    statusLabel: statusLabel(t, status),
    summary: taskSummary(t, step, task, outcomes),
    checks: outcomes.map((outcome) => checkView(context, outcome)),
    hints: shownHints(step, task.id, context.help?.hints.get(task.id)).map(({ level, text }) => ({
      label: hintLabel(t, level),
      text,
      isCode: level === 'pseudocode',
    })),
    actions,
  };
}
