/** The tab on oneself: the assessment as a form. */
import { html, nothing, type TemplateResult } from 'lit';
import type { YouView } from '../../protocol/planner/you';
import { icon } from '../shared/icons';
import { actionButton } from '../shared/parts';
import type { Send } from './fields';
import { goals } from './goals';
import { interests } from './interests';
import { skills } from './skills';
import { time } from './time';

export function you(view: YouView, send: Send): TemplateResult {
  const { assessment, obstacle, problems, isOpen } = view;
  return html`<section aria-labelledby="you">
    <h2 id="you" class="sr-only">${view.heading}</h2>
    <div class="assessment">
      <p>${assessment.text}</p>
      ${
        assessment.actions.length > 0
          ? html`<div class="actions">${assessment.actions.map((action) => actionButton(action, send))}</div>`
          : nothing
      }
    </div>
    ${
      obstacle
        ? html`<p class="notice obstacle">
            ${icon('info')}<span>${obstacle.text}</span>${actionButton(obstacle.action, send)}
          </p>`
        : nothing
    }
    ${
      problems.length > 0
        ? html`<div role="alert">
            <ul class="problems">
              ${problems.map(
                (problem) =>
                  html`<li>
                    ${icon('warning')}<code>${problem.text}</code>${actionButton(problem.action, send, problem.text)}
                  </li>`,
              )}
            </ul>
          </div>`
        : nothing
    }
    ${skills(view.skills, isOpen, send)}
    <div class="beside">${time(view.time, isOpen, send)} ${interests(view.interests, isOpen, send)}</div>
    ${goals(view.goals, isOpen, send)}
  </section>`;
}
