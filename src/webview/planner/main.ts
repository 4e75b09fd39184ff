/** Starts the planner: draws each snapshot, sends intents, keeps choices, tab and scroll over a reload. */
import { render } from 'lit';
import type { PlannerIntent } from '../../protocol/planner/intents';
import {
  plannerMessage,
  plannerViewState,
  type PlannerMessage,
  type PlannerSnapshot,
  type PlannerViewState,
  type TabId,
} from '../../protocol/planner/messages';
import { connect, onScrolled } from '../shared/connection';
import { keepFocus } from './keep-focus';
import { focusAwaited } from './focus';
import { page } from './page';

const root = document.getElementById('root');
let last: PlannerSnapshot | undefined;
let tab: TabId = 'you';
let scroll = 0;

const host = connect<PlannerMessage, PlannerIntent, PlannerViewState>(
  plannerMessage,
  plannerViewState,
  ({ snapshot }) => {
    const isFirst = last === undefined;
    last = snapshot;
    const kept = isFirst ? host.read() : undefined;
    if (kept) tab = kept.tab;
    draw();
    focusAwaited(snapshot);
    if (isFirst) {
      scroll = kept?.scroll ?? 0;
      window.scrollTo({ top: scroll, behavior: 'instant' });
    }
    save();
  },
);

function draw(): void {
  if (!root || !last) return;
  render(page(last, tab, host.send, openTab), root);
  keepFocus();
}

function openTab(next: TabId): void {
  tab = next;
  draw();
  save();
}

function save(): void {
  if (last) host.write({ choices: last.choices, tab, scroll });
}

onScrolled((top) => {
  scroll = top;
  save();
});
host.send({ kind: 'ready' });
