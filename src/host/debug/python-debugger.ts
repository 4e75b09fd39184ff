/** Runs checks under the Python debugger of whichever extension contributes one. */
import * as vscode from 'vscode';
import type { Debugger } from '../../core/checks/model';
import type { Step } from '../../core/curriculum/model';
import type { Notice } from '../commands/notice';

const { t } = vscode.l10n;
const debuggerType = 'debugpy';
const usualExtension = 'ms-python.debugpy';
/** Tells our session from every other one. */
const mark = 'bridgecraftRun';

/** A notice that says what to install, where no extension contributes a Python debugger. */
export function pythonDebugger(step: Step): Debugger | Notice {
  if (vscode.extensions.all.some(({ packageJSON }) => contributesDebugger(packageJSON))) return debuggerOf(step);
  return {
    message: t(
      'Debugging needs the extension "Python Debugger" ({0}), which is not installed or not enabled. Everything else works without it.',
      usualExtension,
    ),
    action: {
      title: t('Show Python Debugger'),
      run: () => vscode.commands.executeCommand('extension.open', usualExtension),
    },
  };
}

function contributesDebugger(manifest: unknown): boolean {
  const contributed = field(field(manifest, 'contributes'), 'debuggers');
  return Array.isArray(contributed) && contributed.some((each) => field(each, 'type') === debuggerType);
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(name) : undefined;

const debuggerOf = (step: Step): Debugger => ({
  run: async ({ run, python, program, args, cwd, env }, signal) => {
    let session: vscode.DebugSession | undefined;
    const stop = () => void (session && vscode.debug.stopDebugging(session));
    const isOurs = ({ configuration, parentSession }: vscode.DebugSession) =>
      parentSession === undefined && configuration[mark] === run;
    let started: vscode.Disposable | undefined;
    let terminated: vscode.Disposable | undefined;
    const ended = new Promise<void>((resolve) => {
      started = vscode.debug.onDidStartDebugSession((each) => {
        if (!isOurs(each)) return;
        session = each;
        if (signal.aborted) stop();
      });
      terminated = vscode.debug.onDidTerminateDebugSession((each) => {
        if (isOurs(each)) resolve();
      });
    });
    signal.addEventListener('abort', stop, { once: true });
    try {
      const configuration: vscode.DebugConfiguration = {
        type: debuggerType,
        request: 'launch',
        name: t('Checks of {0}', step.title),
        [mark]: run,
        program,
        args: [...args],
        cwd,
        python,
        env,
        // What the code prints stands where its values can be asked for.
        console: 'internalConsole',
        redirectOutput: true,
        justMyCode: true,
        subProcess: false,
      };
      const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(cwd));
      const hasStarted = await vscode.debug.startDebugging(folder, configuration, { suppressSaveBeforeStart: true });
      if (hasStarted) await ended;
      return hasStarted;
    } finally {
      signal.removeEventListener('abort', stop);
      started?.dispose();
      terminated?.dispose();
    }
  },
});
