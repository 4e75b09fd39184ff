/** What the pivot is for: texts, the most important first, and how well each specialization serves them. */
import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { longestLine } from '../../protocol/planner/intents';
import type { GoalsView } from '../../protocol/planner/you';
import { icon } from '../shared/icons';
import type { Send } from './fields';
import { LocalState, withLocalState } from './local-state';
import { moves } from './moves';

const field = 'new-goal';
interface Local {
  /** In the field for another goal. */
  readonly typed: string;
  /** Sent from there; the field is emptied once it is in the list, for it may not be agreed to. */
  readonly sent: string;
  /** Goals whose specializations are shown. */
  readonly open: ReadonlySet<string>;
}
const local = new LocalState<Local>({ typed: '', sent: '', open: new Set() });

export const goals = (view: GoalsView, isOpen: boolean, send: Send): unknown =>
  withLocalState(local, ({ sent }) => {
    if (view.ranked.some(({ goal }) => goal === sent)) local.note({ typed: '', sent: '' });
    return draw(view, isOpen, send);
  });

const valueOf = (event: Event): string =>
  event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement ? event.target.value : '';

function draw(view: GoalsView, isOpen: boolean, send: Send): TemplateResult {
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const sent = local.value.typed.replaceAll(/\s+/gu, ' ').trim();
    if (sent === '') return;
    local.note({ sent });
    send({ kind: 'add-goal', goal: sent });
  };
  return html`<section aria-labelledby="goals">
    <h3 id="goals">${view.heading}</h3>
    <p class="muted">${view.explanation}</p>
    <ol class="ranked goals">
      ${view.ranked.map((_goal, place) => html`<li>${goalAt(view, place, isOpen, send)}</li>`)}
    </ol>
    <form class="adding" @submit=${add}>
      <label class="field wide-field">
        <span>${view.add.label}</span>
        <input
          type="text"
          id=${field}
          maxlength=${longestLine}
          ?disabled=${!isOpen}
          .value=${live(local.value.typed)}
          @input=${(event: Event) => local.note({ typed: valueOf(event) })}
        />
      </label>
      <button type="submit" class="button secondary" ?disabled=${!isOpen}>${view.add.button}</button>
    </form>
  </section>`;
}

function goalAt(view: GoalsView, place: number, isOpen: boolean, send: Send): TemplateResult | undefined {
  const ranked = view.ranked[place];
  if (!ranked) return undefined;
  const { goal, note, summary } = ranked;
  const word = (event: Event): void => {
    const text = valueOf(event).trim();
    if (text !== '') send({ kind: 'word-goal', place, goal: text });
    // A goal is removed by its button; an empty field is a slip.
    else if (event.target instanceof HTMLInputElement) event.target.value = goal;
  };
  const isShown = local.value.open.has(goal);
  const toggle = (event: Event): void => {
    event.preventDefault();
    const open = new Set(local.value.open);
    if (!open.delete(goal)) open.add(goal);
    local.set({ open });
  };
  return html`<span class="place muted" aria-hidden="true">${place + 1}</span>
    <input
      type="text"
      class="item"
      maxlength=${longestLine}
      aria-label=${`${view.label}, ${note}`}
      ?disabled=${!isOpen}
      .value=${goal}
      @change=${word}
    />
    ${moves(
      { list: 'goals', place, count: view.ranked.length, about: `${goal}, ${note}`, labels: view.moves, isOpen, field },
      send,
    )}
    <details class="disclosure" ?open=${isShown}>
      <summary @click=${toggle}>${icon('chevron')}<span>${summary}</span></summary>
      ${isShown ? served(view, place, isOpen, send) : ''}
    </details>`;
}

const served = (view: GoalsView, place: number, isOpen: boolean, send: Send): TemplateResult =>
  html`<div class="served">
    ${view.specializations.map(
      ({ id, label }, index) =>
        html`<label class="field">
          <span>${label}</span>
          <select
            ?disabled=${!isOpen}
            .value=${live(String(view.ranked[place]?.serves[index] ?? 0))}
            @change=${(event: Event) =>
              send({ kind: 'set-served', place, specialization: id, level: Number(valueOf(event)) })}
          >
            ${view.served.map(
              (words, level) =>
                html`<option value=${level} ?selected=${level === view.ranked[place]?.serves[index]}>${words}</option>`,
            )}
          </select>
        </label>`,
    )}
  </div>`;
