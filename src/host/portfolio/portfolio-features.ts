/** What the portfolio does once somebody asks for it; loaded then (`dist/career-features.js`). */
import * as vscode from 'vscode';
import { interviewSheet } from '../../core/portfolio/interview';
import type { Notice } from '../commands/notice';
import { exportPortfolio } from './export-portfolio';
import { PortfolioDocuments } from './portfolio-documents';
import { runChanged } from './portfolio-intents';
import { PortfolioPanel } from './portfolio-panel';
import { type PortfolioSources, readPortfolio } from './portfolio-source';
import { remind } from './remind';

export interface PortfolioDependencies extends PortfolioSources {
  readonly extensionUri: vscode.Uri;
  /** A virtual document has another text now. */
  readonly refreshDocument: (uri: vscode.Uri) => void;
  readonly tell: (notice: Notice) => void;
}

export function createPortfolioFeatures(dependencies: PortfolioDependencies) {
  const sheet = async (ref: string): Promise<string> => {
    const { portfolio } = await readPortfolio(dependencies);
    const project = portfolio.projects.find((each) => each.ref === ref);
    return project
      ? interviewSheet(vscode.l10n.t, project)
      : vscode.l10n.t('This step is not in your portfolio: not all of its checks have passed, or you left it out.');
  };
  const documents = new PortfolioDocuments(sheet, dependencies.refreshDocument);
  const panel = new PortfolioPanel(dependencies.extensionUri, dependencies, documents, dependencies.tell);
  return {
    panel,
    export: () => exportPortfolio(dependencies, documents),
    runChanged: async () => runChanged(dependencies, await readPortfolio(dependencies)),
    textOf: (uri: vscode.Uri) => documents.textOf(uri),
    remind: () => remind(dependencies),
  };
}
