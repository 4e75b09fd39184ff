/** Tabs after the ARIA Authoring Practices: arrows move between them, one of them is in the order of Tab. */
import { html, nothing, type TemplateResult } from 'lit';

interface TabView<Id extends string> {
  readonly id: Id;
  readonly label: string;
}

export function tabs<Id extends string>(
  label: string,
  all: readonly TabView<Id>[],
  chosen: Id,
  open: (id: Id) => void,
  body: (id: Id) => TemplateResult,
): TemplateResult {
  const move = (event: KeyboardEvent, index: number): void => {
    const step = { ArrowRight: index + 1, ArrowLeft: index - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    const next = step === undefined ? undefined : all[step % all.length];
    if (!next) return;
    event.preventDefault();
    open(next.id);
    document.getElementById(`tab-${next.id}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label}>
      ${all.map(
        (tab, index) =>
          html`<button
            type="button"
            role="tab"
            id="tab-${tab.id}"
            aria-selected=${tab.id === chosen ? 'true' : 'false'}
            aria-controls="panel-${tab.id}"
            tabindex=${tab.id === chosen ? '0' : '-1'}
            @click=${() => open(tab.id)}
            @keydown=${(event: KeyboardEvent) => move(event, index)}
          >
            ${tab.label}
          </button>`,
      )}
    </div>
    ${all.map(
      (tab) =>
        html`<div role="tabpanel" id="panel-${tab.id}" aria-labelledby="tab-${tab.id}" ?hidden=${tab.id !== chosen}>
          ${tab.id === chosen ? body(tab.id) : nothing}
        </div>`,
    )}`;
}
