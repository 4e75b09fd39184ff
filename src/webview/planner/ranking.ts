/** Which pivot fits: weights to set, and a table with every part of the score and the sum that they make. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { RankingView } from '../../protocol/planner/pivots';
import { actionButton, disclosure } from '../shared/parts';
import { bar } from './bar';
import type { Send } from './fields';
import { look } from './look';
import { notice } from './notice';

type Weight = RankingView['weights'][number];

const weightField = ({ part, label, value, max, text, isSaid }: Weight, send: Send): TemplateResult =>
  html`<label class="weight">
    <span>${label}</span>
    <input
      type="range"
      id="weight-${part}"
      min="0"
      max=${max}
      step="1"
      .value=${live(String(value))}
      ?disabled=${!isSaid}
      aria-valuetext=${text}
      @change=${(event: Event) => {
        if (event.target instanceof HTMLInputElement) {
          send({ kind: 'set-weight', part, weight: event.target.valueAsNumber });
        }
      }}
    />
    <span class="muted" aria-hidden="true">${text}</span>
  </label>`;

/** `self` is where somebody comes from. */
export function ranking(view: RankingView, self: string, send: Send): TemplateResult {
  return html`<section aria-labelledby="ranking">
    <h2 id="ranking">${view.heading}</h2>
    ${notice(view.notice)}
    <p class="muted prose">${view.explanation}</p>
    <div class="weights" role="group" aria-label=${view.weightsLabel}>
      ${view.weights.map((weight) => weightField(weight, send))}
      ${view.reset ? actionButton(view.reset, send) : nothing}
    </div>
    <div class="wide" tabindex="0" role="region" aria-labelledby="ranking">
      <table class="ranking">
        <caption class="sr-only">
          ${view.heading}
        </caption>
        <thead>
          <tr>
            ${view.columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            view.pivots,
            (pivot) => pivot.to,
            (pivot) =>
              html`<tr class=${pivot.isChosen ? 'chosen' : ''}>
                <th scope="row">
                  <button
                    type="button"
                    class="button quiet"
                    id="rank-${pivot.to}"
                    aria-pressed=${pivot.isChosen ? 'true' : 'false'}
                    @click=${() => look(self, pivot.to, send)}
                  >
                    ${pivot.label}
                  </button>
                  ${pivot.note === '' ? nothing : html`<span class="near muted">${pivot.note}</span>`}
                </th>
                <td class="score"><b>${pivot.score}</b>${bar(0, pivot.share, 'score-bar')}</td>
                <td>${pivot.effort}</td>
                ${pivot.points.map((points) => html`<td>${points}</td>`)}
                <td class="muted">${pivot.sum}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${disclosure(
      view.counting.label,
      html`<ul class="counting">
        ${view.counting.texts.map((text) => html`<li>${text}</li>`)}
      </ul>`,
    )}
  </section>`;
}
