/** Starts the planner: draws each snapshot, sends intents, keeps choices and scroll over a reload. */
import { render } from 'lit';
import {
  plannerMessage,
  plannerViewState,
  type PlannerIntent,
  type PlannerMessage,
  type PlannerSnapshot,
  type PlannerViewState,
} from '../../protocol/planner';
import { connect, onScrolled } from '../shared/connection';
import { page } from './page';

const root = document.getElementById('root');
let last: PlannerSnapshot | undefined;
let scroll = 0;

const host = connect<PlannerMessage, PlannerIntent, PlannerViewState>(
  plannerMessage,
  plannerViewState,
  ({ snapshot }) => {
    const isFirst = last === undefined;
    last = snapshot;
    if (root) render(page(snapshot, host.send), root);
    if (isFirst) {
      scroll = host.read()?.scroll ?? 0;
      window.scrollTo({ top: scroll, behavior: 'instant' });
    }
    save();
  },
);

function save(): void {
  if (last) host.write({ choices: last.choices, scroll });
}

onScrolled((top) => {
  scroll = top;
  save();
});
host.send({ kind: 'ready' });
