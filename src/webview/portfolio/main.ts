/** Starts the portfolio page: draws each snapshot, sends intents, keeps the scroll over a reload. */
import { render } from 'lit';
import {
  portfolioMessage,
  portfolioViewState,
  type PortfolioIntent,
  type PortfolioMessage,
  type PortfolioViewState,
} from '../../protocol/portfolio';
import { connect, onScrolled } from '../shared/connection';
import { page } from './page';

const root = document.getElementById('root');
let isFirst = true;

const host = connect<PortfolioMessage, PortfolioIntent, PortfolioViewState>(
  portfolioMessage,
  portfolioViewState,
  ({ snapshot }) => {
    if (root) render(page(snapshot, host.send), root);
    if (!isFirst) return;
    isFirst = false;
    window.scrollTo({ top: host.read()?.scroll ?? 0, behavior: 'instant' });
  },
);

onScrolled((scroll) => host.write({ scroll }));
host.send({ kind: 'ready' });
