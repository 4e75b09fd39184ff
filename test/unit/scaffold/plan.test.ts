import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProjectFile } from '../../../src/core/curriculum/model';
import { type Existing, planScaffold } from '../../../src/core/scaffold/plan';
import { isOlderProject, projectMarkOf, readProjectMark } from '../../../src/core/scaffold/project-mark';
import { step } from '../progress/samples';

const file = (path: string): ProjectFile => ({ path, stored: path, owner: 'learner', sha256: 'a'.repeat(64) });
const name = fc.constantFrom('a', 'A', 'b', 'c', 'ä', 'a\u0308');
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));

describe('the plan of a scaffold', () => {
  it('calls a file new only where nothing lies at its path or on the way, in any case or spelling', () => {
    fc.assert(
      fc.property(path, fc.uniqueArray(path, { maxLength: 5 }), (wanted, present) => {
        const existing = new Map<string, Existing>(
          present.map((each) => [each, { kind: 'file', sha256: 'b'.repeat(64) }]),
        );
        const plan = planScaffold([file(wanted)], existing);
        assert.ok(plan.ok);
        const key = (text: string): string => text.normalize('NFC').toLowerCase();
        const isInTheWay = present.some((each) => key(each) === key(wanted) || key(wanted).startsWith(`${key(each)}/`));
        assert.equal(plan.value[0]?.state, isInTheWay ? 'differs' : 'new');
      }),
    );
  });

  it('refuses a path that leaves the project, and two paths that are one where case does not count', () => {
    for (const files of [[file('../x')], [file('/x')], [file('C:x')], [file('con')], [file('a'), file('A')]]) {
      const plan = planScaffold(files, new Map());
      assert.equal(plan.ok ? '' : plan.reason.kind, 'bad-path', files[0]?.path);
    }
  });
});

describe('the mark of a project', () => {
  const good = { format: 1, step: 'sample/adding', contentVersion: '0'.repeat(64), author: { 'a.py': 'f'.repeat(64) } };

  it('is read back, with a byte-order mark too', () => {
    const mark = readProjectMark(`\uFEFF${JSON.stringify(good)}`);
    assert.deepEqual(mark, { ok: true, value: good });
  });

  it('is of an older project when the files of the step are others now, not when only its guide is', () => {
    const hash = (letter: string) => letter.repeat(64);
    const files = (own: string, author: string): ProjectFile[] => [
      { path: 'src/a.py', stored: 'src/a.py', owner: 'learner', sha256: hash(own) },
      { path: 'checks/a.py', stored: 'checks/a.py', owner: 'author', sha256: hash(author) },
    ];
    const version = (contentVersion: string, projectFiles: readonly ProjectFile[]) =>
      step('sample', 'adding', { contentVersion, projectFiles });
    const mark = projectMarkOf(version('v1', files('a', 'b')));
    assert.equal(isOlderProject(version('v1', files('a', 'b')), mark), false);
    assert.equal(isOlderProject(version('v2', files('a', 'b')), mark), false);
    assert.equal(isOlderProject(version('v2', files('c', 'b')), mark), true);
    assert.equal(isOlderProject(version('v2', files('a', 'c')), mark), true);
    const { starter: _, ...early } = mark;
    assert.equal(isOlderProject(version('v2', files('a', 'b')), early), true);
  });

  const bad: readonly (readonly [string, string])[] = [
    ['garbage', '{'],
    ['no object', '[]'],
    ['a step that is a path', JSON.stringify({ ...good, step: '../../x' })],
    ['a newer form', JSON.stringify({ ...good, format: 2 })],
    ['no content version', JSON.stringify({ ...good, contentVersion: 1 })],
    ['hashes that are none', JSON.stringify({ ...good, author: { 'a.py': 'x' } })],
    ['hashes of its starter that are none', JSON.stringify({ ...good, starter: { 'a.py': 'x' } })],
    ['too much text', JSON.stringify({ ...good, more: 'x'.repeat(300_000) })],
  ];
  for (const [what, text] of bad) {
    it(`is refused with ${what}`, () => {
      assert.equal(readProjectMark(text).ok, false);
    });
  }
});
