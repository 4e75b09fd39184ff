/** Which of the possible homes is used: what the learner chose, remembered for the workspace. */
import type * as vscode from 'vscode';
import type { ProgressLog, ProgressLogs } from '../../core/progress/log';
import { diskFolders, sameUri } from '../adapters/workspace';
import { findHomes } from './home-folders';
import type { HomeQuestions } from './home-questions';

const chosenKey = 'bridgecraft.homeFolder';
/** Answers about parents outside the workspace, by their address. */
const parentsKey = 'bridgecraft.parentHomes';

export class HomeChoice {
  private known: readonly vscode.Uri[] = [];
  private parent: vscode.Uri | undefined;
  /** Folders for which the offer was made; once a session is enough. */
  private readonly offered = new Set<string>();

  constructor(
    private readonly questions: HomeQuestions,
    private readonly logs: ProgressLogs,
    private readonly workspaceState: vscode.Memento,
  ) {}

  get homes(): readonly vscode.Uri[] {
    return this.known;
  }

  /** A parent outside the workspace that the learner was not asked about yet. */
  get unasked(): vscode.Uri | undefined {
    return this.parent;
  }

  /** The home to show without asking. */
  async find(): Promise<vscode.Uri | undefined> {
    const candidates = await findHomes();
    const answers = this.answers();
    this.known = candidates
      .filter(({ folder, isOutside }) => !isOutside || answers[folder.toString()] === true)
      .map(({ folder }) => folder);
    this.parent = candidates.find(
      ({ folder, isOutside }) => isOutside && answers[folder.toString()] === undefined,
    )?.folder;
    const chosen = this.workspaceState.get<string>(chosenKey);
    return this.known.find((folder) => folder.toString() === chosen) ?? this.known[0];
  }

  /** Asked once: the answer is kept for this workspace. */
  async askForParent(parent: vscode.Uri): Promise<boolean> {
    if (this.offered.has(parent.toString())) return false;
    this.offered.add(parent.toString());
    const isUsed = await this.questions.useParent(parent);
    if (isUsed === undefined) return false;
    await this.workspaceState.update(parentsKey, { ...this.answers(), [parent.toString()]: isUsed });
    return isUsed;
  }

  /** Where progress is to be kept, now that something must be written. */
  async choose(): Promise<vscode.Uri | undefined> {
    const found = await this.find();
    if (found) return found;
    if (this.parent && (await this.askForParent(this.parent))) return this.parent;
    const restored = await this.offerRemembered();
    if (restored) return restored;
    const folders = diskFolders();
    const folder = folders.length > 1 ? await this.questions.chooseHome(folders) : folders[0];
    if (folder) await this.remember(folder);
    return folder;
  }

  async remember(folder: vscode.Uri): Promise<void> {
    await this.workspaceState.update(chosenKey, folder.toString());
    if (!this.known.some((each) => sameUri(each, folder))) this.known = [...this.known, folder];
  }

  /** An open folder whose `.bridgecraft/` is gone while this computer has its mirror. Resolves to it once restored. */
  async offerRemembered(): Promise<vscode.Uri | undefined> {
    for (const folder of diskFolders()) {
      // In order: one question at a time.
      if (!this.offered.has(folder.toString()) && (await this.logs.isRemembered(folder.fsPath))) {
        if (await this.offerLost(folder, await this.logs.open(folder.fsPath))) return folder;
      }
    }
    return undefined;
  }

  /** True when lost events were restored. */
  async offerLost(folder: vscode.Uri, log: ProgressLog): Promise<boolean> {
    const lost = await log.lost();
    if (!lost || this.offered.has(folder.toString())) return false;
    this.offered.add(folder.toString());
    const answer = await this.questions.restore(folder, lost);
    if (answer === 'fresh') await log.startFresh();
    if (answer !== 'restore') return false;
    const result = await log.restore();
    if (!result.ok) this.questions.tellWriteFailure(result.reason);
    return result.ok;
  }

  /** On the learner's own wish. Undefined when nothing is missing; true when something was restored. */
  async offerAgain(
    home: { readonly folder: vscode.Uri; readonly log: ProgressLog } | undefined,
  ): Promise<boolean | undefined> {
    this.offered.clear();
    if (home) return (await home.log.lost()) ? this.offerLost(home.folder, home.log) : undefined;
    for (const folder of diskFolders()) {
      const log = await this.logs.open(folder.fsPath);
      // In order: one question at a time.
      if (await log.lost()) return this.offerLost(folder, log);
    }
    return undefined;
  }

  private answers(): Readonly<Record<string, boolean>> {
    return this.workspaceState.get<Record<string, boolean>>(parentsKey) ?? {};
  }
}
