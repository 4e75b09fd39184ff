/** `career/assessment.yaml` in the home folder: made only after asking, opened for editing by hand. */
import * as vscode from 'vscode';
import { formatProblem, type Position, type Problem } from '../../core/curriculum/problem';
import type { SkillsFile } from '../../core/curriculum/schema';
import { readAssessment } from '../../core/planner/assessment';
import { type AssessmentChange, editAssessment, newAssessment } from '../../core/planner/assessment-edit';
import type { AssessmentFile } from '../../core/planner/assessment-schema';
import { readText, typeOf } from '../adapters/workspace';

const assessmentPath = ['career', 'assessment.yaml'] as const;
const ignoredLine = 'career/';

export const assessmentIn = (home: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(home, ...assessmentPath);

export interface KeptAssessment {
  /** Undefined while there is none, or none without mistakes. */
  readonly assessment?: AssessmentFile;
  readonly problems: readonly Problem[];
}

export async function readKeptAssessment(home: vscode.Uri | undefined, table: SkillsFile): Promise<KeptAssessment> {
  const uri = home && assessmentIn(home);
  const type = uri && (await typeOf(uri));
  if (!uri || type === undefined) return { problems: [] };
  const { t } = vscode.l10n;
  // A link may lead to a file that is not the learner's to change.
  if (type !== vscode.FileType.File) return unreadable(t('is a folder or a link; put a file in its place'));
  const text = await readText(uri);
  return text === undefined ? unreadable(t('cannot be read, or is larger than 5 MB')) : keptIn(text, table);
}

const unreadable = (message: string): KeptAssessment => ({
  problems: [{ file: assessmentPath.join('/'), line: 1, column: 1, message }],
});

function keptIn(text: string, table: SkillsFile): KeptAssessment {
  const result = readAssessment(assessmentPath.join('/'), text, table);
  return result.ok ? { assessment: result.value, problems: [] } : { problems: result.reason };
}

/** What is changed, given what stands there now; undefined: nothing. */
export type ChangeOf = (now: AssessmentFile) => AssessmentChange | undefined;

/**
 * As if somebody had typed it: what is not saved stays, and it can be undone. One change at a time: the next one needs
 * the text that this one leaves.
 */
export async function changeAssessment(
  home: vscode.Uri,
  table: SkillsFile,
  wanted: AssessmentChange | ChangeOf,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(assessmentIn(home));
  const text = document.getText();
  const { assessment, problems } = keptIn(text, table);
  const [problem] = problems;
  if (!assessment) {
    // The editor may hold what is not saved yet.
    throw new Error(problem ? formatProblem(problem) : assessmentPath.join('/'));
  }
  const change = typeof wanted === 'function' ? wanted(assessment) : wanted;
  const changed = change ? editAssessment(text, table, change) : text;
  if (changed === text) return;
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(0), document.positionAt(text.length)), changed);
  if (!(await vscode.workspace.applyEdit(edit)) || !(await document.save())) {
    throw new Error(vscode.l10n.t('career/assessment.yaml could not be saved. It may be read-only, or the disk full.'));
  }
}

/** True once it is there: made now, after asking, or before. */
export async function ensureAssessment(home: vscode.Uri, first: Parameters<typeof newAssessment>[0]): Promise<boolean> {
  const { l10n, window } = vscode;
  const uri = assessmentIn(home);
  if ((await typeOf(uri)) !== undefined) return true;
  const [make, ignore] = [l10n.t('Make It'), l10n.t('Make It, and Let Git Ignore It')];
  const answer = await window.showInformationMessage(
    l10n.t('Make a self-assessment?'),
    {
      modal: true,
      detail: l10n.t(
        'Bridgecraft writes career/assessment.yaml into your folder. You change it here or by hand; it stays on this computer unless you publish the folder.',
      ),
    },
    make,
    ignore,
  );
  if (answer !== make && answer !== ignore) return false;
  // Somebody may have made it meanwhile.
  if ((await typeOf(uri)) === undefined) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newAssessment(first)));
  }
  if (answer === ignore) await ignoreCareer(home);
  return true;
}

/** Beside the page; at a place when one is named. Lines and columns are 1-based. */
export async function showAssessment(home: vscode.Uri, at?: Position): Promise<void> {
  const place = at && new vscode.Position(at.line - 1, at.column - 1);
  await vscode.window.showTextDocument(assessmentIn(home), {
    viewColumn: vscode.ViewColumn.Beside,
    preview: false,
    ...(place ? { selection: new vscode.Range(place, place) } : {}),
  });
}

const ignoreFile = (home: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(home, '.gitignore');

export const careerIsIgnored = async (home: vscode.Uri): Promise<boolean> =>
  ((await readText(ignoreFile(home))) ?? '').split(/\r?\n/u).some((line) => line.trim() === ignoredLine);

/** A line more in the learner's .gitignore; what stands there stays. */
export async function ignoreCareer(home: vscode.Uri): Promise<void> {
  if (await careerIsIgnored(home)) return;
  const uri = ignoreFile(home);
  const text = (await readText(uri)) ?? '';
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${start}${ignoredLine}\n`));
}
