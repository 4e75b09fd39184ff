/** Every command of Bridgecraft and what it takes. Each works without arguments too, from the palette. */
import * as vscode from 'vscode';

export const commandIds = {
  choosePivot: 'bridgecraft.choosePivot',
  startStep: 'bridgecraft.startStep',
  runChecks: 'bridgecraft.runChecks',
  stopChecks: 'bridgecraft.stopChecks',
  debugChecks: 'bridgecraft.debugChecks',
  runInTerminal: 'bridgecraft.runInTerminal',
  explore: 'bridgecraft.explore',
  openGuide: 'bridgecraft.openGuide',
  goToTask: 'bridgecraft.goToTask',
  nextTask: 'bridgecraft.nextTask',
  showHint: 'bridgecraft.showHint',
  compare: 'bridgecraft.compare',
  showSolution: 'bridgecraft.showSolution',
  openMilestones: 'bridgecraft.openMilestones',
  openPlanner: 'bridgecraft.openPlanner',
  previewPortfolio: 'bridgecraft.previewPortfolio',
  exportPortfolio: 'bridgecraft.exportPortfolio',
  refreshPortfolio: 'bridgecraft.refreshPortfolio',
  markMilestone: 'bridgecraft.markMilestone',
  reopenMilestone: 'bridgecraft.reopenMilestone',
  setUpPython: 'bridgecraft.setUpPython',
  doctor: 'bridgecraft.doctor',
  restoreAuthorFiles: 'bridgecraft.restoreAuthorFiles',
  reset: 'bridgecraft.reset',
  restoreSnapshot: 'bridgecraft.restoreSnapshot',
  updateStep: 'bridgecraft.updateStep',
  showChanges: 'bridgecraft.showChanges',
  acceptUpdate: 'bridgecraft.acceptUpdate',
  declineUpdate: 'bridgecraft.declineUpdate',
  reportCheck: 'bridgecraft.reportCheck',
  markAnyway: 'bridgecraft.markAnyway',
  switchHome: 'bridgecraft.switchHome',
  restoreProgress: 'bridgecraft.restoreProgress',
  manageTrust: 'bridgecraft.manageTrust',
} as const;

export type CommandName = keyof typeof commandIds;

/**
 * A step, however a caller names it: its reference, a node of the tree, an item of the Test Explorer. What callers outside
 * pass is unknown until `targets.ts` has read it.
 */
export type StepTarget = string | { readonly step: { readonly ref: string } };

/** What each command is called with from within Bridgecraft. */
export interface CommandArguments {
  readonly choosePivot: readonly [curriculum?: string];
  readonly startStep: readonly [step?: StepTarget];
  readonly runChecks: readonly [step?: StepTarget, options?: { readonly only?: readonly string[] }];
  readonly stopChecks: readonly [step?: StepTarget];
  readonly debugChecks: readonly [step?: StepTarget, check?: string];
  readonly runInTerminal: readonly [step?: StepTarget, check?: string];
  readonly explore: readonly [step?: StepTarget];
  readonly openGuide: readonly [step?: StepTarget, at?: { readonly task: string }];
  readonly goToTask: readonly [step?: StepTarget, task?: string];
  readonly nextTask: readonly [step?: StepTarget];
  readonly showHint: readonly [step?: StepTarget, task?: string];
  /** Asks before it shows a solution that the learner has not earned yet. */
  readonly compare: readonly [step?: StepTarget, task?: string];
  readonly showSolution: readonly [step?: StepTarget, task?: string];
  readonly openMilestones: readonly [curriculum?: string];
  readonly openPlanner: readonly [];
  readonly previewPortfolio: readonly [];
  readonly exportPortfolio: readonly [];
  /** Runs the checks of the projects that changed since their figures were recorded. */
  readonly refreshPortfolio: readonly [];
  /** With a note (and files) nothing is asked; files make it attested, none unverified. */
  readonly markMilestone: readonly [
    milestone?: string,
    how?: { readonly note: string; readonly files: readonly vscode.Uri[] },
  ];
  readonly reopenMilestone: readonly [milestone?: string];
  readonly setUpPython: readonly [step?: StepTarget];
  /** `copy`: onto the clipboard instead of into a page. */
  readonly doctor: readonly [action?: 'copy'];
  readonly restoreAuthorFiles: readonly [step?: StepTarget];
  /** Without the extent it is asked for. */
  readonly reset: readonly [step?: StepTarget, task?: string, extent?: 'region' | 'file' | 'step'];
  readonly restoreSnapshot: readonly [];
  readonly updateStep: readonly [step?: StepTarget];
  readonly showChanges: readonly [step?: StepTarget];
  /** Without a copy: the one in the active editor. */
  readonly acceptUpdate: readonly [copy?: vscode.Uri];
  readonly declineUpdate: readonly [copy?: vscode.Uri];
  readonly reportCheck: readonly [step?: StepTarget, check?: string];
  /** The milestones that the check holds back. */
  readonly markAnyway: readonly [step?: StepTarget, check?: string];
  readonly switchHome: readonly [];
  readonly restoreProgress: readonly [];
  readonly manageTrust: readonly [];
}

export const execute = <Name extends CommandName>(name: Name, ...args: CommandArguments[Name]): Thenable<unknown> =>
  vscode.commands.executeCommand(commandIds[name], ...args);
