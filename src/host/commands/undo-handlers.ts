/** Commands that change files of a project, and bring back what was there. */
import * as vscode from 'vscode';
import type { Step, Task } from '../../core/curriculum/model';
import type { LearningFeatures } from '../learning/learning-features';
import type { ResetExtent } from '../snapshots/reset';
import type { Notice } from './notice';
import type { CommandHandlers } from './register';

export interface UndoHandlerDependencies {
  readonly learning: () => Promise<LearningFeatures>;
  readonly startedStep: (target: unknown, placeHolder: string) => Promise<Step | Notice | undefined>;
  /** Of the call, else at the cursor. */
  readonly taskOf: (step: Step, target: unknown, id: unknown) => Task | undefined;
}

type UndoCommand =
  'restoreAuthorFiles' | 'reset' | 'restoreSnapshot' | 'updateStep' | 'showChanges' | 'acceptUpdate' | 'declineUpdate';

const { t } = vscode.l10n;

export function undoHandlers({
  learning,
  startedStep,
  taskOf,
}: UndoHandlerDependencies): Pick<CommandHandlers, UndoCommand> {
  const withStep = async (
    target: unknown,
    placeHolder: string,
    act: (features: LearningFeatures, step: Step) => Promise<Notice | undefined>,
  ): Promise<Notice | undefined> => {
    const step = await startedStep(target, placeHolder);
    return !step || 'message' in step ? step : act(await learning(), step);
  };
  return {
    restoreAuthorFiles: (target) =>
      withStep(target, t('Choose the step whose checks are restored'), (features, step) =>
        features.restoreAuthorFiles(step),
      ),
    reset: (target, id, extent) =>
      withStep(target, t('Choose the step to reset'), (features, step) =>
        features.reset(step, taskOf(step, target, id), readExtent(extent)),
      ),
    restoreSnapshot: async () => (await learning()).restoreSnapshot(),
    updateStep: (target) =>
      withStep(target, t('Choose the step to update'), (features, step) => features.updateStep(step)),
    showChanges: (target) =>
      withStep(target, t('Choose the step whose changes you want to see'), (features, step) =>
        features.showChanges(step),
      ),
    acceptUpdate: async (copy) => (await learning()).acceptUpdate(readUri(copy)),
    declineUpdate: async (copy) => (await learning()).declineUpdate(readUri(copy)),
  };
}

const readUri = (value: unknown): vscode.Uri | undefined => (value instanceof vscode.Uri ? value : undefined);

const readExtent = (value: unknown): ResetExtent | undefined =>
  value === 'region' || value === 'file' || value === 'step' ? value : undefined;
