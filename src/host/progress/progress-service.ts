/** The learner's progress: the log of the home folder, folded, and the projects that lie in the open folders. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step, StepRef } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import { deriveState, runsOf } from '../../core/progress/derive';
import type { EventBody } from '../../core/progress/events';
import { foldLog } from '../../core/progress/fold';
import type { ProgressLog, ProgressLogs } from '../../core/progress/log';
import type { ProgressState } from '../../core/progress/state';
import type { FileHashes, StepRun } from '../../core/progress/verified';
import type { ProjectMark } from '../../core/scaffold/project-mark';
import { coalesced, diskFolders, isWithin, placeOfWork, sameUri } from '../adapters/workspace';
import type { Notice } from '../commands/notice';
import { HomeChoice } from './home-choice';
import type { HomeQuestions } from './home-questions';
import type { Progress } from './progress';
import { findProjects, type FoundProjects } from './project-finder';
import { missingResets, watchLog } from './recorded-log';

export interface ProgressDependencies {
  readonly index: CurriculumIndex;
  readonly logs: ProgressLogs;
  readonly questions: HomeQuestions;
  readonly workspaceState: vscode.Memento;
  /** Hashes of the learner's files as they are now, in the way that a run takes them. */
  readonly learnerFiles: (step: Step, project: string) => Promise<FileHashes>;
  /**
   * Finishes or rolls back what a crash left in a home folder; called once for each, before anything is written.
   * Resolves to what then belongs into the log, if it is not there.
   */
  readonly recover: (home: string) => Promise<readonly EventBody[]>;
  readonly log: vscode.LogOutputChannel;
}

interface Home {
  readonly folder: vscode.Uri;
  readonly log: ProgressLog;
  readonly watcher: vscode.Disposable;
}

export class ProgressService implements Progress, vscode.Disposable {
  private home: Home | undefined;
  private found: FoundProjects = { folders: new Map(), marks: new Map() };
  private currentFiles: ReadonlyMap<StepRef, FileHashes> = new Map();
  private derived: ProgressState;
  private projectWatcher: vscode.Disposable | undefined;
  private readonly choice: HomeChoice;
  private readonly emitter = new vscode.EventEmitter<ProgressState>();
  private readonly subscriptions: readonly { dispose(): unknown }[];
  readonly onDidChange = this.emitter.event;
  /** Looks for projects again. */
  readonly scan = coalesced(() => this.scanNow());
  private readonly settle = coalesced(() => this.settleNow());
  private readonly refreshLog = coalesced(() => this.refreshNow());

  constructor(private readonly dependencies: ProgressDependencies) {
    this.choice = new HomeChoice(dependencies.questions, dependencies.logs, dependencies.workspaceState);
    this.derived = this.derive();
    this.subscriptions = [
      this.emitter,
      vscode.workspace.onDidChangeWorkspaceFolders(() => void this.settle()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => void this.settle()),
      vscode.workspace.onDidRenameFiles(() => void this.scan()),
      vscode.workspace.onDidDeleteFiles(() => void this.scan()),
      vscode.workspace.onDidSaveTextDocument(({ uri }) => void this.hashAgain(uri)),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        // Other windows and other programs write while this one is not looked at.
        if (focused && (this.home || this.projects.size > 0)) void this.refreshLog().then(() => this.scan());
      }),
    ];
  }

  get homeFolder(): vscode.Uri | undefined {
    return this.home?.folder;
  }

  get state(): ProgressState {
    return this.derived;
  }

  get projects(): ReadonlyMap<StepRef, vscode.Uri> {
    return this.found.folders;
  }

  get marks(): ReadonlyMap<StepRef, ProjectMark> {
    return this.found.marks;
  }

  get runs(): ReadonlyMap<string, readonly StepRun[]> {
    return runsOf(foldLog(this.home?.log.snapshot.events ?? []), this.dependencies.index);
  }

  /** Homes of the open folders; with more than one, the tree says which is shown. */
  get homes(): readonly vscode.Uri[] {
    return this.choice.homes;
  }

  /** Finds the home folder and the projects. Asks nothing that the learner must answer first. */
  start(): Promise<void> {
    return this.settle();
  }

  /** The home folder, chosen now if there is none yet. Undefined when the learner declined; that has been shown. */
  async ensureHome(): Promise<vscode.Uri | undefined> {
    if (this.home) return this.home.folder;
    const { questions } = this.dependencies;
    switch (placeOfWork()) {
      case 'no-folder':
      case 'virtual':
        questions.tellNoDiskFolder(placeOfWork() === 'virtual');
        return undefined;
      case 'restricted':
        questions.tellRestricted();
        return undefined;
      case 'open': {
        const folder = await this.choice.choose();
        if (folder) await this.use(folder);
        return folder;
      }
    }
  }

  async switchHome(): Promise<void> {
    const { questions } = this.dependencies;
    const folders = this.homes.length > 1 ? this.homes : diskFolders();
    const folder = await questions.chooseHome(folders);
    if (!folder) return;
    await this.choice.remember(folder);
    await this.use(folder);
  }

  /** Offers what this computer's copy of the log has more, also when it was declined before. */
  async offerRestore(): Promise<Notice | undefined> {
    if (placeOfWork() === 'restricted') {
      this.dependencies.questions.tellRestricted();
      return undefined;
    }
    const isRestored = await this.choice.offerAgain(this.home);
    if (isRestored === undefined) {
      return { severity: 'information', message: vscode.l10n.t('Nothing of your progress is missing.') };
    }
    await this.settle();
    return undefined;
  }

  async append(...events: readonly EventBody[]): Promise<boolean> {
    if (placeOfWork() === 'restricted') {
      this.dependencies.questions.tellRestricted();
      return false;
    }
    if (!(await this.ensureHome()) || !this.home) return false;
    const result = await this.home.log.append(events);
    if (!result.ok) {
      this.dependencies.log.warn(`Appending failed: ${result.reason.kind}, ${result.reason.detail}`);
      this.dependencies.questions.tellWriteFailure(result.reason);
      return false;
    }
    this.show();
    // A new log is watched for by its folder, which may not have been there before.
    this.watchProjects();
    return true;
  }

  /** Ends the service when everything is on the disk, the mirror too. */
  async flush(): Promise<void> {
    const log = this.home?.log;
    this.dispose();
    await log?.flush();
  }

  dispose(): void {
    void this.home?.log.flush();
    this.home?.watcher.dispose();
    this.projectWatcher?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Reads what other windows wrote. */
  refresh(): Promise<void> {
    return this.refreshLog();
  }

  private async settleNow(): Promise<void> {
    const folder = await this.choice.find();
    if (folder) await this.use(folder);
    else this.leave();
    await this.scan();
    if (folder) return;
    const parent = this.choice.unasked;
    if (parent && this.projects.size > 0) {
      // Not awaited: the learner may answer later, or never.
      void this.choice.askForParent(parent).then((isUsed) => (isUsed ? this.settle() : undefined));
    } else if (placeOfWork() === 'open') {
      void this.choice.offerRemembered().then((restored) => (restored ? this.use(restored) : undefined));
    }
  }

  private async use(folder: vscode.Uri): Promise<void> {
    if (!sameUri(this.home?.folder, folder)) {
      const log = await this.dependencies.logs.open(folder.fsPath);
      this.home?.watcher.dispose();
      this.home = { folder, log, watcher: watchLog(folder, () => void this.refreshLog()) };
      this.dependencies.log.info(`Home folder: ${folder.fsPath}, ${log.snapshot.events.length} events`);
    }
    this.show();
    if (vscode.workspace.isTrusted && this.home) {
      await this.recordRecovered(this.home, await this.dependencies.recover(folder.fsPath));
      await this.setAside(this.home);
      void this.choice.offerLost(this.home.folder, this.home.log).then((isRestored) => {
        if (isRestored) this.show();
      });
    }
    this.watchProjects();
  }

  private async recordRecovered({ log }: Home, events: readonly EventBody[]): Promise<void> {
    const missing = missingResets(log.snapshot, events);
    // A log that cannot be written is said when the learner next does something.
    if (missing.length > 0 && (await log.append(missing)).ok) this.show();
  }

  private leave(): void {
    this.home?.watcher.dispose();
    this.home = undefined;
    this.show();
  }

  private watchProjects(): void {
    if (this.projectWatcher || (!this.home && this.projects.size === 0)) return;
    const watcher = vscode.workspace.createFileSystemWatcher('**/.bridgecraft-step.json');
    const changed = () => void this.scan();
    this.projectWatcher = vscode.Disposable.from(watcher, watcher.onDidCreate(changed), watcher.onDidDelete(changed));
  }

  private async refreshNow(): Promise<void> {
    const { home } = this;
    if (!home) return;
    const change = await home.log.refresh();
    if (change === 'unchanged') return;
    this.show();
    if (!vscode.workspace.isTrusted) return;
    await this.setAside(home);
    if (change === 'lost' && (await this.choice.offerLost(home.folder, home.log))) this.show();
  }

  private async setAside({ folder, log }: Home): Promise<void> {
    const result = await log.setAside();
    if (result.ok && result.value > 0) {
      const aside = vscode.Uri.joinPath(folder, '.bridgecraft', 'progress.unreadable.txt');
      this.dependencies.questions.tellUnreadable(result.value, aside);
    } else if (!result.ok) {
      this.dependencies.log.warn(`Unreadable lines could not be copied: ${result.reason.detail}`);
    }
  }

  private async scanNow(): Promise<void> {
    this.found = await findProjects(this.dependencies.index, this.homeFolder, this.derived);
    this.watchProjects();
    const hashed = await Promise.all(allSteps(this.dependencies.index).map((step) => this.hash(step)));
    this.currentFiles = new Map(hashed.flat());
    this.show();
  }

  /** An edit shows at a verified milestone as soon as it is saved. */
  private async hashAgain(saved: vscode.Uri): Promise<void> {
    const step = allSteps(this.dependencies.index).find(({ ref }) => {
      const project = this.projects.get(ref);
      return project && isWithin(project, saved);
    });
    if (!step) return;
    this.currentFiles = new Map([...this.currentFiles, ...(await this.hash(step))]);
    this.show();
  }

  /** Empty when the step has no project, or nothing was verified that could have changed since. */
  private async hash(step: Step): Promise<readonly (readonly [StepRef, FileHashes])[]> {
    const project = this.projects.get(step.ref);
    if (!project || !this.derived.steps.get(step.ref)?.checks.some(({ verdict }) => verdict === 'passed')) return [];
    try {
      return [[step.ref, await this.dependencies.learnerFiles(step, project.fsPath)]];
    } catch (error) {
      this.dependencies.log.warn(`The files of ${step.ref} could not be read: ${String(error)}`);
      return [];
    }
  }

  private derive(): ProgressState {
    const snapshot = this.home?.log.snapshot;
    return deriveState(foldLog(snapshot?.events ?? []), this.dependencies.index, {
      unreadable: snapshot?.unreadable.length ?? 0,
      newer: snapshot?.newer ?? 0,
      currentFiles: this.currentFiles,
    });
  }

  private show(): void {
    this.derived = this.derive();
    this.emitter.fire(this.derived);
  }
}
