/** A step that was to be started while no folder was open: kept over the reload that opening one brings. */
import * as vscode from 'vscode';
import type { StepRef } from '../../core/curriculum/model';
import type { ProgressLogs } from '../../core/progress/log';
import { diskFolders, placeOfWork } from '../adapters/workspace';
import type { HomeQuestions } from '../progress/home-questions';
import type { Notice } from './notice';

interface Intent {
  readonly step: StepRef;
  /** The folder that was opened for it. */
  readonly folder: string;
  /** Milliseconds. */
  readonly at: number;
}

const key = 'bridgecraft.startIntent';
/** An older one is forgotten: the learner has moved on. */
const lifetime = 15 * 60_000;
const { t } = vscode.l10n;

export class StartIntent {
  constructor(
    private readonly globalState: vscode.Memento,
    private readonly logs: ProgressLogs,
    private readonly questions: HomeQuestions,
    private readonly openFolder: (folder: vscode.Uri) => Thenable<unknown> = (folder) =>
      vscode.commands.executeCommand('vscode.openFolder', folder, { forceReuseWindow: true }),
  ) {}

  async askForFolder(step: StepRef): Promise<Notice | undefined> {
    const [folder] =
      (await vscode.window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        title: t('Choose a folder for your projects and your progress'),
        openLabel: t('Start Here'),
      })) ?? [];
    if (!folder) return undefined;
    // The log's first event is what activates the extension in the folder after the reload.
    const log = await this.logs.open(folder.fsPath);
    const lost = await log.lost();
    if (lost && (await this.questions.restore(folder, lost)) === 'restore') await log.restore();
    const begun = await log.append([]);
    if (!begun.ok) {
      this.questions.tellWriteFailure(begun.reason);
      return undefined;
    }
    await log.flush();
    const intent: Intent = { step, folder: folder.toString(), at: Date.now() };
    await this.globalState.update(key, intent);
    await this.openFolder(folder);
    return undefined;
  }

  /** The step to go on with in this window, once; kept while the folder is not trusted. */
  async take(): Promise<StepRef | undefined> {
    const intent = this.globalState.get<Intent>(key);
    if (!intent || placeOfWork() !== 'open') return undefined;
    const isHere = diskFolders().some((folder) => folder.toString() === intent.folder);
    const isOld = Date.now() - intent.at > lifetime;
    if (!isHere && !isOld) return undefined;
    await this.globalState.update(key, undefined);
    return isHere && !isOld ? intent.step : undefined;
  }
}
