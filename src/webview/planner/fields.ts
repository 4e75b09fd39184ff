/** Fields of forms that several tabs use. */
import { html, type TemplateResult } from 'lit';
import type { PlannerIntent } from '../../protocol/planner/intents';

export type Send = (intent: PlannerIntent) => void;

interface ChooserView {
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
}

const valueOf = (event: Event): string => (event.target instanceof HTMLSelectElement ? event.target.value : '');

export function chooser(view: ChooserView, choose: (id: string) => void): TemplateResult {
  return html`<label class="field"
    ><span>${view.label}</span>
    <select @change=${(event: Event) => choose(valueOf(event))}>
      ${view.options.map(({ id, label }) => html`<option value=${id} ?selected=${id === view.value}>${label}</option>`)}
    </select></label
  >`;
}

interface NumberView {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
}

/** What is no number is not sent; the host keeps to the range. */
export function numberField(view: NumberView, choose: (value: number) => void): TemplateResult {
  return html`<label class="field"
    ><span>${view.label}</span>
    <input
      type="number"
      min=${view.min}
      max=${view.max}
      .value=${String(view.value)}
      @change=${(event: Event) => {
        const value = event.target instanceof HTMLInputElement ? event.target.valueAsNumber : NaN;
        if (Number.isFinite(value)) choose(value);
      }}
  /></label>`;
}
