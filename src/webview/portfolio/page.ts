/** The portfolio's page as a function of the last snapshot. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type {
  PortfolioAction,
  PortfolioIntent,
  PortfolioSnapshot,
  ProjectView,
  ReviewGroupView,
} from '../../protocol/portfolio';
import { icon } from '../shared/icons';
import { actionButton, inline } from '../shared/parts';

type Send = (intent: PortfolioIntent) => void;

const buttons = (actions: readonly PortfolioAction[], send: Send, about?: string) =>
  actions.length > 0
    ? html`<div class="actions">${actions.map((each) => actionButton(each, send, about))}</div>`
    : nothing;

const facts = (all: readonly string[]) =>
  all.length > 0 ? html`<p class="facts muted">${all.map((each) => html`<span>${each}</span>`)}</p>` : nothing;

function story({ story: view }: PortfolioSnapshot, send: Send): TemplateResult {
  return html`<section aria-labelledby="story">
    <h2 id="story">${view.heading}</h2>
    <p>${view.text}</p>
    ${facts(view.facts)}
    ${
      view.problems.length > 0
        ? html`<ul class="problems">
            ${view.problems.map(
              (problem) =>
                html`<li>
                  ${icon('warning')}<code>${problem.text}</code>${actionButton(problem.action, send, problem.text)}
                </li>`,
            )}
          </ul>`
        : nothing
    }
    ${buttons(view.actions, send)}
  </section>`;
}

function figures({ figures: rows, title }: ProjectView, labels: PortfolioSnapshot['projects']['labels']) {
  if (rows.length === 0) return nothing;
  return html`<table aria-label=${title}>
    <thead>
      <tr>
        <th scope="col">${labels.figure}</th>
        <th scope="col" class="number">${labels.value}</th>
        <th scope="col">${labels.compared}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${row.title}</th>
            <td class="number">${row.value}</td>
            <td>${row.compared}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function project(view: ProjectView, labels: PortfolioSnapshot['projects']['labels'], send: Send): TemplateResult {
  return html`<li class="card">
    <h3>${view.title}</h3>
    <p class="state ${view.state}">
      ${icon(view.state === 'current' ? 'pass' : 'warning')}<span>${view.stateText}</span>
    </p>
    ${facts(view.facts)} ${figures(view, labels)} ${buttons(view.actions, send, view.title)}
  </li>`;
}

function projects({ projects: view }: PortfolioSnapshot, send: Send): TemplateResult {
  return html`<section aria-labelledby="projects">
    <h2 id="projects">${view.heading}</h2>
    ${view.empty === undefined ? nothing : html`<p>${view.empty}</p>`} ${buttons(view.actions, send)}
    ${
      view.items.length > 0
        ? html`<ul class="cards">
            ${repeat(
              view.items,
              ({ ref }) => ref,
              (each) => project(each, view.labels, send),
            )}
          </ul>`
        : nothing
    }
  </section>`;
}

function leftOut({ leftOut: view }: PortfolioSnapshot, send: Send): TemplateResult {
  return html`<section aria-labelledby="left-out">
    <h2 id="left-out">${view.heading}</h2>
    <p class="muted">${view.text}</p>
    <ul class="rows">
      ${view.items.map(
        ({ what, why, action }) =>
          html`<li>
            <span><b>${what}:</b> ${why}</span>${action ? actionButton(action, send, what) : nothing}
          </li>`,
      )}
    </ul>
  </section>`;
}

function reviewed(group: ReviewGroupView, labels: PortfolioSnapshot['review']['labels'], send: Send): TemplateResult {
  return html`<li class="card">
    <h3>${group.title}</h3>
    <p class="muted">${group.summary}</p>
    <ul class="findings">
      ${group.findings.map(
        ({ what, why, fix, action }) =>
          html`<li>
            <p class="what">${inline(what)} ${action ? actionButton(action, send, what) : nothing}</p>
            <p class="muted">${labels.why} ${inline(why)}</p>
            <p>${labels.fix} ${inline(fix)}</p>
          </li>`,
      )}
    </ul>
    ${
      group.notChecked.length > 0
        ? html`<p class="muted">${labels.notChecked}</p>
            <ul class="muted plain">
              ${group.notChecked.map((each) => html`<li>${inline(each)}</li>`)}
            </ul>`
        : nothing
    }
  </li>`;
}

function review({ review: view }: PortfolioSnapshot, send: Send): TemplateResult {
  return html`<section aria-labelledby="review">
    <h2 id="review">${view.heading}</h2>
    <p>${view.text}</p>
    ${buttons(view.actions, send)}
    ${
      view.groups.length > 0
        ? html`<ul class="cards">
            ${view.groups.map((group) => reviewed(group, view.labels, send))}
          </ul>`
        : nothing
    }
  </section>`;
}

export const page = (snapshot: PortfolioSnapshot, send: Send): TemplateResult =>
  html`<main>
    <h1>${snapshot.title}</h1>
    <p class="lead">${snapshot.lead}</p>
    ${snapshot.notices.map((notice) => html`<p class="notice" role="note">${icon('info')}<span>${notice}</span></p>`)}
    ${buttons(snapshot.actions, send)} ${story(snapshot, send)} ${projects(snapshot, send)}
    ${snapshot.leftOut.items.length > 0 ? leftOut(snapshot, send) : nothing} ${review(snapshot, send)}
    <section aria-labelledby="exported">
      <h2 id="exported">${snapshot.exported.heading}</h2>
      <p>${snapshot.exported.text}</p>
      ${buttons(snapshot.exported.actions, send)}
    </section>
  </main>`;
