/** One line of a question or a hint in pieces: text, `code` and $formula$. Pure: the build looks for formulas with it. */

export interface InlinePart {
  readonly kind: 'text' | 'code' | 'formula';
  /** Without its marks. */
  readonly text: string;
  /** As it was written: what stands there when the piece cannot be drawn. */
  readonly source: string;
}

/** A dollar opens before a sign and closes behind one, never before a digit: "$5 and $6" is no formula. */
const marked = /(?<code>`[^`\n]+`)|(?<![\\$\p{L}\p{N}])\$(?<formula>[^\s$](?:[^$\n]*[^\s\\$])?)\$(?![\p{N}$])/gu;

export function inlineParts(source: string): readonly InlinePart[] {
  const parts: InlinePart[] = [];
  const addText = (text: string) => {
    if (text !== '') parts.push({ kind: 'text', text, source: text });
  };
  let end = 0;
  for (const match of source.matchAll(marked)) {
    const [whole] = match;
    addText(source.slice(end, match.index));
    const formula = match.groups?.formula;
    parts.push(
      formula === undefined
        ? { kind: 'code', text: whole.slice(1, -1), source: whole }
        : { kind: 'formula', text: formula, source: whole },
    );
    end = match.index + whole.length;
  }
  addText(source.slice(end));
  return parts;
}
