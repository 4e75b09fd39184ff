/** Months of every pivot: a table whose cells carry their class as a letter and a pattern, not as a color alone. */
import { html, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PlannerIntent, PlannerSnapshot } from '../../protocol/planner';

/** A line from `from` to `to`, both from 0 to 1. Widths are attributes: the page allows no inline style. */
export const bar = (from: number, to: number, kind: string): TemplateResult =>
  html`<svg class="bar ${kind}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="rest" x="0" y="0" width="100" height="4"></rect><rect class="part" x=${100 * from} y="0"
      width=${Math.max(0.6, 100 * (to - from))} height="4"></rect>`}
  </svg>`;

export function matrix({ matrix: view }: PlannerSnapshot, send: (intent: PlannerIntent) => void): TemplateResult {
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
