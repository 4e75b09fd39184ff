import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Comparison, RecordedFigure } from '../../../src/core/portfolio/record';
import {
  againstText,
  dayText,
  differenceText,
  figureRange,
  figureText,
  gateText,
  toleranceText,
} from '../../../src/core/portfolio/results';

const figure = (value: number, tolerance: number, unit = ''): RecordedFigure => ({
  name: 'figure',
  title: 'Figure',
  unit,
  value,
  tolerance,
});
const comparison = (value: number, baseline: number, direction: Comparison['direction']): Comparison => ({
  title: 'Error',
  figure: figure(value, 0.01),
  baseline: { ...figure(baseline, 0.02), label: 'the mean' },
  gate: 0.5,
  direction,
});

describe('figures in words', () => {
  it('have digits by their tolerance, and their unit', () => {
    const texts = [
      figure(0.9666667, 0.03),
      figure(0.9433333, 0.0006),
      figure(2.46532, 0.02, 'nats'),
      figure(1250.4, 130, 'steps'),
      figure(12, 0, 'epochs'),
      figure(-0.025, 0.0006),
      figure(2.98353e-10, 0.000001),
      figure(0, 0.001),
    ].map(figureText);
    assert.deepEqual(texts, [
      '0.967',
      '0.9433',
      '2.465 nats',
      '1,250 steps',
      '12 epochs',
      '−0.0250',
      '3.0 × 10⁻¹⁰',
      '0.000',
    ]);
    assert.equal(toleranceText(figure(1, 0.035, 'nats')), '±0.035 nats');
    assert.equal(toleranceText(figure(12, 0, 'epochs')), 'exactly');
  });

  it('never read further from what was measured than their tolerance, nor do ranges repeat what is exact', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e3, max: 1e3, noNaN: true }),
        fc.double({ min: 1e-5, max: 1, noNaN: true }),
        (value, tolerance) => {
          const text = figureText(figure(value, tolerance));
          fc.pre(!text.includes('×'));
          const shown = Number(text.replace('\u2212', '-').replaceAll(',', ''));
          assert.ok(Math.abs(shown - value) <= tolerance, text);
        },
      ),
    );
    assert.equal(figureRange(figure(12.345, 0.5, 'ms')), '12.345 ms ±0.5 ms');
    assert.equal(figureRange(figure(40, 0, 'MB')), '40 MB');
  });

  it('say who is better by the direction of the gate', () => {
    assert.equal(differenceText(comparison(0.3, 0.4, 'at_most')), 'Better than the baseline by 0.100');
    assert.equal(differenceText(comparison(0.3, 0.4, 'at_least')), 'Worse than the baseline by 0.100');
    assert.equal(gateText(comparison(0.3, 0.4, 'at_most')), 'at most 0.5');
    const { baseline: _, ...alone } = comparison(0.3, 0.4, 'at_most');
    assert.equal(differenceText(alone), undefined);
    assert.equal(againstText(alone), '0.300, where the check demands at most 0.5');
  });

  it('call nothing better that a re-run may turn round, and turn round with the two numbers', () => {
    const said = (one: number, other: number) => differenceText(comparison(one, other, 'at_least')) ?? '';
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(value, value, (one, other) => {
        const forward = said(one, other);
        if (Math.abs(one - other) < 0.0299) assert.match(forward, /^Ahead of|^Behind|^As good as/u);
        if (Math.abs(one - other) > 0.0301) {
          assert.match(forward, one > other ? /^Better/u : /^Worse/u);
          assert.match(said(other, one), one > other ? /^Worse/u : /^Better/u);
        }
      }),
    );
  });

  it('leaves a day that is none as it is', () => {
    assert.equal(dayText('2027-03-04T23:59:59.000Z'), 'March 4, 2027');
    assert.equal(dayText('soon'), 'soon');
  });
});
