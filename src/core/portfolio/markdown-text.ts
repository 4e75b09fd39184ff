/** Text of a learner or a curriculum inside of our Markdown: it stays text, whatever it holds. */

/** Several lines that may hold lists and emphasis, but no HTML, no heading, and no link that runs something. */
export const prose = (text: string): string =>
  text
    .replaceAll(/<(?=[A-Za-z/!?])/g, '&lt;')
    .replaceAll(/^(\s*)(#+\s)/gm, '$1\\$2')
    .replaceAll(/\]\(\s*(?!https?:|mailto:)[^)]*\)/gi, ']')
    .trim();

/** One line without any markup: for headings, cells and links. */
export const inline = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]|#]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .trim();

export const link = (label: string, address: string): string =>
  `[${inline(label)}](<${address.replaceAll(/[<>\s]/g, encodeURIComponent)}>)`;
