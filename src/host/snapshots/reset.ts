/** Puts a region, a file or a whole step back to its starter. What was there is kept, and comes back with Undo. */
import * as vscode from 'vscode';
import type { Step, Task } from '../../core/curriculum/model';
import { withRegionFrom } from '../../core/curriculum/region-versions';
import type { Files, StepFiles } from '../../core/curriculum/step-files';
import type { Notice } from '../commands/notice';
import type { Progress } from '../progress/progress';
import { currentText, type ProjectWriter, type WantedFile } from './project-writer';
import { pathIn } from '../task-places';
import type { RestoreSnapshot } from './restore-snapshot';

const { t } = vscode.l10n;

export type ResetExtent = 'region' | 'file' | 'step';

interface Choice {
  readonly label: string;
  readonly description?: string;
  /** What was reset, in the notice. */
  readonly what: string;
  readonly wanted: () => Promise<readonly WantedFile[]>;
}

export class Reset {
  constructor(
    private readonly progress: Progress,
    private readonly writer: ProjectWriter,
    private readonly restore: RestoreSnapshot,
    private readonly stepFiles: () => Promise<StepFiles>,
  ) {}

  async run(step: Step, task: Task | undefined, extent: ResetExtent | undefined): Promise<Notice | undefined> {
    const project = this.progress.projects.get(step.ref);
    const starter = project && (await this.starterOf(step));
    if (!project) return undefined;
    if (!starter) {
      return {
        message: t(
          'The starter of this version of "{0}" is not kept any more, so nothing was reset. Updating the step brings a new one.',
          step.title,
        ),
      };
    }
    const choices = await this.choices(step, task, project, starter);
    const choice = extent === undefined ? await pick(step, [...choices.values()]) : choices.get(extent);
    if (!choice) return undefined;
    const written = await this.writer.write(step, 'reset', await choice.wanted(), (snapshot, files) => ({
      kind: 'step-reset',
      step: step.ref,
      files,
      snapshot,
    }));
    if (!written.ok) return written.reason;
    if (!written.value) {
      return { severity: 'information', message: t('{0} is as the starter has it.', choice.what) };
    }
    const { snapshot } = written.value;
    return {
      severity: 'information',
      message: t('{0} is reset. What was there is kept.', choice.what),
      action: { title: t('Undo'), run: () => this.restore.undo(step, snapshot) },
    };
  }

  /** Of the version that the project has: its checks belong to that one. */
  private async starterOf(step: Step): Promise<Files | undefined> {
    const files = await this.stepFiles();
    const version = this.progress.marks.get(step.ref)?.contentVersion ?? step.contentVersion;
    return files.starter(step, version, this.progress.homeFolder?.fsPath ?? '');
  }

  private async choices(
    step: Step,
    task: Task | undefined,
    project: vscode.Uri,
    starter: Files,
  ): Promise<ReadonlyMap<ResetExtent, Choice>> {
    const choices = new Map<ResetExtent, Choice>();
    const wanted = (path: string): WantedFile[] => {
      const content = starter.get(path);
      return content === undefined ? [] : [{ path, saved: bytesOf(content) }];
    };
    // Between the regions of a file, the file is what is in front of the learner.
    const path = task?.file ?? pathInFront(project);
    const own = task && (await currentText(vscode.Uri.joinPath(project, task.file)));
    const given = path === undefined ? undefined : starter.get(path);
    if (task?.region !== undefined && own !== undefined && typeof given === 'string') {
      const { file, region } = task;
      const text = withRegionFrom(file, own, given, region);
      if (text !== undefined) {
        choices.set('region', {
          label: t('$(symbol-method) Region {0}', region),
          description: t('in {0}', file),
          what: t('"{0}" in {1}', region, file),
          wanted: () => Promise.resolve([{ path: file, saved: bytesOf(text) }]),
        });
      }
    }
    const isLearners = step.projectFiles.some((each) => each.path === path && each.owner === 'learner');
    if (path !== undefined && given !== undefined && isLearners) {
      const isLost = task?.region !== undefined && !choices.has('region');
      choices.set('file', {
        label: t('$(file) File {0}', path),
        ...(isLost ? { description: t('its region "{0}" is not found', task.region ?? '') } : {}),
        what: path,
        wanted: () => Promise.resolve(wanted(path)),
      });
    }
    const paths = step.projectFiles.filter(({ owner }) => owner === 'learner').map(({ path }) => path);
    choices.set('step', {
      label: t('$(folder) Whole step'),
      description: t('{0} files; files of your own stay', paths.length),
      what: t('The project of "{0}"', step.title),
      wanted: () => Promise.resolve(paths.flatMap(wanted)),
    });
    return choices;
  }
}

async function pick(step: Step, choices: readonly Choice[]): Promise<Choice | undefined> {
  const placeHolder = t('What goes back to the starter? Your text is kept, and comes back with Undo.');
  return vscode.window.showQuickPick(choices, { title: t('Reset: {0}', step.title), placeHolder });
}

function pathInFront(project: vscode.Uri): string | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && pathIn(project, document.uri);
}

const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;
