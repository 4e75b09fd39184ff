/** The tab on all pivots. */
import { html, type TemplateResult } from 'lit';
import type { PivotsView } from '../../protocol/planner/pivots';
import type { Send } from './fields';
import { matrix } from './matrix';
import { ranking } from './ranking';
import { reasons } from './reasons';

/** `self` is where somebody comes from. */
export const pivots = (view: PivotsView, self: string, send: Send): TemplateResult =>
  html`${ranking(view.ranking, self, send)} ${matrix(view.matrix, send)} ${reasons(view.reasons, send)}`;
