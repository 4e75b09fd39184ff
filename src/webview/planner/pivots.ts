/** The tab on all pivots. */
import { html, nothing, type TemplateResult } from 'lit';
import type { PivotsView } from '../../protocol/planner/pivots';
import { actionButton } from '../shared/parts';
import type { Send } from './fields';
import { gap } from './gap';
import { matrix } from './matrix';

function ranking(view: PivotsView['ranking'], self: string, send: Send): TemplateResult {
  return html`<section aria-labelledby="ranking">
    <h2 id="ranking">${view.heading}</h2>
    <p class="muted">${view.explanation}</p>
    <ol class="ranking">
      ${view.pivots.map(
        (pivot) =>
          html`<li class=${pivot.isChosen ? 'chosen' : ''}>
            <button
              type="button"
              class="button quiet"
              aria-pressed=${pivot.isChosen ? 'true' : 'false'}
              @click=${() => send({ kind: 'look', from: self, to: pivot.to })}
            >
              ${pivot.label}
            </button>
            <b>${pivot.score}</b>
            <span class="parts muted">${pivot.parts.map((part) => html`<span>${part.text}</span>`)}</span>
          </li>`,
      )}
    </ol>
  </section>`;
}

/** `self` is where somebody comes from. */
export const pivots = (view: PivotsView, self: string, send: Send): TemplateResult =>
  html`${ranking(view.ranking, self, send)} ${matrix(view.matrix, send)} ${gap(view.reasons, 'reasons', send)}
  ${view.plan ? html`<p class="assessment">${actionButton(view.plan, send)}</p>` : nothing}`;
