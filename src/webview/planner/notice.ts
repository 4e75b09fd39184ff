import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../shared/icons';

/** What must be known before anything else. */
export const notice = (text: string | undefined): TemplateResult | typeof nothing =>
  text === undefined ? nothing : html`<p class="notice">${icon('info')}<span>${text}</span></p>`;
