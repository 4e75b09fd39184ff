import assert from 'node:assert/strict';
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventBody } from '../../../src/core/progress/events';
import { eventLine } from '../../../src/core/progress/event-line';
import { foldLog } from '../../../src/core/progress/fold';
import type { ProgressLog } from '../../../src/core/progress/log';
import { NodeProgressLogs } from '../../../src/platform/node/progress-log';
import { allPassed, event, hasher, ran } from './samples';

const pivot: EventBody = { kind: 'pivot-chosen', curriculum: 'cv-to-nlp' };

describe('the durable log of a home folder', () => {
  let folder: string;
  let home: string;
  let synchronized: number;
  let logs: NodeProgressLogs;

  const path = () => join(home, '.bridgecraft', 'progress.jsonl');
  const text = () => readFile(path(), 'utf8');
  const kinds = (log: ProgressLog) => foldLog(log.snapshot.events).events.map(({ kind }) => kind);
  const append = async (log: ProgressLog, ...bodies: readonly EventBody[]) => {
    const result = await log.append(bodies);
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  };
  const openAnother = () => new NodeProgressLogs({ ...options(), mirrorFolder: join(folder, 'other') }).open(home);
  const options = () => ({
    mirrorFolder: join(folder, 'mirror'),
    clock: { now: () => new Date().toISOString() },
    hasher,
    synchronize: () => {
      synchronized += 1;
      return Promise.resolve();
    },
    onMirrorFailure: (error: unknown) => assert.fail(String(error)),
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bridgecraft log ü-'));
    home = join(folder, 'my work');
    await mkdir(home);
    synchronized = 0;
    logs = new NodeProgressLogs(options());
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes nothing when it is opened', async () => {
    const log = await logs.open(home);
    assert.deepEqual([log.snapshot.events, await log.lost(), await readdir(home)], [[], undefined, []]);
  });

  it('begins with an id, a .gitattributes and a .gitignore', async () => {
    const log = await logs.open(home);
    await append(log, pivot);
    assert.deepEqual(kinds(log), ['log-started', 'pivot-chosen']);
    assert.equal(await readFile(join(home, '.bridgecraft', '.gitattributes'), 'utf8'), 'progress.jsonl merge=union\n');
    assert.equal(
      await readFile(join(home, '.bridgecraft', '.gitignore'), 'utf8'),
      'snapshots/\nbase/\nstaging/\nproposed/\n',
    );
  });

  it('asks the disk once for an append, and for the folders of a new file', async () => {
    const log = await logs.open(home);
    await append(log, pivot);
    assert.equal(synchronized, process.platform === 'win32' ? 1 : 3);
    synchronized = 0;
    await append(log, ran(allPassed));
    assert.equal(synchronized, 1);
  });

  it('shows an event only when it is on the disk', async () => {
    let release: () => void = () => assert.fail('not asked yet');
    const synchronize = () => new Promise<void>((resolve) => (release = resolve));
    await append(await logs.open(home), pivot);
    const log = await new NodeProgressLogs({ ...options(), synchronize }).open(home);
    const appended = append(log, ran(allPassed));
    await Promise.resolve();
    assert.deepEqual(kinds(log), ['log-started', 'pivot-chosen']);
    release();
    await appended;
    assert.deepEqual(kinds(log), ['log-started', 'pivot-chosen', 'checks-ran']);
  });

  it('reads what another window appended, before its own append and when told', async () => {
    const [a, b] = [await logs.open(home), await openAnother()];
    await append(a, pivot);
    await append(b, ran({ shape: 'failed' }));
    assert.deepEqual(kinds(b), ['log-started', 'pivot-chosen', 'checks-ran']);
    assert.deepEqual([await a.refresh(), await a.refresh()], ['grown', 'unchanged']);
    assert.deepEqual(a.snapshot, b.snapshot);
    assert.deepEqual(
      b.snapshot.events.map(({ seq }) => seq),
      [1, 2, 3],
    );
  });

  it('loses nothing when two windows append at the same time', async () => {
    const [a, b] = [await logs.open(home), await openAnother()];
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => append(index % 2 ? a : b, ran(allPassed, String(index)))),
    );
    await Promise.all([a.refresh(), b.refresh()]);
    const files = (log: ProgressLog) =>
      new Set(log.snapshot.events.flatMap((each) => (each.kind === 'checks-ran' ? [each.run] : []))).size;
    assert.deepEqual([files(a), files(b)], [40, 40]);
  });

  it('begins a new line after a torn tail, and keeps the tail aside', async () => {
    await append(await logs.open(home), pivot);
    await appendFile(path(), '{"id":"torn by a cra');
    const log = await logs.open(home);
    assert.deepEqual(log.snapshot.unreadable, ['{"id":"torn by a cra']);
    await append(log, ran(allPassed));
    assert.deepEqual(kinds(await openAnother()), ['log-started', 'pivot-chosen', 'checks-ran']);
    assert.ok((await text()).includes('{"id":"torn by a cra\n'));
    assert.deepEqual(await log.setAside(), { ok: true, value: 1 });
    assert.deepEqual(await log.setAside(), { ok: true, value: 0 });
    const aside = await readFile(join(home, '.bridgecraft', 'progress.unreadable.txt'), 'utf8');
    assert.equal(aside, '{"id":"torn by a cra\n');
  });

  it('takes a whole event at the end as one although its line end is missing', async () => {
    const log = await logs.open(home);
    await append(log, pivot);
    await truncate(path(), (await text()).length - 1);
    const other = await openAnother();
    await append(other, ran(allPassed));
    assert.deepEqual([kinds(other), other.snapshot.unreadable], [['log-started', 'pivot-chosen', 'checks-ran'], []]);
  });

  it('folds a replaced file anew, also when it has the same length', async () => {
    const log = await logs.open(home);
    await append(log, pivot);
    const swapped = (await text()).replace('cv-to-nlp', 'nlp-to-cv');
    await writeFile(path(), swapped);
    assert.equal(await log.refresh(), 'lost');
    assert.equal(log.snapshot.unreadable.length, 1);
  });

  it('keeps an event of a newer schema in the log and in the mirror, and skips it', async () => {
    const log = await logs.open(home);
    await append(log, pivot);
    const newer = JSON.stringify({ ...event(9, pivot), id: hasher.sha256('newer'), schema: 2 });
    await appendFile(path(), `${newer}\n`);
    await log.refresh();
    assert.deepEqual([log.snapshot.newer, log.snapshot.events.length, log.snapshot.unreadable], [1, 2, []]);
    assert.equal(await log.lost(), undefined);
    await log.flush();
    await truncate(path(), 0);
    assert.deepEqual(await log.lost(), { kind: 'gone', count: 3 });
    await log.restore();
    assert.ok((await text()).includes(newer));
  });

  it('offers what was lost from its mirror when the folder is gone, and restores it', async () => {
    const log = await logs.open(home);
    await append(log, pivot, ran(allPassed));
    await log.flush();
    assert.equal(await logs.isRemembered(home), false);
    await rm(join(home, '.bridgecraft'), { recursive: true });
    assert.equal(await logs.isRemembered(home), true);
    assert.equal(await logs.isRemembered(folder), false);
    const later = await logs.open(home);
    assert.deepEqual(await later.lost(), { kind: 'gone', count: 3 });
    assert.deepEqual(await later.restore(), { ok: true, value: undefined });
    assert.deepEqual(kinds(later), ['log-started', 'pivot-chosen', 'checks-ran']);
    assert.equal(await later.lost(), undefined);
    assert.ok((await readdir(join(home, '.bridgecraft'))).includes('.gitattributes'));
  });

  it('offers what was lost when the log is shorter than its mirror', async () => {
    const log = await logs.open(home);
    await append(log, pivot, ran(allPassed));
    await log.flush();
    const [first = ''] = (await text()).split('\n');
    await writeFile(path(), `${first}\n`);
    assert.equal(await log.refresh(), 'lost');
    assert.deepEqual(await log.lost(), { kind: 'shorter', count: 2 });
    await log.restore();
    assert.deepEqual(kinds(log), ['log-started', 'pivot-chosen', 'checks-ran']);
  });

  it('keeps the mirror of a log that vanished while the window was open', async () => {
    const log = await logs.open(home);
    await append(log, pivot);
    await log.flush();
    await rm(join(home, '.bridgecraft'), { recursive: true });
    await append(log, ran(allPassed));
    assert.equal(await log.refresh(), 'lost');
    assert.deepEqual(await log.lost(), { kind: 'shorter', count: 2 });
    await log.restore();
    assert.deepEqual(new Set(kinds(log)), new Set(['log-started', 'pivot-chosen', 'checks-ran']));
  });

  it('starts fresh without deleting the mirror', async () => {
    const log = await logs.open(home);
    await append(log, pivot);
    await log.flush();
    await rm(join(home, '.bridgecraft'), { recursive: true });
    const later = await logs.open(home);
    await later.startFresh();
    assert.equal(await later.lost(), undefined);
    assert.equal(await logs.isRemembered(home), false);
    const mirrors = await readdir(join(folder, 'mirror'), { recursive: true });
    assert.equal(mirrors.filter((name) => /progress-.*\.jsonl$/.test(name)).length, 1);
    await append(later, ran(allPassed));
    assert.deepEqual(kinds(later), ['log-started', 'checks-ran']);
  });

  it('takes a log that lies in another place for the same log', async () => {
    const log = await logs.open(home);
    await append(log, pivot);
    await log.flush();
    const moved = join(folder, 'moved');
    await mkdir(join(moved, '.bridgecraft'), { recursive: true });
    await writeFile(join(moved, '.bridgecraft', 'progress.jsonl'), '');
    await writeFile(
      join(moved, '.bridgecraft', 'progress.jsonl'),
      (await text()).split('\n').slice(0, 1).join('') + '\n',
    );
    assert.deepEqual(await (await logs.open(moved)).lost(), { kind: 'shorter', count: 1 });
  });

  it('says that a folder is read-only', async function () {
    const isRoot = process.getuid?.() === 0;
    if (process.platform === 'win32' || (isRoot && process.platform !== 'linux')) this.skip();
    await chmod(home, 0o555);
    // Permissions do not stop root; nobody makes folders in /sys.
    const log = await logs.open(isRoot ? '/sys' : home);
    const result = await log.append([pivot]);
    await chmod(home, 0o755);
    assert.ok(!result.ok);
    assert.equal(result.reason.kind, 'read-only');
    assert.deepEqual(log.snapshot.events, []);
  });

  it('says that the disk is full, and shows nothing that is not on it', async () => {
    await append(await logs.open(home), pivot);
    const full = Object.assign(new Error('ENOSPC: no space left on device, fsync'), { code: 'ENOSPC' });
    const log = await new NodeProgressLogs({ ...options(), synchronize: () => Promise.reject(full) }).open(home);
    const result = await log.append([ran(allPassed)]);
    assert.ok(!result.ok);
    assert.deepEqual([result.reason.kind, kinds(log)], ['disk-full', ['log-started', 'pivot-chosen']]);
  });

  it('writes lines that anybody can read', async () => {
    const log = await logs.open(home);
    const added = await append(log, pivot);
    assert.equal(await text(), added.map((each) => `${eventLine(each)}\n`).join(''));
  });
});
