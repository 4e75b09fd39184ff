import assert from 'node:assert/strict';
import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import type { EventBody } from '../../../src/core/progress/events';
import { mirrorFiles, restoreFiles } from '../../../src/platform/node/file-mirror';
import { NodeProgressLogs } from '../../../src/platform/node/progress-log';
import { allPassed, hasher, ran } from './samples';

describe('the copies of bases and snapshots', () => {
  let folder: string;
  let home: string;
  let mirror: string;
  const onFailure = (error: unknown) => assert.fail(String(error));

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bridgecraft files ü-'));
    home = join(folder, 'my work', '.bridgecraft');
    mirror = join(folder, 'mirror');
    await Promise.all([mkdir(home, { recursive: true }), mkdir(mirror)]);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** `second` is the age: a higher one is newer. */
  async function write(root: string, path: string, content: string, second = 1): Promise<void> {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await utimes(file, 1_700_000_000 + second * 10, 1_700_000_000 + second * 10);
  }
  async function filesOf(root: string): Promise<readonly string[]> {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
    return files.map((file) => file.slice(root.length + 1).replaceAll(sep, '/')).sort();
  }
  const mirrored = (snapshotBytes?: number) =>
    mirrorFiles(home, mirror, { onFailure, ...(snapshotBytes === undefined ? {} : { snapshotBytes }) });

  it('hold bases and snapshots, and nothing else of the folder', async () => {
    await write(home, 'base/v1.zip', 'base');
    await write(home, 'snapshots/2026-01-01/cv-to-nlp/captioning/src/ä b.py', 'mine');
    await write(home, 'staging/half.py', 'half');
    await write(home, 'progress.jsonl', '');
    await mirrored();
    assert.deepEqual(await filesOf(mirror), ['base/v1.zip', 'snapshots/2026-01-01/cv-to-nlp/captioning/src/ä b.py']);
  });

  it('are made of nothing when there is nothing', async () => {
    await mirrored();
    assert.deepEqual(await filesOf(mirror), []);
  });

  it('are written again only when a file has changed', async () => {
    await write(home, 'base/v1.zip', 'one');
    await write(home, 'base/v2.zip', 'two');
    await mirrored();
    const before = await lstat(join(mirror, 'base', 'v1.zip'));
    await write(home, 'base/v2.zip', 'changed', 2);
    await mirrored();
    assert.equal((await lstat(join(mirror, 'base', 'v1.zip'))).ino, before.ino);
    assert.equal(await readFile(join(mirror, 'base', 'v2.zip'), 'utf8'), 'changed');
  });

  it('are the newest snapshots that fit, each whole, and drop older ones', async () => {
    await write(home, 'snapshots/a/one.py', 'xxxx', 1);
    await write(home, 'snapshots/b/one.py', 'xxxx', 2);
    await mirrored(10);
    assert.deepEqual(await filesOf(mirror), ['snapshots/a/one.py', 'snapshots/b/one.py']);
    await write(home, 'snapshots/c/one.py', 'xxx', 3);
    await write(home, 'snapshots/c/two.py', 'xxx', 3);
    await write(home, 'snapshots/too-large/one.py', 'x'.repeat(11), 4);
    await mirrored(10);
    assert.deepEqual(await filesOf(mirror), ['snapshots/b/one.py', 'snapshots/c/one.py', 'snapshots/c/two.py']);
  });

  it('outlive what they are copies of', async () => {
    await write(home, 'base/v1.zip', 'base');
    await write(home, 'snapshots/a/one.py', 'mine');
    await mirrored();
    await rm(home, { recursive: true });
    await mirrored();
    assert.deepEqual(await filesOf(mirror), ['base/v1.zip', 'snapshots/a/one.py']);
  });

  it('follow no link, to a file or to a folder', async function () {
    await write(folder, 'secret/key.txt', 'secret');
    await write(home, 'base/v1.zip', 'base');
    try {
      await symlink(join(folder, 'secret', 'key.txt'), join(home, 'base', 'link.zip'));
    } catch {
      this.skip(); // Windows allows it to developers only.
    }
    await symlink(join(folder, 'secret'), join(home, 'base', 'folder'), 'junction');
    await symlink(join(folder, 'secret'), join(home, 'snapshots'), 'junction');
    await mirrored();
    assert.deepEqual(await filesOf(mirror), ['base/v1.zip']);
  });

  it('go on after a file that cannot be copied', async () => {
    await write(home, 'base/v1.zip', 'one');
    await write(home, 'base/v2.zip', 'two');
    await write(mirror, 'base/v1.zip/in the way', '');
    const failures: unknown[] = [];
    await mirrorFiles(home, mirror, { onFailure: (error) => failures.push(error) });
    assert.equal(failures.length, 1);
    assert.deepEqual(await filesOf(mirror), ['base/v1.zip/in the way', 'base/v2.zip']);
  });

  it('bring back what is gone, and leave what is there', async () => {
    await write(mirror, 'base/v1.zip', 'base');
    await write(mirror, 'snapshots/a/one.py', 'old');
    await write(mirror, 'snapshots/a/two.py', 'two');
    await write(home, 'snapshots/a/one.py', 'mine');
    await restoreFiles(home, mirror, { onFailure });
    assert.deepEqual(await filesOf(home), ['base/v1.zip', 'snapshots/a/one.py', 'snapshots/a/two.py']);
    assert.equal(await readFile(join(home, 'snapshots', 'a', 'one.py'), 'utf8'), 'mine');
  });

  it('are not brought back through a link', async () => {
    await write(mirror, 'base/v1.zip', 'base');
    await mkdir(join(folder, 'elsewhere'));
    await symlink(join(folder, 'elsewhere'), join(home, 'base'), 'junction');
    const failures: unknown[] = [];
    await restoreFiles(home, mirror, { onFailure: (error) => failures.push(error) });
    assert.equal(failures.length, 1);
    assert.deepEqual(await filesOf(join(folder, 'elsewhere')), []);
  });

  describe('of a home folder', () => {
    const pivot: EventBody = { kind: 'pivot-chosen', curriculum: 'cv-to-nlp' };
    const openLog = () =>
      new NodeProgressLogs({
        mirrorFolder: mirror,
        clock: { now: () => new Date().toISOString() },
        hasher,
        onMirrorFailure: onFailure,
      }).open(dirname(home));

    it('follow the log and come back with it', async () => {
      await write(home, 'base/v1.zip', 'base');
      await write(home, 'snapshots/a/one.py', 'mine');
      const log = await openLog();
      await log.append([pivot, ran(allPassed)]);
      await log.flush();
      await rm(home, { recursive: true });
      const later = await openLog();
      assert.deepEqual(await later.lost(), { kind: 'gone', count: 3 });
      assert.deepEqual(await later.restore(), { ok: true, value: undefined });
      const files = await filesOf(home);
      assert.deepEqual(
        files.filter((file) => file.includes('/')),
        ['base/v1.zip', 'snapshots/a/one.py'],
      );
      assert.ok(files.includes('progress.jsonl'));
    });

    it('hold up neither an append nor the question what was lost', async () => {
      await write(home, 'base/v1.zip', 'base');
      const log = await openLog();
      await log.append([pivot]);
      assert.equal(await log.lost(), undefined);
      assert.equal(
        (await filesOf(mirror)).some((file) => file.endsWith('v1.zip')),
        false,
      );
      await log.flush();
      assert.ok((await filesOf(mirror)).some((file) => file.endsWith('base/v1.zip')));
    });
  });
});
