import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { learnerPlace, parseStackDump, pathInProject, type ProjectView } from '../../../src/core/checks/frames';
import { root, step } from './facts';

const view: ProjectView = { roots: [root], ignoresCase: false, files: step };
const frame = (file: string) => ({ file, line: 1, function: 'f' });

describe('a frame', () => {
  it('is the learner’s when its file is in the project and not the author’s', () => {
    assert.deepEqual(learnerPlace(frame(`${root}/src/sums/new.py`), view), { file: 'src/sums/new.py', line: 1 });
    assert.deepEqual(learnerPlace(frame(`${root}/helper.py`), view), { file: 'helper.py', line: 1 });
    assert.equal(learnerPlace(frame(`${root}/checks/test_sums.py`), view), undefined);
    assert.equal(learnerPlace(frame(`${root}/.venv/lib/x.py`), view), undefined);
    assert.equal(learnerPlace(frame('/usr/lib/python3/random.py'), view), undefined);
    assert.equal(learnerPlace(frame(`${root} too/src/sums/a.py`), view), undefined);
  });

  it('belongs to whom the manifest says, before any pattern', () => {
    const files = {
      ...step,
      projectFiles: [{ path: 'src/sums/data.py', stored: '', owner: 'author', sha256: '' }],
    } as const;
    assert.equal(learnerPlace(frame(`${root}/src/sums/data.py`), { ...view, files }), undefined);
  });

  it('is found on Windows in any case and with either slash', () => {
    const windows: ProjectView = { ...view, roots: ['C:\\Users\\Ada\\Mein Projekt'], ignoresCase: true };
    assert.equal(pathInProject('c:\\users\\ada\\mein projekt\\src\\sums\\a.py', windows), 'src/sums/a.py');
  });
});

describe('a dumped stack', () => {
  const dump = (path: string) =>
    [
      'Timeout (0:00:06)!',
      'Thread 0x00007f1 [Thread-1] (most recent call first):',
      '  File "/usr/lib/threading.py", line 5 in wait',
      '',
      'Thread 0x00007f2 (most recent call first):',
      `  File "${path}", line 12 in loop`,
      '  File "/x/checks/test_sums.py", line 3 in test_add',
      '',
      'Extension modules: numpy.core (total: 1)',
    ].join('\n');

  it('is read thread by thread, outermost frame first', () => {
    assert.deepEqual(parseStackDump(dump('/x/src/a.py')), [
      [{ file: '/usr/lib/threading.py', line: 5, function: 'wait' }],
      [
        { file: '/x/checks/test_sums.py', line: 3, function: 'test_add' },
        { file: '/x/src/a.py', line: 12, function: 'loop' },
      ],
    ]);
  });

  it('has its escapes for letters beyond ASCII undone', () => {
    const [, thread] = parseStackDump(dump(String.raw`/B\xfccher/\u5b66\u4e60/\U0001f600.py`));
    assert.equal(thread?.[1]?.file, '/Bücher/学习/😀.py');
  });

  it('never throws, whatever the file holds', () => {
    fc.assert(fc.property(fc.string(), (text) => assert.ok(Array.isArray(parseStackDump(text)))));
    assert.deepEqual(parseStackDump(''), []);
  });
});
