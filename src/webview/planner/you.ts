/** The tab on oneself: the assessment. */
import { html, nothing, type TemplateResult } from 'lit';
import type { YouView } from '../../protocol/planner/you';
import { icon } from '../shared/icons';
import { actionButton } from '../shared/parts';
import type { Send } from './fields';

export function you(view: YouView, send: Send): TemplateResult {
  return html`<section aria-labelledby="you">
    <h2 id="you">${view.heading}</h2>
    <p class="assessment">
      <span>${view.assessment.text}</span>
      ${view.assessment.action ? actionButton(view.assessment.action, send) : nothing}
    </p>
    ${
      view.problems.length > 0
        ? html`<div role="alert">
            <ul class="problems">
              ${view.problems.map((problem) => html`<li>${icon('warning')}<code>${problem}</code></li>`)}
            </ul>
          </div>`
        : nothing
    }
  </section>`;
}
