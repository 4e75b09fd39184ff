/** Buttons that move an item of a ranked list up and down, or take it out of the list. */
import { html, type TemplateResult } from 'lit';
import { icon } from '../shared/icons';
import type { Send } from './fields';
import { focusNext } from './keep-focus';

interface Moved {
  readonly list: 'interests' | 'goals';
  readonly place: number;
  /** Items in the list. */
  readonly count: number;
  /** The item, for screen readers: its name and its place. */
  readonly about: string;
  readonly labels: { readonly up: string; readonly down: string; readonly remove: string };
  readonly isOpen: boolean;
  /** Where the focus goes when the last item is gone. */
  readonly field: string;
}

export function moves({ list, place, count, about, labels, isOpen, field }: Moved, send: Send): TemplateResult {
  const id = (at: number, what: string): string => `${list}-${at}-${what}`;
  const move = (direction: 'up' | 'down'): void => {
    const to = direction === 'up' ? place - 1 : place + 1;
    focusNext(id(to, direction), id(to, direction === 'up' ? 'down' : 'up'));
    send({ kind: 'move-item', list, place, direction });
  };
  const remove = (): void => {
    focusNext(id(Math.min(place, count - 2), 'remove'), field);
    send({ kind: 'remove-item', list, place });
  };
  const button = (what: 'up' | 'down' | 'remove', isPossible: boolean, act: () => void): TemplateResult =>
    html`<button
      type="button"
      class="button quiet only-icon"
      id=${id(place, what)}
      ?disabled=${!isOpen || !isPossible}
      aria-label=${`${labels[what]}: ${about}`}
      title=${labels[what]}
      @click=${act}
    >
      ${icon(what === 'up' ? 'arrowUp' : what === 'down' ? 'arrowDown' : 'close')}
    </button>`;
  return html`<span class="moves">
    ${button('up', place > 0, () => move('up'))} ${button('down', place < count - 1, () => move('down'))}
    ${button('remove', true, remove)}
  </span>`;
}
