/** Text of a learner or a curriculum inside of our Markdown: it stays text, whatever it holds. */
import type { RecordedFigure } from './record';

/** Several lines that may hold Markdown, but no HTML and no link that runs something. */
export const prose = (text: string): string =>
  text
    .replaceAll(/<(?=[A-Za-z/!?])/g, '&lt;')
    .replaceAll(/\]\(\s*(?:javascript|vbscript|data)\s*:/gi, '](#')
    .trim();

/** One line without any markup: for headings, cells and links. */
export const inline = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]|#]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .trim();

/** At most six figures, and no more than were measured. */
export const numberText = (value: number): string => String(Number(value.toPrecision(6)));

export const figureText = ({ value, unit }: Pick<RecordedFigure, 'value' | 'unit'>): string =>
  unit === '' ? numberText(value) : `${numberText(value)} ${unit}`;

/** The day of a time of the log. */
export const dayOf = (at: string): string => at.slice(0, 10);
