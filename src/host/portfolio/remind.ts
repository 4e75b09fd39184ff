/** A gentle word when an exported portfolio is behind the work: at most once in 30 days, and it can be turned off. */
import * as vscode from 'vscode';
import { changedProjects } from '../../core/portfolio/freshness';
import { execute } from '../commands/command-ids';
import { type PortfolioSources, readPortfolio } from './portfolio-source';

const { t } = vscode.l10n;

/** Resolves when the word was said, not when it is answered. */
export async function remind(sources: PortfolioSources): Promise<void> {
  const home = sources.progress.homeFolder;
  const last = home && sources.memory.of(home);
  if (!home || !last) return;
  const changed = changedProjects((await readPortfolio(sources)).portfolio.projects);
  const [first] = changed;
  if (!first) return;
  await sources.memory.keep(home, { ...last, remindedAt: new Date().toISOString() });
  void ask(first.step.title, changed.length - 1);
}

async function ask(title: string, others: number): Promise<void> {
  const [look, never] = [t('Open Portfolio'), t('Don’t Remind Me Again')];
  const answer = await vscode.window.showInformationMessage(
    others === 0
      ? t('You have changed {0} since you exported your portfolio. Re-run its checks when you like.', title)
      : t(
          'You have changed {0} and {1} more since you exported your portfolio. Re-run their checks when you like.',
          title,
          others,
        ),
    look,
    never,
  );
  if (answer === look) await execute('previewPortfolio');
  if (answer === never) {
    await vscode.workspace
      .getConfiguration('bridgecraft')
      .update('portfolioReminder', false, vscode.ConfigurationTarget.Global);
  }
}
