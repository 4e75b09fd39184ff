import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { privateWordKey } from '../../../src/core/portfolio/private-words';
import type { ExportFailure, ExportFile } from '../../../src/core/portfolio/ports';
import { readProjectFiles } from '../../../src/platform/node/portfolio-reader';
import { type PersonalRequest, planExport, writeExport } from '../../../src/platform/node/portfolio-writer';
import { sampleProject } from '../../support/portfolio';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'Mappe für '));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const nobody = { homeFolders: [], userNames: [], said: '', ordinary: [] };
const files: readonly ExportFile[] = [
  { path: 'README.md', content: '# Ada\n' },
  { path: 'reproduce.json', content: '{}\n' },
  { path: 'p/src/a.py', content: 'x = 1\n' },
  { path: 'p/evidence/plot.png', content: new Uint8Array([0x89, 0, 255]) },
];
const request = (more: Partial<PersonalRequest> = {}): PersonalRequest => ({
  target: join(folder, 'portfolio'),
  home: join(folder, 'home'),
  files,
  person: nobody,
  ...more,
});
const withText = (path: string, content: string) =>
  files.map((file) => (file.path === path ? { path, content } : file));

async function plan(asked = request()) {
  const result = await planExport(asked);
  assert.ok(result.ok, JSON.stringify(result));
  return result.value;
}
async function write(asked = request()) {
  const result = await writeExport(asked, await plan(asked));
  assert.ok(result.ok, JSON.stringify(result));
}
async function refusal(asked = request()): Promise<ExportFailure> {
  const result = await planExport(asked);
  assert.ok(!result.ok);
  return result.reason;
}
const read = (path: string) => readFile(join(folder, 'portfolio', path));

describe('writing an export', () => {
  it('makes a new folder whole, with binary figures as they are, and leaves nothing beside it', async () => {
    assert.equal((await plan()).isNew, true);
    assert.deepEqual(await readdir(folder), [], 'a plan writes nothing');
    await write();
    assert.deepEqual([...(await read('p/evidence/plot.png'))], [0x89, 0, 255]);
    assert.deepEqual(await readdir(folder), ['portfolio']);
  });

  it('tells an update before it makes it: added, changed, edited by hand, gone, foreign', async () => {
    await write();
    await writeFile(join(folder, 'portfolio', 'README.md'), '# Ada, by hand\n');
    await writeFile(join(folder, 'portfolio', 'notes.txt'), 'mine\n');
    const next = request({
      files: [
        { path: 'README.md', content: '# Ada 2\n' },
        ...files.slice(1, 3),
        { path: 'p/new.md', content: 'new\n' },
      ],
    });
    const seen = await plan(next);
    assert.deepEqual(seen.added, ['p/new.md']);
    assert.deepEqual(seen.changed, [{ path: 'README.md', before: '# Ada, by hand\n', isEdited: true }]);
    assert.deepEqual(seen.gone, ['p/evidence/plot.png']);
    assert.deepEqual(seen.foreign, ['notes.txt']);
    assert.ok((await writeExport(next, seen)).ok);
    assert.equal(String(await read('README.md')), '# Ada 2\n');
    assert.equal(String(await read('notes.txt')), 'mine\n');
    await assert.rejects(read('p/evidence/plot.png'));
    const again = await plan(next);
    assert.deepEqual([again.added, again.changed, again.gone], [[], [], []]);
  });

  it('refuses what was not in the plan that the person saw', async () => {
    await write();
    const next = request({ files: withText('README.md', '# Ada 2\n') });
    const seen = await plan(next);
    await writeFile(join(folder, 'portfolio', 'README.md'), '# Saved meanwhile\n');
    const result = await writeExport(next, seen);
    assert.deepEqual(result, { ok: false, reason: { kind: 'changed-meanwhile', files: ['README.md'] } });
    assert.equal(String(await read('README.md')), '# Saved meanwhile\n');
  });

  it('refuses a folder with foreign files, and a file of somebody else in its way', async () => {
    await mkdir(join(folder, 'portfolio'));
    await writeFile(join(folder, 'portfolio', 'thesis.tex'), 'x');
    assert.equal((await refusal()).kind, 'foreign-folder');
    await rm(join(folder, 'portfolio'), { recursive: true });
    await write();
    await writeFile(join(folder, 'portfolio', 'mine.md'), 'mine\n');
    const asked = request({ files: [...files, { path: 'mine.md', content: 'ours\n' }] });
    assert.deepEqual(await refusal(asked), { kind: 'in-the-way', files: ['mine.md'] });
  });

  it('refuses links in the target, the home folder itself, and paths that lead out', async function () {
    if (process.platform === 'win32') this.skip(); // Links need a right there that a person seldom has.
    await write();
    await mkdir(join(folder, 'elsewhere'));
    await rm(join(folder, 'portfolio', 'p'), { recursive: true });
    await symlink(join(folder, 'elsewhere'), join(folder, 'portfolio', 'p'));
    assert.deepEqual(await refusal(), { kind: 'not-plain', path: 'p' });
    await symlink(join(folder, 'elsewhere'), join(folder, 'link'));
    assert.equal((await refusal(request({ target: join(folder, 'link') }))).kind, 'not-plain');
    assert.equal((await refusal(request({ target: join(folder, 'home') }))).kind, 'bad-target');
    assert.equal((await refusal(request({ target: folder }))).kind, 'bad-target');
    assert.equal((await refusal(request({ target: join(folder, 'home', '.bridgecraft', 'x') }))).kind, 'bad-target');
    assert.equal((await plan(request({ target: join(folder, 'home', 'x') }))).isInHome, true);
    assert.equal((await refusal(request({ files: [{ path: '../x', content: '' }] }))).kind, 'bad-path');
  });

  it('writes nothing while it holds a private word that the person has not agreed to', async () => {
    const asked = request({ files: withText('p/src/a.py', 'open("/home/ada/x")\n') });
    const reason = await refusal(asked);
    assert.ok(reason.kind === 'private-words');
    assert.deepEqual(await readdir(folder), []);
    await write({ ...asked, agreed: new Set(reason.found.map(privateWordKey)) });
  });
});

describe('reading a project for an export', () => {
  const { step } = sampleProject;
  const put = async (path: string, content: string | Uint8Array = 'x\n') => {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), content);
  };

  it("takes the step's files and the evidence, and names what it leaves out", async () => {
    for (const path of ['src/engine/engine.py', 'checks/test_engine.py', 'README.md']) await put(path);
    for (const path of ['.venv/x.py', '.git/config', 'src/__pycache__/a.pyc', '.bridgecraft-step.json'])
      await put(path);
    await put('evidence/plot.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await put('evidence/broken.png', 'no picture');
    await put('evidence/large.csv', new Uint8Array(5_000_001));
    await put('diary.txt');
    const { files: found, leftOut } = await readProjectFiles(folder, step);
    assert.deepEqual([...found.keys()].sort(), [
      'README.md',
      'checks/test_engine.py',
      'evidence/plot.svg',
      'src/engine/engine.py',
    ]);
    assert.deepEqual(leftOut, [
      { path: 'diary.txt', why: 'not-of-the-step' },
      { path: 'evidence/broken.png', why: 'unreadable' },
      { path: 'evidence/large.csv', why: 'too-large' },
    ]);
  });

  it('follows no link, and says which lead out', async function () {
    if (process.platform === 'win32') this.skip(); // As above.
    await put('src/a.py');
    await symlink('/etc/hostname', join(folder, 'src', 'out.py'));
    await symlink('a.py', join(folder, 'src', 'in.py'));
    const { files: found, leftOut } = await readProjectFiles(folder, step);
    assert.deepEqual([...found.keys()], ['src/a.py']);
    assert.deepEqual(leftOut, [
      { path: 'src/in.py', why: 'link' },
      { path: 'src/out.py', why: 'link-leads-out' },
    ]);
  });
});
