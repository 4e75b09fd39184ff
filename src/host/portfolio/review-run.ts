/** Gathers what the readiness review looks at: files, and, if somebody agrees, what three programs say. */
import * as vscode from 'vscode';
import { matchesPattern } from '../../core/curriculum/paths';
import type { Step } from '../../core/curriculum/model';
import { hashContent } from '../../core/curriculum/text';
import type { PortfolioProject } from '../../core/portfolio/portfolio';
import type { Checked, ReviewTools } from '../../core/portfolio/ports';
import { privateFinder } from '../../core/portfolio/private-words';
import { reviewOf } from '../../core/portfolio/review';
import type { ReviewFile, ReviewGroup, ReviewProject } from '../../core/portfolio/review-model';
import { isToolFolder } from '../../core/portfolio/tool-folders';
import type { Hasher } from '../../core/ports';
import { type PortfolioSources, readPortfolio } from './portfolio-source';
import { checkedBy } from './review-view';

const { t } = vscode.l10n;
const longestText = 1_000_000;
const mostFiles = 1000;

/** Undefined: somebody changed their mind. */
export async function runReview(sources: PortfolioSources): Promise<readonly ReviewGroup[] | undefined> {
  const [run, without] = [t('Run Them'), t('Review Without Them')];
  const answer = await vscode.window.showInformationMessage(
    t('Review your projects?'),
    {
      modal: true,
      detail: t(
        'Files are read here and nothing is changed. Three programs of this computer can say more; each only reads:\n\ngit log (in your home folder)\npython -m ruff check --select D1,ANN (in each project)\npython -m pyright (in each project, without the network)',
      ),
    },
    run,
    without,
  );
  if (answer !== run && answer !== without) return undefined;
  return vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Reviewing your projects') },
    async () => {
      const { portfolio, story } = await readPortfolio(sources);
      const tools = answer === run ? await sources.tools() : undefined;
      const projects: ReviewProject[] = [];
      // One after the other: a type checker takes a core and a lot of memory.
      for (const project of portfolio.projects) {
        const folder = sources.progress.projects.get(project.ref);
        if (folder) projects.push(await look(sources, project, folder, tools));
      }
      const { homeFolder: home } = sources.progress;
      const isExported = home !== undefined && sources.memory.of(home) !== undefined;
      const findPrivate = privateFinder({
        homeFolders: home ? [home.fsPath] : [],
        userNames: [],
        said: story.text,
        ordinary: [],
      });
      return reviewOf({ t, projects, findPrivate, isExported });
    },
  );
}

async function look(
  { hasher, progress }: PortfolioSources,
  project: PortfolioProject,
  folder: vscode.Uri,
  tools: ReviewTools | undefined,
): Promise<ReviewProject> {
  const files = await filesOf(folder, project.step, hasher);
  const declined: Checked<never> = { kind: 'not-checked', why: t('you did not want programs to run') };
  const home = progress.homeFolder ?? folder;
  return {
    project,
    files,
    lint: tools ? checkedBy(t, await tools.lint(folder.fsPath)) : declined,
    types: tools ? checkedBy(t, await tools.types(folder.fsPath)) : declined,
    commits: tools ? checkedBy(t, await tools.commits(home.fsPath, folder.fsPath)) : declined,
  };
}

/** Without the author's files, without links, and without what tools leave. */
async function filesOf(folder: vscode.Uri, step: Step, hasher: Hasher): Promise<readonly ReviewFile[]> {
  const starters = new Map(step.projectFiles.map(({ path, sha256 }) => [path, sha256]));
  const isAuthors = (path: string): boolean => step.files.author.some((pattern) => matchesPattern(path, pattern));
  const files: ReviewFile[] = [];
  const walk = async (inner: vscode.Uri, prefix: string): Promise<void> => {
    for (const [name, type] of await vscode.workspace.fs.readDirectory(inner)) {
      const path = prefix + name;
      const uri = vscode.Uri.joinPath(inner, name);
      if (files.length >= mostFiles || isToolFolder(name)) continue;
      if (type === vscode.FileType.Directory) await walk(uri, `${path}/`);
      else if (type === vscode.FileType.File && !isAuthors(path))
        files.push(await readOne(uri, path, starters, hasher));
    }
  };
  await walk(folder, '');
  return files;
}

async function readOne(
  uri: vscode.Uri,
  path: string,
  starters: ReadonlyMap<string, string>,
  hasher: Hasher,
): Promise<ReviewFile> {
  const { size: bytes } = await vscode.workspace.fs.stat(uri);
  if (bytes > longestText) return { path, bytes, isStarter: false };
  const content = await vscode.workspace.fs.readFile(uri);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
    return { path, bytes, text, isStarter: starters.get(path) === hashContent(text, hasher) };
  } catch {
    return { path, bytes, isStarter: starters.get(path) === hashContent(content, hasher) };
  }
}
