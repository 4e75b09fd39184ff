/** The guide's page as a function of the last snapshot. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import type { GuideIntent, GuideSnapshot } from '../../protocol/guide';
import { icon } from '../shared/icons';
import { actionButton, inline } from '../shared/parts';
import { quiz, recall } from './questions';
import { flowOf, type LivePart } from './sections';
import { pictures, standing } from './standing';
import { work } from './work';

type Send = (intent: GuideIntent) => void;

function bar(snapshot: GuideSnapshot, send: Send): TemplateResult {
  return html`<header class="bar">
    <div class="bar-inner">
      <span class="bar-title" aria-hidden="true">${snapshot.title}</span>
      <a class="bar-progress" href="#work" aria-label="${snapshot.progress}. ${snapshot.labels.toTasks}"
        >${snapshot.progress}</a
      >
      <div class="actions" role="group" aria-label=${snapshot.labels.toolbar}>
        ${repeat(
          snapshot.toolbar,
          (action) => action.intent.kind,
          (action) => actionButton(action, send),
        )}
      </div>
    </div>
    <div
      class="segments"
      role="progressbar"
      aria-label=${snapshot.labels.progress}
      aria-valuemin="0"
      aria-valuemax=${snapshot.total}
      aria-valuenow=${snapshot.passed}
      aria-valuetext=${snapshot.progress}
    >
      ${snapshot.segments.map((status) => html`<span class="segment segment-${status}"></span>`)}
    </div>
  </header>`;
}

const iconOfTone = { info: 'shield', blocked: 'slash', broken: 'bug' } as const;

const notice = (view: GuideSnapshot['notices'][number], send: Send) =>
  html`<aside class="notice notice-${view.tone}" aria-label=${view.label}>
    ${icon(iconOfTone[view.tone])}
    <div class="notice-text"><b>${view.label}</b><span>${inline(view.message)}</span></div>
    <div class="actions">${view.actions.map((action) => actionButton(action, send))}</div>
  </aside>`;

function intro({ title, facts, requirements }: GuideSnapshot): TemplateResult {
  return html`<div class="intro">
    <h1>${title}</h1>
    <p class="facts muted">${facts.map((fact) => html`<span>${fact}</span>`)}</p>
    <ul class="requirements">
      ${requirements.map(
        (each) =>
          html`<li class="requirement requirement-${each.state}">
            ${each.state === 'ready' ? icon('check') : each.state === 'missing' ? icon('warning') : nothing}
            <span>${each.name}</span>${each.label === '' ? nothing : html` <span class="muted">${each.label}</span>`}
          </li>`,
      )}
    </ul>
  </div>`;
}

export function page(snapshot: GuideSnapshot, send: Send): TemplateResult {
  const formulas = new Map(snapshot.formulas.map(({ tex, html: rendered }) => [tex, rendered]));
  const live = (part: LivePart) => {
    switch (part) {
      case 'work':
        return work(snapshot, send, formulas);
      case 'gate':
        return standing(snapshot, formulas);
      case 'pictures':
        return pictures(snapshot);
      case 'quiz':
        return quiz(snapshot, send, formulas);
    }
  };
  return html`${bar(snapshot, send)}
    <main>
      ${intro(snapshot)} ${snapshot.notices.map((view) => notice(view, send))}
      ${snapshot.recall.length > 0 ? recall(snapshot, send, formulas) : nothing}
      ${flowOf(snapshot.html).map(
        ({ section, live: parts }) =>
          html`<div class="prose">${unsafeHTML(section.html)}</div>
            ${parts.map(live)}`,
      )}
    </main>
    <div class="sr-only" role="status" aria-live="polite">${snapshot.announcement}</div>`;
}
