/** A figure as somebody may quote it: no more digits than its tolerance carries. */
import type { RecordedFigure } from './record';

const mostDigits = 6;

function digitsOf(tolerance: number): number {
  if (!(tolerance > 0)) return 3;
  return Math.min(mostDigits, Math.max(0, Math.ceil(-Math.log10(tolerance) - 1e-9)));
}

type Quoted = Pick<RecordedFigure, 'value' | 'unit' | 'tolerance'>;

/** "0.98", "12.4 ms". */
export function figureText({ value, unit, tolerance }: Quoted): string {
  const number = value.toFixed(digitsOf(tolerance));
  return unit === '' ? number : `${number} ${unit}`;
}

/** "0.98 ± 0.01", "12.4 ± 0.5 ms". */
export function figureRange({ value, unit, tolerance }: Quoted): string {
  const digits = digitsOf(tolerance);
  if (!(tolerance > 0)) return figureText({ value, unit, tolerance });
  // A tolerance of .015 must not read .02.
  const range = Number(tolerance.toPrecision(2));
  const text = `${value.toFixed(digits)} ± ${range}`;
  return unit === '' ? text : `${text} ${unit}`;
}
