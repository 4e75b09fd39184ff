/** The planner's page as a function of the last snapshot. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PlannerIntent, PlannerSnapshot } from '../../protocol/planner';
import { icon } from '../shared/icons';
import { actionButton } from '../shared/parts';
import { bar, matrix } from './matrix';
import { roadmap } from './roadmap';

type Send = (intent: PlannerIntent) => void;

const valueOf = (event: Event): string => (event.target instanceof HTMLSelectElement ? event.target.value : '');

function chooser(
  view: { readonly label: string; readonly value: string; readonly options: PlannerSnapshot['you']['from']['options'] },
  choose: (id: string) => void,
): TemplateResult {
  return html`<label class="field"
    ><span>${view.label}</span>
    <select @change=${(event: Event) => choose(valueOf(event))}>
      ${view.options.map(({ id, label }) => html`<option value=${id} ?selected=${id === view.value}>${label}</option>`)}
    </select></label
  >`;
}

function you({ you: view }: PlannerSnapshot, send: Send): TemplateResult {
  return html`<section aria-labelledby="you">
    <h2 id="you">${view.heading}</h2>
    <div class="fields">
      ${chooser(view.from, (specialization) => send({ kind: 'choose-from', specialization }))}
      <label class="field"
        ><span>${view.hours.label}</span>
        <input
          type="number"
          min=${view.hours.min}
          max=${view.hours.max}
          .value=${String(view.hours.value)}
          @change=${(event: Event) => {
            const hours = event.target instanceof HTMLInputElement ? event.target.valueAsNumber : NaN;
            if (Number.isFinite(hours)) send({ kind: 'set-hours', hours });
          }}
      /></label>
      ${chooser(view.extent, (id) => send({ kind: 'set-extent', extent: id === 'full' ? 'full' : 'first-role' }))}
    </div>
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

function ranking({ ranking: view, you: self }: PlannerSnapshot, send: Send): TemplateResult {
  return html`<section aria-labelledby="ranking">
    <h2 id="ranking">${view.heading}</h2>
    <p class="muted">${view.explanation}</p>
    <ol class="ranking">
      ${view.pivots.map(
        (pivot) =>
          html`<li class=${pivot.isChosen ? 'chosen' : ''}>
            <button
              type="button"
              class="button quiet"
              aria-pressed=${pivot.isChosen ? 'true' : 'false'}
              @click=${() => send({ kind: 'look', from: self.from.value, to: pivot.to })}
            >
              ${pivot.label}
            </button>
            <b>${pivot.score}</b>
            <span class="parts muted">${pivot.parts.map((part) => html`<span>${part.text}</span>`)}</span>
          </li>`,
      )}
    </ol>
  </section>`;
}

function gap({ pivot: view }: PlannerSnapshot, send: Send): TemplateResult {
  const [skill, level, hours, steps] = view.columns;
  return html`<section aria-labelledby="pivot">
    <h2 id="pivot" tabindex="-1">${view.heading}</h2>
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

export const page = (snapshot: PlannerSnapshot, send: Send): TemplateResult =>
  html`<main>
    <h1>${snapshot.title}</h1>
    <p class="muted estimate">${snapshot.estimate}</p>
    ${you(snapshot, send)} ${ranking(snapshot, send)} ${matrix(snapshot, send)} ${gap(snapshot, send)}
    ${snapshot.roadmap ? roadmap(snapshot.roadmap, send) : nothing}
  </main>`;
