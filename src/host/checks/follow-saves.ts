/** Checks on save in VS Code: a bundle of its own (`dist/follow-saves.js`), loaded when a learner switches them on. */
import * as vscode from 'vscode';
import { isLearnersFile } from '../../core/checks/on-save';
import type { Step } from '../../core/curriculum/model';
import { isWithin } from '../adapters/workspace';
import type { Progress } from '../progress/progress';
import type { Checks } from './checks';
import { OnSave } from './on-save';

export interface FollowedSaves {
  readonly progress: Progress;
  readonly checks: Checks;
  /** What the learner chose: check ids by step; undefined stands for the whole step. */
  readonly wanted: () => ReadonlyMap<Step, readonly string[] | undefined>;
  /** Shows them where tests are shown, before they run. */
  readonly begin: (step: Step, only: readonly string[]) => unknown;
  readonly onFailure: (error: unknown) => void;
}

/** Until it is disposed: after each save, the quick checks of what the learner chose. */
export function followSaves({ progress, checks, wanted, begin, onFailure }: FollowedSaves): vscode.Disposable {
  const onSave = new OnSave({
    run: async (step, only, signal) => {
      begin(step, only);
      const source = new vscode.CancellationTokenSource();
      signal.addEventListener('abort', () => source.cancel());
      await checks.run(step, { only }, source.token);
      source.dispose();
    },
    isRunning: (ref) => {
      const live = checks.runs.get(ref);
      return live !== undefined && live.run === undefined;
    },
    onFailure,
  });
  return vscode.Disposable.from(
    onSave,
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      for (const [step, only] of wanted()) {
        const project = progress.projects.get(step.ref);
        if (!project || !isWithin(project, uri)) continue;
        if (isLearnersFile(step, uri.path.slice(project.path.length + 1))) onSave.saved(step, only);
      }
    }),
    checks.onDidChange(({ step, run }) => {
      if (run) onSave.ended(step);
    }),
  );
}
