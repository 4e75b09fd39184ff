/** What many advertisements ask for: a picture of lines, which is a table as well. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { DemandView } from '../../protocol/planner/postings';
import { icon } from '../shared/icons';
import { disclosure } from '../shared/parts';
import type { Send } from './fields';
import { skillTable } from './skill-table';

type Row = DemandView['rows'][number];

/** Told apart by thickness, not by color. */
const shares = ({ required, asked }: Row): TemplateResult =>
  html`<svg class="bar demand-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="rest" x="0" y="3.5" width="100" height="1"></rect><rect class="part asked" x="0" y="3"
      width=${100 * asked} height="2"></rect><rect class="part" x="0" y="0" width=${100 * required} height="8"></rect>`}
  </svg>`;

const rowsTable = (label: string, columns: DemandView['columns'], rows: readonly Row[]): TemplateResult =>
  html`<div class="wide" tabindex="0" role="region" aria-label=${label}>
    <table class="gap demand">
      <thead>
        <tr>
          ${columns.map((column, at) => html`<th scope="col" class=${at > 0 ? 'number' : ''}>${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          (row) => row.id,
          (row) =>
            html`<tr>
              <th scope="row">
                <div class="pictured"><span>${row.label}</span>${shares(row)}</div>
              </th>
              <td class="number">${row.level}</td>
              <td class="number">${row.requiredText}</td>
              <td class="number">${row.askedText}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

export function demand(view: DemandView, send: Send): TemplateResult {
  const { caution, more, missing } = view;
  return html`<section aria-labelledby="demand">
    <h2 id="demand">${view.heading}</h2>
    <p class="facts">${view.facts.map((fact) => html`<span>${fact}</span>`)}</p>
    ${caution === undefined ? nothing : html`<p class="notice">${icon('info')}<span>${caution}</span></p>`}
    <p class="muted prose-line">${view.explanation}</p>
    ${rowsTable(view.heading, view.columns, view.rows)}
    ${more.rows.length > 0 ? disclosure(more.label, rowsTable(more.label, view.columns, more.rows)) : nothing}
    <h3>${missing.heading}</h3>
    ${skillTable(missing.table, send)}
  </section>`;
}
