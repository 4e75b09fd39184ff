/** Where the learner stands: the gate as bars, predictions beside what was measured, the pictures of the last run. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { GateView, GuideSnapshot } from '../../protocol/guide';
import { type Formulas, inline, statusIcon } from '../shared/parts';

const percent = (fraction: number) => `${(fraction * 100).toFixed(2)}%`;

/** Widths are SVG attributes: the page's policy allows no inline style. The numbers stand beside it as text. */
function track(bar: GateView['bars'][number], mark: number): TemplateResult {
  const end = bar.fraction === undefined ? 0 : Math.max(bar.fraction, 0.008);
  return html`<svg class="track" height="16" aria-hidden="true" focusable="false">
    <rect class="groove" x="0" y="4" width="100%" height="8" rx="4"></rect>
    ${
      bar.fraction === undefined
        ? nothing
        : svg`<rect class="bar bar-${bar.tone}" x="0" y="4" width=${percent(end)} height="8" rx="4"></rect>`
    }
    ${svg`<line class="mark" x1=${percent(mark)} x2=${percent(mark)} y1="0" y2="16"></line>`}
  </svg>`;
}

function gate(view: GateView, formulas: Formulas): TemplateResult {
  return html`<div class="gate gate-${view.status}" role="group" aria-labelledby="gate-${view.id}">
    <h3 id="gate-${view.id}">${inline(view.title, formulas)}</h3>
    <p class="gate-demand">
      ${statusIcon(view.status)}<span class="word word-${view.status}">${view.statusLabel}</span>
      <svg aria-hidden="true" focusable="false"></svg><span class="muted">${view.demand}</span>
    </p>
    <dl class="bars">
      ${view.bars.map(
        (bar) =>
          html`<div class="bar-row">
            <dt>${bar.label}</dt>
            <dd class="bar-track">${track(bar, view.mark)}</dd>
            <dd class="bar-value ${bar.fraction === undefined ? 'muted' : ''}">${bar.value}</dd>
          </div>`,
      )}
    </dl>
    <p class="note">${view.note}</p>
  </div>`;
}

function predictions(
  { predictions: rows, labels }: GuideSnapshot,
  formulas: Formulas,
): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<h3>${labels.predictions}</h3>
    <div class="table predictions" tabindex="0" role="region" aria-label=${labels.predictions}>
      <table>
        <thead>
          <tr>
            <th scope="col">${labels.predictionQuestion}</th>
            <th scope="col">${labels.predicted}</th>
            <th scope="col">${labels.measured}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <td>${inline(row.question, formulas)}</td>
                <td>${row.expected}${row.why === '' ? nothing : html`<div class="note">${row.why}</div>`}</td>
                <td>${row.measured}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

export function standing(snapshot: GuideSnapshot, formulas: Formulas): TemplateResult | typeof nothing {
  if (snapshot.gates.length === 0 && snapshot.predictions.length === 0) return nothing;
  return html`<section class="live standing" aria-labelledby="standing-title">
    <h2 id="standing-title">${snapshot.labels.gate}</h2>
    ${snapshot.gates.map((view) => gate(view, formulas))} ${predictions(snapshot, formulas)}
  </section>`;
}

export function pictures({ pictures: all, labels }: GuideSnapshot): TemplateResult | typeof nothing {
  if (all.length === 0) return nothing;
  return html`<section class="live pictures" aria-labelledby="pictures-title">
    <h2 id="pictures-title">${labels.figures}</h2>
    <div class="gallery">
      ${all.map(
        (picture) =>
          html`<figure>
            <img src=${picture.src} alt=${picture.caption} loading="lazy" />
            <figcaption>${picture.caption} <span class="muted">evidence/${picture.name}</span></figcaption>
          </figure>`,
      )}
    </div>
  </section>`;
}
