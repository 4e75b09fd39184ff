/** Months of every pivot: a table whose cells carry their class as a letter and a pattern, not as a color alone. */
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PivotsView } from '../../protocol/planner/pivots';
import type { Send } from './fields';

export function matrix(view: PivotsView['matrix'], send: Send): TemplateResult {
  return html`<section aria-labelledby="matrix">
    <h2 id="matrix">${view.heading}</h2>
    <p class="muted">${view.explanation}</p>
    <div class="wide" tabindex="0" role="region" aria-labelledby="matrix">
      <table class="matrix">
        <thead>
          <tr>
            <td class="corner muted">${view.corner}</td>
            ${view.columns.map((column) => html`<th scope="col"><abbr title=${column.label}>${column.short}</abbr></th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            view.rows,
            (row) => row.id,
            (row) =>
              html`<tr class=${row.isYou ? 'you' : ''}>
                <th scope="row">${row.label}</th>
                ${view.columns.map((column) => {
                  const cell = row.cells.find(({ to }) => to === column.id);
                  if (!cell) return html`<td class="none">${'—'}</td>`;
                  return html`<td>
                    <button
                      type="button"
                      class="cell cell-${cell.difficulty}"
                      aria-pressed=${cell.isChosen ? 'true' : 'false'}
                      aria-label=${cell.label}
                      title=${cell.label}
                      @click=${() => send({ kind: 'look', from: row.id, to: cell.to })}
                    >
                      ${cell.text}
                    </button>
                  </td>`;
                })}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <ul class="legend">
      ${view.legend.map(
        ({ difficulty, label }) =>
          html`<li><span class="cell cell-${difficulty}" aria-hidden="true"></span>${label}</li>`,
      )}
    </ul>
  </section>`;
}
