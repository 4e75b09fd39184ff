import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isInside } from '../../../src/core/checks/paths';
import { readPredictions } from '../../../src/host/guide/predictions';

describe('predictions.yaml', () => {
  it('is read in block and in flow form, with comments and Windows line ends', () => {
    const predictions = readPredictions(
      [
        '# what you expect',
        'moons-accuracy:',
        '  expected: 0.99  # two half circles',
        '  why: The boundary is smooth, and 32 units bend.',
        'digits: {expected: 0.97, why: "a little over, logistic"}',
        'first-loss:',
        '  expected: null',
        '  why:',
      ].join('\r\n'),
    );
    assert.deepEqual(predictions.get('moons-accuracy'), {
      expected: '0.99',
      why: 'The boundary is smooth, and 32 units bend.',
    });
    assert.deepEqual(predictions.get('digits'), { expected: '0.97', why: 'a little over, logistic' });
    assert.deepEqual(predictions.get('first-loss'), {});
  });

  it('shows only numbers as expectations', () => {
    assert.deepEqual(readPredictions('a:\n  expected: about 0.9\n').get('a'), {});
  });

  it('reads anything without an error', () => {
    fc.assert(fc.property(fc.string(), (source) => assert.ok(readPredictions(source) instanceof Map)));
  });
});

describe('a path that content or a traceback names', () => {
  it('stays inside the project', () => {
    assert.deepEqual(['src/a.py', 'a b/ü.py'].map(isInside), [true, true]);
    const outside = ['', '/etc/passwd', '../a', 'a/../../b', 'C:/a', 'c:a', '\\\\host\\a', 'a\\..\\b', 'a//b', 'a\0b'];
    assert.deepEqual(outside.filter(isInside), []);
  });
});
