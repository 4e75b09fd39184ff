/** The tab on job advertisements. What is typed stays in the page until it is read or kept. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { longestDraft, type PostingDraft } from '../../protocol/planner/intents';
import type { TabId } from '../../protocol/planner/messages';
import type { PostingsView } from '../../protocol/planner/postings';
import { icon } from '../shared/icons';
import { demand } from './demand';
import type { Send } from './fields';
import { skillTable } from './skill-table';

export interface PostingsEvents {
  readonly draft: PostingDraft | undefined;
  readonly change: (draft: PostingDraft) => void;
  /** Shows a kept one and takes the keyboard there. */
  readonly look: (file: string) => void;
  readonly openTab: (tab: TabId) => void;
}

const emptyDraft: PostingDraft = { title: '', date: '', link: '', place: '', text: '', isCut: false };

const notice = (text: string): TemplateResult => html`<p class="notice">${icon('warning')}<span>${text}</span></p>`;

type Field = 'title' | 'date' | 'link' | 'place';

function form(view: PostingsView['form'], events: PostingsEvents, send: Send): TemplateResult {
  const draft = events.draft ?? emptyDraft;
  const field = (name: Field, type: 'text' | 'date' | 'url', longest: number) =>
    html`<label class="field posting-${name}"
      ><span>${view[name]} ${name === 'date' ? nothing : html`<span class="muted">${view.optional}</span>`}</span>
      <input
        type=${type}
        maxlength=${longest}
        .value=${live(draft[name] === '' && name === 'date' ? view.today : draft[name])}
        @input=${({ target }: Event) => {
          if (target instanceof HTMLInputElement) events.change({ ...draft, [name]: target.value.slice(0, longest) });
        }}
    /></label>`;
  return html`<section aria-labelledby="read-posting">
    <h2 id="read-posting">${view.heading}</h2>
    <p class="muted prose-line">${view.explanation}</p>
    <form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        send({ kind: 'read-posting', draft });
      }}
    >
      <label class="field posting-text"
        ><span>${view.text}</span>
        <textarea
          rows="9"
          maxlength=${longestDraft}
          spellcheck="false"
          .value=${live(draft.text)}
          @beforeinput=${(event: InputEvent) => {
            const { target, data } = event;
            if (!(target instanceof HTMLTextAreaElement)) return;
            const replaced = target.selectionEnd - target.selectionStart;
            const length = target.value.length - replaced + (data?.length ?? 0);
            if (length > longestDraft) events.change({ ...draft, text: target.value, isCut: true });
          }}
          @input=${({ target }: Event) => {
            if (!(target instanceof HTMLTextAreaElement)) return;
            const text = target.value.slice(0, longestDraft);
            const isLonger = target.value.length > longestDraft;
            // Until something was taken out of it.
            events.change({ ...draft, text, isCut: isLonger || (draft.isCut && text.length > 0.95 * longestDraft) });
          }}
        ></textarea>
      </label>
      <div role="alert">
        ${draft.isCut ? notice(view.cut) : nothing}${view.problem === undefined ? nothing : notice(view.problem)}
      </div>
      <div class="fields">
        ${field('title', 'text', 300)} ${field('date', 'date', 40)} ${field('place', 'text', 300)}
        ${field('link', 'url', 2000)}
      </div>
      <div class="actions">
        <button type="submit" class="button primary">${view.read}</button>
        ${
          view.keep === undefined
            ? html`<span class="muted">${view.whyNot}</span>`
            : html`<button type="button" class="button secondary" @click=${() => send({ kind: 'keep-posting', draft })}>
                ${view.keep}
              </button>`
        }
      </div>
    </form>
  </section>`;
}

function reading(view: NonNullable<PostingsView['reading']>, events: PostingsEvents, send: Send): TemplateResult {
  const { link, skills, unknown, plan } = view;
  return html`<section aria-labelledby="reading">
    <h2 id="reading" tabindex="-1">${view.heading}</h2>
    <p class="facts">
      ${view.facts.map((fact) => html`<span>${fact}</span>`)}
      ${link === undefined ? nothing : html`<span><a href=${link}>${link}</a></span>`}
    </p>
    ${view.cautions.map(notice)} ${skills ? skillTable(skills, send) : nothing}
    ${
      plan
        ? html`<p class="assessment">
            <span>${plan.text}</span>
            <button type="button" class="button quiet" @click=${() => events.openTab('roadmap')}>
              ${icon('milestone')}<span>${plan.label}</span>
            </button>
          </p>`
        : nothing
    }
    ${
      unknown
        ? html`<h3>${unknown.heading}</h3>
            <p class="muted">${unknown.explanation}</p>
            <ul class="names">
              ${unknown.names.map((name) => html`<li>${name}</li>`)}
            </ul>`
        : nothing
    }
  </section>`;
}

function kept(view: PostingsView['kept'], events: PostingsEvents, send: Send): TemplateResult {
  return html`<section aria-labelledby="kept">
    <h2 id="kept" tabindex="-1">${view.heading}</h2>
    <p class="muted prose-line">${view.explanation}</p>
    ${
      view.problems.length > 0
        ? html`<p class="mistakes">${view.mistakes}</p>
            <ul class="problems">
              ${view.problems.map((problem) => html`<li>${icon('warning')}<code>${problem}</code></li>`)}
            </ul>`
        : nothing
    }
    ${
      view.items.length === 0
        ? nothing
        : html`<div class="wide" tabindex="0" role="region" aria-labelledby="kept">
            <table class="gap kept">
              <thead>
                <tr>
                  ${view.columns.map((column) => html`<th scope="col">${column}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${repeat(
                  view.items,
                  (item) => item.file,
                  (item) => keptRow(item, view, events, send),
                )}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

const keptRow = (
  item: PostingsView['kept']['items'][number],
  view: PostingsView['kept'],
  events: PostingsEvents,
  send: Send,
): TemplateResult =>
  html`<tr class=${item.isChosen ? 'chosen' : ''}>
    <th scope="row">
      <button
        type="button"
        class="button quiet"
        aria-pressed=${item.isChosen ? 'true' : 'false'}
        @click=${() => events.look(item.file)}
      >
        ${item.title}
      </button>
      ${item.repeats === '' ? nothing : html`<span class="near muted">${item.repeats}</span>`}
    </th>
    <td class="whole">${item.date}</td>
    <td>${item.asks}</td>
    <td>${item.gap}</td>
    <td class="whole">
      ${(['edit', 'delete'] as const).map(
        (act) =>
          html`<button
            type="button"
            class="button quiet"
            aria-label="${view[act]} ${item.file}"
            title=${item.file}
            @click=${() => send({ kind: `${act}-posting`, file: item.file })}
          >
            ${view[act]}
          </button>`,
      )}
    </td>
  </tr>`;

/** `view` is not there yet right after the tab was opened. */
export const postings = (view: PostingsView | undefined, events: PostingsEvents, send: Send): TemplateResult =>
  view === undefined
    ? html`<p aria-busy="true"></p>`
    : html`${form(view.form, events, send)}
        <p class="sr-only" role="status">
          ${view.reading ? `${view.reading.heading}: ${view.reading.facts.join(', ')}` : ''}
        </p>
        ${view.reading ? reading(view.reading, events, send) : nothing} ${kept(view.kept, events, send)}
        ${view.demand ? demand(view.demand, send) : nothing}`;
