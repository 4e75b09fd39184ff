import assert from 'node:assert/strict';
import { checkReport, type ReportFacts, withoutPlaces } from '../../../src/host/checks/check-report';

const facts: ReportFacts = {
  step: 'ml-to-deep-learning/backpropagation',
  contentVersion: '0123456789abcdef0123',
  check: { id: 'add-twice', title: 'A tensor used twice', test: 'checks/test_engine.py::test_twice' },
  verdict: 'failed',
  message: 'The gradient is 1; 2 was expected.',
  expected: '2.0',
  actual: '1.0',
  versions: { python: '3.11.7', numpy: '2.4.6' },
  bridgecraft: '0.1.0',
  editor: '1.106.0',
  system: 'Linux 6.1 x64',
};

describe('a report of a check', () => {
  it('says what was checked, what came out, and every version', () => {
    const report = checkReport(facts, [], '/home/ada');
    for (const part of [
      'ml-to-deep-learning/backpropagation/add-twice: failed',
      'checks/test_engine.py::test_twice',
      'The gradient is 1; 2 was expected.',
      '**Expected**',
      '**Got**',
      'Bridgecraft 0.1.0, content 0123456789ab',
      'VS Code 1.106.0, Linux 6.1 x64',
      '- python 3.11.7',
      '- numpy 2.4.6',
      'Your code is not in this report',
    ]) {
      assert.ok(report.includes(part), part);
    }
  });

  it('says what blocked the check and what is known of it', () => {
    const report = checkReport({ ...facts, reason: 'missing-package', advisory: 'Wrong on ARM.' }, [], '');
    assert.match(report, /Blocked by: missing-package/);
    assert.match(report, /\*\*Known already\*\*[\s\S]*Wrong on ARM\./);
  });

  it('leaves out what was not reported', () => {
    const { expected: _e, actual: _a, ...bare } = facts;
    assert.doesNotMatch(checkReport(bare, [], ''), /\*\*Expected\*\*|\*\*Got\*\*|Blocked by/);
  });

  it('cannot be broken out of by what the check said', () => {
    const report = checkReport({ ...facts, message: 'a\n````\n# Not a heading' }, [], '');
    assert.match(report, /`{5}text\na\n````\n# Not a heading\n`{5}/);
  });

  it('is short also when the values are long', () => {
    assert.ok(checkReport({ ...facts, actual: '1 '.repeat(100_000) }, [], '').length < 4000);
  });

  it('names no folder of the learner', () => {
    const places = [
      { path: '/home/ada/my work/ml/back', word: '<project>' },
      { path: '/home/ada/my work', word: '<home folder>' },
    ];
    const said = [
      'File "/home/ada/my work/ml/back/src/a.py", line 3',
      'in /home/ada/my work/.venv/bin/python and /home/ada/.cache/pip',
      'a disk: /media/ada/data/x.csv; ada is still a name here',
    ].join('\n');
    assert.equal(
      withoutPlaces(said, places, '/home/ada'),
      [
        'File "<project>/src/a.py", line 3',
        'in <home folder>/.venv/bin/python and ~/.cache/pip',
        'a disk: /media/…/data/x.csv; ada is still a name here',
      ].join('\n'),
    );
  });

  it('names none on Windows either, whichever way it is written', () => {
    const user = String.raw`C:\Users\Ada Lövelace`;
    for (const path of [
      String.raw`C:\Users\Ada Lövelace\x.py`,
      String.raw`'c:\\users\\ada lövelace\\x.py'`,
      'C:/Users/Ada Lövelace/x.py',
    ]) {
      assert.doesNotMatch(withoutPlaces(`at ${path}`, [], user), /ada/i, path);
    }
  });

  it('does not take a longer name for the folder', () => {
    assert.equal(withoutPlaces('/home/adam/x and /home/ada', [], '/home/ada'), '/home/adam/x and ~');
  });
});
