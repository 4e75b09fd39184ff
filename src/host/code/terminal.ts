/** Runs Python in a terminal, where a learner sees the command and can copy it. Quoting is VS Code's, for the shell in use. */
import * as vscode from 'vscode';
import type { Check, Step } from '../../core/curriculum/model';
import { placeOfWork, typeOf } from '../adapters/workspace';
import { repairOf } from '../checks/repairs';
import { execute } from '../commands/command-ids';
import { notStartedNotice } from '../commands/go-to-task';
import type { Notice } from '../commands/notice';
import { restrictedNotice, virtualNotice } from '../commands/place-notices';
import type { MachineProbe } from '../environment/doctor';
import type { Progress } from '../progress/progress';

const { t } = vscode.l10n;
const explored = 'explore.py';
const jupyter = 'ms-toolsai.jupyter';

export interface TerminalContext {
  readonly progress: Progress;
  readonly findPython: MachineProbe['findPython'];
}

/** The checks of a step, or one of them, as pytest runs them for everybody. */
export async function runInTerminal(
  context: TerminalContext,
  step: Step,
  chosen: readonly Check[] | undefined,
): Promise<Notice | undefined> {
  const tests = chosen ? chosen.map(({ test }) => test) : ['checks'];
  return inTerminal(context, step, t('Checks of {0}', step.title), ['-m', 'pytest', ...tests]);
}

/** As cells where Jupyter is, else as a whole in a terminal. */
export async function explore(context: TerminalContext, step: Step): Promise<Notice | undefined> {
  const project = context.progress.projects.get(step.ref);
  if (!project) return notStartedNotice(step);
  const file = vscode.Uri.joinPath(project, explored);
  if ((await typeOf(file)) === undefined) {
    return {
      message: t('{0} is not there, so there is nothing to explore.', vscode.workspace.asRelativePath(file)),
      action: { title: t('Open Guide'), run: () => execute('openGuide', step.ref) },
    };
  }
  if (placeOfWork() === 'open') {
    await vscode.window.showTextDocument(file, { viewColumn: vscode.ViewColumn.One });
    if (vscode.extensions.getExtension(jupyter)) {
      await vscode.commands.executeCommand('jupyter.runallcells', file);
      return undefined;
    }
  }
  return inTerminal(context, step, t('Explore {0}', step.title), [explored]);
}

async function inTerminal(
  { progress, findPython }: TerminalContext,
  step: Step,
  name: string,
  args: readonly string[],
): Promise<Notice | undefined> {
  const project = progress.projects.get(step.ref);
  if (!project) return notStartedNotice(step);
  const place = placeOfWork();
  if (place === 'restricted') return restrictedNotice();
  if (place === 'virtual') return virtualNotice();
  const { interpreter, tried } = await findPython(project.fsPath);
  if (!interpreter) {
    const { message, action } = repairOf({ kind: 'no-python', tried });
    const run = action && (() => vscode.commands.executeCommand(action.command, step.ref));
    return { message, ...(action && run ? { action: { title: action.title, run } } : {}) };
  }
  const task = new vscode.Task(
    { type: 'bridgecraft', step: step.ref, args: args.join(' ') },
    vscode.workspace.getWorkspaceFolder(project) ?? vscode.TaskScope.Workspace,
    name,
    t('Bridgecraft'),
    new vscode.ShellExecution(quoted(interpreter.path), args.map(quoted), { cwd: project.fsPath }),
  );
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, echo: true, showReuseMessage: false };
  await vscode.tasks.executeTask(task);
  return undefined;
}

/** What every shell takes as it is stays readable. */
const quoted = (value: string): string | vscode.ShellQuotedString =>
  /^[\w./:=+-]+$/.test(value) ? value : { value, quoting: vscode.ShellQuoting.Strong };
