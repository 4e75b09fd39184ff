/** What moved since a plan was kept, and how much of it is done. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MovedView, ProgressView, RoadmapView } from '../../protocol/planner/roadmap';
import { icon } from '../shared/icons';
import { actionButton, disclosure } from '../shared/parts';
import type { Send } from './fields';

/** Both sentences may change under the hand of who pressed a button; they are said aloud. */
export const weekAndPlan = ({ missed, kept }: RoadmapView, send: Send): TemplateResult =>
  html`<div class="replan">
    <p>${missed.action ? actionButton(missed.action, send) : nothing}<span role="status">${missed.text}</span></p>
    <p>${kept.action ? actionButton(kept.action, send) : nothing}<span role="status">${kept.text}</span></p>
    ${
      kept.problems.length > 0
        ? html`<ul class="problems">
            ${kept.problems.map((problem) => html`<li>${icon('warning')}<code>${problem}</code></li>`)}
          </ul>`
        : nothing
    }
  </div>`;

export const moved = (view: MovedView): TemplateResult =>
  html`<section aria-labelledby="moved">
    <h3 id="moved">${view.heading}</h3>
    <p class="moved" role="status">${view.text}</p>
    ${
      view.reasons.length > 0
        ? html`<ul class="reasons">
            ${view.reasons.map((reason) => html`<li>${reason}</li>`)}
          </ul>`
        : nothing
    }
    ${
      view.moves.length > 0
        ? disclosure(
            view.movesLabel,
            html`<ul class="moves">
              ${repeat(
                view.moves,
                ({ id }) => id,
                ({ label, text }) => html`<li><span>${label}</span> <span class="muted">${text}</span></li>`,
              )}
            </ul>`,
          )
        : nothing
    }
  </section>`;

/** In a square of 100, upside down as pictures are. */
const pathOf = (points: ProgressView['planned']['points']): string =>
  points.map(([x = 0, y = 0], index) => `${index === 0 ? 'M' : 'L'}${100 * x} ${100 - 100 * y}`).join('');

const line = (kind: 'planned' | 'done', points: ProgressView['planned']['points']): TemplateResult =>
  svg`<path class="line line-${kind}" d=${pathOf(points)} vector-effect="non-scaling-stroke"></path>`;

const sample = (kind: 'planned' | 'done', label: string): TemplateResult =>
  html`<li>
    <svg class="sample" width="22" height="14" aria-hidden="true">
      <path class="line line-${kind}" d="M1 7H21"></path></svg
    >${label}
  </li>`;

export function progress(view: ProgressView): TemplateResult {
  const { label, columns, rows } = view.table;
  const now = 100 * view.today.at;
  return html`<section aria-labelledby="progress">
    <h3 id="progress">${view.heading}</h3>
    <p class="facts">${view.facts.map((fact) => html`<span>${fact}</span>`)}</p>
    <figure class="progress-lines">
      <span class="tick">${view.axes.most}</span>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label=${view.label}>
        <path class="axis" d="M0 0V100H100" vector-effect="non-scaling-stroke"></path>
        <path class="today" d=${`M${now} 0V100`} vector-effect="non-scaling-stroke"></path>
        ${line('planned', view.planned.points)}${line('done', view.done.points)}
      </svg>
      <p class="ends tick"><span>${view.axes.first}</span><span>${view.axes.last}</span></p>
      <ul class="legend">
        ${sample('planned', view.planned.label)}${sample('done', view.done.label)}
        <li>
          <svg class="sample" width="22" height="14" aria-hidden="true"><path class="today" d="M11 0V14"></path></svg
          >${view.today.label}
        </li>
      </ul>
    </figure>
    ${disclosure(
      label,
      html`<div class="wide" tabindex="0" role="region" aria-label=${view.heading}>
        <table class="by-month">
          <thead>
            <tr>
              ${columns.map((column, index) => html`<th scope="col" class=${index === 0 ? '' : 'number'}>${column}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${repeat(
              rows,
              ({ id }) => id,
              ({ cells: [first, ...rest] }) =>
                html`<tr>
                  <th scope="row">${first}</th>
                  ${rest.map((cell) => html`<td class="number">${cell}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
    )}
  </section>`;
}
