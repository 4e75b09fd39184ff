/** From where to where, in the midst of a sentence, and what was brought along. */

/** "Computer vision" in the midst of a sentence; "NLP" and "MLOps" stay. */
export const inSentence = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.slice(0, 1).toLowerCase() + name.slice(1) : name;

export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `from computer vision to NLP`. */
export const wayText = ({ from, to }: { readonly from: string; readonly to: string }): string =>
  `from ${inSentence(from)} to ${inSentence(to)}`;

/** A reader looks for the strongest ones; a list of fifty says nothing. */
const most = 12;

/** `Probability, Python, and 33 more`. */
export const mostOf = (names: readonly string[]): string =>
  names.slice(0, most).join(', ') + (names.length > most ? `, and ${names.length - most} more` : '');
