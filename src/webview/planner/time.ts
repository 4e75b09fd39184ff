/** When one begins, and the weeks in which nothing is planned. */
import { html, nothing, type TemplateResult } from 'lit';
import type { TimeView } from '../../protocol/planner/you';
import { icon } from '../shared/icons';
import type { Send } from './fields';
import { focusNext } from './keep-focus';

/** Years that are half typed are before it. */
const [earliest, latest] = ['2000-01-01', '2100-12-31'];

/** What is half typed or out of range is no date yet; an empty field is one without a date. */
function dateIn(input: EventTarget | null): string | undefined {
  return input instanceof HTMLInputElement && input.validity.valid ? input.value : undefined;
}

export function time(view: TimeView, isOpen: boolean, send: Send): TemplateResult {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const field = document.getElementById('week-off');
    const date = dateIn(field);
    if (date === undefined || date === '' || !(field instanceof HTMLInputElement)) return;
    send({ kind: 'add-week-off', date });
    field.value = '';
    field.focus();
  };
  const start = (event: Event): void => {
    const date = dateIn(event.target);
    if (date !== undefined) send({ kind: 'set-start', ...(date === '' ? {} : { date }) });
  };
  const remove = (place: number): void => {
    const next = Math.min(place, view.weeks.all.length - 2);
    focusNext(`week-${next}`, 'week-off');
    send({ kind: 'remove-item', list: 'weeks_off', place });
  };
  return html`<section aria-labelledby="time">
    <h3 id="time">${view.heading}</h3>
    <label class="field">
      <span>${view.start.label}</span>
      <input
        type="date"
        min=${earliest}
        max=${latest}
        ?disabled=${!isOpen}
        .value=${view.start.value}
        aria-describedby="start-note"
        @change=${start}
      />
    </label>
    <p class="muted" id="start-note">${view.start.note}</p>
    <h4 id="weeks-off">${view.weeks.label}</h4>
    <p class="muted">${view.weeks.note}</p>
    ${
      view.weeks.all.length > 0
        ? html`<ul class="chips" aria-labelledby="weeks-off">
            ${view.weeks.all.map(
              ({ place, label }) =>
                html`<li>
                  <span>${label}</span>
                  <button
                    type="button"
                    class="button quiet only-icon"
                    id="week-${place}"
                    ?disabled=${!isOpen}
                    aria-label=${`${view.weeks.remove}: ${label}`}
                    title=${view.weeks.remove}
                    @click=${() => remove(place)}
                  >
                    ${icon('close')}
                  </button>
                </li>`,
            )}
          </ul>`
        : nothing
    }
    <form class="adding" @submit=${add}>
      <label class="field">
        <span>${view.weeks.day}</span>
        <input type="date" id="week-off" min=${earliest} max=${latest} ?disabled=${!isOpen} />
      </label>
      <button type="submit" class="button secondary" ?disabled=${!isOpen}>${view.weeks.add}</button>
    </form>
  </section>`;
}
