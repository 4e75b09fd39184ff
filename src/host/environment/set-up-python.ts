/** "Set Up Python": makes the home folder's `.venv` with what the learner's steps need, with progress, cancel and resume. */
import * as vscode from 'vscode';
import type { EnvironmentBuilder, EnvironmentFailure, EnvironmentProgress } from '../../core/environment/model';
import type { Interpreter } from '../../core/checks/model';
import type { CurriculumIndex, Step } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import { execute } from '../commands/command-ids';
import type { Notice } from '../commands/notice';
import type { Progress } from '../progress/progress';

/** The interpreter that a new environment is made from; never one inside a virtual environment of the folder itself. */
export type BaseInterpreter = (home: vscode.Uri) => Promise<Interpreter | undefined>;

interface Wish {
  readonly home: vscode.Uri;
  readonly base: Interpreter;
  readonly packages: readonly string[];
  /** Whose packages were asked for. */
  readonly step: Step | undefined;
}

const { t } = vscode.l10n;

export class SetUpPython {
  /** One environment at a time: two installers in one folder break each other. */
  private running: Promise<Notice | undefined> | undefined;

  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly builder: EnvironmentBuilder,
    private readonly baseInterpreter: BaseInterpreter,
    private readonly log: vscode.LogOutputChannel,
    /** Everything that was wanted is installed. */
    private readonly onReady: () => void,
  ) {}

  /** Resolves to what there is to say, or undefined when the learner cancelled. */
  run(step?: Step): Promise<Notice | undefined> {
    this.running ??= this.runOnce(step).finally(() => (this.running = undefined));
    return this.running;
  }

  private async runOnce(step: Step | undefined): Promise<Notice | undefined> {
    if (!vscode.workspace.isTrusted) {
      return {
        message: t('This folder is in Restricted Mode, so nothing is installed. Trust the folder first.'),
        action: { title: t('Manage Trust'), run: () => execute('manageTrust') },
      };
    }
    const home = this.progress.homeFolder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
    if (home?.scheme !== 'file') {
      return {
        message: t(
          'Python is set up in a folder on a disk. Open a folder of this computer or of a remote machine first.',
        ),
        action: { title: t('Open Folder'), run: () => vscode.commands.executeCommand('vscode.openFolder') },
      };
    }
    const base = await this.baseInterpreter(home);
    if (!base) return noPython();
    return this.build({ home, base, packages: [...this.wanted(step)], step });
  }

  private async build(wish: Wish, options: { readonly mayUseForeign?: boolean } = {}): Promise<Notice | undefined> {
    const { home, base, packages, step } = wish;
    const title = t('Setting up Python {0} for Bridgecraft', base.version);
    const shown = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const outcome = await vscode.window.withProgress(shown, (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      return this.builder.build({
        home: home.fsPath,
        packages,
        constraints: this.index.constraints,
        base: base.path,
        mayUseForeign: options.mayUseForeign ?? false,
        signal: abort.signal,
        onProgress: (step) => progress.report({ message: progressText(step) }),
      });
    });
    if (outcome.ok) {
      const { python, installer, added } = outcome.value;
      this.onReady();
      this.log.info(`environment ready: ${python}, ${installer}, added ${added.length} packages`);
      return {
        severity: 'information',
        message:
          added.length === 0
            ? t('Python is ready: everything that is needed was there.')
            : t('Python is ready: {0} packages were installed into {1}.', added.length, relativeTo(home, python)),
        ...(step ? { action: { title: t('Run Checks'), run: () => execute('runChecks', step.ref) } } : {}),
      };
    }
    const { reason } = outcome;
    this.log.warn(`environment not ready: ${reason.kind}`, 'output' in reason ? reason.output : '');
    if (reason.kind === 'foreign-environment') return this.askForForeign(wish, reason.path);
    return this.notice(reason);
  }

  private async askForForeign(wish: Wish, path: string): Promise<Notice | undefined> {
    const install = t('Install into It');
    const answer = await vscode.window.showWarningMessage(
      t('There is a Python environment here that Bridgecraft did not make.'),
      {
        modal: true,
        detail: t('{0}\n\nThe packages of this step can be installed into it: {1}.', path, wish.packages.join(', ')),
      },
      install,
    );
    return answer === install ? this.build(wish, { mayUseForeign: true }) : undefined;
  }

  /** What the step needs, or else every started step, or else the first step of the pivot. */
  private wanted(step: Step | undefined): ReadonlySet<string> {
    const all = allSteps(this.index);
    const started = all.filter((each) => this.progress.projects.has(each.ref));
    const first = all.find((each) => each.curriculum === this.progress.state.pivot) ?? all[0];
    const steps = step ? [step, ...started] : started.length > 0 ? started : first ? [first] : [];
    return new Set(steps.flatMap((each) => each.requirements));
  }

  private notice(failure: EnvironmentFailure): Notice | undefined {
    const again = { title: t('Try Again'), run: () => execute('setUpPython') };
    const showLog = { title: t('Show Log'), run: () => this.log.show() };
    switch (failure.kind) {
      case 'cancelled':
        return {
          message: t('Setting up Python was cancelled. What was downloaded is kept; the next time goes on from there.'),
          action: again,
        };
      case 'disk-full':
        return {
          message: t(
            'The disk is full: {0} could not be completed. Free some space and set up Python again.',
            failure.path,
          ),
          action: again,
        };
      case 'venv-module-missing':
        return {
          message: t(
            '{0} cannot make environments because its "ensurepip" module is missing. On Debian and Ubuntu, install the package python3-venv.',
            failure.base,
          ),
          action: again,
        };
      case 'cannot-create':
        return {
          message: t(
            'The environment {0} could not be made, so checks cannot run yet. The log has the output.',
            failure.path,
          ),
          detail: failure.output,
          action: showLog,
        };
      case 'cannot-install':
        return {
          message: t(
            '{0} could not be installed, so checks cannot run yet. Look at the network connection, then try again; the log has the output.',
            failure.requirements.join(', '),
          ),
          detail: failure.output,
          action: showLog,
        };
      case 'foreign-environment':
        return undefined; // Asked above.
    }
  }
}

/** The environment's folder as the learner sees it in the Explorer. */
const relativeTo = (home: vscode.Uri, python: string): string =>
  vscode.workspace.asRelativePath(vscode.Uri.joinPath(vscode.Uri.file(python), '..', '..'), false) || home.fsPath;

function progressText(progress: EnvironmentProgress): string {
  switch (progress.kind) {
    case 'creating':
      return t('making the environment');
    case 'looking':
      return t('looking at what is installed');
    case 'package':
      return progress.size === undefined
        ? t('{0} ({1} packages so far)', progress.name, progress.seen)
        : t('{0}, {1} ({2} packages so far)', progress.name, progress.size, progress.seen);
    case 'installing':
      return t('writing {0} packages to the disk', progress.count);
  }
}

function noPython(): Notice {
  return {
    message: t('No Python was found. Bridgecraft needs Python 3.11 to 3.14 (64-bit).'),
    action: {
      title: t('Get Python'),
      run: () => vscode.env.openExternal(vscode.Uri.parse('https://www.python.org/downloads/')),
    },
  };
}
