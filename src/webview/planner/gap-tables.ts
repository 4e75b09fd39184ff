/** The largest gaps and what carries over; each shows its rest on request. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CarriedView, GapTableView } from '../../protocol/planner/gap';
import { disclosure } from '../shared/parts';
import { bar } from './bar';
import type { Send } from './fields';
import { stepButton } from './step-button';

type Rows = GapTableView['rows'];

function rowsTable(columns: GapTableView['columns'], rows: Rows, label: string, send: Send): TemplateResult {
  const [skill, level, hours, steps] = columns;
  return html`<div class="wide" tabindex="0" role="region" aria-label=${label}>
    <table class="gap">
      <caption class="sr-only">
        ${label}
      </caption>
      <thead>
        <tr>
          <th scope="col">${skill}</th>
          <th scope="col">${level}</th>
          <th scope="col">${hours}</th>
          <th scope="col">${steps}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          (each) => each.id,
          (each) =>
            html`<tr>
              <th scope="row">
                ${each.label} ${each.near === '' ? nothing : html`<span class="near muted">${each.near}</span>`}
              </th>
              <td>${each.levels}</td>
              <td>
                <div class="size"><span>${each.hours}</span>${bar(0, each.share, 'gap-bar')}</div>
              </td>
              <td>${each.steps.map((step) => stepButton(step, send))}<span class="muted">${each.stepsText}</span></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function gapTable({ heading, columns, rows, more }: GapTableView, send: Send): TemplateResult {
  return html`<h3>${heading}</h3>
    ${rows.length > 0 ? rowsTable(columns, rows, heading, send) : nothing}
    ${more ? disclosure(more.label, rowsTable(columns, more.rows, more.label, send), { kind: 'more' }) : nothing}`;
}

export const carriedByFamily = (view: CarriedView): TemplateResult =>
  html`<dl class="carried">
    ${view.families.map(
      (family) =>
        html`<div>
          <dt>${family.label}</dt>
          ${family.skills.map((skill) => html`<dd>${skill}</dd>`)}
        </div>`,
    )}
  </dl>`;
