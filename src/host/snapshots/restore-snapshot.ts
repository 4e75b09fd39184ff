/** Brings back what a snapshot holds: all of it with Undo, or file by file after a look at the difference. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import { type Loss, lossesOf } from '../../core/scaffold/losses';
import type { ProjectChanges } from '../../core/scaffold/project-change';
import type { Snapshot, SnapshotFile, SnapshotReason } from '../../core/scaffold/snapshot';
import { typeOf } from '../adapters/workspace';
import { execute } from '../commands/command-ids';
import { notStartedNotice } from '../commands/go-to-task';
import type { Notice } from '../commands/notice';
import { findStep } from '../curriculum-index';
import type { Progress } from '../progress/progress';
import { keptUri } from './kept-documents';
import type { ProjectWriter, WantedFile } from './project-writer';

const { t } = vscode.l10n;

interface LostFiles {
  readonly step: Step;
  readonly losses: readonly Loss[];
}

type Which = 'saved' | 'unsaved';

export class RestoreSnapshot {
  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly writer: ProjectWriter,
    private readonly changes: () => Promise<ProjectChanges>,
  ) {}

  /** Everything as it was, text that was not saved included. */
  async undo(step: Step, name: string): Promise<Notice | undefined> {
    const snapshot = (await this.snapshots()).find((each) => each.name === name);
    if (!snapshot) return { message: t('The snapshot is not there any more, so nothing was undone.') };
    const files = await Promise.all(snapshot.files.map((file) => this.asItWas(snapshot, file)));
    const there = files.filter((file) => file !== undefined);
    const written = await this.writer.write(step, 'undo', there);
    if (!written.ok) return written.reason;
    const lost = snapshot.files.length - there.length;
    if (lost > 0) return { message: t('Undone, but {0} files are not in the snapshot any more.', lost) };
    return { severity: 'information', message: t('Your files are as they were.') };
  }

  async run(): Promise<Notice | undefined> {
    const snapshots = await this.snapshots();
    const lost = await this.lost(snapshots);
    if (snapshots.length === 0 && lost.length === 0) {
      return {
        severity: 'information',
        message: t(
          'There are no snapshots yet. One is taken before a reset, an update and a solution that was asked for.',
        ),
      };
    }
    const items = [
      ...lost.map((each) => ({ ...lostItem(each), lost: each, snapshot: undefined })),
      ...snapshots.map((snapshot) => ({ ...this.item(snapshot), snapshot, lost: undefined })),
    ];
    const picked = await vscode.window.showQuickPick(items, {
      title: t('Restore Snapshot'),
      placeHolder: t('Choose a moment; you see the difference before anything changes'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (picked?.lost) return this.bringBack(picked.lost);
    return picked && this.chooseFile(picked.snapshot);
  }

  private async snapshots(): Promise<readonly Snapshot[]> {
    const home = this.progress.homeFolder;
    return home ? (await this.changes()).snapshots(home.fsPath) : [];
  }

  private item(snapshot: Snapshot): vscode.QuickPickItem {
    const step = findStep(this.index, snapshot.step);
    return {
      label: t('{0}, {1}', timeText(snapshot.time), reasonText(snapshot.reason)),
      description: step?.title ?? snapshot.step,
      detail: snapshot.files.map(({ path }) => path).join(', '),
    };
  }

  private async chooseFile(snapshot: Snapshot): Promise<Notice | undefined> {
    const step = findStep(this.index, snapshot.step);
    const project = step && this.progress.projects.get(step.ref);
    if (!step) return { message: t('The step of this snapshot ({0}) is not known any more.', snapshot.step) };
    if (!project) return notStartedNotice(step);
    const versions = snapshot.files.flatMap((file) => [
      ...(file.isUnsaved
        ? [{ label: file.path, description: t('with unsaved edits'), file, which: 'unsaved' as const }]
        : []),
      ...(file.isSaved ? [{ label: file.path, description: t('as saved'), file, which: 'saved' as const }] : []),
    ]);
    const all = {
      label: t('$(files) All files'),
      description: t('as they were'),
      file: undefined,
      which: 'saved' as const,
    };
    const picked = await vscode.window.showQuickPick(versions.length > 1 ? [...versions, all] : versions, {
      title: t('{0}, {1}', timeText(snapshot.time), reasonText(snapshot.reason)),
      placeHolder: t('Choose a file to see what would change'),
    });
    if (!picked) return undefined;
    const { file, which } = picked;
    if (!file) return this.restore(step, () => Promise.all(snapshot.files.map((each) => this.asItWas(snapshot, each))));
    const kept = keptUri({ kind: 'snapshot', name: snapshot.name, path: file.path, which });
    const own = vscode.Uri.joinPath(project, file.path);
    if ((await typeOf(own)) === undefined) await vscode.commands.executeCommand('vscode.open', kept);
    else {
      const title = t('{0}: kept {1} ↔ now', file.path, timeText(snapshot.time));
      await vscode.commands.executeCommand('vscode.diff', kept, own, title);
    }
    return {
      severity: 'information',
      message: t('Restore {0} as it was at {1}? What is there now is kept too.', file.path, timeText(snapshot.time)),
      action: {
        title: t('Restore'),
        run: () => this.restore(step, async () => [await this.oneVersion(snapshot, file, which)]),
      },
    };
  }

  private async restore(
    step: Step,
    files: () => Promise<readonly (WantedFile | undefined)[]>,
  ): Promise<Notice | undefined> {
    const wanted = (await files()).filter((file) => file !== undefined);
    const written = await this.writer.write(step, 'restore', wanted);
    if (!written.ok) return written.reason;
    if (!written.value) return { severity: 'information', message: t('That is what is there now.') };
    const { snapshot, paths } = written.value;
    return {
      severity: 'information',
      message: t('Restored: {0}.', paths.join(', ')),
      action: { title: t('Undo'), run: () => this.undo(step, snapshot) },
    };
  }

  private async asItWas(snapshot: Snapshot, file: SnapshotFile): Promise<WantedFile | undefined> {
    const saved = file.isSaved ? await this.read(snapshot, file, 'saved') : undefined;
    const unsaved = file.isUnsaved ? await this.read(snapshot, file, 'unsaved') : undefined;
    if ((file.isSaved && !saved) || (file.isUnsaved && !unsaved)) return undefined;
    // Edits of a file that was not there yet have no disk to lie upon but their own.
    return {
      path: file.path,
      saved: saved ?? unsaved,
      ...(unsaved ? { unsaved: new TextDecoder().decode(unsaved) } : {}),
    };
  }

  /** As one text that is then saved. */
  private async oneVersion(snapshot: Snapshot, file: SnapshotFile, which: Which): Promise<WantedFile | undefined> {
    const saved = await this.read(snapshot, file, which);
    return saved && { path: file.path, saved };
  }

  private async read({ name }: Snapshot, file: SnapshotFile, which: Which): Promise<Uint8Array | undefined> {
    const home = this.progress.homeFolder;
    return home && (await this.changes()).read(home.fsPath, name, file, which);
  }

  /** The learner's files of started steps that are not there any more. */
  private async lost(snapshots: readonly Snapshot[]): Promise<readonly LostFiles[]> {
    const { projects, state } = this.progress;
    const started = allSteps(this.index).filter(
      ({ ref }) => projects.has(ref) || state.steps.get(ref)?.startedAt !== undefined,
    );
    const found = await Promise.all(
      started.map(async (step) => {
        const project = this.progress.projects.get(step.ref);
        const own = step.projectFiles.filter(({ owner }) => owner === 'learner');
        const types = await Promise.all(
          own.map(async ({ path }) => project && (await typeOf(vscode.Uri.joinPath(project, path)))),
        );
        const missing = own.filter((_, at) => types[at] === undefined).map(({ path }) => path);
        return { step, losses: lossesOf(step.ref, missing, snapshots) };
      }),
    );
    return found.filter(({ losses }) => losses.length > 0);
  }

  private async bringBack({ step, losses }: LostFiles): Promise<Notice | undefined> {
    if (!this.progress.projects.has(step.ref)) {
      return {
        message: t(
          'The project of "{0}" is not in your folder any more. Start the step again; then its kept files can be restored here.',
          step.title,
        ),
        detail: lossText(losses),
        action: { title: t('Start Step'), run: () => execute('startStep', step.ref) },
      };
    }
    const gone = losses.filter(({ newest }) => newest === undefined).map(({ path }) => path);
    const cannot = t(
      'No snapshot holds {0}: your text in it cannot come back. Reset brings its starter.',
      gone.join(', '),
    );
    const kept = losses.flatMap(({ path, newest }) => {
      const file = newest?.files.find((each) => each.path === path);
      return newest && file ? [{ newest, file }] : [];
    });
    if (kept.length === 0) return { message: cannot };
    const notice = await this.restore(step, () =>
      Promise.all(kept.map(({ newest, file }) => this.oneVersion(newest, file, file.isUnsaved ? 'unsaved' : 'saved'))),
    );
    return notice && gone.length > 0 ? { ...notice, detail: cannot } : notice;
  }
}

function lostItem({ step, losses }: LostFiles): vscode.QuickPickItem {
  return {
    label: losses.length === 1 ? t('$(warning) 1 file is gone') : t('$(warning) {0} files are gone', losses.length),
    description: step.title,
    detail: lossText(losses),
  };
}

const lossText = (losses: readonly Loss[]): string =>
  losses
    .map(({ path, newest }) => (newest ? t('{0} (kept {1})', path, timeText(newest.time)) : t('{0} (not kept)', path)))
    .join(', ');

const timeText = (time: string): string =>
  new Date(time).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' });

function reasonText(reason: SnapshotReason): string {
  switch (reason) {
    case 'reset':
      return t('before a reset');
    case 'update':
      return t('before an update');
    case 'undo':
      return t('before an undo');
    case 'restore':
      return t('before a restore');
    case 'solution':
      return t('before the solution was shown');
    case 'checks':
      return t('after checks');
    case 'author-files':
      return t("before the author's files were restored");
  }
}
