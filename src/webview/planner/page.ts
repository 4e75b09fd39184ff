/** The planner's page as a function of the last snapshot and of the tab that is open. */
import { html, type TemplateResult } from 'lit';
import type { PlannerSnapshot, TabId } from '../../protocol/planner/messages';
import { chooser, numberField, type Send } from './fields';
import { gap } from './gap';
import { pivots } from './pivots';
import { postings, type PostingsEvents } from './postings';
import { roadmap } from './roadmap';
import { tabs } from './tabs';
import { you } from './you';

function basics({ basics: view }: PlannerSnapshot, send: Send): TemplateResult {
  return html`<div class="fields" role="group" aria-label=${view.label}>
    ${chooser(view.from, (specialization) => send({ kind: 'choose-from', specialization }))}
    ${chooser(view.to, (specialization) => send({ kind: 'choose-to', specialization }))}
    ${numberField(view.hours, (hours) => send({ kind: 'set-hours', hours }))}
    ${chooser(view.extent, (id) => send({ kind: 'set-extent', extent: id === 'full' ? 'full' : 'first-role' }))}
  </div>`;
}

function body(snapshot: PlannerSnapshot, tab: TabId, send: Send, events: PostingsEvents): TemplateResult {
  switch (tab) {
    case 'you':
      return you(snapshot.you, send);
    case 'pivots':
      return pivots(snapshot.pivots, snapshot.choices.from, send);
    case 'gap':
      return gap(snapshot.gap, send);
    case 'roadmap':
      return roadmap(snapshot.roadmap, send);
    case 'postings':
      return postings(snapshot.postings, events, send);
  }
}

export const page = (snapshot: PlannerSnapshot, tab: TabId, send: Send, events: PostingsEvents): TemplateResult =>
  html`<main>
    <h1>${snapshot.title}</h1>
    <p class="muted estimate">${snapshot.estimate}</p>
    ${basics(snapshot, send)}
    ${tabs(snapshot.tabsLabel, snapshot.tabs, tab, events.openTab, (id) => body(snapshot, id, send, events))}
  </main>`;
