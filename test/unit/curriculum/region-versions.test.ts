import assert from 'node:assert/strict';
import { withRegionFrom } from '../../../src/core/curriculum/region-versions';

const file = (body: string, rest = '') => `import numpy as np


def relu(x):
    """Docstring."""
    # region relu
${body}
    # endregion relu


def own():
    return 1
${rest}`;
const solution = file('    return np.maximum(x, 0)');

describe('one region of a file as another version has it', () => {
  it('takes only what stands between the markers, and nothing else of the file', () => {
    const own = file('    y = x * (x > 0)\n    return y', '\n# a note of mine\n');
    assert.equal(
      withRegionFrom('a.py', own, solution, 'relu'),
      file('    return np.maximum(x, 0)', '\n# a note of mine\n'),
    );
  });

  it('keeps line ends and the byte-order mark of the file', () => {
    const own = `\uFEFF${file('    return x')}`.replaceAll('\n', '\r\n');
    const expected = `\uFEFF${solution}`.replaceAll('\n', '\r\n');
    assert.equal(withRegionFrom('a.py', own, solution, 'relu'), expected);
  });

  it('finds the definition where the markers are gone, and brings them back once', () => {
    const bare = 'def own():\n    return 2\n\n\ndef relu(x):\n    return x\n\n\nx = 1\n';
    const expected =
      'def own():\n    return 2\n\n\ndef relu(x):\n    """Docstring."""\n    # region relu\n    return np.maximum(x, 0)\n    # endregion relu\n\n\nx = 1\n';
    assert.equal(withRegionFrom('a.py', bare, solution, 'relu'), expected);
    const half = bare.replace('    return x\n', '    # region relu\n    return x\n');
    assert.equal(withRegionFrom('a.py', half, solution, 'relu'), expected);
    const doubled = file('    return 3\n    # region relu\n    return x\n    # endregion relu');
    assert.equal(withRegionFrom('a.py', doubled, solution, 'relu'), solution);
  });

  it('says that it is the whole file when neither markers nor definition are there', () => {
    assert.equal(withRegionFrom('a.py', 'x = 1\n', solution, 'relu'), undefined);
    assert.equal(withRegionFrom('a.py', 'def relu(): ...\ndef relu(): ...\n', solution, 'relu'), undefined);
    assert.equal(withRegionFrom('notes.md', 'gone\n', '<!-- region a -->\nx\n<!-- endregion a -->\n', 'a'), undefined);
    assert.equal(withRegionFrom('table.json', '{}', '{}', 'a'), undefined);
  });

  it('works in other languages by their own comments', () => {
    const there = '# Report\n\n<!-- region fault -->\nThe carry.\n<!-- endregion fault -->\n';
    const own = '# Mine\n\n<!-- region fault -->\n?\n<!-- endregion fault -->\nend\n';
    assert.equal(
      withRegionFrom('report.md', own, there, 'fault'),
      '# Mine\n\n<!-- region fault -->\nThe carry.\n<!-- endregion fault -->\nend\n',
    );
  });

  it('applied twice is the same as applied once', () => {
    for (const own of [file('    return x'), 'def relu(x):\n    return x\n', 'def relu(x): return x']) {
      const once = withRegionFrom('a.py', own, solution, 'relu');
      assert.ok(once !== undefined);
      assert.equal(withRegionFrom('a.py', once, solution, 'relu'), once);
    }
  });
});
