import assert from 'node:assert/strict';
import { placesIn } from '../../../src/core/curriculum/task-places';

const task = (id: string, region?: string, file = 'src/net.py') => ({
  id,
  title: id,
  file,
  minutes: 10,
  difficulty: 1,
  ...(region === undefined ? {} : { region }),
});
const step = { tasks: [task('relu', 'relu'), task('fit', 'fit'), task('notes', undefined, 'notes.md')] };
const starter = [
  'def relu(x):',
  '    # region relu',
  '    raise NotImplementedError("relu")',
  '    # endregion relu',
  '',
  '',
  'def fit(model):',
  '    # region fit',
  '    raise NotImplementedError("fit")',
  '    # endregion fit',
  '',
].join('\n');
const places = (text: string, file = 'src/net.py') =>
  placesIn(step, file, text).map(({ task: { id }, kind, head, start, end }) => [id, kind, head, start, end]);
const untouched = [
  ['relu', 'region', 1, 2, 3],
  ['fit', 'region', 7, 8, 9],
];

describe('The places of tasks in a file', () => {
  it('are their regions', () => {
    assert.deepEqual(places(starter), untouched);
  });

  it('are the whole file for a task without a region', () => {
    assert.deepEqual(places('# Notes\n', 'notes.md'), [['notes', 'file', 0, 0, 0]]);
  });

  it('are the definitions when the markers were deleted', () => {
    const text = starter.replaceAll(/.*region.*\n/g, '');
    assert.deepEqual(places(text), [
      ['relu', 'region', 0, 0, 1],
      ['fit', 'region', 4, 4, 5],
    ]);
  });

  it('are the definitions when one marker of a pair was deleted', () => {
    assert.deepEqual(places(starter.replace('    # endregion relu\n', ''))[0], ['relu', 'region', 0, 0, 2]);
    assert.deepEqual(places(starter.replace('    # region relu\n', ''))[0], ['relu', 'region', 0, 0, 1]);
  });

  it('are the definitions when a marker was doubled', () => {
    const text = starter.replace('    # region relu\n', '    # region relu\n    # region relu\n');
    assert.deepEqual(places(text)[0]?.slice(0, 3), ['relu', 'region', 0]);
  });

  it('are the whole file, as lost, when markers and definition are gone', () => {
    const text = starter.slice(starter.indexOf('def fit'));
    assert.deepEqual(places(text), [
      ['relu', 'lost', 0, 0, 0],
      ['fit', 'region', 1, 2, 3],
    ]);
  });

  it('are the whole file, as lost, when a whole region was copied within its file', () => {
    const copied = starter + starter.slice(0, starter.indexOf('def fit'));
    assert.deepEqual(places(copied)[0], ['relu', 'lost', 0, 0, 0]);
  });

  it('are in the file that a region was moved to with its markers', () => {
    const moved = `import x\n\n${starter.slice(0, starter.indexOf('def fit'))}`;
    assert.deepEqual(places(moved, 'src/layers.py'), [['relu', 'elsewhere', 3, 4, 5]]);
    assert.deepEqual(places('def relu(x):\n    return x\n', 'src/layers.py'), [], 'a name alone is no proof');
  });

  it('stay with CRLF, and with a byte-order mark', () => {
    assert.deepEqual(places(starter.replaceAll('\n', '\r\n')), untouched);
    assert.deepEqual(places(`\uFEFF${starter}`), untouched);
  });

  it('stay with markers as formatters and people write them', () => {
    for (const [from, to] of [
      ['# region', '#region'],
      ['    # region', '# region'],
      ['    # endregion', '\t# endregion'],
      [' relu\n', ' relu   \n'],
      ['# region', '#  region '],
    ] as const) {
      assert.deepEqual(places(starter.replaceAll(from, to)), untouched, `${from} → ${to}`);
    }
  });

  it('follow what a formatter puts around the markers', () => {
    const formatted = starter
      .replace('def relu(x):\n', 'def relu(\n    x,\n):\n\n')
      .replace('    # endregion fit', '\n    # endregion fit');
    assert.deepEqual(places(formatted), [
      ['relu', 'region', 4, 5, 6],
      ['fit', 'region', 10, 11, 13],
    ]);
  });
});
