/** How a node looks: label, icon, description, and the same in words for a screen reader. */
import * as vscode from 'vscode';
import type { ProgressState, StepState } from '../../core/progress/state';
import type { LiveRun } from '../checks/checks';
import { commandIds } from '../commands/command-ids';
import { stepsOf } from '../../core/curriculum/steps';
import type { CurriculumNode, PhaseNode, StepNode, TaskNode, TreeNode } from './tree-nodes';
import { checksInWords, iconOf, type Mood, moodInWords, stepMood, taskMood, timeInWords } from './tree-words';

export interface TreeState {
  readonly progress: ProgressState;
  readonly runOf: (step: StepNode['step']) => LiveRun | undefined;
  readonly isScaffolded: (step: StepNode['step']) => boolean;
  /** A newer version of the step is installed than the project is of. */
  readonly isOlder: (step: StepNode['step']) => boolean;
}

const { t } = vscode.l10n;
const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;

export function treeItem(node: TreeNode, state: TreeState): vscode.TreeItem {
  switch (node.kind) {
    case 'curriculum':
      return curriculumItem(node, state);
    case 'phase':
      return phaseItem(node, state);
    case 'step':
      return stepItem(node, state);
    case 'task':
      return taskItem(node, state);
  }
}

/** Asked for when the mouse or the keyboard rests on an item. */
export function tooltip(node: TreeNode): string {
  switch (node.kind) {
    case 'curriculum':
      return `${node.curriculum.title}: ${node.curriculum.subtitle}\n\n${node.curriculum.summary}`;
    case 'phase':
      return [t('At its end you can:'), ...node.phase.indicators.map((indicator) => `• ${indicator}`)].join('\n');
    case 'step':
      return `${node.step.title}\n\n${node.step.summary}`;
    case 'task':
      return t(
        '{0}, in {1}',
        node.task.title,
        node.task.region ? `${node.task.file} (${node.task.region})` : node.task.file,
      );
  }
}

function curriculumItem({ curriculum }: CurriculumNode, { progress }: TreeState): vscode.TreeItem {
  const isPivot = progress.pivot === curriculum.id;
  const item = new vscode.TreeItem(curriculum.title, isPivot ? Expanded : Collapsed);
  item.id = `curriculum:${curriculum.id}`;
  item.description = isPivot ? passedSteps(stepsOf(curriculum), progress) : curriculum.subtitle;
  item.iconPath = new vscode.ThemeIcon(isPivot ? 'compass-active' : 'compass');
  item.contextValue = isPivot ? 'curriculum pivot' : 'curriculum';
  item.accessibilityInformation = {
    label: isPivot
      ? t('{0}, your pivot, {1}', curriculum.title, passedSteps(stepsOf(curriculum), progress))
      : t('{0}, curriculum, {1}', curriculum.title, curriculum.subtitle),
  };
  return item;
}

function phaseItem({ curriculum, phase }: PhaseNode, { progress }: TreeState): vscode.TreeItem {
  const isFirst = curriculum.phases[0] === phase;
  const hasBegun = phase.steps.some(({ ref }) => (progress.steps.get(ref)?.status ?? 'not-started') !== 'not-started');
  const item = new vscode.TreeItem(phase.title, hasBegun || isFirst ? Expanded : Collapsed);
  item.id = `phase:${curriculum.id}/${phase.id}`;
  item.description = passedSteps(phase.steps, progress);
  item.iconPath = new vscode.ThemeIcon('milestone');
  item.contextValue = 'phase';
  item.accessibilityInformation = { label: t('Phase {0}, {1}', phase.title, item.description) };
  return item;
}

function stepItem(node: StepNode, { progress, runOf, isScaffolded, isOlder }: TreeState): vscode.TreeItem {
  const { step } = node;
  const state = progress.steps.get(step.ref);
  const run = runOf(step);
  const mood = stepMood(state, run, isScaffolded(step));
  const item = new vscode.TreeItem(step.title, mood === 'not-started' ? Collapsed : Expanded);
  item.id = `step:${step.ref}`;
  const standing = stepDescription(node, mood, state, run);
  item.description = isOlder(step) ? t('{0} · newer version', standing) : standing;
  item.iconPath = iconOf(mood);
  item.contextValue = isScaffolded(step) ? (isOlder(step) ? 'step started older' : 'step started') : 'step new';
  item.command = { command: commandIds.openGuide, title: t('Open Guide'), arguments: [node] };
  item.accessibilityInformation = {
    label: t('Step {0}, {1}, {2}, {3}', node.number, step.title, moodInWords(mood), item.description),
  };
  return item;
}

function taskItem(node: TaskNode, { progress, runOf, isScaffolded }: TreeState): vscode.TreeItem {
  const { step, task } = node;
  const mood = taskMood(node, progress.steps.get(step.ref), runOf(step), isScaffolded(step));
  const item = new vscode.TreeItem(task.title, None);
  item.id = `task:${step.ref}/${task.id}`;
  item.description = t('{0} min', task.minutes);
  item.iconPath = iconOf(mood);
  item.contextValue = isScaffolded(step) ? 'task started' : 'task';
  item.command = { command: commandIds.goToTask, title: t('Go to Task'), arguments: [step.ref, task.id] };
  item.accessibilityInformation = {
    label: t('Task {0}, {1}, about {2} minutes', task.title, moodInWords(mood), task.minutes),
  };
  return item;
}

function stepDescription(
  { step }: StepNode,
  mood: Mood,
  state: StepState | undefined,
  run: LiveRun | undefined,
): string {
  if (mood === 'running') return t('checking, {0}', checksInWords(run?.results.size ?? 0, state?.checks.length ?? 0));
  if (!state || mood === 'not-started') return timeInWords(step.hours);
  const checks = checksInWords(state.passedCount, state.checks.length);
  return state.hoursLeft === 0 ? checks : t('{0} · {1} left', checks, timeInWords(state.hoursLeft));
}

function passedSteps(steps: readonly StepNode['step'][], progress: ProgressState): string {
  const passed = steps.filter(({ ref }) => progress.steps.get(ref)?.status === 'passed').length;
  return steps.length === 1 ? t('{0} of 1 step', passed) : t('{0} of {1} steps', passed, steps.length);
}
