/** One milestone on the road: state, words, actions, its evidence and the form that marks it by hand. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  longestNote,
  type EvidenceView,
  type MarkForm,
  type MilestonesIntent,
  type MilestoneView,
} from '../../protocol/milestones';
import { icon, type IconName } from '../shared/icons';
import { actionButton, disclosure, inline } from '../shared/parts';

export interface MilestoneEvents {
  readonly send: (intent: MilestonesIntent) => void;
  readonly openForm: (milestone: string) => void;
  readonly closeForm: (milestone: string) => void;
  readonly noteChanged: (note: string) => void;
}

/** The form that is open on the page. */
export interface OpenForm {
  readonly milestone: string;
  readonly note: string;
}

const stateIcons: Readonly<Record<MilestoneView['state'], IconName>> = {
  verified: 'verified',
  attested: 'attach',
  unverified: 'edit',
  open: 'circle',
};

const chip = (view: MilestoneView) =>
  html`<span class="chip chip-${view.state}">${icon(stateIcons[view.state])}<span>${view.stateLabel}</span></span>`;

const facts = (rows: EvidenceView['facts']) =>
  html`<dl class="facts">
    ${rows.map(
      (row) =>
        html`<div>
          <dt>${row.label}</dt>
          <dd class="lines">${row.value}</dd>
        </div>`,
    )}
  </dl>`;

function evidenceBody(evidence: EvidenceView, about: string, events: MilestoneEvents): TemplateResult {
  return html`${facts(evidence.facts)}
    ${
      evidence.checks.length === 0
        ? nothing
        : html`<div>
            <h4>${evidence.checksLabel}</h4>
            <ul class="evidence-checks">
              ${evidence.checks.map(
                (check) => html`<li>${icon('pass')}<span>${inline(check.title)}</span> <code>${check.id}</code></li>`,
              )}
            </ul>
          </div>`
    }
    <div class="tables">
      ${evidence.tables.map(
        (table) =>
          html`<div>
            <h4>${table.title}</h4>
            <dl class="hashes">
              ${table.rows.map(
                (row) =>
                  html`<div>
                    <dt>${row.label}</dt>
                    <dd><code>${row.value}</code></dd>
                  </div>`,
              )}
            </dl>
          </div>`,
      )}
    </div>
    ${
      evidence.actions.length === 0
        ? nothing
        : html`<div class="actions">${evidence.actions.map((action) => actionButton(action, events.send, about))}</div>`
    }`;
}

function attachments(form: MarkForm, id: string, events: MilestoneEvents): TemplateResult | typeof nothing {
  const { attach } = form;
  if (!attach) return nothing;
  return html`<div class="field" role="group" aria-labelledby="files-${id}">
    <span class="label" id="files-${id}">${attach.label}</span>
    ${
      attach.chosen.length === 0
        ? nothing
        : html`<ul class="chosen">
            ${attach.chosen.map(
              (file, index) =>
                html`<li>
                  <span>${file.name}</span>
                  <button
                    type="button"
                    class="button quiet"
                    aria-label=${file.removeLabel}
                    @click=${() => events.send({ kind: 'detach-file', milestone: id, index })}
                  >
                    ${icon('close')}
                  </button>
                </li>`,
            )}
          </ul>`
    }
    <div class="actions">${actionButton(attach.action, events.send)}</div>
    <p class="note">${attach.hint}</p>
  </div>`;
}

function markForm(view: MilestoneView, form: MarkForm, note: string, events: MilestoneEvents): TemplateResult {
  const submit = (event: Event) => {
    event.preventDefault();
    events.send({ kind: 'mark-milestone', milestone: view.id, note });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    events.closeForm(view.id);
  };
  return html`<form class="mark" aria-label="${form.title}: ${view.title}" @submit=${submit} @keydown=${keys}>
    <p>${form.explanation}</p>
    <div class="field">
      <label class="label" for="note-${view.id}">${form.noteLabel}</label>
      <textarea
        id="note-${view.id}"
        rows="3"
        maxlength=${longestNote}
        aria-describedby="hint-${view.id}"
        .value=${note}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLTextAreaElement) events.noteChanged(event.target.value);
        }}
      ></textarea>
      <p class="note" id="hint-${view.id}">${form.noteHint}</p>
    </div>
    ${attachments(form, view.id, events)}
    <div class="actions">
      <button type="submit" class="button primary">${form.submitLabel}</button>
      <button type="button" class="button secondary" @click=${() => events.closeForm(view.id)}>
        ${form.cancelLabel}
      </button>
    </div>
  </form>`;
}

export function milestone(view: MilestoneView, open: OpenForm | undefined, events: MilestoneEvents): TemplateResult {
  const form = open?.milestone === view.id ? view.form : undefined;
  return html`<li class="milestone milestone-${view.state} ${view.isNext ? 'is-next' : ''}" data-milestone=${view.id}>
    <div class="state">${chip(view)}</div>
    <div class="about">
      <h3 tabindex="-1">${inline(view.title)}</h3>
      <p class="words">${view.words.map((word) => (word.isStrong ? html`<b>${word.text}</b>` : word.text))}</p>
      ${view.warning === undefined ? nothing : html`<p class="warning">${icon('warning')}<span>${view.warning}</span></p>`}
    </div>
    <div class="actions">
      ${repeat(
        view.actions,
        (action) => action.intent.kind,
        (action) => actionButton(action, events.send, view.title),
      )}
      ${
        view.form && !form
          ? html`<button
              type="button"
              class="button secondary mark-open"
              aria-label="${view.form.openLabel}: ${view.title}"
              @click=${() => events.openForm(view.id)}
            >
              ${view.form.openLabel}
            </button>`
          : nothing
      }
    </div>
    ${form && open ? markForm(view, form, open.note, events) : nothing}
    ${
      view.evidence
        ? disclosure(
            html`${view.evidence.label}<span class="sr-only">: ${view.title}</span>`,
            evidenceBody(view.evidence, view.title, events),
            { kind: 'evidence' },
          )
        : nothing
    }
  </li>`;
}
