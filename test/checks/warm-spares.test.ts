/** Spare processes: what they may do for a run, and when they are gone. */
import assert from 'node:assert/strict';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { CheckRun } from '../../src/core/checks/model';
import { startProcess } from '../../src/platform/node/process-runner';
import { folderEnvironment, makeRunFolder } from '../../src/platform/node/run-folder';
import type { WarmSpares, WarmSparesOptions } from '../../src/platform/node/warm-spares';
import { eventually } from '../support/eventually';
import { madeEnvironment, processesWith } from './environments';
import {
  candidateOf,
  check,
  pythonDir,
  removeTemporaryFolders,
  repositoryPython,
  sampleProject,
  temporaryFolder,
  warmSpares,
} from './sample-step';

const add = 'def add(a, b):\n    return a + b\n';
const reportsPid = { add: 'import os\nreport(pid=os.getpid())\nassert sums.add(1, 2) == 3' };
const wish = { candidate: candidateOf(repositoryPython), requirements: [] as readonly string[] };
const pidOf = (run: CheckRun) => run.checks[0]?.properties['pid'];
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

describe('a spare process', function () {
  this.timeout(60_000);
  const made: WarmSpares[] = [];
  let folders: string[] = [];

  /** Spares whose private folders, and so processes, can be told from all others. */
  const spares = (more: Partial<WarmSparesOptions> = {}): WarmSpares => {
    const makeFolder = async () => {
      folders.push(await mkdtemp(join(tmpdir(), 'bridgecraft-')));
      return folders.at(-1) ?? '';
    };
    made.push(warmSpares({ makeFolder, ...more }));
    return made.at(-1) ?? assert.fail();
  };
  const pidIn = async (folder: string | undefined): Promise<number> => {
    const [pid] = await processesWith(`BRIDGECRAFT_RUN_FOLDER=${folder ?? assert.fail()}\0`);
    return Number(pid ?? assert.fail('no process'));
  };

  before(function () {
    // What a process carries in its environment can be read here only.
    if (process.platform !== 'linux') this.skip();
  });
  afterEach(async () => {
    await Promise.all(made.splice(0).map((each) => each.end()));
    for (const folder of folders) {
      assert.deepEqual(await processesWith(`BRIDGECRAFT_RUN_FOLDER=${folder}\0`), []);
      assert.equal(await isThere(folder), false, folder);
    }
    folders = [];
  });
  after(removeTemporaryFolders);

  it('serves one run, ends with it, and another one takes its place', async () => {
    const warm = spares();
    const sample = await sampleProject({ checks: reportsPid, work: add });
    await warm.prepare(wish);
    await warm.whenReady();
    const first = await pidIn(folders[0]);
    assert.equal(pidOf(await check(sample, {}, { spares: warm })), first);
    await assert.rejects(access(`/proc/${first}`));
    await warm.whenReady();
    const second = await pidIn(folders[1]);
    assert.notEqual(second, first);
    assert.equal(pidOf(await check(sample, {}, { spares: warm })), second);
  });

  it('is taken by one of two runs at the same time', async () => {
    const warm = spares();
    const [one, other] = await Promise.all([1, 2].map(() => sampleProject({ checks: reportsPid, work: add })));
    assert.ok(one && other);
    await warm.prepare(wish);
    await warm.whenReady();
    const pid = await pidIn(folders[0]);
    const runs = await Promise.all([one, other].map((sample) => check(sample, {}, { spares: warm })));
    assert.deepEqual(
      runs.map(({ verdict }) => verdict),
      ['passed', 'passed'],
    );
    assert.equal(runs.filter((run) => pidOf(run) === pid).length, 1);
  });

  it('that still imports is waited for instead of starting another', async () => {
    const warm = spares();
    const sample = await sampleProject({ checks: reportsPid, work: add, step: { requirements: ['numpy'] } });
    await warm.prepare({ ...wish, requirements: ['numpy'] });
    const pid = await pidIn(folders[0]);
    assert.equal(pidOf(await check(sample, {}, { spares: warm })), pid);
  });

  it('that dies while it waits leaves the run to a cold start, and is replaced', async () => {
    const warm = spares();
    const sample = await sampleProject({ checks: reportsPid, work: add });
    await warm.prepare(wish);
    await warm.whenReady();
    const pid = await pidIn(folders[0]);
    process.kill(pid, 'SIGKILL');
    const run = await check(sample, {}, { spares: warm });
    assert.equal(run.verdict, 'passed');
    assert.notEqual(pidOf(run), pid);
    await warm.whenReady();
    assert.equal(warm.count, 1);
  });

  it('whose libraries cannot be imported is not tried again and again', async () => {
    const warm = spares();
    const broken = { ...wish, requirements: ['surely-not-installed'] };
    await warm.prepare(broken);
    await warm.whenReady();
    await warm.prepare(broken);
    assert.deepEqual([warm.count, folders.length], [0, 1]);
    const sample = await sampleProject({ checks: reportsPid, work: add, step: broken });
    assert.equal((await check(sample, {}, { spares: warm })).reason?.kind, 'missing-package');
  });

  it('is not used once a package was installed, removed or linked', async () => {
    const { python, packages } = await madeEnvironment(join(await temporaryFolder(), 'environment'));
    const warm = spares();
    const theirs = { ...wish, candidate: candidateOf(python) };
    const sample = await sampleProject({ checks: reportsPid, work: add });
    for (const change of ['new.py', 'repository.pth']) {
      await warm.prepare(theirs);
      await warm.whenReady();
      const pid = await pidIn(folders.at(-1));
      await writeFile(join(packages, change), change.endsWith('.pth') ? `${await libraryOf(packages)}\n\n` : '');
      const run = await check(sample, { python }, { spares: { take: (each) => warm.take(each), prepare: nothing } });
      assert.equal(run.verdict, 'passed', change);
      assert.notEqual(pidOf(run), pid, change);
    }
  });

  it('is not used once its environment is gone', async () => {
    const folder = join(await temporaryFolder(), 'environment');
    const { python } = await madeEnvironment(folder);
    const warm = spares();
    await warm.prepare({ ...wish, candidate: candidateOf(python) });
    await warm.whenReady();
    await rm(folder, { recursive: true });
    const sample = await sampleProject({ checks: reportsPid, work: add });
    assert.equal((await check(sample, { python }, { spares: warm })).reason?.kind, 'no-python');
  });

  it('ends when another interpreter is chosen', async () => {
    const { python } = await madeEnvironment(join(await temporaryFolder(), 'environment'));
    const warm = spares();
    await warm.prepare(wish);
    await warm.prepare({ ...wish, candidate: candidateOf(python) });
    await warm.whenReady();
    assert.equal(warm.count, 1);
    assert.equal(await isThere(folders[0] ?? ''), false);
    assert.equal(warm.take(wish), undefined);
  });

  it('has at most one beside it: the one that was wanted longest ago goes', async () => {
    const warm = spares();
    for (const name of ['pytest', 'pluggy']) await warm.prepare({ ...wish, requirements: [name] });
    await warm.prepare({ ...wish, requirements: ['pytest'] });
    await warm.prepare({ ...wish, requirements: ['iniconfig'] });
    await warm.whenReady();
    assert.equal(warm.count, 2);
    assert.deepEqual(await Promise.all(folders.map(isThere)), [true, false, true]);
  });

  it('is given back after ten idle minutes, counted from when it was last wanted', async () => {
    const alarms: { readonly minutes: number; readonly ring: () => void; isOff: boolean }[] = [];
    const later: WarmSparesOptions['later'] = (milliseconds, ring) => {
      const alarm = { minutes: milliseconds / 60_000, ring, isOff: false };
      alarms.push(alarm);
      return () => (alarm.isOff = true);
    };
    const warm = spares({ later });
    await warm.prepare(wish);
    await warm.prepare(wish);
    assert.deepEqual(
      alarms.map(({ minutes, isOff }) => [minutes, isOff]),
      [
        [10, true],
        [10, false],
      ],
    );
    alarms.at(-1)?.ring();
    await warm.whenReady();
    assert.equal(warm.count, 0);
    assert.equal(await isThere(folders[0] ?? ''), false);
  });

  it('is not started, and ended, when it is switched off or nothing may be run', async () => {
    let isOn = false;
    const warm = spares({ isOn: () => isOn });
    await warm.prepare(wish);
    assert.deepEqual([warm.count, folders.length], [0, 0]);
    isOn = true;
    await warm.prepare(wish);
    isOn = false;
    assert.equal(warm.take(wish), undefined);
    await warm.prepare(wish);
    assert.equal(warm.count, 0);
  });

  it('is not started below 2 GB of free memory, and ended when memory is scarce', async () => {
    let gigabytes = 1.9;
    const warm = spares({ freeMemory: () => Promise.resolve(gigabytes * 1024 ** 3) });
    await warm.prepare(wish);
    assert.equal(warm.count, 0);
    gigabytes = 2.1;
    await warm.prepare(wish);
    gigabytes = 1.7;
    await warm.prepare(wish);
    assert.equal(warm.count, 1, 'its own memory does not end it');
    gigabytes = 0.9;
    await warm.prepare(wish);
    assert.equal(warm.count, 0);
  });

  it('is out of the way while Python is set up', async () => {
    const warm = spares();
    await warm.prepare(wish);
    await warm.without(async () => {
      assert.equal(await isThere(folders[0] ?? ''), false);
      await warm.prepare(wish);
      assert.deepEqual([warm.count, folders.length], [0, 1]);
    });
    await warm.prepare(wish);
    assert.equal(warm.count, 1);
  });

  it('ends by itself, with its folder, when its input closes', async () => {
    const folder = await makeRunFolder();
    const spare = startProcess({
      file: repositoryPython,
      args: [join(pythonDir, 'run_checks.py'), '--spare'],
      cwd: folder,
      env: folderEnvironment(process.env, folder),
      run: 'closing',
      hasInput: true,
      onOutput: () => spare.input?.end(),
    });
    assert.deepEqual(await spare.ended, { kind: 'exited', code: 0 });
    assert.equal(await isThere(folder), false);
  });

  it('ends with the window', async () => {
    const warm = spares();
    await warm.prepare(wish);
    await warm.whenReady();
    const pid = await pidIn(folders[0]);
    warm.dispose();
    await warm.prepare(wish);
    assert.equal(warm.count, 0);
    await warm.end();
    await eventually('the end of the spare', async () => !(await isThere(`/proc/${pid}`)));
  });
});

const nothing = () => Promise.resolve();

const libraryOf = async (packages: string): Promise<string> =>
  (await readFile(join(packages, 'repository.pth'), 'utf8')).trim();
