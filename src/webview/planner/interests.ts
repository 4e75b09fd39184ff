/** Specializations, the most interesting first. */
import { html, nothing, type TemplateResult } from 'lit';
import type { InterestsView } from '../../protocol/planner/you';
import type { Send } from './fields';
import { moves } from './moves';

const field = 'new-interest';

export function interests(view: InterestsView, isOpen: boolean, send: Send): TemplateResult {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const chooser = document.getElementById(field);
    if (chooser instanceof HTMLSelectElement) send({ kind: 'add-interest', specialization: chooser.value });
  };
  return html`<section aria-labelledby="interests">
    <h3 id="interests">${view.heading}</h3>
    <p class="muted">${view.explanation}</p>
    <ol class="ranked">
      ${view.ranked.map(
        ({ label, note }, place) =>
          html`<li>
            <span class="place muted" aria-hidden="true">${place + 1}</span>
            <span class="item">${label}</span>
            ${moves(
              {
                list: 'interests',
                place,
                count: view.ranked.length,
                about: `${label}, ${note}`,
                labels: view.moves,
                isOpen,
                field,
              },
              send,
            )}
          </li>`,
      )}
    </ol>
    ${
      view.add.options.length > 0
        ? html`<form class="adding" @submit=${add}>
            <label class="field">
              <span>${view.add.label}</span>
              <select id=${field} ?disabled=${!isOpen}>
                ${view.add.options.map(({ id, label }) => html`<option value=${id}>${label}</option>`)}
              </select>
            </label>
            <button type="submit" class="button secondary" ?disabled=${!isOpen}>${view.add.button}</button>
          </form>`
        : nothing
    }
  </section>`;
}
