/** What a command was called with: from the tree, the Test Explorer, a webview, a keybinding or nowhere. Never trusted. */
import * as vscode from 'vscode';
import type { CurriculumIndex, MilestoneEntry, Step } from '../../core/curriculum/model';
import type { MilestoneRef } from '../../core/progress/events';
import { stepsOf } from '../../core/curriculum/steps';
import { findStep, pivotFirst } from '../curriculum-index';

const { t } = vscode.l10n;

/** The step of a reference, of a node of the tree, of an item of the Test Explorer or of a message in it. */
export function readStep(index: CurriculumIndex, value: unknown): Step | undefined {
  if (typeof value === 'string') return findStep(index, value.split('/').slice(0, 2).join('/'));
  if (typeof value !== 'object' || value === null) return undefined;
  const inner =
    'step' in value
      ? value.step
      : 'test' in value
        ? value.test
        : 'ref' in value
          ? value.ref
          : 'id' in value
            ? value.id
            : undefined;
  return readStep(index, inner);
}

export function readCurriculum(index: CurriculumIndex, value: unknown): string | undefined {
  const id =
    typeof value === 'object' && value !== null && 'curriculum' in value
      ? typeof value.curriculum === 'object' && value.curriculum !== null && 'id' in value.curriculum
        ? value.curriculum.id
        : value.curriculum
      : value;
  return index.curricula.find((curriculum) => curriculum.id === id)?.id;
}

export interface NamedMilestone {
  readonly ref: MilestoneRef;
  readonly entry: MilestoneEntry;
}

export const milestonesOf = (index: CurriculumIndex): readonly NamedMilestone[] =>
  index.curricula.flatMap(({ id, milestones }) =>
    milestones.map((entry): NamedMilestone => ({ ref: `${id}/${entry.id}`, entry })),
  );

export const readMilestone = (index: CurriculumIndex, value: unknown): NamedMilestone | undefined =>
  milestonesOf(index).find(({ ref }) => ref === value);

/** Asks for a step, the pivot's first. `describe` returns undefined for a step that is not offered. */
export async function pickStep(
  index: CurriculumIndex,
  pivot: string | undefined,
  placeHolder: string,
  describe: (step: Step) => string | undefined,
): Promise<Step | undefined> {
  const items = pivotFirst(index, pivot).flatMap((curriculum) => {
    const steps = stepsOf(curriculum).flatMap((step) => {
      const description = describe(step);
      return description === undefined ? [] : [{ label: step.title, description, detail: step.summary, step }];
    });
    const separator = { label: curriculum.title, kind: vscode.QuickPickItemKind.Separator, step: undefined };
    return steps.length > 0 ? [separator, ...steps] : [];
  });
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
    title: t('Bridgecraft'),
  });
  return picked?.step;
}
