/** `career/assessment.yaml` in the home folder: made only after asking, opened for editing by hand. */
import * as vscode from 'vscode';
import { formatProblem } from '../../core/curriculum/problem';
import type { SkillsFile } from '../../core/curriculum/schema';
import { readAssessment } from '../../core/planner/assessment';
import { type AssessmentChange, editAssessment, newAssessment } from '../../core/planner/assessment-edit';
import type { AssessmentFile } from '../../core/planner/assessment-schema';
import type { Specialization } from '../../core/planner/gap';
import { readText, typeOf } from '../adapters/workspace';
import type { Progress } from '../progress/progress';

const assessmentPath = ['career', 'assessment.yaml'] as const;
const ignoredLine = 'career/';

export interface KeptAssessment {
  /** Undefined while there is none, or none without mistakes. */
  readonly assessment?: AssessmentFile;
  /** Each with its place. */
  readonly problems: readonly string[];
}

export async function readKeptAssessment(home: vscode.Uri | undefined, table: SkillsFile): Promise<KeptAssessment> {
  const text = home && (await readText(vscode.Uri.joinPath(home, ...assessmentPath)));
  if (text === undefined) return { problems: [] };
  const result = readAssessment(assessmentPath.join('/'), text, table);
  return result.ok
    ? { assessment: result.value, problems: [] }
    : { problems: result.reason.map((problem) => formatProblem(problem)) };
}

/** As if somebody had typed it: what is not saved stays, and it can be undone. */
export async function changeAssessment(home: vscode.Uri, table: SkillsFile, change: AssessmentChange): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(home, ...assessmentPath));
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(document.uri, whole, editAssessment(document.getText(), table, change));
  await vscode.workspace.applyEdit(edit);
  await document.save();
}

export async function openAssessment(progress: Pick<Progress, 'homeFolder'>, from: Specialization): Promise<void> {
  const { l10n, window } = vscode;
  const home = progress.homeFolder;
  if (!home) {
    void window.showInformationMessage(
      l10n.t('Your self-assessment is kept in your folder. Start a step first, and Bridgecraft knows which one.'),
    );
    return;
  }
  const uri = vscode.Uri.joinPath(home, ...assessmentPath);
  if ((await typeOf(uri)) === undefined) {
    const [make, ignore] = [l10n.t('Make It'), l10n.t('Make It, and Let Git Ignore It')];
    const answer = await window.showInformationMessage(
      l10n.t('Make a self-assessment?'),
      {
        modal: true,
        detail: l10n.t(
          'Bridgecraft writes career/assessment.yaml into your folder. You edit it by hand; it stays on this computer unless you publish the folder.',
        ),
      },
      make,
      ignore,
    );
    if (answer !== make && answer !== ignore) return;
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newAssessment(from)));
    if (answer === ignore) await ignoreCareer(home);
  }
  await window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside, preview: false });
}

/** A line more in the learner's .gitignore; what stands there stays. */
export async function ignoreCareer(home: vscode.Uri): Promise<void> {
  const uri = vscode.Uri.joinPath(home, '.gitignore');
  const text = (await readText(uri)) ?? '';
  if (text.split(/\r?\n/u).some((line) => line.trim() === ignoredLine)) return;
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(`${start}${ignoredLine}\n`));
}
