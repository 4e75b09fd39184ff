import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inlineParts } from '../../../src/webview/shared/inline-parts';

const short = (text: string) => inlineParts(text).map(({ kind, text: inner }) => `${kind}:${inner}`);

describe('a line of a question', () => {
  it('has text, code and formulas', () => {
    assert.deepEqual(short('Why is $x^2$ in `f(x)` not $2x$?'), [
      'text:Why is ',
      'formula:x^2',
      'text: in ',
      'code:f(x)',
      'text: not ',
      'formula:2x',
      'text:?',
    ]);
  });

  it('takes a formula of one sign, and several beside each other', () => {
    assert.deepEqual(short('$n$, $m$'), ['formula:n', 'text:, ', 'formula:m']);
  });

  for (const money of ['$5 and $6', 'it costs $5', 'US$ 5 or US$ 6', '$ x $', '$x', '$$', 'a \\$x\\$ b', '']) {
    it(`sees no formula in "${money}"`, () => {
      assert.deepEqual(short(money), money === '' ? [] : [`text:${money}`]);
    });
  }

  it('leaves dollars in code alone', () => {
    assert.deepEqual(short('`echo $HOME $PATH`'), ['code:echo $HOME $PATH']);
  });

  it('loses nothing of what was written', () => {
    const written = fc.array(fc.constantFrom('$', '`', 'x', ' ', '5', '\\', '\n', 'π')).map((signs) => signs.join(''));
    fc.assert(
      fc.property(written, (text) => {
        const whole = inlineParts(text)
          .map(({ source }) => source)
          .join('');
        assert.equal(whole, text);
      }),
    );
  });
});
