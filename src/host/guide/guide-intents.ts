/** Turns what the guide asks for into commands. Ids are looked up in the index first; unknown ones do nothing. */
import * as vscode from 'vscode';
import type { Step } from '../../core/curriculum/model';
import type { GuideIntent } from '../../protocol/guide';
import { isInside } from '../../core/checks/paths';
import type { StepState } from '../../core/progress/state';
import { repairOf } from '../checks/repairs';
import type { LiveRun } from '../checks/checks';
import { execute } from '../commands/command-ids';
import { checkOutcomes } from './check-outcomes';

export interface IntentContext {
  readonly step: Step;
  readonly state: StepState | undefined;
  readonly live: LiveRun | undefined;
  readonly project: vscode.Uri | undefined;
  readonly answer: (question: string, option: number) => Promise<void>;
}

export async function perform(intent: Exclude<GuideIntent, { kind: 'ready' }>, context: IntentContext): Promise<void> {
  const { step, live } = context;
  switch (intent.kind) {
    case 'start-step':
      await execute('startStep', step.ref);
      return;
    case 'run-checks': {
      const only = step.checks.filter((check) => check.task === intent.task).map((check) => check.id);
      await execute('runChecks', step.ref, ...(only.length > 0 ? [{ only }] : []));
      return;
    }
    case 'stop-checks':
      await execute('stopChecks', step.ref);
      return;
    case 'set-up-python':
      await execute('setUpPython', step.ref);
      return;
    case 'open-milestones':
      await execute('openMilestones', step.curriculum);
      return;
    case 'go-to-task':
      if (step.tasks.some((task) => task.id === intent.task)) {
        await execute('goToTask', step.ref, intent.task);
      }
      return;
    case 'go-to-failure':
      await goToFailure(context, intent.check);
      return;
    case 'open-file':
      if (context.project && isInside(intent.file)) {
        await vscode.commands.executeCommand(
          'vscode.open',
          vscode.Uri.joinPath(context.project, intent.file),
          vscode.ViewColumn.One,
        );
      }
      return;
    case 'repair': {
      const reason =
        intent.check === undefined
          ? (live?.run?.reason ?? outcomes(context).find((outcome) => outcome.reason)?.reason)
          : outcomes(context).find((outcome) => outcome.check.id === intent.check)?.reason;
      const command = reason && repairOf(reason).action?.command;
      if (command) await vscode.commands.executeCommand(command, step.ref);
      return;
    }
    case 'show-hint':
      if (step.tasks.some((task) => task.id === intent.task)) await execute('showHint', step.ref, intent.task);
      return;
    case 'compare':
      if (step.tasks.some((task) => task.id === intent.task)) await execute('compare', step.ref, intent.task);
      return;
    case 'reset':
      if (step.tasks.some((task) => task.id === intent.task)) await execute('reset', step.ref, intent.task);
      return;
    case 'update-step':
      await execute('updateStep', step.ref);
      return;
    case 'show-changes':
      await execute('showChanges', step.ref);
      return;
    case 'answer': {
      const asked = [...step.recall, ...step.quiz].find(({ id }) => id === intent.question);
      if (!asked || intent.option >= asked.options.length) return;
      await context.answer(asked.id, intent.option);
      return;
    }
    case 'report':
      if (step.checks.some((check) => check.id === intent.check)) {
        await execute('reportCheck', step.ref, intent.check);
      }
      return;
    case 'mark-anyway':
      if (step.checks.some((check) => check.id === intent.check)) {
        await execute('markAnyway', step.ref, intent.check);
      }
      return;
    case 'manage-trust':
      await execute('manageTrust');
      return;
  }
}

const outcomes = ({ step, state, live }: IntentContext) => checkOutcomes(step, state, live);

async function goToFailure(context: IntentContext, check: string): Promise<void> {
  const { project } = context;
  const location = outcomes(context).find((outcome) => outcome.check.id === check)?.location;
  // The path comes from a traceback that the learner's code can shape.
  if (!location || !project || !isInside(location.file)) return;
  const line = Math.max(0, location.line - 1);
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.joinPath(project, location.file), {
    viewColumn: vscode.ViewColumn.One,
    selection: new vscode.Range(line, 0, line, 0),
  });
}
