import assert from 'node:assert/strict';
import { allDifferences, differences, extract, extractAll, languages } from '../../../scripts/l10n';

describe('the words of the user interface', function () {
  // Generous: all sources are parsed.
  this.timeout(30_000);

  it('are literals, so that they can be translated', () => {
    const { words, problems } = extractAll();
    assert.deepEqual(problems, []);
    assert.ok(words.length > 300, `only ${words.length} were found`);
  });

  for (const language of languages) {
    it(`are all there in ${language}, none too many, with the same placeholders (npx tsx scripts/l10n.ts names them)`, () => {
      assert.deepEqual(allDifferences(language), []);
    });
  }

  it('are found in every form of call, with what is no literal named at its line', () => {
    const source =
      "t('a');\nvscode.l10n.t('b {0}', 1);\ncontext.t('c');\nt(`d`);\nt(name);\nt(x ? 'e' : 'f');\nother.t('g');\n";
    const { words, problems } = extract('x.ts', source);
    assert.deepEqual(
      words.map(({ text }) => text),
      ['a', 'b {0}', 'c', 'd'],
    );
    assert.deepEqual(problems, ['x.ts:5 the text is no literal', 'x.ts:6 the text is no literal']);
  });

  it('are named when they are missing, empty, not used any more, or have other placeholders', () => {
    const word = (text: string) => [text, { text, place: 'x.ts:1' }] as const;
    const wanted = new Map(['a', 'b', 'c {0}', 'd {0} {1}', '[e](command:x)'].map(word));
    const translated = { b: ' ', 'c {0}': 'C', 'd {0} {1}': '{1} {0}', '[e](command:x)': '[E](command:y)', old: 'alt' };
    assert.deepEqual(differences(wanted, translated), [
      'missing: "a" (x.ts:1)',
      'missing: "b" (x.ts:1)',
      'placeholders differ: "c {0}" (x.ts:1)',
      'placeholders differ: "[e](command:x)" (x.ts:1)',
      'not used: "old"',
    ]);
  });
});
