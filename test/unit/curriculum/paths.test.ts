import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { matchesPattern, pathProblem, scaffoldedPath, storedPath } from '../../../src/core/curriculum/paths';

const segment = fc.constantFrom(
  'a',
  'b.py',
  '..',
  '.',
  '',
  'con',
  'NUL.txt',
  'C:',
  'x ',
  'y.',
  '~',
  'ü',
  '_gitignore',
  '\\',
  'a\\..',
);
const anyPath = fc.oneof(
  fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/')),
  fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('\\')),
  fc.string(),
);

describe('paths in content', function () {
  // Generous: these run beside trainings on a busy machine.
  this.timeout(30_000);
  it('that are accepted stay inside the project on POSIX and on Windows', () => {
    fc.assert(
      fc.property(anyPath, (path) => {
        if (pathProblem(path) !== undefined) {
          return;
        }
        assert.ok(posix.resolve('/home/project', path).startsWith('/home/project/'), path);
        assert.ok(win32.resolve('C:\\home\\project', path).startsWith('C:\\home\\project\\'), path);
        assert.equal(posix.normalize(path), path);
      }),
      { numRuns: 2000 },
    );
  });

  it('are refused by name', () => {
    const bad = [
      '..',
      'a/../b',
      '/a',
      '\\a',
      'C:a',
      'c:/a',
      '//a/b',
      '\\\\a\\b',
      'a\\b',
      'aux',
      'a/COM1.py',
      'a//b',
      './a',
      'a/',
      '',
    ];
    for (const path of [...bad, 'a\u0000b', 'a?b', 'a*', 'lpt9 .txt', 'a.']) {
      const problem = pathProblem(path);
      assert.ok(problem !== undefined, path);
      assert.ok(path === '' || problem.startsWith(JSON.stringify(path)), problem);
    }
  });

  it('may have spaces, dots and letters of any language', () => {
    for (const path of ['a b/c.py', '.gitignore', 'häuser/家.md', 'console.py', 'a..b', '...a']) {
      assert.equal(pathProblem(path), undefined, path);
    }
  });

  it('keep an underscore for a dot only where a tool would act upon the name', () => {
    for (const [stored, path] of [
      ['_gitignore', '.gitignore'],
      ['_github/workflows/ci.yaml', '.github/workflows/ci.yaml'],
      ['a/_env', 'a/.env'],
    ] as const) {
      assert.equal(scaffoldedPath(stored), path);
      assert.equal(storedPath(path), stored);
    }
    for (const path of ['src/_private.py', 'src/__init__.py', '_notes.md']) {
      assert.equal(scaffoldedPath(path), path);
      assert.equal(storedPath(path), path);
    }
  });

  it('match a pattern when they are it, or lie in its folder', () => {
    assert.ok(matchesPattern('src/a/b.py', 'src/**'));
    assert.ok(matchesPattern('a.py', 'a.py'));
    assert.ok(!matchesPattern('src2/a.py', 'src/**'));
    assert.ok(!matchesPattern('src', 'src/**'));
    assert.ok(!matchesPattern('src/a.py', 'src'));
  });
});
