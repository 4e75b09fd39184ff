/** Starts the planner: draws each snapshot, sends intents, keeps choices, tab and scroll over a reload. */
import { render } from 'lit';
import type { PlannerIntent, PostingDraft } from '../../protocol/planner/intents';
import {
  plannerMessage,
  plannerViewState,
  type PlannerMessage,
  type PlannerSnapshot,
  type PlannerViewState,
  type TabId,
} from '../../protocol/planner/messages';
import { connect, onScrolled } from '../shared/connection';
import { focusAwaited, focusWhen } from './focus';
import { keepFocus } from './keep-focus';
import { page } from './page';

const root = document.getElementById('root');
let last: PlannerSnapshot | undefined;
let tab: TabId = 'you';
let scroll = 0;
let draft: PostingDraft | undefined;

const host = connect<PlannerMessage, PlannerIntent, PlannerViewState>(
  plannerMessage,
  plannerViewState,
  ({ snapshot }) => {
    const isFirst = last === undefined;
    const before = last?.postings;
    last = snapshot;
    const kept = isFirst ? host.read() : undefined;
    if (kept) ({ tab, draft } = kept);
    if (isFirst && tab === 'postings') host.send({ kind: 'show-postings', isShown: true });
    // What was kept leaves the form.
    if (before && snapshot.postings && snapshot.postings.form.keptCount !== before.form.keptCount) draft = undefined;
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
  const focused = document.activeElement;
  render(page(last, tab, host.send, { draft, change, look, openTab }), root);
  keepFocus();
  // The row with the focus was deleted.
  if (focused && !focused.isConnected) document.getElementById('kept')?.focus();
}

function change(next: PostingDraft): void {
  draft = next;
  draw();
  save();
}

function look(file: string): void {
  focusWhen('reading', ({ postings }) => postings?.reading?.file === file);
  host.send({ kind: 'look-at-posting', file });
}

function openTab(next: TabId): void {
  if ((next === 'postings') !== (tab === 'postings')) {
    host.send({ kind: 'show-postings', isShown: next === 'postings' });
  }
  tab = next;
  draw();
  save();
}

function save(): void {
  if (last) host.write({ choices: last.choices, tab, scroll, ...(draft ? { draft } : {}) });
}

onScrolled((top) => {
  scroll = top;
  save();
});
host.send({ kind: 'ready' });
