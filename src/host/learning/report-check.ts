/** "Report This Check": the text to read, on the clipboard and in an editor. Only the learner sends it, from their browser. */
import * as vscode from 'vscode';
import type { CheckRun } from '../../core/checks/model';
import type { Check, Step, StepRef } from '../../core/curriculum/model';
import { checkReport, type Places } from '../checks/check-report';
import type { Checks } from '../checks/checks';
import { execute } from '../commands/command-ids';
import type { Notice } from '../commands/notice';
import { checkOutcomes, type CheckOutcome } from '../guide/check-outcomes';
import type { Progress } from '../progress/progress';

const { t } = vscode.l10n;
/** Browsers and servers cut longer addresses; then the text is pasted from the clipboard. */
const longestAddress = 7000;

export interface ReportSurroundings {
  readonly version: string;
  /** Where reports are written, from the manifest. */
  readonly repository: string;
  /** For example "Linux 6.1 x64". */
  readonly system: string;
  /** The user's folder on this machine: never sent. */
  readonly userFolder: string;
}

export interface ReportContext {
  readonly progress: Progress;
  readonly checks: Checks;
  readonly about: ReportSurroundings;
}

/** What did not pass: of this session's run, else of the log. */
export const unpassed = ({ progress, checks }: ReportContext, step: Step): readonly CheckOutcome[] =>
  checkOutcomes(step, progress.state.steps.get(step.ref), checks.runs.get(step.ref)).filter(
    ({ status }) => status === 'failed' || status === 'blocked' || status === 'broken',
  );

/** The named check, else the only one that did not pass, else asked for. */
export async function chooseCheck(
  context: ReportContext,
  step: Step,
  check: string | undefined,
  placeHolder: string,
): Promise<Check | undefined> {
  const named = step.checks.find(({ id }) => id === check);
  if (named) return named;
  const found = unpassed(context, step);
  if (found.length <= 1) return found[0]?.check;
  const items = found.map(({ check: each, message }) => ({ label: each.title, detail: message, check: each }));
  return (await vscode.window.showQuickPick(items, { title: step.title, placeHolder }))?.check;
}

export async function reportCheck(
  context: ReportContext,
  step: Step,
  id: string | undefined,
  open: (address: string) => Thenable<unknown> = openInBrowser,
): Promise<Notice | undefined> {
  if (unpassed(context, step).length === 0) {
    return {
      severity: 'information',
      message: t('There is nothing to report: no check of this step has failed. Run the checks first.'),
      action: { title: t('Run Checks'), run: () => execute('runChecks', step.ref) },
    };
  }
  const check = await chooseCheck(context, step, id, t('Choose the check to report'));
  const outcome = check && unpassed(context, step).find((each) => each.check.id === check.id);
  if (!check) return undefined;
  if (!outcome) {
    return { severity: 'information', message: t('"{0}" has not failed, so there is nothing to report.', check.title) };
  }
  const text = reportText(context, step, outcome);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: text });
  await vscode.window.showTextDocument(document, { preview: false });
  await vscode.env.clipboard.writeText(text);
  const title = `${step.ref}/${check.id}`;
  return {
    severity: 'information',
    message: t('This is the whole report; it is on the clipboard, and nothing was sent. Read it, add what you think.'),
    action: {
      title: t('Open in Browser'),
      run: async () => {
        const edited = document.isClosed ? text : document.getText();
        await vscode.env.clipboard.writeText(edited);
        await open(reportAddress(context.about.repository, title, edited));
      },
    },
  };
}

export function reportAddress(repository: string, title: string, body: string): string {
  const address = `${repository}/issues/new?title=${encodeURIComponent(title)}`;
  const whole = `${address}&body=${encodeURIComponent(body)}`;
  return whole.length <= longestAddress ? whole : address;
}

/** As a string: a `Uri` would have its `&` and `#` decoded on the way. */
const openInBrowser = (address: string) => vscode.commands.executeCommand('vscode.open', address);

function reportText({ progress, checks, about }: ReportContext, step: Step, outcome: CheckOutcome): string {
  const state = progress.state.steps.get(step.ref);
  const run: CheckRun | undefined = checks.runs.get(step.ref)?.run;
  const found = run && Object.keys(run.versions).length > 0 ? run.versions : state?.versions;
  const { properties, reason, advisory, check } = outcome;
  return checkReport(
    {
      step: step.ref,
      contentVersion: run?.contentVersion ?? state?.contentVersion ?? step.contentVersion,
      check,
      verdict: outcome.verdict ?? 'failed',
      message: outcome.message,
      ...(properties.expected === undefined ? {} : { expected: String(properties.expected) }),
      ...(properties.actual === undefined ? {} : { actual: String(properties.actual) }),
      ...(reason === undefined ? {} : { reason: reason.kind }),
      ...(advisory === undefined ? {} : { advisory }),
      versions: found ?? {},
      bridgecraft: about.version,
      editor: vscode.version,
      system: about.system,
    },
    placesOf(progress, step.ref),
    about.userFolder,
  );
}

function placesOf(progress: Progress, step: StepRef): Places {
  const project = progress.projects.get(step)?.fsPath;
  const home = progress.homeFolder?.fsPath;
  return [
    ...(project === undefined ? [] : [{ path: project, word: '<project>' }]),
    ...(home === undefined ? [] : [{ path: home, word: '<home folder>' }]),
  ];
}
