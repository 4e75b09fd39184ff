/** Figures in words and digits, the same wherever a portfolio shows them. */
import type { PortfolioProject } from './portfolio';
import type { Comparison, ProjectRecord, RecordedFigure } from './record';

type Measured = Pick<RecordedFigure, 'value' | 'tolerance' | 'unit'>;

const withUnit = (digits: string, unit: string): string => (unit === '' ? digits : `${digits} ${unit}`);

/** Three decimals, and more where the tolerance carries them: `0.996`, `0.004 nats`, `1,250 steps`, `3.0 × 10⁻¹⁰`. */
export const figureText = ({ value, tolerance, unit }: Measured): string => withUnit(digits(value, tolerance), unit);

/** What a re-run may differ by: `±0.01`; 0 is `exactly`. */
export const toleranceText = ({ tolerance, unit }: Measured): string =>
  tolerance === 0 ? 'exactly' : withUnit(`±${plain(tolerance)}`, unit);

/** `0.996 ±0.01`. */
export const figureRange = (figure: Measured): string =>
  figure.tolerance === 0 ? figureText(figure) : `${figureText(figure)} ${toleranceText(figure)}`;

/** What the check demands: `0.95`, `30 ms`. */
export const gateNumber = ({ gate, figure }: Pick<Comparison, 'gate' | 'figure'>): string =>
  withUnit(plain(gate), figure.unit);

export const gateText = (comparison: Comparison): string =>
  `${comparison.direction === 'at_least' ? 'at least' : 'at most'} ${gateNumber(comparison)}`;

/** What the figure says of the baseline; within both tolerances another run may turn it round, which is no test of it. */
export function differenceText({ figure, baseline, direction }: Comparison): string | undefined {
  if (!baseline) return undefined;
  const gain = (figure.value - baseline.value) * (direction === 'at_least' ? 1 : -1);
  const tolerance = figure.tolerance + baseline.tolerance;
  const size = figureText({ value: Math.abs(gain), tolerance: figure.tolerance, unit: figure.unit });
  // The sum of two tolerances is not exact in binary.
  if (Math.abs(gain) <= tolerance * (1 + 1e-9))
    return gain === 0
      ? 'As good as the baseline'
      : `${gain > 0 ? 'Ahead of' : 'Behind'} the baseline by ${size}, within what a re-run may move the two`;
  return `${gain > 0 ? 'Better' : 'Worse'} than the baseline by ${size}`;
}

/** `0.996, against 0.896 (logistic regression)`. */
export function againstText({ figure, baseline, ...rest }: Comparison): string {
  const value = figureText(figure);
  return baseline
    ? `${value}, against ${figureText(baseline)} (${baseline.label})`
    : `${value}, where the check demands ${gateText({ figure, ...rest })}`;
}

/** The one result that matters: the first that has a baseline. */
export const headlineOf = ({ comparisons }: ProjectRecord): Comparison | undefined =>
  comparisons.find(({ baseline }) => baseline !== undefined) ?? comparisons[0];

/** Figures that no comparison shows. */
export function otherFigures({ figures, comparisons }: ProjectRecord): readonly RecordedFigure[] {
  const shown = new Set(comparisons.flatMap(({ figure, baseline }) => [figure.name, baseline?.name]));
  return figures.filter(({ name }) => !shown.has(name));
}

export interface Standing {
  readonly word: 'recorded' | 'reproduced';
  /** A day, as `2027-03-04`. */
  readonly day: string;
}

export const standingOf = ({ record, reproducedOn }: PortfolioProject): Standing =>
  reproducedOn === undefined
    ? { word: 'recorded', day: dayOf(record.at) }
    : { word: 'reproduced', day: dayOf(reproducedOn) };

/** The day of a time of the log, `2027-03-04`. */
export const dayOf = (time: string): string => time.slice(0, 10);

/** `March 4, 2027`; what is no date stays as it is. */
export function dayText(time: string): string {
  const date = new Date(dayOf(time));
  return Number.isNaN(date.getTime()) ? time : date.toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' });
}

export const standingText = (project: PortfolioProject): string => {
  const { word, day } = standingOf(project);
  return `${word} on ${dayText(day)}`;
};

const minus = (text: string): string => text.replace('-', '\u2212');

/** A number that somebody wrote, such as a gate. */
const plain = (value: number): string => minus(value.toLocaleString('en-US', { maximumSignificantDigits: 6 }));

function digits(value: number, tolerance: number): string {
  if (tolerance === 0) return plain(value);
  const decimals = tolerance >= 1 ? 0 : Math.min(12, Math.max(3, Math.ceil(-Math.log10(tolerance) - 1e-9)));
  if (value !== 0 && tolerance < 1 && Math.abs(value) < 10 ** -decimals) return scientific(value);
  return minus(value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
}

/** `3.0 × 10⁻¹⁰`. */
function scientific(value: number): string {
  const [mantissa, exponent = ''] = value.toExponential(1).split('e');
  const raised = exponent
    .replace('+', '')
    .replaceAll(/./gu, (sign) => (sign === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? '')));
  return `${minus(mantissa ?? '')} × 10${raised}`;
}
