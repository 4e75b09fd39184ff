/**
 * Failed checks as problems of the editor: at their line in the learner's code, in the Problems view, by F8, with what was
 * expected. The Test Explorer already writes the message behind the line, so nothing is drawn there a second time.
 */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step, StepRef } from '../../core/curriculum/model';
import { placesIn } from '../../core/curriculum/task-places';
import type { Checks, LiveRun } from '../checks/checks';
import { findStep } from '../curriculum-index';
import { checkOutcomes, type CheckOutcome } from '../guide/check-outcomes';
import type { Progress } from '../progress/progress';
import { textOf } from '../task-places';

const { t } = vscode.l10n;
const longestValue = 300;

interface Note {
  readonly step: StepRef;
  readonly uri: vscode.Uri;
  readonly line: number;
  readonly message: string;
  readonly check: string;
}

export class FailureNotes implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('bridgecraft');
  private readonly subscriptions: vscode.Disposable;
  /** By step and check; a note whose line was edited is gone until the check has run again. */
  private readonly notes = new Map<string, Note>();
  /** By step and check: what this session's run said, so that it is shown once. */
  private readonly seen = new Map<string, string>();
  private readonly known = new Set<StepRef>();

  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly checks: Checks,
  ) {
    this.subscriptions = vscode.Disposable.from(
      this.collection,
      checks.onDidChange((live) => void this.follow(live)),
      progress.onDidChange(() => this.refresh()),
      vscode.workspace.onDidChangeTextDocument((change) => this.edited(change)),
    );
    this.refresh();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private outcomes(step: Step): readonly CheckOutcome[] {
    return checkOutcomes(step, this.progress.state.steps.get(step.ref), this.checks.runs.get(step.ref));
  }

  private async follow(live: LiveRun): Promise<void> {
    const step = findStep(this.index, live.step);
    if (!step) return;
    this.known.add(step.ref);
    if (live.results.size === 0 && !live.run) {
      for (const { id } of step.checks) this.seen.delete(`${step.ref}/${id}`);
    }
    for (const outcome of this.outcomes(step)) {
      const key = `${step.ref}/${outcome.check.id}`;
      if (!live.results.has(outcome.check.id)) continue;
      const said = JSON.stringify([outcome.status, outcome.message, outcome.location]);
      if (this.seen.get(key) === said) continue;
      this.seen.set(key, said);
      const note = outcome.status === 'failed' ? await this.noteOf(step, outcome) : undefined;
      if (this.seen.get(key) !== said) continue;
      if (note) this.notes.set(key, note);
      else this.notes.delete(key);
    }
    this.show();
  }

  /** What passed or is gone meanwhile is no problem any more; what the log says of a project is shown once. */
  private refresh(): void {
    for (const [key, { step: ref, check }] of this.notes) {
      const step = this.progress.projects.has(ref) ? findStep(this.index, ref) : undefined;
      const live = this.checks.runs.get(ref);
      if (live && !live.run) continue;
      if (!step || !this.outcomes(step).some(({ check: { id }, status }) => id === check && status === 'failed')) {
        this.notes.delete(key);
      }
    }
    for (const ref of this.progress.projects.keys()) {
      const step = this.known.has(ref) ? undefined : findStep(this.index, ref);
      this.known.add(ref);
      if (step) void this.recall(step);
    }
    this.show();
  }

  private async recall(step: Step): Promise<void> {
    const recorded = new Map(this.progress.state.steps.get(step.ref)?.checks.map((check) => [check.id, check]));
    for (const outcome of this.outcomes(step)) {
      const key = `${step.ref}/${outcome.check.id}`;
      const at = recorded.get(outcome.check.id)?.at;
      const note = outcome.status === 'failed' && at ? await this.noteOf(step, outcome) : undefined;
      // Lines of a file that was changed since would be any lines.
      if (!note || !at || this.seen.has(key) || !(await isOlder(note.uri, at))) continue;
      this.notes.set(key, note);
    }
    this.show();
  }

  /** At the last frame in the learner's code, else at the region. */
  private async noteOf(step: Step, outcome: CheckOutcome): Promise<Note | undefined> {
    const { check, location, properties } = outcome;
    const project = this.progress.projects.get(step.ref);
    const task = step.tasks.find(({ id }) => id === check.task);
    const file = location?.file ?? task?.file;
    if (!project || file === undefined) return undefined;
    const uri = vscode.Uri.joinPath(project, file);
    const text = await textOf(uri);
    if (text === undefined) return undefined;
    const place = placesIn(step, file, text).find((each) => each.task === task);
    const line = location ? location.line - 1 : (place?.start ?? 0);
    const { expected, actual } = properties;
    const values =
      expected === undefined || actual === undefined
        ? []
        : [t('Expected: {0}', short(expected)), t('Actual: {0}', short(actual))];
    const message = [outcome.message || t('The check "{0}" did not pass.', check.title), ...values].join('\n');
    return { step: step.ref, uri, line: Math.max(0, line), message, check: check.id };
  }

  private edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    const here = [...this.notes].filter(([, { uri }]) => uri.toString() === key);
    if (here.length === 0 || contentChanges.length === 0) return;
    for (const [id, note] of here) {
      let line: number | undefined = note.line;
      for (const { range, text } of contentChanges) {
        if (line === undefined || range.start.line > line) continue;
        const added = text.split(/\r\n|\r|\n/).length - 1;
        // Whole lines put in before it only move it.
        const isBefore: boolean =
          range.end.line < line || (range.isEmpty && range.end.character === 0 && added > 0 && /[\r\n]$/.test(text));
        line = isBefore ? line + added - (range.end.line - range.start.line) : undefined;
      }
      if (line === undefined) this.notes.delete(id);
      else this.notes.set(id, { ...note, line });
    }
    this.show();
  }

  private show(): void {
    const byFile = new Map<string, { readonly uri: vscode.Uri; readonly found: vscode.Diagnostic[] }>();
    for (const { uri, line, message, check } of this.notes.values()) {
      const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri.toString());
      const text = document && line < document.lineCount ? document.lineAt(line) : undefined;
      const range = text
        ? new vscode.Range(line, text.firstNonWhitespaceCharacterIndex, line, text.text.trimEnd().length)
        : new vscode.Range(line, 0, line, Number.MAX_SAFE_INTEGER);
      const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
      diagnostic.source = 'Bridgecraft';
      diagnostic.code = check;
      const file = byFile.get(uri.toString()) ?? { uri, found: [] };
      file.found.push(diagnostic);
      byFile.set(uri.toString(), file);
    }
    this.collection.clear();
    for (const { uri, found } of byFile.values()) this.collection.set(uri, found);
  }
}

const short = (value: string | number): string => {
  const text = String(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
};

async function isOlder(uri: vscode.Uri, at: string): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).mtime <= Date.parse(at);
  } catch {
    return false;
  }
}
