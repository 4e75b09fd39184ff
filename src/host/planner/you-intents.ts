/** Does what somebody asks for in the tab on oneself. */
import * as vscode from 'vscode';
import type { AssessmentFile } from '../../core/planner/assessment-schema';
import { assessmentIntent, type AssessmentIntent, type YouIntent } from '../../protocol/planner/intents';
import { execute } from '../commands/command-ids';
import { ensureAssessment, showAssessment } from './assessment-file';
import { exportAssessment, wipeAssessment } from './assessment-actions';
import type { PlannerContext } from './planner-intents';
import { youChange } from './you-changes';

export async function performYou(context: PlannerContext, intent: YouIntent): Promise<void> {
  if (assessmentIntent.is(intent)) {
    await performChange(context, intent);
    return;
  }
  const { problems, place, assessment } = context.input();
  const home = context.dependencies.progress.homeFolder;
  switch (intent.kind) {
    case 'open-folder':
      await vscode.commands.executeCommand('vscode.openFolder');
      return;
    case 'manage-trust':
      await execute('manageTrust');
      return;
    case 'start-step':
      await execute('startStep');
      return;
    case 'edit-assessment':
      if (home && place === 'open' && (await isMade(context, home))) await showAssessment(home);
      return;
    case 'go-to-mistake':
      if (home) await showAssessment(home, problems[intent.mistake]);
      return;
    case 'export-assessment':
      if (home && place === 'open') await exportAssessment(home);
      return;
    case 'wipe-assessment':
      if (home && place === 'open' && (await wipeAssessment(home, assessment))) await context.refresh();
      return;
  }
}

/** What is not agreed to or cannot be kept goes back to what stands there: the page is shown anew in any case. */
async function performChange(context: PlannerContext, intent: AssessmentIntent): Promise<void> {
  const { table, progress } = context.dependencies;
  const { assessment, problems, place, choices } = context.input();
  const home = progress.homeFolder;
  const now = assessment ?? emptyAssessment(choices.from);
  const isPossible = home !== undefined && place === 'open' && problems.length === 0;
  if (isPossible && youChange(table, now, intent) && (await isMade(context, home))) {
    await context.write((current) => youChange(table, current, intent));
  } else await context.refresh();
}

const emptyAssessment = (from: AssessmentFile['from']): AssessmentFile => ({
  from,
  weeks_off: [],
  interests: [],
  goals: [],
  levels: {},
  evidence: {},
});

/** Two changes in quick succession are one question. */
const asking = new WeakMap<PlannerContext, Promise<boolean>>();

/** A new one says what this page counts with already. */
async function isMade(context: PlannerContext, home: vscode.Uri): Promise<boolean> {
  const { from, to, hours } = context.input().choices;
  const answer = asking.get(context) ?? ensureAssessment(home, { from, to, hours_per_week: hours });
  asking.set(context, answer);
  try {
    return await answer;
  } finally {
    asking.delete(context);
    await context.refresh();
  }
}
