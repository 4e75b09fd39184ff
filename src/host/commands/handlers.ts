/** What each command does: reads what it was called with, asks for what is missing, hands it to the feature. */
import * as vscode from 'vscode';
import type { CheckRun } from '../../core/checks/model';
import type { CurriculumIndex, Step, Task } from '../../core/curriculum/model';
import { placeOfWork } from '../adapters/workspace';
import type { Checks } from '../checks/checks';
import { repairOf } from '../checks/repairs';
import { pivotFirst } from '../curriculum-index';
import { checksInWords, timeInWords } from '../curriculum-view/tree-words';
import type { LearningFeatures } from '../learning/learning-features';
import type { ProgressService } from '../progress/progress-service';
import { stepInHand } from '../step-in-hand';
import { taskAtCursor } from '../task-at-cursor';
import { execute } from './command-ids';
import { goToTask, notStartedNotice } from './go-to-task';
import type { MilestoneCommands } from './milestone-commands';
import { isNotice, type Notice } from './notice';
import { type PortfolioCommands, portfolioHandlers } from './portfolio-handlers';
import { restrictedNotice, virtualNotice } from './place-notices';
import type { CommandHandlers } from './register';
import type { PanelsView, StartStep } from './start-step';
import { pickStep, readCurriculum, readStep } from './targets';
import { undoHandlers } from './undo-handlers';

export interface HandlerDependencies {
  readonly index: CurriculumIndex;
  readonly progress: ProgressService;
  readonly checks: Checks & { cancel(ref: Step['ref']): void };
  readonly panels: PanelsView;
  readonly planner: { open(): Promise<void> };
  readonly portfolio: PortfolioCommands;
  readonly start: StartStep;
  /** Shows a curriculum in the tree. */
  readonly reveal: (curriculum: string) => Promise<void>;
  readonly milestones: MilestoneCommands;
  readonly setUpPython: (step?: Step) => Promise<Notice | undefined>;
  readonly learning: () => Promise<LearningFeatures>;
  readonly doctor: () => Promise<{ open(): Promise<void>; copy(): Promise<Notice> }>;
}

const { t } = vscode.l10n;

export function commandHandlers(dependencies: HandlerDependencies): CommandHandlers {
  const { index, progress, checks, panels, milestones, start } = dependencies;

  const started = (placeHolder: string): Promise<Step | undefined> =>
    pickStep(index, progress.state.pivot, placeHolder, ({ ref }) => {
      const state = progress.state.steps.get(ref);
      if (!progress.projects.has(ref)) return undefined;
      return state ? checksInWords(state.passedCount, state.checks.length) : '';
    });

  /** Of the call, else in hand, else asked for. A notice when there is nothing to choose from. */
  const startedStep = async (target: unknown, placeHolder: string): Promise<Step | Notice | undefined> => {
    const step = readStep(index, target) ?? stepInHand(index, progress);
    if (step) return progress.projects.has(step.ref) ? step : notStartedNotice(step);
    if (progress.projects.size > 0) return started(placeHolder);
    return {
      severity: 'information',
      message: t('No step is started in this folder yet.'),
      action: { title: t('Start Step'), run: () => execute('startStep') },
    };
  };

  /** Of the call or of the tree, else at the cursor, else asked for. */
  const startedTask = async (
    target: unknown,
    id: unknown,
  ): Promise<{ readonly step: Step; readonly task: Task } | Notice | undefined> => {
    const step = await startedStep(target, t('Choose the step of the task'));
    if (!step || 'message' in step) return step;
    const task = taskOf(step, target, id) ?? taskAtCursor(progress, step) ?? (await pickTask(step));
    return task && { step, task };
  };

  return {
    choosePivot: async (target) => {
      const id = readCurriculum(index, target) ?? (await pickPivot(index, progress.state.pivot));
      if (id === undefined || id === progress.state.pivot) return undefined;
      if (await progress.append({ kind: 'pivot-chosen', curriculum: id })) await dependencies.reveal(id);
      return undefined;
    },

    startStep: (target) => start.run(target),

    runChecks: async (target, options) => {
      const step = await startedStep(target, t('Choose the step to check'));
      if (!step || 'message' in step) return step;
      const place = placeOfWork();
      if (place === 'restricted') return restrictedNotice();
      if (place === 'virtual') return virtualNotice();
      const only = readOnly(step, target, options);
      const run = await checks.run(step, only ? { only } : {});
      return run && blockedNotice(step, run);
    },

    debugChecks: async (target, check) => {
      const step = await startedStep(target, t('Choose the step to check'));
      if (!step || 'message' in step) return step;
      const place = placeOfWork();
      if (place === 'restricted') return restrictedNotice();
      if (place === 'virtual') return virtualNotice();
      const debug = (await dependencies.learning()).pythonDebugger(step);
      if ('message' in debug) return debug;
      const only = readOnly(step, target, { only: [check] }) ?? (await pickCheck(step));
      const run = only && (await checks.run(step, { only, debug }));
      return run && blockedNotice(step, run);
    },

    runInTerminal: async (target, check) => {
      const step = await startedStep(target, t('Choose the step to check'));
      if (!step || 'message' in step) return step;
      const only = readOnly(step, target, { only: [check] });
      const chosen = only && step.checks.filter(({ id }) => only.includes(id));
      return (await dependencies.learning()).runInTerminal(step, chosen);
    },

    explore: async (target) => {
      const step = await startedStep(target, t('Choose the step to explore'));
      return !step || 'message' in step ? step : (await dependencies.learning()).explore(step);
    },

    stopChecks: (target) => {
      const step = readStep(index, target);
      const running = [...checks.runs.values()].filter(({ run }) => run === undefined);
      for (const { step: ref } of running) if (!step || step.ref === ref) checks.cancel(ref);
      return Promise.resolve(undefined);
    },

    openGuide: async (target, at) => {
      const step =
        readStep(index, target) ??
        stepInHand(index, progress) ??
        (await pickStep(index, progress.state.pivot, t('Choose a guide to read'), ({ hours }) => timeInWords(hours)));
      const task = step?.tasks.find(({ id }) => id === readTask(at))?.id;
      if (step) await panels.openGuide(step.ref, task === undefined ? {} : { task, preserveFocus: true });
      return undefined;
    },

    goToTask: async (target, id) => {
      const step = await startedStep(target, t('Choose the step of the task'));
      if (!step || 'message' in step) return step;
      const task = taskOf(step, target, id) ?? (await pickTask(step));
      return task && goToTask(progress, step, task);
    },

    nextTask: async (target) => {
      const step = await startedStep(target, t('Choose the step of the task'));
      return !step || 'message' in step ? step : (await dependencies.learning()).nextTask(step);
    },

    showHint: async (target, id) => {
      const chosen = await startedTask(target, id);
      return isNotice(chosen) ? chosen : chosen && (await dependencies.learning()).showHint(chosen.step, chosen.task);
    },

    compare: async (target, id) => {
      const chosen = await startedTask(target, id);
      return isNotice(chosen) ? chosen : chosen && (await dependencies.learning()).compare(chosen.step, chosen.task);
    },

    showSolution: async (target, id) => {
      const chosen = await startedTask(target, id);
      if (!chosen || isNotice(chosen)) return chosen;
      return (await dependencies.learning()).showSolution(chosen.step, chosen.task);
    },

    openMilestones: async (target) => {
      await panels.openMilestones(readCurriculum(index, target));
      return undefined;
    },

    openPlanner: async () => {
      await dependencies.planner.open();
      return undefined;
    },

    ...portfolioHandlers(dependencies.portfolio),

    markMilestone: (target, how) => milestones.mark(target, how),
    reopenMilestone: (target) => milestones.reopen(target),

    setUpPython: (target) => dependencies.setUpPython(readStep(index, target)),

    doctor: async (action) => {
      const doctor = await dependencies.doctor();
      if (action === 'copy') return doctor.copy();
      await doctor.open();
      return undefined;
    },

    ...undoHandlers({
      learning: dependencies.learning,
      startedStep,
      taskOf: (step, target, id) => taskOf(step, target, id) ?? taskAtCursor(progress, step),
    }),

    reportCheck: async (target, check) => {
      const step = await startedStep(target, t('Choose the step of the check'));
      if (!step || 'message' in step) return step;
      return (await dependencies.learning()).reportCheck(step, checkOf(step, target, check));
    },

    markAnyway: async (target, check) => {
      const step = await startedStep(target, t('Choose the step of the check'));
      if (!step || 'message' in step) return step;
      return (await dependencies.learning()).markAnyway(step, checkOf(step, target, check));
    },

    switchHome: async () => {
      await progress.switchHome();
      return undefined;
    },

    restoreProgress: () => progress.offerRestore(),

    manageTrust: async () => {
      await vscode.commands.executeCommand('workbench.trust.manage');
      return undefined;
    },
  };
}

async function pickPivot(index: CurriculumIndex, pivot: string | undefined): Promise<string | undefined> {
  const items = pivotFirst(index, pivot).map(({ id, title, subtitle, summary }) => ({
    label: title,
    description: id === pivot ? t('your pivot') : subtitle,
    detail: summary,
    id,
  }));
  const placeHolder = t('Where do you come from, and where are you going?');
  return (await vscode.window.showQuickPick(items, { title: t('Choose Pivot'), placeHolder, matchOnDetail: true }))?.id;
}

async function pickTask(step: Step): Promise<Step['tasks'][number] | undefined> {
  const items = step.tasks.map((task) => ({ label: task.title, description: t('{0} min', task.minutes), task }));
  return (await vscode.window.showQuickPick(items, { title: step.title, placeHolder: t('Choose a task') }))?.task;
}

async function pickCheck(step: Step): Promise<readonly string[] | undefined> {
  const items = step.checks.map(({ id, title }) => ({ label: title, id }));
  const picked = await vscode.window.showQuickPick(items, { title: step.title, placeHolder: t('Choose a check') });
  return picked && [picked.id];
}

/** Checks of a task of the tree, of one item of the Test Explorer, or those that the caller names. */
function readOnly(step: Step, target: unknown, options: unknown): readonly string[] | undefined {
  const ids = step.checks
    .filter(({ id, task }) => isTaskOf(target, task) || isTestOf(target, step, id) || isNamedIn(options, id))
    .map(({ id }) => id);
  return ids.length > 0 ? ids : undefined;
}

const isTaskOf = (target: unknown, task: string): boolean =>
  typeof target === 'object' &&
  target !== null &&
  'task' in target &&
  typeof target.task === 'object' &&
  target.task !== null &&
  'id' in target.task &&
  target.task.id === task;

const taskOf = (step: Step, target: unknown, id: unknown): Task | undefined =>
  step.tasks.find((each) => each.id === id || isTaskOf(target, each.id));

/** Of an item of the Test Explorer, or of a message of one. */
function isTestOf(target: unknown, step: Step, check: string): boolean {
  if (typeof target !== 'object' || target === null) return false;
  if ('test' in target) return isTestOf(target.test, step, check);
  return 'id' in target && target.id === `${step.ref}/${check}`;
}

const checkOf = (step: Step, target: unknown, check: unknown): string | undefined =>
  step.checks.find(({ id }) => id === check || isTestOf(target, step, id))?.id;

const readTask = (at: unknown): unknown =>
  typeof at === 'object' && at !== null && 'task' in at ? at.task : undefined;

const isNamedIn = (options: unknown, check: string): boolean =>
  typeof options === 'object' &&
  options !== null &&
  'only' in options &&
  Array.isArray(options.only) &&
  options.only.includes(check);

/** A run that judged nothing says why, with its repair. Verdicts on the work are shown where the work is. */
function blockedNotice(step: Step, run: CheckRun): Notice | undefined {
  const reason = run.reason ?? run.checks.find((check) => check.reason)?.reason;
  if (!reason || reason.kind === 'cancelled' || run.verdict === 'passed' || run.verdict === 'failed') return undefined;
  const { message, action } = repairOf(reason);
  return {
    message,
    ...(action
      ? { action: { title: action.title, run: () => vscode.commands.executeCommand(action.command, step.ref) } }
      : {}),
  };
}
