/** Pieces that both pages draw alike. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from './icons';

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

/** Plain text whose `backquoted` parts are code. Never parsed as HTML. */
export function inline(text: string): (string | TemplateResult)[] {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part) =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`') ? html`<code>${part.slice(1, -1)}</code>` : part,
    );
}

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
