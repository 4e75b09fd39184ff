/** Writes the portfolio to a folder of its own: after showing what would be written, and never over another's file. */
import * as vscode from 'vscode';
import type { StepRef } from '../../core/curriculum/model';
import type {
  ExportedRepository,
  ExportFailure,
  ExportPlan,
  ExportRequest,
  LeftOutFile,
} from '../../core/portfolio/ports';
import { privateWordKey } from '../../core/portfolio/private-words';
import type { Notice } from '../commands/notice';
import { chooseTarget, isInsideAgreed } from './export-target';
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
  const { portfolio, story } = await readPortfolio(sources);
  const [mistake] = story.problems;
  if (mistake) {
    return {
      message: t('Your story has mistakes, so it is not known what you want to say. Nothing was written.'),
      action: { title: t('Open Story'), run: () => openStory(progress, [], mistake) },
    };
  }
  const folders = new Map(
    portfolio.projects.flatMap(({ ref }): readonly (readonly [StepRef, string])[] => {
      const folder = progress.projects.get(ref);
      return folder ? [[ref, folder.fsPath]] : [];
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
  const made = await exporter.files({ portfolio, folders, constraints: sources.index.constraints });
  if (!made.ok) return failureNotice(made.reason);
  const { files, ordinary, leftOut } = made.value;
  const asked: ExportRequest = { target: target.fsPath, home: home.fsPath, files, ordinary, said: story.text };
  const found = await exporter.plan(asked);
  const request = found.ok ? asked : await agreedRequest(asked, found.reason);
  if (!request || 'message' in request) return request;
  const plan = found.ok ? found : await exporter.plan(request);
  if (!plan.ok) return failureNotice(plan.reason);
  if (plan.value.isInHome && !(await isInsideAgreed(home))) return undefined;
  if (!(await isAgreed(plan.value, request, leftOut, documents))) return undefined;
  const written = await exporter.write(request, plan.value);
  if (!written.ok) return failureNotice(written.reason);
  const remindedAt = memory.of(home)?.remindedAt;
  await memory.keep(home, {
    target: target.fsPath,
    at: new Date().toISOString(),
    ...(remindedAt === undefined ? {} : { remindedAt }),
  });
  void offerNext(target, portfolio.story.repository !== undefined);
  return undefined;
}

/** What is private stops an export, unless somebody has seen it and wants it published. */
async function agreedRequest(
  request: ExportRequest,
  failure: ExportFailure,
): Promise<ExportRequest | Notice | undefined> {
  if (failure.kind !== 'private-words') return failureNotice(failure);
  const lines = failure.found.map(({ path, line, what, shown }) =>
    line === undefined ? t('{0}: {1}, {2}', path, what, shown) : t('{0}, line {1}: {2}, {3}', path, line, what, shown),
  );
  const anyway = t('Publish These Too');
  const answer = await vscode.window.showWarningMessage(
    t('Some words may not be meant for everybody. Nothing was written.'),
    {
      modal: true,
      detail: `${listed(lines, '\n')}\n\n${t('Take them out and export again, or say that they may be read by everybody.')}`,
    },
    anyway,
  );
  return answer === anyway ? { ...request, agreed: new Set(failure.found.map(privateWordKey)) } : undefined;
}

/** Says what would happen; a file that is there already is changed only after its change was shown. */
async function isAgreed(
  { added, changed, gone, foreign }: ExportPlan,
  { target, files }: ExportRequest,
  leftOut: ExportedRepository['leftOut'],
  documents: Pick<PortfolioDocuments, 'showChanges'>,
): Promise<boolean> {
  if (added.length + changed.length + gone.length === 0) {
    void vscode.window.showInformationMessage(t('The exported portfolio is up to date. Nothing was written.'));
    return false;
  }
  const changedPaths = changed.map(({ path }) => path);
  const edited = changed.filter(({ isEdited }) => isEdited).map(({ path }) => path);
  const detail = [
    namesOf(t('New:'), added),
    namesOf(t('Changed:'), changedPaths),
    namesOf(t('Edited there since, and your edits would be lost:'), edited),
    namesOf(t('Made no more, and taken away:'), gone),
    namesOf(t('Not ours, and left as they are:'), foreign),
    namesOf(t('Not taken:'), leftOutLines(leftOut)),
    t('Its file LICENSE lets everybody use your code, under the MIT License. Nothing is published.'),
  ].filter((line) => line !== '');
  const [write, look] = [t('Write Files'), t('Show Changes')];
  const message = t('Write the portfolio to {0}?', target);
  const button = changed.length > 0 ? look : write;
  const options = { modal: true, detail: detail.join('\n\n') };
  const answer = await vscode.window.showInformationMessage(message, options, button);
  if (answer !== look) return answer === write;
  await documents.showChanges(vscode.Uri.file(target), files, changedPaths);
  return (await vscode.window.showInformationMessage(message, write)) === write;
}

/** What belongs to no step is not even named: it may be anything. */
const leftOutLines = (leftOut: ExportedRepository['leftOut']): readonly string[] =>
  leftOut
    .filter(({ why }) => why !== 'not-of-the-step')
    .map(({ project, path, why }) => t('{0} ({1})', `${project}/${path}`, leftOutReason(why)));

function leftOutReason(why: LeftOutFile['why']): string {
  switch (why) {
    case 'link':
      return t('a link');
    case 'link-leads-out':
      return t('a link that leads out of the project');
    case 'too-large':
      return t('too large');
    case 'unreadable':
      return t('unreadable, or not what its name says');
    case 'special':
      return t('no plain file');
    case 'awkward-name':
      return t('a name that not every computer takes');
    case 'not-of-the-step':
      return t('not of the step');
  }
}

const namesOf = (label: string, paths: readonly string[]): string =>
  paths.length === 0 ? '' : `${label} ${listed(paths, ', ')}`;

function listed(all: readonly string[], separator: string): string {
  const rest = all.length - namedFiles;
  const shown = all.slice(0, namedFiles).join(separator);
  return rest > 0 ? t('{0} and {1} more', shown, rest) : shown;
}

function failureNotice(failure: ExportFailure): Notice {
  switch (failure.kind) {
    case 'bad-target':
      return {
        message: t(
          'The portfolio cannot be written to {0}. Nothing was written. Choose a folder beside your home folder.',
          failure.path,
        ),
      };
    case 'not-plain':
      return {
        message: t('{0} is a link or no plain file. Nothing was written. Put the file itself there.', failure.path),
      };
    case 'foreign-folder':
    case 'in-the-way':
      return {
        message: t(
          'That folder holds files that are not of a portfolio: {0}. Nothing was written. Choose an empty or a new folder.',
          listed(failure.files, ', '),
        ),
      };
    case 'private-words':
      return { message: t('There are still words that may not be meant for everybody. Nothing was written.') };
    case 'bad-path':
      return {
        message: t(
          'A file has a name that not every computer takes: {0}. Nothing was written. Rename it.',
          failure.detail,
        ),
      };
    case 'changed-meanwhile':
      return {
        message: t(
          'The folder changed meanwhile: {0}. Nothing was written. Export again.',
          listed(failure.files, ', '),
        ),
      };
    case 'disk-full':
      return {
        severity: 'error',
        message: t('There is no room left for {0}. The folder is as it was. Make room and export again.', failure.path),
      };
    case 'io':
      return {
        severity: 'error',
        message: t('{0} could not be read or written: {1}. The folder is as it was.', failure.path, failure.detail),
      };
  }
}

async function offerNext(target: vscode.Uri, isAddressKnown: boolean): Promise<void> {
  const [open, site] = [t('Open in New Window'), t('Open Site')];
  const answer = await vscode.window.showInformationMessage(
    isAddressKnown
      ? t('The portfolio was written to {0}. Publish it from its own window, with Git of VS Code.', target.fsPath)
      : t(
          'The portfolio was written to {0}. Publish it from its own window, with Git of VS Code. Then name its address in your story (`repository`) and export again, so that the site links to the code.',
          target.fsPath,
        ),
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
