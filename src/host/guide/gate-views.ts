/** The gate as a picture: bars on one scale, with the mark that they have to reach. */
import type { Gate, Step } from '../../core/curriculum/model';
import type { GateView } from '../../protocol/guide';
import { measured, type CheckOutcome } from './check-outcomes';
import { formatFigure, formatNumber, type Translate } from './wording';

export interface Scale {
  readonly min: number;
  readonly max: number;
}

/** One scale for everything that a gate compares. Shares of one and percentages keep their natural ends. */
export function gateScale(values: readonly number[], unit: string): Scale {
  const high = Math.max(0, ...values);
  const low = Math.min(0, ...values);
  const margin = 1.12;
  if (low === 0 && unit === '%' && high <= 100) return { min: 0, max: high > 40 || high === 0 ? 100 : high * margin };
  if (low === 0 && high <= 1 && high > 0.4) return { min: 0, max: 1 };
  return { min: low * margin, max: high === 0 && low === 0 ? 1 : high * margin };
}

export function fractionOn({ min, max }: Scale, value: number): number {
  return Math.min(1, Math.max(0, (value - min) / (max - min)));
}

function demandOf(t: Translate, gate: Gate): string {
  const value = formatFigure(gate.value, gate.unit);
  const demand = gate.direction === 'at_least' ? t('Gate: at least {0}', value) : t('Gate: at most {0}', value);
  const { baseline } = gate;
  if (!baseline || baseline.margin <= 0) return demand;
  const margin = formatNumber(baseline.margin);
  return gate.direction === 'at_least'
    ? t('{0}, and {1} above {2}', demand, margin, baseline.name)
    : t('{0}, and {1} below {2}', demand, margin, baseline.name);
}

const isKnownProblem = (gate: Gate, outcomes: readonly CheckOutcome[]): boolean =>
  outcomes.some(
    ({ check, status, advisory }) => check.id === gate.check && status === 'broken' && advisory !== undefined,
  );

function statusOf(gate: Gate, outcomes: readonly CheckOutcome[], value: number | undefined): GateView['status'] {
  if (value === undefined) return 'not-run';
  // The verdict knows more than the number (a margin over the baseline, say), so the picture never contradicts it.
  const verdict = outcomes.find((outcome) => outcome.check.id === gate.check)?.status;
  if (verdict === 'passed' || verdict === 'failed') return verdict;
  if (isKnownProblem(gate, outcomes)) return 'not-run';
  const reached = gate.direction === 'at_least' ? value >= gate.value : value <= gate.value;
  return reached ? 'passed' : 'failed';
}

export function gateView(t: Translate, gate: Gate, outcomes: readonly CheckOutcome[]): GateView {
  const { baseline, unit } = gate;
  const value = measured(outcomes, gate.figure, gate.check);
  const baselineValue = baseline && measured(outcomes, baseline.figure, gate.check);
  const scale = gateScale(
    [gate.value, gate.worst, value, baselineValue ?? baseline?.value].filter((each) => each !== undefined),
    unit,
  );
  const status = statusOf(gate, outcomes, value);
  const bars: GateView['bars'][number][] = [
    {
      label: t('Yours'),
      ...(value === undefined ? {} : { fraction: fractionOn(scale, value) }),
      value: value === undefined ? t('not run yet') : formatFigure(value, unit),
      tone: status === 'failed' ? 'short' : 'good',
    },
  ];
  if (baseline) {
    bars.push({
      label: baseline.name,
      ...(baselineValue === undefined ? {} : { fraction: fractionOn(scale, baselineValue) }),
      value: baselineValue === undefined ? t('not run yet') : t('{0} in this run', formatFigure(baselineValue, unit)),
      tone: 'baseline',
    });
  }
  return {
    id: gate.name,
    title: gate.title,
    demand: demandOf(t, gate),
    mark: fractionOn(scale, gate.value),
    direction: gate.direction,
    status,
    statusLabel: isKnownProblem(gate, outcomes)
      ? t('known problem')
      : { passed: t('reached'), failed: t('not reached'), 'not-run': t('not run yet') }[status],
    bars,
    note: t(
      'The reference scored {0} in the worst of {1} runs with different seeds (standard deviation {2}).',
      formatFigure(gate.worst, unit),
      gate.seeds,
      formatNumber(gate.sd),
    ),
  };
}

/** What the learner wrote in `predictions.yaml`. */
export interface Prediction {
  readonly expected?: string;
  readonly why?: string;
}

export function predictionViews(
  t: Translate,
  step: Step,
  outcomes: readonly CheckOutcome[],
  predictions: ReadonlyMap<string, Prediction>,
) {
  return step.predict.map(({ id, figure, question }) => {
    const value = measured(outcomes, figure);
    const unit = step.figures.find((each) => each.name === figure)?.unit ?? '';
    const written = predictions.get(id);
    return {
      id,
      question,
      expected: written?.expected ?? t('not written yet'),
      measured: value === undefined ? t('not run yet') : formatFigure(value, unit),
      why: written?.why ?? '',
    };
  });
}
