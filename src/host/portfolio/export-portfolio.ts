/** Writes the portfolio to a folder of its own: after showing what would be written, and never over another's file. */
import * as vscode from 'vscode';
import type { StepRef } from '../../core/curriculum/model';
import type { ExportPlan, ExportRefusal } from '../../core/portfolio/ports';
import type { Notice } from '../commands/notice';
import { chooseTarget } from './export-target';
import type { PortfolioDocuments } from './portfolio-documents';
import { type PortfolioSources, readPortfolio } from './portfolio-source';
import { openStory, refusedPlace } from './story-file';

const { t } = vscode.l10n;
const namedFiles = 12;

export async function exportPortfolio(
  sources: PortfolioSources,
  documents: Pick<PortfolioDocuments, 'showChanges'>,
): Promise<Notice | undefined> {
  const { progress, memory } = sources;
  const refused = refusedPlace(progress);
  const home = progress.homeFolder;
  if (refused || !home) return refused;
  if (!sources.exporter) return { message: t('This version cannot write a portfolio.') };
  const { portfolio, story } = await readPortfolio(sources);
  const [mistake] = story.problems;
  if (mistake) {
    return {
      message: t('Your story has mistakes, so it is not known what you want to say. Nothing was written.'),
      action: { title: t('Open Story'), run: () => openStory(progress, [], mistake) },
    };
  }
  const folders = new Map(
    portfolio.projects.flatMap(({ ref, record }): readonly (readonly [StepRef, string])[] => {
      const folder = progress.projects.get(ref);
      return folder && record.freshness !== 'deleted' ? [[ref, folder.fsPath]] : [];
    }),
  );
  if (folders.size === 0) {
    return {
      severity: 'information',
      message: t('There is nothing to export yet: a step comes in when all of its checks passed.'),
    };
  }
  const target = await chooseTarget(home, memory.of(home)?.target);
  if (!target || 'message' in target) return target;
  const exporter = await sources.exporter();
  const files = await exporter.files(portfolio, folders);
  if (!files.ok) return refusalNotice(files.reason);
  const plan = await exporter.plan(files.value, target.fsPath);
  if (!plan.ok) return refusalNotice(plan.reason);
  if (!(await isAgreed(plan.value, target, documents))) return undefined;
  const written = await exporter.write(plan.value);
  if (!written.ok) {
    return {
      severity: 'error',
      message: t(
        'The portfolio could not be written to {0}: {1}. The folder is as it was.',
        written.reason.path,
        written.reason.detail,
      ),
    };
  }
  const remindedAt = memory.of(home)?.remindedAt;
  await memory.keep(home, {
    target: target.fsPath,
    at: new Date().toISOString(),
    ...(remindedAt === undefined ? {} : { remindedAt }),
  });
  void offerNext(target);
  return undefined;
}

/** Says what would happen; a changed file can be looked at first. */
async function isAgreed(
  plan: ExportPlan,
  target: vscode.Uri,
  documents: Pick<PortfolioDocuments, 'showChanges'>,
): Promise<boolean> {
  const { added, changed, gone, foreign, files } = plan;
  if (added.length + changed.length + gone.length === 0) {
    void vscode.window.showInformationMessage(t('The exported portfolio is up to date. Nothing was written.'));
    return false;
  }
  const write = t('Write Files');
  const look = t('Show Changes');
  const detail = [
    namesOf(t('New:'), added),
    namesOf(t('Changed:'), changed),
    namesOf(t('Made no more, and taken away:'), gone),
    namesOf(t('Not ours, and left as they are:'), foreign),
    t('Nothing is published.'),
  ].filter((line) => line !== '');
  const message = t('Write the portfolio to {0}?', target.fsPath);
  const answer = await vscode.window.showInformationMessage(
    message,
    { modal: true, detail: detail.join('\n\n') },
    write,
    ...(changed.length > 0 ? [look] : []),
  );
  if (answer !== look) return answer === write;
  await documents.showChanges(target, files, changed);
  return (await vscode.window.showInformationMessage(message, write)) === write;
}

function namesOf(label: string, paths: readonly string[]): string {
  if (paths.length === 0) return '';
  const rest = paths.length - namedFiles;
  const shown = paths.slice(0, namedFiles).join(', ');
  return `${label} ${rest > 0 ? t('{0} and {1} more', shown, rest) : shown}`;
}

function refusalNotice(refusal: ExportRefusal): Notice {
  switch (refusal.kind) {
    case 'foreign-files':
      return {
        message: t(
          'That folder holds files that are not of a portfolio: {0}. Nothing was written. Choose an empty or a new folder.',
          refusal.paths.slice(0, namedFiles).join(', '),
        ),
      };
    case 'link':
      return {
        message: t(
          '{0} is a link that leads out of its folder. Nothing was written. Put the file itself there.',
          refusal.path,
        ),
      };
    case 'private':
      return {
        message: t(
          '{0} must not be published: {1}. Nothing was written. Take it out first.',
          refusal.path,
          refusal.why,
        ),
      };
    case 'unreadable':
      return { message: t('{0} cannot be read: {1}. Nothing was written.', refusal.path, refusal.why) };
  }
}

async function offerNext(target: vscode.Uri): Promise<void> {
  const [open, site] = [t('Open in New Window'), t('Open Site')];
  const answer = await vscode.window.showInformationMessage(
    t('The portfolio was written to {0}. Publish it from its own window, with Git of VS Code.', target.fsPath),
    open,
    site,
  );
  if (answer === open) await openExported(target);
  if (answer === site) await openSite(target);
}

export const openExported = (target: vscode.Uri): Thenable<unknown> =>
  vscode.commands.executeCommand('vscode.openFolder', target, { forceNewWindow: true });

export const openSite = (target: vscode.Uri): Thenable<boolean> =>
  vscode.env.openExternal(vscode.Uri.joinPath(target, 'docs', 'index.html'));
