import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fractionOn, gateScale, gateView } from '../../../src/host/guide/gate-views';
import { formatDate, formatFigure, formatHours, formatNumber } from '../../../src/host/guide/wording';
import { sampleStep } from '../../support/sample-curriculum';
import { translate } from '../../support/translate';

describe('the scale of a gate', () => {
  it('keeps shares on a scale from 0 to 1 and percentages on one to 100', () => {
    assert.deepEqual(gateScale([0.95, 0.871], ''), { min: 0, max: 1 });
    assert.deepEqual(gateScale([90, 97.4, 2], '%'), { min: 0, max: 100 });
    assert.deepEqual(gateScale([0], '%'), { min: 0, max: 100 }, 'a scale from 0 to 0 has no places on it');
  });

  it('puts every value inside', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.constantFrom('', '%', 'nats'), (values, unit) => {
        const scale = gateScale(values, unit);
        for (const each of values) {
          const fraction = fractionOn(scale, each);
          assert.ok(fraction >= 0 && fraction <= 1);
        }
      }),
    );
  });

  it('says “at most” where less is better', () => {
    const [gate] = sampleStep.gates;
    assert.ok(gate);
    const view = gateView(translate, { ...gate, direction: 'at_most', value: 1e-5, unit: 'relative error' }, []);
    assert.equal(view.demand, 'Gate: at most 1.0e-5 relative error, and 0.05 below Logistic regression');
  });
});

describe('numbers and dates in words', () => {
  it('has four significant digits and no trailing zeros', () => {
    assert.deepEqual([0, 0.35, 0.98754, 97.4, 1234.5, 2.13e-7, -0.5].map(formatNumber), [
      '0',
      '0.35',
      '0.9875',
      '97.4',
      '1235',
      '2.1e-7',
      '-0.5',
    ]);
    assert.equal(formatFigure(97.4, '%'), '97.4 %');
    assert.equal(formatFigure(1.13, 'nats a token'), '1.13 nats a token');
  });

  it('rounds hours as estimates deserve', () => {
    assert.deepEqual(
      [0, 0.1, 2.7, 7.8, 12.4].map((hours) => formatHours(translate, hours)),
      ['0 h', 'under half an hour', '2.5 h', '8 h', '12 h'],
    );
  });

  it('names the year only when it is another', () => {
    assert.equal(formatDate('2026-11-20T23:59:00.000Z', '2026-11-23T00:00:00.000Z', 'en-GB'), '20 November');
    assert.equal(formatDate('2025-01-02T00:00:00.000Z', '2026-11-23T00:00:00.000Z', 'en-GB'), '2 January 2025');
    assert.equal(formatDate('not a date', '2026-11-23T00:00:00.000Z', 'en-GB'), 'not a date');
  });
});
