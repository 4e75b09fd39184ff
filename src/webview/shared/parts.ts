/** Pieces that both pages draw alike. */
import { html, nothing, type TemplateResult } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { icon, type IconName } from './icons';
import { inlineParts } from './inline-parts';

export interface ActionView<Intent> {
  readonly label: string;
  readonly icon?: IconName;
  readonly emphasis: 'primary' | 'secondary' | 'quiet';
  readonly intent: Intent;
}

/** `about` tells screen readers which of several equal buttons this is. */
export function actionButton<Intent>(
  action: ActionView<Intent>,
  send: (intent: Intent) => void,
  about?: string,
): TemplateResult {
  return html`<button
    type="button"
    class="button ${action.emphasis}"
    aria-label=${about === undefined ? nothing : `${action.label}: ${about}`}
    @click=${() => send(action.intent)}
  >
    ${action.icon ? icon(action.icon) : nothing}<span>${action.label}</span>
  </button>`;
}

export type Formulas = ReadonlyMap<string, string>;

/**
 * Plain text whose `backquoted` parts are code and whose $formulas$ are those that were rendered with the guide. Nothing
 * of the text itself is ever parsed as HTML.
 */
export const inline = (text: string, formulas?: Formulas): (string | TemplateResult)[] =>
  drawn(text, formulas, (formula) => html`${unsafeHTML(formula)}`);

/** Browsers leave a formula out of the name of the button that it stands in: its source is said instead. */
export const inlineInButton = (text: string, formulas: Formulas): (string | TemplateResult)[] =>
  drawn(
    text,
    formulas,
    (formula, source) =>
      html`<span aria-hidden="true">${unsafeHTML(formula)}</span><span class="sr-only">${source}</span>`,
  );

const drawn = (
  text: string,
  formulas: Formulas | undefined,
  draw: (formula: string, source: string) => TemplateResult,
): (string | TemplateResult)[] =>
  inlineParts(text).map((part) => {
    if (part.kind === 'code') return html`<code>${part.text}</code>`;
    const formula = part.kind === 'formula' ? formulas?.get(part.text) : undefined;
    return formula === undefined ? part.source : draw(formula, part.text);
  });

const iconOfStatus = {
  passed: 'pass',
  failed: 'error',
  blocked: 'slash',
  broken: 'bug',
  running: 'loading',
  unwritten: 'circle',
  'not-run': 'circle',
} as const;
export type StatusName = keyof typeof iconOfStatus;

export const statusIcon = (status: StatusName): TemplateResult =>
  html`<span class="status status-${status}">${icon(iconOfStatus[status])}</span>`;

/** A disclosure whose body is there only to look closer. */
export function disclosure(
  summary: unknown,
  body: unknown,
  options: { readonly isOpen?: boolean; readonly kind?: string } = {},
): TemplateResult {
  return html`<details class="disclosure ${options.kind ?? ''}" ?open=${options.isOpen ?? false}>
    <summary>${icon('chevron')}<span class="summary">${summary}</span></summary>
    <div class="disclosed">${body}</div>
  </details>`;
}
