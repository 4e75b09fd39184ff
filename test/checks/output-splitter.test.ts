import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { OutputSplitter } from '../../src/platform/node/output-splitter';

const mark = (check: string) => `\u001erun-1 ${check}\u001e`;
const printed = `before${mark('add')}sum: 3 – drei\n${mark('')}${mark('double')}\u001enot a mark\u001e${mark('')}after`;

describe('the output of a run', () => {
  it('is parted by check, wherever the chunks end', () => {
    const bytes = Buffer.from(printed);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const shown: string[] = [];
        const splitter = new OutputSplitter('run-1', (text) => shown.push(text));
        const ends = [...cuts, bytes.length].sort((a, b) => a - b);
        ends.forEach((end, at) => splitter.add(bytes.subarray(ends[at - 1] ?? 0, end)));
        assert.equal(splitter.tail('add'), 'sum: 3 – drei\n');
        assert.equal(splitter.tail('double'), '\u001enot a mark\u001e');
        assert.equal(splitter.tail(''), 'beforeafter');
        assert.equal(shown.join(''), 'beforesum: 3 – drei\n\u001enot a mark\u001eafter');
      }),
    );
  });

  it('is kept from its end, and shown up to a limit with a word about the rest', () => {
    const shown: string[] = [];
    const splitter = new OutputSplitter('run-1', (text) => shown.push(text), 1000);
    for (let at = 0; at < 2000; at += 1) splitter.add(Buffer.from(`${'x'.repeat(99)}\n`));
    splitter.add(Buffer.from('the end'));
    assert.ok(splitter.tail('').endsWith('x\nthe end'));
    assert.ok(splitter.tail('').length <= 16 * 1024);
    assert.match(shown.join(''), /more output than is shown\n$/);
    assert.ok(shown.join('').length < 1100);
  });
});
