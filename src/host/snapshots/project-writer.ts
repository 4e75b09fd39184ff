/**
 * The only way in which files that a learner may have written in are changed: a snapshot first, text that is not saved
 * included; then a journal; then each file, through its editor where one has it open.
 */
import * as vscode from 'vscode';
import type { Step } from '../../core/curriculum/model';
import { plainText } from '../../core/curriculum/text';
import type { EventBody } from '../../core/progress/events';
import type { WriteFailure } from '../../core/progress/log';
import type { Result } from '../../core/ports';
import type { BegunChange, FileChange, ProjectChanges } from '../../core/scaffold/project-change';
import type { SnapshotReason } from '../../core/scaffold/snapshot';
import { placeOfWork, sameUri } from '../adapters/workspace';
import { notStartedNotice } from '../commands/go-to-task';
import type { Notice } from '../commands/notice';
import { restrictedNotice, virtualNotice } from '../commands/place-notices';
import type { Progress } from '../progress/progress';

const { t } = vscode.l10n;

export interface WantedFile {
  /** Relative to the project, forward slashes. */
  readonly path: string;
  /** On the disk; undefined: no such file. */
  readonly saved: Uint8Array | undefined;
  /** In its editor, not saved. */
  readonly unsaved?: string;
}

export interface Written {
  readonly snapshot: string;
  readonly paths: readonly string[];
}

export interface ProjectWriterDependencies {
  readonly progress: Progress & { ensureHome(): Promise<vscode.Uri | undefined>; scan(): Promise<void> };
  readonly changes: () => Promise<ProjectChanges>;
  /** Ends a run, which would go on with half of the old files, and the processes that wait for the next. */
  readonly stopChecks: (ref: Step['ref']) => Promise<void>;
}

export class ProjectWriter {
  constructor(private readonly dependencies: ProjectWriterDependencies) {}

  /** Undefined: everything is as wanted already. */
  async write(
    step: Step,
    reason: SnapshotReason,
    wanted: readonly WantedFile[],
    event?: (snapshot: string, paths: readonly string[]) => EventBody,
  ): Promise<Result<Written | undefined, Notice | undefined>> {
    const { progress, changes, stopChecks } = this.dependencies;
    const place = await this.place(step);
    if (!place.ok) return place;
    const { home, project } = place.value;
    // Before the files are read: what the learner types meanwhile is kept too.
    await stopChecks(step.ref);
    const files = (await this.changesOf(project, wanted)).filter(isChange);
    if (files.length === 0) return { ok: true, value: undefined };
    const paths = files.map(({ path }) => path);
    const begun = await (
      await changes()
    ).begin({
      home: home.fsPath,
      project: project.fsPath,
      step: step.ref,
      reason,
      files,
      ...(event ? { event: (snapshot: string) => event(snapshot, paths) } : {}),
    });
    if (!begun.ok) return { ok: false, reason: failureNotice(begun.reason) };
    for (const file of files) {
      // In order: what is done when one fails is put back.
      const failure = await this.put(begun.value, project, file);
      if (failure) {
        await this.putBack(begun.value, project, files);
        return { ok: false, reason: failureNotice(failure) };
      }
    }
    if (begun.value.event) await progress.append(begun.value.event);
    await begun.value.end();
    await progress.scan();
    return { ok: true, value: { snapshot: begun.value.snapshot, paths } };
  }

  /** Keeps files as they are; nothing is changed. */
  async keep(step: Step, reason: SnapshotReason, paths: readonly string[]): Promise<void> {
    const place = await this.place(step);
    if (!place.ok) return;
    const { home, project } = place.value;
    const files = await this.changesOf(
      project,
      paths.map((path) => ({ path, saved: undefined })),
    );
    const there = files.filter(({ saved, unsaved }) => saved ?? unsaved !== undefined);
    const request = { home: home.fsPath, project: project.fsPath, step: step.ref, reason, files: there };
    if (there.length > 0) await (await this.dependencies.changes()).keep(request);
  }

  private async place(
    step: Step,
  ): Promise<Result<{ readonly home: vscode.Uri; readonly project: vscode.Uri }, Notice | undefined>> {
    const { progress } = this.dependencies;
    if (placeOfWork() === 'restricted') return { ok: false, reason: restrictedNotice() };
    if (placeOfWork() === 'virtual') return { ok: false, reason: virtualNotice() };
    const project = progress.projects.get(step.ref);
    if (!project) return { ok: false, reason: notStartedNotice(step) };
    const home = await progress.ensureHome();
    return home ? { ok: true, value: { home, project } } : { ok: false, reason: undefined };
  }

  private changesOf(project: vscode.Uri, wanted: readonly WantedFile[]): Promise<(FileChange & WantedEdits)[]> {
    return Promise.all(
      wanted.map(async ({ path, saved, unsaved }) => {
        const uri = vscode.Uri.joinPath(project, path);
        const open = openDocument(uri);
        return {
          path,
          saved: await readBytes(uri),
          ...(open?.isDirty ? { unsaved: open.getText() } : {}),
          wanted: saved,
          ...(unsaved === undefined ? {} : { wantedUnsaved: unsaved }),
        };
      }),
    );
  }

  private async put(
    begun: BegunChange,
    project: vscode.Uri,
    { path, saved, wanted, wantedUnsaved }: FileChange & WantedEdits,
  ): Promise<WriteFailure | undefined> {
    const uri = vscode.Uri.joinPath(project, path);
    const open = openDocument(uri);
    const text = wanted && decoded(wanted);
    // A file that is to go leaves no edits behind that would bring it back.
    const isBehind = open && !open.isDirty && saved && plainText(open.getText()) !== plainText(decoded(saved) ?? '');
    // An editor that has not seen yet what is on the disk could not save; it reads what is placed there by itself.
    if (open && !isBehind && (text !== undefined || open.isDirty)) await saveWith(open, text ?? '');
    if (!sameBytes(await readBytes(uri), wanted)) {
      const placed = await begun.place(path);
      if (!placed.ok) return placed.reason;
    }
    if (wantedUnsaved !== undefined) {
      const document = openDocument(uri) ?? (await vscode.workspace.openTextDocument(uri));
      await edit(document, wantedUnsaved);
    }
    return undefined;
  }

  private async putBack(begun: BegunChange, project: vscode.Uri, files: readonly FileChange[]): Promise<void> {
    for (const { path, saved, unsaved } of files) {
      const open = openDocument(vscode.Uri.joinPath(project, path));
      const before = unsaved ?? (saved && decoded(saved));
      if (open && before !== undefined) await edit(open, before);
    }
    await begun.rollBack();
  }
}

interface WantedEdits {
  readonly wantedUnsaved?: string;
}

const isChange = ({ saved, unsaved, wanted, wantedUnsaved }: FileChange & WantedEdits): boolean =>
  !sameBytes(saved, wanted) || unsaved !== wantedUnsaved;

export const openDocument = (uri: vscode.Uri): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((document) => !document.isClosed && sameUri(document.uri, uri));

/** With edits that are not saved; undefined: it is not there, or is no text. */
export async function currentText(uri: vscode.Uri): Promise<string | undefined> {
  const open = openDocument(uri);
  if (open?.isDirty) return open.getText();
  const content = await readBytes(uri);
  return content && decoded(content);
}

export async function readBytes(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  try {
    return await vscode.workspace.fs.readFile(uri);
  } catch {
    return undefined; // Not there: the same for us as not to be read.
  }
}

function decoded(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

const sameBytes = (a: Uint8Array | undefined, b: Uint8Array | undefined): boolean =>
  a === b || (a !== undefined && b?.length === a.length && a.every((byte, at) => byte === b[at]));

async function edit(document: vscode.TextDocument, text: string): Promise<boolean> {
  const before = document.getText();
  if (before === text) return true;
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(document.positionAt(0), document.positionAt(before.length)), text);
  return vscode.workspace.applyEdit(change);
}

/** Whether it worked shows on the disk, which is compared afterwards: formatters and line ends may change what is saved. */
async function saveWith(document: vscode.TextDocument, text: string): Promise<void> {
  if ((await edit(document, text)) && document.isDirty) await document.save();
}

function failureNotice({ kind, path, detail }: WriteFailure): Notice {
  switch (kind) {
    case 'disk-full':
      return { message: t('The disk is full, so nothing was changed. Free some space and try again.') };
    case 'read-only':
      return { message: t('{0} cannot be written, so nothing was changed. Allow writing and try again.', path) };
    case 'failed':
      return { message: t('Nothing was changed, because {0} could not be written: {1}', path, detail) };
  }
}
