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
  /** What is said of a number outside of them. */
  readonly wrong: string;
}

/** What is no number of the range is not sent, and it is said what is. */
export function numberField(view: NumberView, choose: (value: number) => void): TemplateResult {
  return html`<label class="field"
    ><span>${view.label}</span>
    <input
      type="number"
      min=${view.min}
      max=${view.max}
      step="any"
      .value=${String(view.value)}
      @change=${(event: Event) => {
        if (!(event.target instanceof HTMLInputElement)) return;
        const value = event.target.valueAsNumber;
        const isGood = value >= view.min && value <= view.max;
        event.target.setCustomValidity(isGood ? '' : view.wrong);
        if (event.target.reportValidity()) choose(value);
      }}
  /></label>`;
}
