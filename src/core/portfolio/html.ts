/** Markup in which whatever is put is text: only this tag makes markup, and it escapes every value that is not. */

class Markup {
  constructor(readonly text: string) {}
}

export type Html = Markup;
type Value = Html | string | number | undefined | readonly Value[];

/** Values in attributes stand in double quotes. `undefined` is nothing, a list is its parts in a row. */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html =>
  new Markup(strings.reduce((text, part, place) => text + markupOf(values[place - 1]) + part));

function markupOf(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(markupOf).join('');
  return escaped(String(value));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control characters have no meaning in a page, and browsers disagree about them. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu, '')
    .replaceAll(/[&<>"']/gu, (character) => entities[character] ?? '');
