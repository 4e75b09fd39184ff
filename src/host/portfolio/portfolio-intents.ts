/** Does what somebody asks for on the portfolio page. */
import * as vscode from 'vscode';
import { lineOfProject } from '../../core/portfolio/story-edit';
import { changedProjects } from '../../core/portfolio/freshness';
import type { FindingPlace, ReviewGroup } from '../../core/portfolio/review-model';
import type { PortfolioIntent } from '../../protocol/portfolio';
import { isWithin, typeOf } from '../adapters/workspace';
import { execute } from '../commands/command-ids';
import type { Notice } from '../commands/notice';
import { openExported, openSite } from './export-portfolio';
import type { PortfolioDocuments } from './portfolio-documents';
import type { PortfolioSources, ReadPortfolio } from './portfolio-source';
import { runReview } from './review-run';
import { openStory, refusedPlace, setLeftOut } from './story-file';

/** What intents may do with the panel. */
export interface PortfolioContext {
  readonly sources: PortfolioSources;
  readonly documents: PortfolioDocuments;
  review: readonly ReviewGroup[] | undefined;
  read(): Promise<ReadPortfolio>;
  refresh(): Promise<void>;
}

const { t } = vscode.l10n;

export async function perform(
  context: PortfolioContext,
  intent: Exclude<PortfolioIntent, { kind: 'ready' }>,
): Promise<Notice | undefined> {
  const { progress, memory } = context.sources;
  const home = progress.homeFolder;
  switch (intent.kind) {
    case 'edit-story':
      return openStory(progress, projectsIn(await context.read()));
    case 'open-problem': {
      const problem = (await context.read()).story.problems[intent.index];
      return problem && openStory(progress, [], problem);
    }
    case 'run-changed':
      return runChanged(context.sources, await context.read());
    case 'open-unreadable':
      if (home) await showIfThere(vscode.Uri.joinPath(home, '.bridgecraft', 'progress.unreadable.txt'));
      return undefined;
    case 'review': {
      const refused = refusedPlace(progress);
      if (refused) return refused;
      context.review = (await runReview(context.sources)) ?? context.review;
      await context.refresh();
      return undefined;
    }
    case 'open-finding': {
      const where = context.review?.[intent.group]?.findings[intent.index]?.where;
      return where && openPlace(context, where);
    }
    case 'export':
      await execute('exportPortfolio');
      await context.refresh();
      return undefined;
    case 'open-exported':
    case 'open-site': {
      const last = home && memory.of(home);
      if (!last) return undefined;
      const target = vscode.Uri.file(last.target);
      if ((await typeOf(target)) === undefined) {
        return { message: t('{0} is not there any more. Export again.', last.target) };
      }
      await (intent.kind === 'open-site' ? openSite(target) : openExported(target));
      return undefined;
    }
    case 'run-checks':
    case 'open-folder':
    case 'leave-out':
    case 'take-in':
    case 'open-sheet':
    case 'save-sheet':
      return onProject(context, intent);
  }
}

const projectsIn = ({ portfolio }: ReadPortfolio) =>
  portfolio.projects.map(({ ref, step }) => ({ ref, title: step.title }));

/** Only a step of the portfolio is acted on. */
async function onProject(
  context: PortfolioContext,
  intent: Extract<PortfolioIntent, { readonly step: string }>,
): Promise<Notice | undefined> {
  const { progress } = context.sources;
  const read = await context.read();
  const project = read.portfolio.projects.find(({ ref }) => ref === intent.step);
  const ref = project?.ref ?? read.notTaken.find((each) => each.ref === intent.step)?.ref;
  if (ref === undefined) return undefined;
  switch (intent.kind) {
    case 'run-checks':
      await execute('runChecks', ref);
      return undefined;
    case 'open-folder': {
      const folder = progress.projects.get(ref);
      if (folder) await vscode.commands.executeCommand('revealInExplorer', folder);
      return undefined;
    }
    case 'leave-out':
    case 'take-in': {
      if (read.story.problems.length > 0) {
        return { message: t('Your story has mistakes. Mend them first, and it can be changed from here.') };
      }
      const notice = await setLeftOut(progress, projectsIn(read), ref, intent.kind === 'leave-out');
      await context.refresh();
      return notice;
    }
    case 'open-sheet':
      await context.documents.showSheet(ref);
      return undefined;
    case 'save-sheet':
      return saveSheet(context, ref);
  }
}

/** A sheet is for one person: into the folder that gets published it is not written. */
async function saveSheet({ sources, documents }: PortfolioContext, ref: string): Promise<Notice | undefined> {
  const { progress, memory } = sources;
  const home = progress.homeFolder;
  const name = `interview-${ref.replaceAll('/', '-')}.md`;
  const target = await vscode.window.showSaveDialog({
    title: t('Save Interview Sheet'),
    filters: { Markdown: ['md'] },
    ...(home ? { defaultUri: vscode.Uri.joinPath(home, 'career', name) } : {}),
  });
  if (!target) return undefined;
  const last = home && memory.of(home);
  if (last && isWithin(vscode.Uri.file(last.target), target)) {
    return { message: t('That folder is the portfolio that you publish. Nothing was written. Choose another folder.') };
  }
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(await documents.sheet(ref)));
  await vscode.window.showTextDocument(target, { preview: false });
  return undefined;
}

/** One after the other, as somebody would. */
export async function runChanged(
  { progress }: Pick<PortfolioSources, 'progress'>,
  { portfolio }: ReadPortfolio,
): Promise<Notice | undefined> {
  const refused = refusedPlace(progress);
  if (refused) return refused;
  const changed = changedProjects(portfolio.projects);
  if (changed.length === 0) {
    return {
      severity: 'information',
      message: t('Nothing changed since the figures of your portfolio were recorded.'),
    };
  }
  for (const { ref } of changed) await execute('runChecks', ref);
  return undefined;
}

async function openPlace(context: PortfolioContext, where: FindingPlace): Promise<Notice | undefined> {
  const { progress } = context.sources;
  if (where.kind === 'story') {
    const read = await context.read();
    return openStory(progress, projectsIn(read), {
      line: lineOfProject(read.story.text, where.project) ?? 1,
      column: 1,
    });
  }
  const folder = progress.projects.get(where.project);
  if (folder) await showIfThere(vscode.Uri.joinPath(folder, where.path), where.line);
  return undefined;
}

async function showIfThere(uri: vscode.Uri, line = 1): Promise<void> {
  if ((await typeOf(uri)) === undefined) {
    void vscode.window.showInformationMessage(t('{0} is not there yet.', vscode.workspace.asRelativePath(uri)));
    return;
  }
  const place = new vscode.Position(line - 1, 0);
  // As an editor of VS Code opens it: a picture is no text.
  await vscode.commands.executeCommand('vscode.open', uri, { selection: new vscode.Range(place, place) });
}
