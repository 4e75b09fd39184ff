/** The road: a picture over months, what moved, and the list of phases with their blocks. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PhaseView, RoadmapView } from '../../protocol/planner/roadmap';
import { icon } from '../shared/icons';
import { actionButton } from '../shared/parts';
import type { Send } from './fields';
import { moved, progress, weekAndPlan } from './replan';
import { timeline } from './timeline';

function goals(phase: PhaseView): TemplateResult {
  return html`<div class="goals">
    <div>
      <h4>${phase.indicatorsLabel}</h4>
      <ul>
        ${phase.indicators.map((indicator) => html`<li>${indicator}</li>`)}
      </ul>
    </div>
    ${
      phase.milestones.length > 0
        ? html`<div>
            <h4>${phase.milestonesLabel}</h4>
            <ul>
              ${repeat(
                phase.milestones,
                ({ id }) => id,
                ({ title, text }) => html`<li>${title} <span class="muted">· ${text}</span></li>`,
              )}
            </ul>
          </div>`
        : nothing
    }
  </div>`;
}

function block(each: PhaseView['blocks'][number], send: Send): TemplateResult {
  const { step, testOut } = each;
  return html`<tr>
    <th scope="row">
      ${
        step
          ? html`<button type="button" class="button quiet" @click=${() => send({ kind: 'open-step', step: step.ref })}>
              ${each.label}
            </button>`
          : html`<span class="muted">${each.label}</span>`
      }
    </th>
    <td>${testOut ? actionButton(testOut, send, each.label) : nothing}</td>
    <td>${each.dates}</td>
    <td class="number">${each.hours}</td>
  </tr>`;
}

function phaseSection(phase: PhaseView, [what, when, hours]: readonly string[], send: Send): TemplateResult {
  return html`<section class="phase" aria-labelledby="phase-${phase.id}">
    <h3 id="phase-${phase.id}">${phase.label} <span class="muted">${phase.dates}, ${phase.hours}</span></h3>
    ${goals(phase)}
    <div class="wide" tabindex="0" role="region" aria-labelledby="phase-${phase.id}">
      <table class="road">
        <thead>
          <tr>
            <th scope="col" colspan="2">${what}</th>
            <th scope="col">${when}</th>
            <th scope="col" class="number">${hours}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            phase.blocks,
            ({ id }) => id,
            (each) => block(each, send),
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

export const roadmap = (view: RoadmapView, send: Send): TemplateResult =>
  html`<section aria-labelledby="roadmap">
    <h2 id="roadmap">${view.heading}</h2>
    <p class="share">${view.share}</p>
    <p class="facts">${view.facts.map((fact) => html`<span>${fact}</span>`)}</p>
    ${view.notices.map((notice) => html`<p class="notice">${icon('warning')}<span>${notice}</span></p>`)}
    ${view.timeline ? timeline(view.timeline) : nothing} ${weekAndPlan(view, send)}
    ${view.moved ? moved(view.moved) : nothing} ${view.progress ? progress(view.progress) : nothing}
    ${view.placement === '' ? nothing : html`<p class="placement muted">${view.placement}</p>`}
    ${repeat(
      view.phases,
      ({ id }) => id,
      (phase) => phaseSection(phase, view.columns, send),
    )}
    ${
      view.exports.length > 0
        ? html`<div class="actions">${view.exports.map((action) => actionButton(action, send))}</div>`
        : nothing
    }
  </section>`;
