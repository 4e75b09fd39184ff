/** Registers commands. The only place of the host that shows what went wrong in one. */
import * as vscode from 'vscode';
import { commandIds, type CommandName } from './command-ids';
import { isNotice, type Notice } from './notice';

/** Resolves to what there is to say to the learner, if anything. Arguments come from anywhere and are not trusted. */
export type CommandHandler = (...args: readonly unknown[]) => Promise<Notice | undefined>;
export type CommandHandlers = { readonly [Name in CommandName]: CommandHandler };

const { t } = vscode.l10n;

export function registerCommands(handlers: CommandHandlers, log: vscode.LogOutputChannel): vscode.Disposable {
  const names = Object.keys(commandIds).filter((name): name is CommandName => name in commandIds);
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(commandIds[name], (...args: unknown[]) => run(name, handlers[name], args, log)),
    ),
  );
}

async function run(
  name: CommandName,
  handler: CommandHandler,
  args: readonly unknown[],
  log: vscode.LogOutputChannel,
): Promise<void> {
  log.debug(`Command ${name}`);
  try {
    const notice = await handler(...args);
    // Not awaited: whoever called the command is not held up by a message that nobody reads.
    if (notice) void tell(notice, log);
  } catch (error) {
    if (error instanceof vscode.CancellationError) return;
    log.error(`Command ${name} failed`, error instanceof Error ? error : String(error));
    void tell(
      {
        severity: 'error',
        message: t(
          'That did not work because of a fault in Bridgecraft. Your files and your progress are as they were.',
        ),
        action: { title: t('Show Log'), run: () => log.show() },
      },
      log,
    );
  }
}

/** Shows a notice; its button does what it says. */
export async function tell({ message, detail, action, severity }: Notice, log: vscode.LogOutputChannel): Promise<void> {
  const titles = action ? [action.title] : [];
  const text = detail === undefined ? message : `${message} ${detail}`;
  const answer =
    severity === 'information'
      ? await vscode.window.showInformationMessage(text, ...titles)
      : severity === 'error'
        ? await vscode.window.showErrorMessage(text, ...titles)
        : await vscode.window.showWarningMessage(text, ...titles);
  if (!action || answer !== action.title) return;
  try {
    const next = await action.run();
    if (isNotice(next)) await tell(next, log);
  } catch (error) {
    log.error(`${action.title} failed`, error instanceof Error ? error : String(error));
  }
}
