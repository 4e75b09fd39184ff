import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commonText, merge, openConflicts } from '../../../src/core/scaffold/merge';

const labels = { mine: 'yours', theirs: 'new version' };
const join = (base: string, mine: string, theirs: string) => merge(base, mine, theirs, labels);
/** Few different lines, so that texts share many. */
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '', '  return x'), { maxLength: 12 })
  .map((lines) => lines.join('\n'));

/** As VS Code's inline actions do it. */
const accept = (merged: string, side: 'mine' | 'theirs'): string =>
  merged.replaceAll(
    /^<{7} yours\n([\s\S]*?)^={7}\n([\s\S]*?)^>{7} new version(?:\n|$)/gm,
    (whole, mine: string, theirs: string) => {
      const chosen = side === 'mine' ? mine : theirs;
      return whole.endsWith('\n') ? chosen : chosen.replace(/\n$/, '');
    },
  );

describe('joining two versions of a text', () => {
  it('takes changes of both sides that lie apart', () => {
    const merged = join('1\n2\n3\n4\n5\n', '1\nmine\n3\n4\n5\n', '1\n2\n3\n4\ntheirs\n');
    assert.deepEqual(merged, { text: '1\nmine\n3\n4\ntheirs\n', conflicts: 0 });
  });

  it('marks what both changed differently, in the form that editors know', () => {
    const merged = join('1\n2\n3\n', '1\nmine\n3\n', '1\ntheirs\n3\n');
    assert.equal(merged.text, '1\n<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> new version\n3\n');
    assert.deepEqual([merged.conflicts, openConflicts(merged.text)], [1, 1]);
    assert.equal(openConflicts('# Title\n=======\n'), 0);
  });

  it('keeps line ends and the byte-order mark of the learner', () => {
    assert.equal(
      join('1\n2\n3\n', '\uFEFF1\r\n2\r\n3\r\nmine\r\n', '0\n1\n2\n3\n').text,
      '\uFEFF0\r\n1\r\n2\r\n3\r\nmine\r\n',
    );
  });

  it('is the other side where one side changed nothing, and either where both made the same change', () => {
    fc.assert(
      fc.property(text, text, (base, other) => {
        assert.deepEqual(join(base, base, other), { text: other, conflicts: 0 });
        assert.deepEqual(join(base, other, base), { text: other, conflicts: 0 });
        assert.deepEqual(join(base, other, other), { text: other, conflicts: 0 });
      }),
    );
  });

  it('is as good from the other side', () => {
    fc.assert(
      fc.property(text, text, text, (base, mine, theirs) => {
        const [one, other] = [join(base, mine, theirs), join(base, theirs, mine)];
        assert.equal(one.conflicts, other.conflicts);
        assert.equal(accept(one.text, 'mine'), accept(other.text, 'theirs'));
      }),
    );
  });

  it('drops no line that the learner added', () => {
    fc.assert(
      fc.property(text, text, fc.nat(12), (base, theirs, at) => {
        const lines = base.split('\n');
        const mine = [...lines.slice(0, at), 'written by me', ...lines.slice(at)].join('\n');
        assert.ok(
          accept(join(base, mine, theirs).text, 'mine')
            .split('\n')
            .includes('written by me'),
        );
      }),
    );
  });

  it('without a base keeps everything that either side has', () => {
    fc.assert(
      fc.property(text, text, (mine, theirs) => {
        const { text: merged } = join(commonText(mine, theirs), mine, theirs);
        const lines = merged.split('\n');
        for (const line of [...mine.split('\n'), ...theirs.split('\n')]) {
          if (line !== '') assert.ok(lines.includes(line), line);
        }
      }),
    );
  });
});
