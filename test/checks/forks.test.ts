/** A run in a fork sees what a cold start would have seen, and ends with whoever wanted it. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { ForkServer } from '../../src/cli/verify/fork-server';
import type { CheckRun } from '../../src/core/checks/model';
import type { SpareWish } from '../../src/platform/node/warm-spares';
import { eventually } from '../support/eventually';
import { processesWith } from './environments';
import { check, pythonDir, removeTemporaryFolders, sampleProject, temporaryFolder } from './sample-step';

const add = 'def add(a, b):\n    return a + b\n';

describe('a run in a fork', function () {
  this.timeout(60_000);
  let forks: ForkServer;

  before(function () {
    if (process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    forks = new ForkServer(pythonDir);
  });
  afterEach(() => forks.dispose());
  after(removeTemporaryFolders);

  const results = ({ checks }: CheckRun) =>
    checks.map(({ verdict, message, location, properties }) => ({ verdict, message, location, properties }));

  it('has the folder, seed, arguments and empty input that a cold start would', async () => {
    const work = [
      'import multiprocessing.process, os, sys, tempfile',
      'def seen():',
      '    try:',
      '        said = input()',
      '    except EOFError:',
      '        said = "nothing to read"',
      '    folder = os.environ["BRIDGECRAFT_RUN_FOLDER"]',
      '    own = os.path.commonpath([tempfile.gettempdir(), folder]) == folder',
      '    places = [os.getcwd(), multiprocessing.process.ORIGINAL_DIR]',
      '    arguments = [each.replace(folder, "") for each in sys.argv]',
      '    return [said, own, places, os.environ["BRIDGECRAFT_SEED"], arguments, sys.path]',
      '',
    ].join('\n');
    const sample = await sampleProject({ checks: { seen: 'report(seen=repr(sums.seen()))' }, work });
    const [forked, cold] = [await check(sample, { seed: 7 }, { forks }), await check(sample, { seed: 7 })];
    assert.match(String(forked.checks[0]?.properties['seen']), /nothing to read.*True.*'7'/);
    assert.deepEqual(results(forked), results(cold));
    assert.ok(forked.command.some((part) => part.endsWith('fork_checks.py')));
  });

  it('knows nothing of the run before it', async () => {
    const body = 'import numpy, sys\nreport(draw=numpy.random.random(), was=hasattr(sys, "left"))\nsys.left = 1';
    const sample = await sampleProject({ checks: { add: body }, work: add, step: { requirements: ['numpy'] } });
    const runs = [await check(sample, {}, { forks }), await check(sample, {}, { forks })];
    const [first, second] = runs.map((run) => run.checks[0]?.properties);
    assert.equal(second?.['was'], 0);
    assert.notEqual(first?.['draw'], second['draw']);
  });

  it('gives the results of a cold start when Python is ended in the middle', async () => {
    const checks = { dies: 'import os\nos.kill(os.getpid(), 9)', add: 'assert sums.add(1, 2) == 4, "not four"' };
    const sample = await sampleProject({ checks, work: add });
    const [forked, cold] = [await check(sample, {}, { forks }), await check(sample)];
    assert.deepEqual(results(forked), results(cold));
  });

  it('starts cold when a file of the project would have changed what was imported', async () => {
    const sample = await sampleProject({
      checks: { add: 'import matplotlib\nassert matplotlib.rcParams["lines.linewidth"] == 7' },
      work: add,
      files: { matplotlibrc: 'lines.linewidth: 7\n' },
      step: { requirements: ['matplotlib'] },
    });
    const run = await check(sample, {}, { forks });
    assert.deepEqual(
      run.checks.map(({ verdict }) => verdict),
      ['passed'],
    );
  });

  it('starts cold when a package cannot be imported', async () => {
    const sample = await sampleProject({ checks: { add: 'assert sums.add(1, 2) == 3' }, work: add });
    const step = { ...sample.step, requirements: ['no-such-package'] };
    const run = await check({ ...sample, step }, {}, { forks });
    assert.match(run.checks[0]?.message ?? '', /no-such-package/);
  });

  it('is ended with its children when the run is cancelled', async () => {
    const body = [
      'import os, subprocess, sys, time, pathlib',
      'child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)',
      'pathlib.Path("evidence").mkdir(exist_ok=True)',
      'pathlib.Path("evidence", "pids").write_text(f"{os.getpid()} {child.pid} .")',
      'time.sleep(60)',
    ].join('\n');
    const sample = await sampleProject({ checks: { waits: body }, work: add });
    const cancel = new AbortController();
    const running = check(sample, { signal: cancel.signal }, { forks });
    const pids = await eventually('the ids of both processes', async () => {
      const text = await readFile(join(sample.folder, 'evidence', 'pids'), 'utf8');
      assert.ok(text.endsWith('.'));
      return text.split(' ').slice(0, 2).map(Number);
    });
    cancel.abort();
    await running;
    const isThere = (pid: number) => existsSync(`/proc/${pid}`);
    await eventually('the end of both', () => Promise.resolve(!pids.some(isThere)));
  });

  it('notes which files of the project it read, and that it cannot know what another process reads', async () => {
    const checks = { add: 'assert sums.add(1, 2) == 3' };
    const sample = await sampleProject({ checks, work: add, files: { 'notes.md': 'mine\n' } });
    const place = join(await temporaryFolder(), 'reads');
    const noting = { script: (wish: SpareWish) => forks.script(wish, ['--reads', place]) };
    assert.equal((await check(sample, {}, { forks: noting })).verdict, 'passed');
    const seen = (await readFile(place, 'utf8')).split('\n');
    assert.ok(seen.includes('src/sums/__init__.py') && seen.includes('checks/test_sums.py'));
    assert.ok(!seen.includes('notes.md') && !seen.includes('*'));

    const other = await sampleProject({
      checks: { add: 'import subprocess, sys\nsubprocess.run([sys.executable, "-c", ""])\nopen("notes.md").close()' },
      work: add,
      files: { 'notes.md': 'mine\n' },
    });
    assert.equal((await check(other, {}, { forks: noting })).verdict, 'passed');
    const all = (await readFile(place, 'utf8')).split('\n');
    assert.ok(all.includes('notes.md') && all.includes('*'));
  });

  it('leaves no process behind', async () => {
    const sample = await sampleProject({ checks: { add: 'assert sums.add(1, 2) == 3' }, work: add });
    const run = await check(sample, {}, { forks });
    const socket = run.command.find((part) => part.endsWith('socket')) ?? assert.fail();
    assert.notEqual((await processesWith(socket)).length, 0);
    await forks.dispose();
    assert.deepEqual(await processesWith(socket), []);
  });
});
