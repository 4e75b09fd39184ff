/** The road: a picture of lines over time, which is a table as well. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { RoadmapView } from '../../protocol/planner/roadmap';
import { icon } from '../shared/icons';
import { actionButton } from '../shared/parts';
import { bar } from './bar';
import type { Send } from './fields';

export function roadmap(view: RoadmapView, send: Send): TemplateResult {
  const [what, when, hours] = view.columns;
  return html`<section aria-labelledby="roadmap">
    <h2 id="roadmap">${view.heading}</h2>
    <p class="facts">${view.facts.map((fact) => html`<span>${fact}</span>`)}</p>
    ${view.problem === undefined ? nothing : html`<p class="notice">${icon('warning')}<span>${view.problem}</span></p>`}
    ${repeat(
      view.phases,
      (phase) => phase.id,
      (phase) =>
        html`<div class="wide" tabindex="0" role="region" aria-label=${phase.label}>
          <table class="road">
            <caption>
              <b>${phase.label}</b>
              <span class="muted">${phase.dates}, ${phase.hours}</span>
            </caption>
            <thead>
              <tr>
                <th scope="col">${what}</th>
                <th scope="col">${when}</th>
                <th scope="col" class="number">${hours}</th>
              </tr>
            </thead>
            <tbody>
              ${repeat(
                phase.blocks,
                (block) => block.id,
                (block) =>
                  html`<tr>
                    <th scope="row">
                      ${
                        block.step
                          ? html`<button
                              type="button"
                              class="button quiet"
                              @click=${() => send({ kind: 'open-step', step: block.step?.ref ?? '' })}
                            >
                              ${block.label}
                            </button>`
                          : block.label
                      }
                    </th>
                    <td>${bar(block.from, block.to, block.isStep ? 'road-step' : 'road-practice')}${block.dates}</td>
                    <td class="number">${block.hours}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
        </div>`,
    )}
    ${
      view.exports.length > 0
        ? html`<div class="actions">${view.exports.map((action) => actionButton(action, send))}</div>`
        : nothing
    }
  </section>`;
}
