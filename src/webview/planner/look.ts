/** Opens the reasons of a pivot: the focus goes to their heading, and from there back to what opened them. */
import type { Send } from './fields';
import { focusWhen } from './focus';

export const reasonsId = 'reasons';
export const cellId = (from: string, to: string): string => `cell-${from}-${to}`;

let opener: string | undefined;

export function look(from: string, to: string, send: Send): void {
  opener = document.activeElement?.id;
  focusWhen(reasonsId, ({ choices }) => choices.lookFrom === from && choices.lookTo === to);
  send({ kind: 'look', from, to });
}

/** To what opened the reasons, else to the cell of the pivot that is looked at. */
export function goBack(): void {
  const chosen = document.querySelector<HTMLElement>('.matrix [aria-pressed="true"]');
  const before = opener ? document.getElementById(opener) : null;
  (before ?? chosen)?.focus();
}
