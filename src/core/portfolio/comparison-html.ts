/** A figure beside its baseline and its gate: a table whose last column draws the numbers of the others on one scale. */
import { type Html, html } from './html';
import type { Comparison, RecordedFigure } from './record';
import { differenceText, figureText, gateText, toleranceText } from './results';

interface Range {
  readonly value: number;
  readonly tolerance: number;
}

export function comparisonHtml(comparison: Comparison): Html {
  const { title, figure, baseline, gate } = comparison;
  const x = scaleOf([figure, ...(baseline ? [baseline] : []), { value: gate, tolerance: 0 }]);
  const difference = differenceText(comparison);
  return html`<div class="result">
    <div class="wide" tabindex="0" role="region" aria-label="${title}">
      <table>
        <caption>
          ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col" class="number">Value</th>
            <td class="picture"></td>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" class="own">This project</th>
            <td class="number">${withTolerance(figure)}</td>
            <td class="picture">${strip(x, gate, figure, 'ours')}</td>
          </tr>
          ${
            baseline &&
            html`<tr>
              <th scope="row">Baseline: ${baseline.label}</th>
              <td class="number">${withTolerance(baseline)}</td>
              <td class="picture">${strip(x, gate, baseline)}</td>
            </tr>`
          }
          <tr>
            <th scope="row">Gate of the check</th>
            <td class="number">${gateText(comparison)}</td>
            <td class="picture">${strip(x, gate)}</td>
          </tr>
        </tbody>
      </table>
    </div>
    ${difference === undefined ? undefined : html`<p>${difference}.</p>`}
  </div> `;
}

export const withTolerance = (figure: RecordedFigure): Html =>
  html`<b>${figureText(figure)}</b> <span class="soft">${toleranceText(figure)}</span>`;

/** Percent of the strip's width for a number, so that the picture fits any width without being scaled. */
function scaleOf(ranges: readonly Range[]): (value: number) => string {
  const low = Math.min(...ranges.map(({ value, tolerance }) => value - tolerance));
  const high = Math.max(...ranges.map(({ value, tolerance }) => value + tolerance));
  const span = high - low || 1;
  return (value) => `${(4 + (92 * (value - low)) / span).toFixed(2)}%`;
}

function strip(x: (value: number) => string, gate: number, range?: Range, whose: 'ours' | 'theirs' = 'theirs'): Html {
  return html`<svg class="strip" aria-hidden="true" focusable="false">
    <line class="axis" x1="0%" x2="100%" y1="50%" y2="50%" />
    <line class="gate" x1="${x(gate)}" x2="${x(gate)}" y1="0%" y2="100%" />
    ${
      range &&
      html`<line
          class="reach ${whose}"
          x1="${x(range.value - range.tolerance)}"
          x2="${x(range.value + range.tolerance)}"
          y1="50%"
          y2="50%"
        />
        <circle class="value ${whose}" cx="${x(range.value)}" cy="50%" r="5" />`
    }
  </svg>`;
}
