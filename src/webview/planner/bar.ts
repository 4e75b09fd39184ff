/** A line over a part of a whole. */
import { html, svg, type TemplateResult } from 'lit';

/** A line from `from` to `to`, both from 0 to 1. Widths are attributes: the page allows no inline style. */
export const bar = (from: number, to: number, kind: string): TemplateResult =>
  html`<svg class="bar ${kind}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    ${svg`<rect class="rest" x="0" y="0" width="100" height="4"></rect><rect class="part" x=${100 * from} y="0"
      width=${Math.max(0.6, 100 * (to - from))} height="4"></rect>`}
  </svg>`;
