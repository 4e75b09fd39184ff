/** A whole in parts, as a bar: filled for what somebody has, hatched for what is near, an outline for the rest. */
import { html, nothing, svg, type TemplateResult } from 'lit';

const kinds = ['had', 'near', 'open'] as const;
/** By attribute: an address in a style sheet is not one of this page. */
const fillOf = (index: number): string | typeof nothing => (index === 1 ? 'url(#hatch)' : nothing);

/** Each part is a fraction of the bar. Widths are attributes: the page allows no inline style. */
export function stack(parts: readonly number[]): TemplateResult {
  const ends = parts.map((_, index) => parts.slice(0, index + 1).reduce((sum, part) => sum + part, 0));
  return html`<svg class="stack" aria-hidden="true">
    ${parts.map((part, index) =>
      part <= 0
        ? nothing
        : svg`<rect class="stack-${kinds[index] ?? 'open'}" fill=${fillOf(index)} x="${100 * ((ends[index] ?? 0) - part)}%" y="1"
            width="${100 * part}%" height="10"></rect>`,
    )}
  </svg>`;
}

export const stackLegend = (labels: readonly string[]): TemplateResult =>
  html`<ul class="legend">
    ${labels.map(
      (label, index) =>
        html`<li>
          <svg class="stack-key" aria-hidden="true">
            <rect
              class="stack-${kinds[index] ?? 'open'}"
              fill=${fillOf(index)}
              x="1"
              y="1"
              width="22"
              height="10"
            ></rect></svg
          >${label}
        </li>`,
    )}
  </ul>`;

/** What hatched parts are filled with; once in a page. */
export const hatching = html`<svg class="hatching" aria-hidden="true" width="0" height="0">
  <defs>
    <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch" width="2" height="5"></rect>
    </pattern>
  </defs>
</svg>`;
