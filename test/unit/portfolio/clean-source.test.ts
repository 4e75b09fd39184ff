import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { cleanSource } from '../../../src/core/portfolio/clean-source';

const files = [
  { path: 'src/a.py', mark: (text: string) => `    # ${text}` },
  { path: 'Dockerfile', mark: (text: string) => `# ${text}` },
  { path: 'queries/b.sql', mark: (text: string) => `-- ${text}` },
  { path: 'README.md', mark: (text: string) => `<!-- ${text} -->` },
];

describe("a learner's file in the portfolio", () => {
  it('has every line but the markers, in order, whatever stands around them', () => {
    const line = fc
      .string()
      .map((text) => text.replaceAll(/[\r\n\uFEFF]/g, ''))
      .filter((text) => !/region/.test(text));
    fc.assert(
      fc.property(
        fc.constantFrom(...files),
        fc.array(fc.oneof(line, fc.constantFrom({ kind: 'region' }, { kind: 'endregion' }))),
        fc.constantFrom('\n', '\r\n'),
        ({ path, mark }, parts, lineEnd) => {
          const lines = parts.map((part) => (typeof part === 'string' ? part : mark(`${part.kind} fit`)));
          const kept = parts.filter((part) => typeof part === 'string');
          assert.equal(cleanSource(path, lines.join(lineEnd)), kept.join('\n'));
        },
      ),
    );
  });

  it('keeps words that only look like markers, and files without comments', () => {
    const text = 'regions = 3  # region of interest\n# region of interest\nx = "# region fit"\n';
    assert.equal(cleanSource('src/a.py', text), text);
    assert.equal(cleanSource('data.json', '# region fit\n'), '# region fit\n');
  });
});
