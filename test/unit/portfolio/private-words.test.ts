import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { type Person, privateWordKey, privateWordsIn } from '../../../src/core/portfolio/private-words';

const person: Person = {
  homeFolders: ['/srv/daten/Zoë Okafor', 'D:\\work\\Zoë Okafor'],
  userNames: ['zokafor', 'max'],
  said: 'Zoë Okafor zoe@okafor.dev https://okafor.dev',
  ordinary: ['# data by R. Fisher, fisher@stats.org', 'best = max(values)'],
};

// Put together here, so that no scanner takes this file for a leak.
const letters = 'Ab3dEf6hIj9lMn2pQr5tUv8xYz1Bc4Ef7Hi0K';
const planted: Readonly<Record<string, string>> = {
  'home folder': '/srv/daten/Zoë Okafor/thesis',
  'home folder on Windows, escaped': 'D:\\\\work\\\\Zoë Okafor\\\\thesis',
  'home folder as JSON escapes': '/srv/daten/Zo\\u00eb Okafor/thesis',
  'home folder in an address': 'file:///srv/daten/Zoë%20Okafor/thesis',
  'folder on Linux': '/home/ada/thesis',
  'folder on macOS': '/Users/ada/thesis',
  'folder on Windows': 'C:\\Users\\ada\\thesis',
  'folder on Windows, escaped': 'C:\\\\Users\\\\ada\\\\thesis',
  'folder on Windows, other slashes': 'C:/Users/ada/thesis',
  'user name': 'run by zokafor',
  'user name that is a word of code': 'see https://git.example/max/thesis or max@gpu',
  'e-mail address': 'ada.lovelace@uni-turin.it',
  'GitHub token': `ghp_${letters.slice(0, 36)}`,
  'AWS key': ['AKIA', 'ABCDEFGHIJKLMNOP'].join(''),
  'Hugging Face token': `hf_${letters.slice(0, 34).replaceAll(/[^A-Za-z]/g, 'a')}`,
  'API key': `sk-proj-${letters}`,
  'private key': ['-----BEGIN', 'RSA', 'PRIVATE', 'KEY-----'].join(' '),
  'password in an address': ['postgres://ada:', 'correcthorse', '@db.internal/x'].join(''),
  'password in a text': `api_key = "${letters.slice(0, 20)}"`,
};

const notebook = (text: string) =>
  JSON.stringify({ cells: [{ source: ['x = 1\n', `print(1)  # ${text}\n`] }] }, undefined, 1);

describe('private words in an export', () => {
  for (const [name, text] of Object.entries(planted)) {
    it(`names a ${name}, in a source, in a notebook, and wherever it stands`, () => {
      const [found] = privateWordsIn([{ path: 'p/a.py', content: `one\n# ${text}\n` }], person);
      assert.ok(found, text);
      assert.equal(found.path, 'p/a.py');
      assert.equal(found.line, 2);
      assert.ok(privateWordsIn([{ path: 'p/a.ipynb', content: notebook(text) }], person).length > 0, 'in a notebook');
      fc.assert(
        fc.property(fc.lorem({ mode: 'sentences', maxCount: 3 }), fc.lorem(), fc.nat(2), (before, after, breaks) => {
          const content = `${before}${'\n'.repeat(breaks)} ${text} ${after}`;
          assert.ok(privateWordsIn([{ path: 'p/a.md', content }], person).length > 0);
        }),
        { numRuns: 30 },
      );
    });
  }

  it('finds any home folder and user name, whatever signs they have, between other words', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 4, maxLength: 12 })
      .filter((text) => /^[^\\/\s\p{C}][^\\/\p{C}\s]*$/u.test(text));
    fc.assert(
      fc.property(name, name, fc.constantFrom('/', '\\', '\\\\'), (one, other, separator) => {
        const someone: Person = { homeFolders: [`/${one}/${other}`], userNames: [], said: '', ordinary: [] };
        const content = `x = "${[one, other, 'x'].join(separator)}"`;
        const found = privateWordsIn([{ path: 'p/a.md', content }], someone);
        assert.ok(found.some(({ what }) => what === 'your home folder'));
      }),
    );
  });

  it('names a folder inside of a picture, and a user name in the name of a file', () => {
    const content = Buffer.concat([
      Buffer.from([0x89, 0x50, 0, 1]),
      Buffer.from('Software\0/home/ada/x.py'),
      Buffer.from([0]),
    ]);
    assert.equal(privateWordsIn([{ path: 'p/plot.png', content }], person)[0]?.what, 'a folder of a person');
    assert.equal(privateWordsIn([{ path: 'p/notes-zokafor.md', content: '' }], person)[0]?.what, 'your user name');
  });

  it('leaves plain work alone: what the story says, what authors wrote, matrix products, words of code', () => {
    const content = [
      'By Zoë Okafor <zoe@okafor.dev>, data by fisher@stats.org',
      'logits = xs@weights.T + w@x.mean() + best(max(values))',
      'api_key = os.environ["API_KEY"]; password = "********"; token = ""',
      'see https://example.com/home/page and ~/home/notes; mail me at ada@example.com',
      'sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"',
      'git@github.com:someone/thing.git',
    ].join('\n');
    assert.deepEqual(privateWordsIn([{ path: 'p/a.py', content }], person), []);
  });

  it('takes a user name that the checks use as a word for one only where it stands as a name', () => {
    const root: Person = { homeFolders: [], userNames: ['root'], said: '', ordinary: [] };
    const checks = { path: 'p/checks/test_a.py', content: 'def root_of(root): ...' };
    assert.deepEqual(privateWordsIn([checks, { path: 'p/src/a.py', content: 'root = Path(root / "x")' }], root), []);
    assert.equal(privateWordsIn([checks, { path: 'p/src/a.py', content: '# ssh root@gpu' }], root).length, 1);
    assert.equal(privateWordsIn([{ path: 'p/src/a.py', content: '# by root' }], root).length, 1);
  });

  it('shows where it is and never the whole secret; an agreement is for that finding only', () => {
    const secret = planted['GitHub token'] ?? '';
    const [found] = privateWordsIn([{ path: 'p/a.py', content: secret }], person);
    assert.ok(found && !JSON.stringify(found).includes(secret));
    const [other] = privateWordsIn([{ path: 'p/b.py', content: secret }], person);
    assert.ok(other && privateWordKey(other) !== privateWordKey(found));
  });
});
