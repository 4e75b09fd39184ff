/** From the page or the text of an advertisement to its lines. */

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  nbsp: ' ',
  quot: '"',
  bull: '•',
  ndash: '–',
  mdash: '—',
  rsquo: '’',
  lsquo: '‘',
  hellip: '…',
  middot: '·',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  euro: '€',
  pound: '£',
  szlig: 'ß',
  oslash: 'ø',
  aelig: 'æ',
};
const accents: Readonly<Record<string, number>> = {
  grave: 0x300,
  acute: 0x301,
  circ: 0x302,
  tilde: 0x303,
  uml: 0x308,
  ring: 0x30a,
  cedil: 0x327,
};

/**
 * Text without markup: blocks become lines, cells are parted by tabs, headings and lines that are bold as a whole begin
 * with #, scripts and styles vanish. It stays text: nobody renders it.
 */
export function plainLines(source: string): string {
  return (
    source
      .replace(/<!--[^]*?(?:-->|$)/gu, ' ')
      .replace(/<(script|style|noscript|template)\b[^]*?(?:<\/\1\s*>|$)/giu, ' ')
      .replace(/<li\b[^<>]*>/giu, '\n• ')
      .replace(/<(?:h[1-6]|dt)\b[^<>]*>/giu, '\n# ')
      .replace(/<t[dh]\b[^<>]*>/giu, '\t')
      .replace(/<\/t[dh]>/giu, ' ')
      .replace(/<(?:br|\/?(?:p|div|li|ul|ol|h[1-6]|tr|dl|dt|dd|table|section|article|header|footer))\b[^<>]*>/giu, '\n')
      .replace(/<\/?(?:b|strong)\b[^<>]*>/giu, '**')
      .replace(/<\/?[a-z][^<>]*>/giu, ' ')
      .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/giu, (whole, decimal, hexadecimal, name) =>
        decodeEntity(whole, decimal as string, hexadecimal as string, name as string),
      )
      .replace(/\r\n?/gu, '\n')
      .replace(/^[ \t]*\*\*([^*\n]{2,80})\*\*[ \t]*$/gmu, '# $1')
      .replace(/^[ \t]*([*_]{1,3})([^*_\n]{2,80})\1[ \t]*$/gmu, '# $2')
      .replace(/\*\*|__|`/gu, '')
      .replace(/\bw\/(?=\s)/gu, 'with')
      .normalize('NFKC')
      // One blank for many: patterns that end in blanks would count long runs of them again and again.
      .replace(/[^\S\n\t]+/gu, ' ')
  );
}

function decodeEntity(whole: string, decimal?: string, hexadecimal?: string, name?: string): string {
  const code = decimal === undefined ? (hexadecimal === undefined ? undefined : parseInt(hexadecimal, 16)) : +decimal;
  if (code !== undefined) return code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : ' ';
  const [, letter, accent] = /^([a-z])(uml|acute|grave|circ|tilde|ring|cedil)$/iu.exec(name ?? '') ?? [];
  // The letter and its accent are made one afterwards.
  if (letter !== undefined) return letter + String.fromCharCode(accents[(accent ?? '').toLowerCase()] ?? 0);
  return entities[(name ?? '').toLowerCase()] ?? whole;
}
