/** A run in a spare process sees what a cold start would have seen, or is started cold. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, it } from 'mocha';
import type { CheckRun } from '../../src/core/checks/model';
import type { WarmSpares } from '../../src/platform/node/warm-spares';
import {
  candidateOf,
  check,
  removeTemporaryFolders,
  repositoryPython,
  sampleProject,
  warmSpares,
  type Files,
} from './sample-step';

const wish = { candidate: candidateOf(repositoryPython), requirements: [] as readonly string[] };

describe('a run in a spare process', function () {
  this.timeout(60_000);
  let warm: WarmSpares;

  beforeEach(() => {
    warm = warmSpares();
  });
  afterEach(() => warm.end());
  after(removeTemporaryFolders);

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
    await warm.prepare(wish);
    await warm.whenReady();
    const [hot, cold] = [await check(sample, { seed: 7 }, { spares: warm }), await check(sample, { seed: 7 })];
    assert.match(String(hot.checks[0]?.properties['seen']), /nothing to read.*True.*'7'/);
    assert.deepEqual(hot.checks[0]?.properties, cold.checks[0]?.properties);
    assert.deepEqual(
      hot.command.map((part) => part.includes('bridgecraft-')),
      cold.command.map((part) => part.includes('bridgecraft-')),
    );
  });

  const standIns: readonly (readonly [string, Files, readonly string[], string, string])[] = [
    [
      'a file named as a library that pytest needs',
      { 'src/iniconfig.py': 'raise RuntimeError("mine")\n' },
      [],
      'pass',
      'a + b',
    ],
    [
      'a package named as a part of a library of the step',
      { 'src/cycler/__init__.py': 'raise RuntimeError("mine")\n' },
      ['matplotlib'],
      'pass',
      '__import__("matplotlib") and a + b',
    ],
    [
      'settings that a library reads when it is imported',
      { matplotlibrc: 'lines.linewidth: 7\n' },
      ['matplotlib'],
      'import matplotlib\nassert matplotlib.rcParams["lines.linewidth"] == 7',
      'a + b',
    ],
    [
      'a folder that Python would not import',
      { 'src/matplotlib/notes.txt': '' },
      ['matplotlib'],
      'import matplotlib\nmatplotlib.rcParams',
      'a + b',
    ],
  ];
  for (const [what, files, requirements, body, value] of standIns) {
    it(`gives the results of a cold start when the project has ${what}`, async () => {
      const sample = await sampleProject({
        checks: { add: `${body}\nassert sums.add(1, 2) == 3` },
        work: `def add(a, b):\n    return ${value}\n`,
        files,
        step: { requirements },
      });
      await warm.prepare({ ...wish, requirements });
      await warm.whenReady();
      const [hot, cold] = [await check(sample, {}, { spares: warm }), await check(sample)];
      const results = ({ checks }: CheckRun) =>
        checks.map(({ verdict, message, location }) => ({ verdict, message, location }));
      assert.deepEqual(results(hot), results(cold));
    });
  }
});
