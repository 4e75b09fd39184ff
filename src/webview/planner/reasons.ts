/** Why the pivot that is looked at is as long as it is. */
import { html, nothing, type TemplateResult } from 'lit';
import type { ReasonsView } from '../../protocol/planner/pivots';
import { actionButton, disclosure } from '../shared/parts';
import type { Send } from './fields';
import { carriedByFamily, gapTable } from './gap-tables';
import { goBack, look, reasonsId } from './look';
import { notice } from './notice';

export function reasons(view: ReasonsView, send: Send): TemplateResult {
  const { intent } = view.opposite;
  return html`<section aria-labelledby=${reasonsId} class="reasons">
    <h2 id=${reasonsId} tabindex="-1">${view.heading}</h2>
    ${notice(view.notice)}
    <div class="actions">
      ${view.plan ? actionButton(view.plan, send) : nothing}
      ${actionButton(view.opposite, () => (intent.kind === 'look' ? look(intent.from, intent.to, send) : send(intent)))}
      <button type="button" class="button secondary" @click=${goBack}>${view.back}</button>
    </div>
    <dl class="why">
      ${view.facts.map(
        ({ label, text }) =>
          html`<div>
            <dt class="muted">${label}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>
    ${gapTable(view.table, send)}
    <h3>${view.carried.heading}</h3>
    <ul class="largest">
      ${view.carried.largest.map(({ label, hours }) => html`<li><span>${label}</span><span>${hours}</span></li>`)}
    </ul>
    ${view.carried.all ? disclosure(view.carried.all.heading, carriedByFamily(view.carried.all)) : nothing}
  </section>`;
}
