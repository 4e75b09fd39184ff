import { html, type TemplateResult } from 'lit';
import type { Send } from './fields';

/** Opens a step's guide. */
export const stepButton = (step: { readonly ref: string; readonly title: string }, send: Send): TemplateResult =>
  html`<button type="button" class="button quiet" @click=${() => send({ kind: 'open-step', step: step.ref })}>
    ${step.title}
  </button>`;
