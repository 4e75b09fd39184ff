/** Start: puts a step's project into the home folder, records it, opens the first task and the guide. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step } from '../../core/curriculum/model';
import type { CarriedFile } from '../../core/scaffold/project-mark';
import { isWithin, placeOfWork, readText, typeOf } from '../adapters/workspace';
import { findStep } from '../curriculum-index';
import { timeInWords } from '../curriculum-view/tree-words';
import type { ProgressService } from '../progress/progress-service';
import { keptUri } from '../snapshots/kept-documents';
import { carriedInWords } from '../solution/carried-words';
import { execute } from './command-ids';
import { goToTask } from './go-to-task';
import type { Notice } from './notice';
import type { Carry, ScaffoldFailure, Scaffolder, ScaffoldOutcome } from './scaffolder';
import type { StartIntent } from './start-intent';
import { pickStep, readStep } from './targets';
import { restrictedNotice, virtualNotice } from './place-notices';

export interface PanelsView {
  openGuide(ref: Step['ref'], options?: { readonly preserveFocus?: boolean; readonly task?: string }): Promise<void>;
  openMilestones(curriculum?: string): Promise<void>;
}

export interface StartDependencies {
  readonly index: CurriculumIndex;
  readonly progress: ProgressService;
  readonly scaffolder: Scaffolder;
  readonly panels: PanelsView;
  /** Shows the step in the tree. */
  readonly reveal: (ref: Step['ref']) => Promise<void>;
  readonly intent: StartIntent;
  readonly workspaceState: vscode.Memento;
  /** Files of earlier steps for a new project. */
  readonly carryInto: (step: Step) => Promise<Carry>;
}

const { t } = vscode.l10n;
const pyrightKey = 'bridgecraft.addsToPyrightConfig';

export class StartStep {
  constructor(private readonly dependencies: StartDependencies) {}

  async run(target: unknown): Promise<Notice | undefined> {
    const { index, progress, intent } = this.dependencies;
    const step = readStep(index, target) ?? (await this.pick());
    if (!step) return undefined;
    switch (placeOfWork()) {
      case 'no-folder':
        return intent.askForFolder(step.ref);
      case 'restricted':
        return restrictedNotice();
      case 'virtual':
        return virtualNotice();
      case 'open':
        break;
    }
    if (progress.projects.has(step.ref)) return this.open(step);
    const home = await progress.ensureHome();
    // A home that was found just now may hold the project already.
    if (!home) return undefined;
    if (progress.projects.has(step.ref)) return this.open(step);
    return this.scaffold(step, home);
  }

  /** After a reload: goes on with what was asked for before. */
  async resume(): Promise<Notice | undefined> {
    const ref = await this.dependencies.intent.take();
    return findStep(this.dependencies.index, ref) ? this.run(ref) : undefined;
  }

  private pick(): Promise<Step | undefined> {
    const { index, progress } = this.dependencies;
    return pickStep(index, progress.state.pivot, t('Choose a step to start'), (step) =>
      progress.projects.has(step.ref) ? t('started') : timeInWords(step.hours),
    );
  }

  private async scaffold(step: Step, home: vscode.Uri): Promise<Notice | undefined> {
    const { scaffolder, progress } = this.dependencies;
    const target = vscode.Uri.joinPath(home, step.curriculum, step.id);
    const unsaved = unsavedNotice(step, target);
    if (unsaved) return unsaved;
    if ((await typeOf(target)) !== undefined && !(await this.confirm(step, target))) return undefined;
    const carry = step.carries ? await this.dependencies.carryInto(step) : undefined;
    const result = await scaffolder.scaffold(step, home.fsPath, target.fsPath, carry);
    if (!result.ok) return failureNotice(result.reason);
    const isRecorded = await progress.append({
      kind: 'step-started',
      step: step.ref,
      contentVersion: step.contentVersion,
      path: `${step.curriculum}/${step.id}`,
    });
    await progress.scan();
    await this.open(step);
    const kept = this.keptNotice(step, target, result.value);
    const notice = kept || !isRecorded ? kept : await this.offerPyright(step, home);
    const created = new Set(result.value.created);
    return withCarried(notice, this.dependencies.index, carry?.carried.filter(({ to }) => created.has(to)) ?? []);
  }

  /** The target exists: what would happen to each file is shown first. Nothing of the learner's is replaced. */
  private async confirm(step: Step, target: vscode.Uri): Promise<boolean> {
    const plan = await this.dependencies.scaffolder.plan(step, target.fsPath);
    // The scaffold itself then says what is wrong.
    if (!plan.ok || plan.value.every(({ state }) => state === 'same')) return true;
    const words = { new: t('new'), same: t('the same'), differs: t('differs, yours is kept') };
    const order = { differs: 0, new: 1, same: 2 };
    const lines = [...plan.value]
      .sort((a, b) => order[a.state] - order[b.state])
      .map(({ file, state }) => `${file.path}: ${words[state]}`);
    const shown = lines.length > 25 ? [...lines.slice(0, 24), t('and {0} more', lines.length - 24)] : lines;
    const create = t('Create the New Files');
    const answer = await vscode.window.showWarningMessage(
      t('{0} exists already. Nothing in it is replaced.', vscode.workspace.asRelativePath(target)),
      { modal: true, detail: shown.join('\n') },
      create,
    );
    return answer === create;
  }

  private async open(step: Step): Promise<Notice | undefined> {
    const { progress, panels, reveal } = this.dependencies;
    const state = progress.state.steps.get(step.ref);
    const passed = new Set(state?.checks.filter(({ verdict }) => verdict === 'passed').map(({ id }) => id));
    const isOpen = (task: string): boolean => step.checks.some((check) => check.task === task && !passed.has(check.id));
    const task = step.tasks.find(({ id }) => isOpen(id)) ?? step.tasks[0];
    const notice = task && (await goToTask(progress, step, task));
    await panels.openGuide(step.ref, { preserveFocus: true });
    await reveal(step.ref);
    return notice;
  }

  private keptNotice(step: Step, target: vscode.Uri, { kept }: ScaffoldOutcome): Notice | undefined {
    if (kept.length === 0) return undefined;
    const paths = kept.map(({ path }) => path);
    const compare = async (): Promise<void> => {
      const placeHolder = t('Compare your file with the one of the step');
      const path = await vscode.window.showQuickPick(paths, { placeHolder });
      if (path === undefined) return;
      const packaged = keptUri({ kind: 'version', step: step.ref, contentVersion: step.contentVersion, path });
      const title = t('{0}: the step’s ↔ yours', path);
      await vscode.commands.executeCommand('vscode.diff', packaged, vscode.Uri.joinPath(target, path), title);
    };
    return {
      message:
        kept.length === 1
          ? t('1 file was there and differs from the step’s. Yours is kept.')
          : t('{0} files were there and differ from the step’s. Yours are kept.', kept.length),
      severity: 'information',
      action: { title: t('Compare'), run: compare },
    };
  }

  /** Editors resolve a project's imports once its root is known. Said yes once, later projects are added too. */
  private async offerPyright(step: Step, home: vscode.Uri): Promise<Notice | undefined> {
    const add = async (): Promise<void> => {
      await this.dependencies.workspaceState.update(pyrightKey, true);
      await addToPyrightConfig(step, home);
    };
    if (this.dependencies.workspaceState.get(pyrightKey) === true) {
      await add();
      return undefined;
    }
    const file = vscode.Uri.joinPath(home, 'pyrightconfig.json');
    return {
      severity: 'information',
      message: t(
        'So that the editor resolves the imports of {0}, add it to {1}.',
        step.title,
        vscode.workspace.asRelativePath(file),
      ),
      action: { title: t('Add'), run: add },
    };
  }
}

/** Where files come from is said first. */
function withCarried(
  notice: Notice | undefined,
  index: CurriculumIndex,
  carried: readonly CarriedFile[],
): Notice | undefined {
  if (carried.length === 0) return notice;
  const message = carriedInWords(t, index, carried).join(' ');
  return notice ? { ...notice, message: `${message} ${notice.message}` } : { severity: 'information', message };
}

/** Edits of files that would be created: only the learner knows whether they are wanted. */
function unsavedNotice(step: Step, target: vscode.Uri): Notice | undefined {
  const unsaved = vscode.workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && isWithin(target, uri));
  if (unsaved.length === 0) return undefined;
  const save = async (): Promise<void> => {
    await Promise.all(unsaved.map((document) => document.save()));
    await execute('startStep', step.ref);
  };
  return {
    message: t(
      'These files have edits that are not saved, so nothing was created: {0}.',
      unsaved.map(({ uri }) => vscode.workspace.asRelativePath(uri)).join(', '),
    ),
    action: { title: t('Save and Start'), run: save },
  };
}

export async function addToPyrightConfig(step: Step, home: vscode.Uri): Promise<void> {
  // A bundle of its own: needed once a step, not to start.
  const { addExecutionEnvironment, pyrightRules } = await import('./pyright-config');
  const file = vscode.Uri.joinPath(home, 'pyrightconfig.json');
  const pyproject = (await readText(vscode.Uri.joinPath(home, step.ref, 'pyproject.toml'))) ?? '';
  const entry = { root: step.ref, extraPaths: [`${step.ref}/src`], rules: pyrightRules(pyproject) };
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === file.toString());
  if (!open) {
    const text = addExecutionEnvironment((await readText(file)) ?? '', entry);
    if (text !== undefined) await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const before = open.getText();
  const text = addExecutionEnvironment(before, entry);
  if (text === undefined || text === before) return;
  const wasDirty = open.isDirty;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(file, new vscode.Range(open.positionAt(0), open.positionAt(before.length)), text);
  await vscode.workspace.applyEdit(edit);
  // Edits that the learner has not saved are theirs to save.
  if (!wasDirty) await open.save();
}

function failureNotice(failure: ScaffoldFailure): Notice {
  const openFolder = {
    title: t('Open Folder'),
    run: () => vscode.commands.executeCommand('vscode.openFolder'),
  };
  switch (failure.kind) {
    case 'disk-full':
      return { message: t('The disk is full, so the project was not created. Free some space and start again.') };
    case 'read-only':
      return {
        message: t(
          '{0} cannot be written, so the project was not created. Open a folder that you may write to.',
          failure.path,
        ),
        action: openFolder,
      };
    case 'target-outside-home':
    case 'target-not-a-folder':
      return {
        message: t(
          '{0} is not a folder of its own, so the project was not created. Rename or move it and start again.',
          failure.path,
        ),
      };
    case 'another-step':
      return {
        message: t(
          '{0} is the project of another step ({1}). Rename or move it and start again.',
          failure.path,
          failure.step,
        ),
      };
    case 'package-damaged':
      return {
        message: t('A file of the extension is missing ({0}). Install Bridgecraft again.', failure.detail),
        action: { title: t('Open Doctor'), run: () => execute('doctor') },
      };
    case 'io':
      return { message: t('The project could not be created in {0}: {1}', failure.path, failure.detail) };
  }
}
