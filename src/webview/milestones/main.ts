/** Starts the milestones page: draws each snapshot, sends intents, keeps scroll and an unfinished note over a reload. */
import { render } from 'lit';
import {
  milestonesMessage,
  milestonesViewState,
  type MilestonesIntent,
  type MilestonesMessage,
  type MilestonesSnapshot,
  type MilestonesViewState,
} from '../../protocol/milestones';
import { connect, onScrolled } from '../shared/connection';
import type { MilestoneEvents, OpenForm } from './milestone';
import { page } from './page';

const root = document.getElementById('root');
let last: MilestonesSnapshot | undefined;
let form: OpenForm | undefined;
let scroll = 0;

const host = connect<MilestonesMessage, MilestonesIntent, MilestonesViewState>(
  milestonesMessage,
  milestonesViewState,
  ({ snapshot }) => {
    const isFirst = last === undefined;
    last = snapshot;
    if (isFirst) restore();
    const marked = form && !isStillOpen(snapshot, form.milestone) ? form.milestone : undefined;
    if (marked) form = undefined;
    draw();
    if (isFirst) window.scrollTo({ top: scroll, behavior: 'instant' });
    // The form that had the focus is gone: the focus stays with its milestone.
    if (marked) focusIn(marked, 'h3');
    save();
  },
);

function isStillOpen(snapshot: MilestonesSnapshot, milestone: string): boolean {
  return (
    snapshot.kind === 'road' &&
    snapshot.phases.some((phase) => phase.milestones.some((each) => each.id === milestone && each.form))
  );
}

function restore(): void {
  const state = host.read();
  if (!state || last?.kind !== 'road' || state.curriculum !== last.curriculum) return;
  scroll = state.scroll;
  form = state.form;
}

function save(): void {
  if (last?.kind !== 'road') return;
  host.write({ curriculum: last.curriculum, scroll, ...(form ? { form } : {}) });
}

function focusIn(milestone: string, selector: string): void {
  for (const item of document.querySelectorAll('[data-milestone]')) {
    const target = item.getAttribute('data-milestone') === milestone ? item.querySelector(selector) : null;
    if (target instanceof HTMLElement) target.focus();
  }
}

const events: MilestoneEvents = {
  send: host.send,
  openForm: (milestone) => {
    form = { milestone, note: '' };
    draw();
    save();
    focusIn(milestone, 'textarea');
  },
  closeForm: (milestone) => {
    form = undefined;
    draw();
    save();
    focusIn(milestone, '.mark-open');
  },
  noteChanged: (note) => {
    if (form) form = { ...form, note };
    draw();
    save();
  },
};

function draw(): void {
  if (root && last) render(page(last, form, events), root);
}

onScrolled((top) => {
  scroll = top;
  save();
});
host.send({ kind: 'ready' });
