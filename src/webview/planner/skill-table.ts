/** Skills with what says that they are wanted, one's level, the hours that are missing and the steps that close them. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { SkillTableView } from '../../protocol/planner/postings';
import { bar } from './bar';
import type { Send } from './fields';

type Row = SkillTableView['groups'][number]['rows'][number];

const row = (view: Row, send: Send): TemplateResult =>
  html`<tr>
    <th scope="row">
      ${view.label}${view.share > 0 ? bar(0, view.share, 'gap-bar') : nothing}
      ${view.near === '' ? nothing : html`<span class="near muted">${view.near}</span>`}
    </th>
    <td>${view.said}</td>
    <td class="whole">${view.levels}</td>
    <td class="number">${view.hours}</td>
    <td>
      ${view.steps.map(
        (step) =>
          html`<button type="button" class="button quiet" @click=${() => send({ kind: 'open-step', step: step.ref })}>
            ${step.title}
          </button>`,
      )}<span class="muted">${view.stepsText}</span>
    </td>
  </tr>`;

export function skillTable(view: SkillTableView, send: Send): TemplateResult {
  return html`<div class="wide" tabindex="0" role="region" aria-label=${view.label}>
    <table class="gap skills">
      <thead>
        <tr>
          ${view.columns.map((column, at) => html`<th scope="col" class=${at === 3 ? 'number' : ''}>${column}</th>`)}
        </tr>
      </thead>
      ${view.groups.map(
        (group) =>
          html`<tbody>
            <tr class="group">
              <th scope="rowgroup" colspan=${view.columns.length}>${group.heading}</th>
            </tr>
            ${repeat(
              group.rows,
              (each) => each.id,
              (each) => row(each, send),
            )}
          </tbody>`,
      )}
    </table>
  </div>`;
}
