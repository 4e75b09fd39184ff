/** The milestones page as a function of the last snapshot and the form that is open. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MilestonesRoad, MilestonesSnapshot, PhaseView } from '../../protocol/milestones';
import { icon } from '../shared/icons';
import { actionButton, inline } from '../shared/parts';
import { milestone, type MilestoneEvents, type OpenForm } from './milestone';

const radius = 34;
const around = 2 * Math.PI * radius;
/** Degrees of road between two parts, so that they can be told apart without color. */
const gap = 3;

function arc(kind: string, from: number, share: number): TemplateResult | typeof nothing {
  if (share <= 0) return nothing;
  const length = Math.max(0, share * around - (share < 1 ? gap : 0));
  return svg`<circle class="arc arc-${kind}" cx="42" cy="42" r=${radius} transform="rotate(-90 42 42)"
    stroke-dasharray="${length} ${around}" stroke-dashoffset=${-from * around}></circle>`;
}

function ring({ ring: view }: MilestonesRoad): TemplateResult {
  return html`<svg class="ring" viewBox="0 0 84 84" role="img" aria-label=${view.label}>
    <circle class="arc arc-rest" cx="42" cy="42" r=${radius}></circle>
    ${arc('verified', 0, view.verified)} ${arc('attested', view.verified, view.attested)}
    ${arc('unverified', view.verified + view.attested, view.unverified)}
    ${svg`<text x="42" y="47" text-anchor="middle">${view.percent} %</text>`}
  </svg>`;
}

function head(road: MilestonesRoad, events: MilestoneEvents): TemplateResult {
  return html`<header class="head">
    <div>
      <h1>${road.title}</h1>
      <p class="subtitle">
        <span>${road.subtitle}</span>${road.facts.map((fact) => html`<span>${fact}</span>`)}
        ${
          road.next
            ? html`<span class="next">${road.next.label} ${actionButton(road.next.action, events.send)}</span>`
            : nothing
        }
      </p>
      <dl class="stats">
        ${road.stats.map(
          (stat) =>
            html`<div>
              <dt>${stat.label}</dt>
              <dd>${stat.value}</dd>
            </div>`,
        )}
      </dl>
    </div>
    ${ring(road)}
  </header>`;
}

function phase(
  view: PhaseView,
  road: MilestonesRoad,
  open: OpenForm | undefined,
  events: MilestoneEvents,
): TemplateResult {
  return html`<li class="phase phase-${view.state}" aria-labelledby="phase-${view.id}">
    <span class="dot" aria-hidden="true"
      >${view.state === 'done' ? icon('check') : view.state === 'marked' ? icon('edit') : nothing}</span
    >
    <div class="phase-head">
      <h2 id="phase-${view.id}">${view.title}</h2>
      <span class="muted">${view.count}</span>
      <span class="phase-state">${view.stateLabel}</span>
    </div>
    <div class="indicators">
      <span class="sr-only">${road.indicatorsLabel}</span>
      <ul>
        ${view.indicators.map((indicator) => html`<li>${inline(indicator)}</li>`)}
      </ul>
    </div>
    <ul class="milestones">
      ${repeat(
        view.milestones,
        (each) => each.id,
        (each) => milestone(each, open, events),
      )}
    </ul>
  </li>`;
}

function roadView(road: MilestonesRoad, open: OpenForm | undefined, events: MilestoneEvents): TemplateResult {
  return html`<main>
      ${head(road, events)}
      ${road.notices.map((notice) => html`<p class="notice">${icon('info')}<span>${notice}</span></p>`)}
      <ol class="road" aria-label=${road.roadLabel}>
        ${repeat(
          road.phases,
          (each) => each.id,
          (each) => phase(each, road, open, events),
        )}
      </ol>
    </main>
    <div class="sr-only" role="status" aria-live="polite">${road.announcement}</div>`;
}

export function page(
  snapshot: MilestonesSnapshot,
  open: OpenForm | undefined,
  events: MilestoneEvents,
): TemplateResult {
  switch (snapshot.kind) {
    case 'empty':
      return html`<main class="empty">
        ${icon('milestone')}
        <h1>${snapshot.title}</h1>
        <p>${snapshot.message}</p>
        <div class="actions">${snapshot.actions.map((action) => actionButton(action, events.send))}</div>
      </main>`;
    case 'road':
      return roadView(snapshot, open, events);
  }
}
