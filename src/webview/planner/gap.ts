/** What is missing for a pivot and what carries over. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { GapView } from '../../protocol/planner/gap';
import { bar } from './bar';
import type { Send } from './fields';

/** `id` names its heading: two of them may be in one page. */
export function gap(view: GapView, id: string, send: Send): TemplateResult {
  const [skill, level, hours, steps] = view.columns;
  return html`<section aria-labelledby=${id}>
    <h2 id=${id} tabindex="-1">${view.heading}</h2>
    <p class="facts">${view.facts.map((fact) => html`<span>${fact}</span>`)}</p>
    <h3>${view.gapHeading}</h3>
    <div class="wide" tabindex="0" role="region" aria-label=${view.gapHeading}>
      <table class="gap">
        <thead>
          <tr>
            <th scope="col">${skill}</th>
            <th scope="col">${level}</th>
            <th scope="col" class="number">${hours}</th>
            <th scope="col">${steps}</th>
          </tr>
        </thead>
        <tbody>
          ${repeat(
            view.gaps,
            (each) => each.id,
            (each) =>
              html`<tr>
                <th scope="row">
                  ${each.label}${bar(0, each.share, 'gap-bar')}
                  ${each.near === '' ? nothing : html`<span class="near muted">${each.near}</span>`}
                </th>
                <td>${each.levels}</td>
                <td class="number">${each.hours}</td>
                <td>
                  ${each.steps.map(
                    (step) =>
                      html`<button
                        type="button"
                        class="button quiet"
                        @click=${() => send({ kind: 'open-step', step: step.ref })}
                      >
                        ${step.title}
                      </button>`,
                  )}<span class="muted">${each.stepsText}</span>
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    <h3>${view.carriedHeading}</h3>
    <ul class="carried">
      ${view.carried.map((name) => html`<li>${name}</li>`)}
    </ul>
  </section>`;
}
