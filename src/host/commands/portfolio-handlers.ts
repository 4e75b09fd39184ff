/** The commands of the portfolio. */
import type { Notice } from './notice';
import type { CommandHandlers } from './register';

export interface PortfolioCommands {
  open(): Promise<void>;
  export(): Promise<Notice | undefined>;
  runChanged(): Promise<Notice | undefined>;
}

export const portfolioHandlers = (
  portfolio: PortfolioCommands,
): Pick<CommandHandlers, 'previewPortfolio' | 'exportPortfolio' | 'refreshPortfolio'> => ({
  previewPortfolio: async () => {
    await portfolio.open();
    return undefined;
  },
  exportPortfolio: () => portfolio.export(),
  refreshPortfolio: () => portfolio.runChanged(),
});
