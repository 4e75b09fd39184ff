import assert from 'node:assert/strict';
import { lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChangeRequest, FileChange } from '../../../src/core/scaffold/project-change';
import { readSnapshot } from '../../../src/core/scaffold/snapshot';
import { type Disk, nodeDisk } from '../../../src/platform/node/disk';
import { NodeProjectChanges } from '../../../src/platform/node/project-changes';
import { recoverStaging, stagingFolder } from '../../../src/platform/node/scaffold-journal';

const bytes = (text: string) => new TextEncoder().encode(text);
const clock = { now: () => new Date().toISOString() };
const mark = JSON.stringify({ format: 1, step: 'sample/adding', contentVersion: '0'.repeat(64), author: {} });

/** After so many operations nothing more reaches the disk; a write may stop in its middle. */
function failingDisk(operations: number, error: Error, isTorn = false): Disk {
  let left = operations;
  const spend = () => {
    left -= 1;
    return left >= 0;
  };
  return {
    write: async (path, content) => {
      if (spend()) return nodeDisk.write(path, content);
      if (left === -1 && isTorn) await nodeDisk.write(path, content.slice(0, content.length / 2));
      throw error;
    },
    move: async (from, to) => (spend() ? nodeDisk.move(from, to) : Promise.reject(error)),
    remove: async (path) => (spend() ? nodeDisk.remove(path) : Promise.reject(error)),
  };
}

describe('changing files that a learner may have written in', function () {
  this.timeout(60_000);
  let home: string;
  let project: string;

  const before: Readonly<Record<string, string | undefined>> = {
    'src/eins zwei/ä.py': 'mine = 1\r\n',
    'src/b.py': 'mine = 2\n',
    'src/new.py': undefined,
    'old.txt': 'mine = 3\n',
  };
  const after: Readonly<Record<string, string | undefined>> = {
    'src/eins zwei/ä.py': 'raise NotImplementedError("a")\n',
    'src/b.py': 'raise NotImplementedError("b")\n',
    'src/new.py': 'new = 1\n',
    'old.txt': undefined,
  };
  const put = async (path: string, text: string) => {
    await mkdir(join(project, path, '..'), { recursive: true });
    await writeFile(join(project, path), text);
  };
  const textOf = (path: string) => readFile(join(project, path), 'utf8').catch(() => undefined);
  const texts = async () =>
    Object.fromEntries(await Promise.all(Object.keys(before).map(async (path) => [path, await textOf(path)] as const)));
  const changes = (): FileChange[] =>
    Object.entries(before).map(([path, saved]) => ({
      path,
      saved: saved === undefined ? undefined : bytes(saved),
      wanted: after[path] === undefined ? undefined : bytes(after[path]),
      ...(path === 'src/b.py' ? { unsaved: 'not saved yet\n' } : {}),
    }));
  const request = (): ChangeRequest => ({
    home,
    project,
    step: 'sample/adding',
    reason: 'reset',
    files: changes(),
    event: (snapshot) => ({ kind: 'step-reset', step: 'sample/adding', files: Object.keys(before), snapshot }),
  });
  /** As the host does it. */
  const change = async (disk: Disk): Promise<void> => {
    const begun = await new NodeProjectChanges(clock, disk).begin(request());
    if (!begun.ok) throw new Error(begun.reason.kind);
    for (const path of Object.keys(before)) {
      const placed = await begun.value.place(path);
      if (!placed.ok) throw new Error(placed.reason.kind);
    }
    await begun.value.end();
  };
  const setUp = async () => {
    home = await mkdtemp(join(tmpdir(), 'bridgecraft change ü '));
    project = join(home, 'sample', 'adding');
    await put('.bridgecraft-step.json', mark);
    for (const [path, text] of Object.entries(before)) if (text !== undefined) await put(path, text);
  };
  const staged = () => readdir(stagingFolder(home)).catch(() => []);
  /** The process that left them is gone. */
  const orphan = async () => {
    for (const name of await staged()) {
      await rename(join(stagingFolder(home), name), join(stagingFolder(home), name.replace(/^\d+/, '999999999')));
    }
  };
  const kept = async () => {
    const store = new NodeProjectChanges(clock);
    const [snapshot] = await store.snapshots(home);
    if (!snapshot) return undefined;
    const entries = snapshot.files.map(async (file) => {
      const read = (which: 'saved' | 'unsaved') => store.read(home, snapshot.name, file, which);
      const [saved, unsaved] = await Promise.all([read('saved'), read('unsaved')]);
      const text = (content: Uint8Array | undefined) => content && new TextDecoder().decode(content);
      return [file.path, { saved: text(saved), unsaved: text(unsaved) }] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  };

  beforeEach(setUp);
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('keeps what was there, text that is not saved included, and leaves nothing else behind', async () => {
    await change(nodeDisk);
    assert.deepEqual(await texts(), after);
    const snapshot = await kept();
    for (const [path, saved] of Object.entries(before)) {
      assert.deepEqual(snapshot?.[path], { saved, unsaved: path === 'src/b.py' ? 'not saved yet\n' : undefined });
    }
    assert.deepEqual(await staged(), []);
    assert.deepEqual((await readdir(join(project, 'src'))).sort(), ['b.py', 'eins zwei', 'new.py']);
  });

  it('keeps the permissions of a file', async function () {
    if (process.platform === 'win32') this.skip();
    const { chmod } = await import('node:fs/promises');
    await chmod(join(project, 'src/b.py'), 0o755);
    await change(nodeDisk);
    assert.equal((await lstat(join(project, 'src/b.py'))).mode & 0o777, 0o755);
  });

  it('loses power in the middle of a reset, at every write: all or nothing is changed, and nothing is lost', async () => {
    const cut = new Error('the power is gone');
    let sawNothing = 0;
    let sawAll = 0;
    for (let operations = 0; ; operations += 1) {
      await rm(home, { recursive: true, force: true });
      await setUp();
      const isWhole = await change(failingDisk(operations, cut, operations % 2 === 0)).then(
        () => true,
        () => false,
      );
      if (isWhole) break;
      // What `begin` and `rollBack` would clean up stays too when a process just ends.
      await orphan();
      const [recovery] = await recoverStaging(home);
      const now = await texts();
      const all = JSON.stringify(now) === JSON.stringify(after);
      assert.ok(all || JSON.stringify(now) === JSON.stringify(before), `${operations}: ${JSON.stringify(now)}`);
      if (all) {
        sawAll += 1;
        assert.equal((await kept())?.['src/b.py']?.unsaved, 'not saved yet\n');
        assert.equal(recovery?.change?.event?.kind, 'step-reset');
      } else sawNothing += 1;
      assert.deepEqual(await staged(), []);
    }
    assert.ok(sawNothing > 3 && sawAll > 3, `${sawNothing} unchanged, ${sawAll} finished`);
  });

  it('finishes what an editor had saved in part, and leaves what the learner has written since', async () => {
    const begun = await new NodeProjectChanges(clock).begin(request());
    assert.ok(begun.ok);
    await put('src/eins zwei/ä.py', 'raise Not');
    await put('src/b.py', 'written since\n');
    await orphan();
    const [recovery] = await recoverStaging(home);
    assert.deepEqual(recovery?.change?.left, ['src/b.py']);
    assert.deepEqual(await texts(), { ...after, 'src/b.py': 'written since\n' });
  });

  it('loses power, and the learner renames the folder before the next start: the reset is finished there', async () => {
    const begun = await new NodeProjectChanges(clock).begin(request());
    assert.ok(begun.ok);
    await begun.value.place('src/b.py');
    await rename(project, join(home, 'meine Übung'));
    project = join(home, 'meine Übung');
    await orphan();
    await recoverStaging(home);
    assert.deepEqual(await texts(), after);
    await rm(project, { recursive: true });
  });

  it('loses power, and the learner deletes the project: the snapshot still holds their work', async () => {
    const begun = await new NodeProjectChanges(clock).begin(request());
    assert.ok(begun.ok);
    await rm(project, { recursive: true });
    await orphan();
    const [recovery] = await recoverStaging(home);
    assert.equal(recovery?.change?.target, undefined);
    assert.equal((await kept())?.['src/b.py']?.saved, 'mine = 2\n');
    await assert.rejects(readdir(project));
  });

  it('fills the disk: nothing is changed and that is the reason given', async () => {
    const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    let refused = 0;
    for (let operations = 0; ; operations += 1) {
      await rm(home, { recursive: true, force: true });
      await setUp();
      const begun = await new NodeProjectChanges(clock, failingDisk(operations, full, true)).begin(request());
      if (begun.ok) break;
      assert.equal(begun.reason.kind, 'disk-full');
      assert.deepEqual(await texts(), before);
      assert.deepEqual(await staged(), []);
      refused += 1;
    }
    assert.ok(refused > 5);
  });

  it('puts everything back when a later file cannot be written', async () => {
    const begun = await new NodeProjectChanges(clock).begin(request());
    assert.ok(begun.ok);
    for (const path of ['src/eins zwei/ä.py', 'src/new.py', 'old.txt']) await begun.value.place(path);
    await begun.value.rollBack();
    assert.deepEqual(await texts(), before);
    assert.deepEqual(await staged(), []);
  });

  it('writes through no link', async function () {
    if (process.platform === 'win32') this.skip();
    const outside = join(home, 'outside.py');
    await writeFile(outside, 'precious\n');
    await rm(join(project, 'src/b.py'));
    await symlink(outside, join(project, 'src/b.py'));
    const begun = await new NodeProjectChanges(clock).begin(request());
    assert.equal(begun.ok, false);
    assert.equal(await readFile(outside, 'utf8'), 'precious\n');
  });

  it('reads no snapshot that leaves its folder', async () => {
    const files = [{ path: '../../../../outside.txt', isSaved: true }];
    const value = { format: 1, time: clock.now(), reason: 'reset', step: 'sample/adding', files };
    assert.equal(readSnapshot('x', JSON.stringify(value)), undefined);
    const folder = join(home, '.bridgecraft', 'snapshots', 'forged');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'snapshot.json'), JSON.stringify(value));
    assert.deepEqual(await new NodeProjectChanges(clock).snapshots(home), []);
  });
});
