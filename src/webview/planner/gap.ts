/** The tab on the gap: what carries over by family, what closes the gap, and what is missing skill by skill. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { BurnDownView, GapView, TransferView } from '../../protocol/planner/gap';
import { disclosure } from '../shared/parts';
import { bar } from './bar';
import type { Send } from './fields';
import { carriedByFamily, gapTable } from './gap-tables';
import { notice } from './notice';
import { hatching, stack, stackLegend } from './stack';
import { stepButton } from './step-button';

function transfer(view: TransferView): TemplateResult {
  const numbers = (all: readonly string[]) => all.map((text) => html`<td class="number">${text}</td>`);
  return html`<h3 id="transfer">${view.heading}</h3>
    <p class="muted prose">${view.discount}</p>
    ${stackLegend(view.legend)}
    <div class="wide" tabindex="0" role="region" aria-labelledby="transfer">
      <table class="transfer">
        <caption class="sr-only">
          ${view.heading}
        </caption>
        <thead>
          <tr>
            ${view.columns.map((column, index) => html`<th scope="col" class=${index > 1 ? 'number' : ''}>${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            view.rows,
            (row) => row.id,
            (row) =>
              html`<tr>
                <th scope="row">${row.label}</th>
                <td>${stack(row.stack)}</td>
                ${numbers(row.numbers)}
              </tr>`,
          )}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">${view.total.label}</th>
            <td></td>
            ${numbers(view.total.numbers)}
          </tr>
        </tfoot>
      </table>
    </div>`;
}

function burnDown(view: BurnDownView, send: Send): TemplateResult {
  const [step, when, closed, left] = view.columns;
  return html`<h3 id="burn-down">${view.heading}</h3>
    <p class="prose">${view.explanation}</p>
    ${stack(view.stack)} ${stackLegend(view.legend)}
    ${
      view.points.length === 0
        ? nothing
        : html`<div class="wide" tabindex="0" role="region" aria-labelledby="burn-down">
            <table class="burn-down">
              <caption class="sr-only">
                ${view.heading}
              </caption>
              <thead>
                <tr>
                  <th scope="col">${step}</th>
                  <th scope="col">${when}</th>
                  <th scope="col" class="number">${closed}</th>
                  <th scope="col">${left}</th>
                </tr>
              </thead>
              <tbody>
                ${repeat(
                  view.points,
                  (point) => point.id,
                  (point) =>
                    html`<tr>
                      <th scope="row">${point.step ? stepButton(point.step, send) : point.label}</th>
                      <td>${point.date}</td>
                      <td class="number">${point.closed}</td>
                      <td>
                        <div class="left">${bar(0, point.share, 'gap-bar')}<span>${point.left}</span></div>
                      </td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`
    }`;
}

export const gap = (view: GapView, send: Send): TemplateResult =>
  html`<section aria-labelledby="gap">
    ${hatching}
    <h2 id="gap">${view.heading}</h2>
    ${notice(view.notice)}
    <p class="facts">${view.facts.map((fact) => html`<span>${fact}</span>`)}</p>
    ${burnDown(view.burnDown, send)} ${transfer(view.transfer)} ${gapTable(view.table, send)}
    ${view.carried.families.length > 0 ? disclosure(view.carried.heading, carriedByFamily(view.carried)) : nothing}
  </section>`;
