/** What a learner's project can do to a run, each with its verdict, inside its limit. */
import assert from 'node:assert/strict';
import { after, it } from 'mocha';
import type { CheckResult } from '../../src/core/checks/model';
import { howeverStarted, removeTemporaryFolders, sampleCheck, sampleProject, type SampleOptions } from './sample-step';

const add = 'def add(a, b):\n    return a + b\n';
const checks = { add: 'assert sums.add(1, 2) == 3, "Expected 3."' };
const line = (number: number) => ({ file: 'src/sums/__init__.py', line: number });

howeverStarted('a learner’s file', function (check) {
  this.timeout(60_000);
  after(removeTemporaryFolders);

  /** The first check's result of the learner's `work`, with `solution` as the reference. */
  async function resultOf(work: string, more: Partial<SampleOptions> = {}): Promise<CheckResult> {
    const run = await check(await sampleProject({ checks, solution: add, work, ...more }), {}, { startSeconds: 8 });
    const [result] = run.checks;
    assert.ok(result);
    return result;
  }

  it('with a syntax error: failed, at its line', async () => {
    const result = await resultOf('def add(a, b):\n    return a +\n');
    assert.equal(result.verdict, 'failed');
    assert.match(result.message, /^SyntaxError in src\/sums\/__init__\.py, line 2: invalid syntax/);
    assert.deepEqual(result.location, line(2));
  });

  it('with a region that is not written yet: failed, with the words of the starter and no hint at a mistake', async () => {
    const result = await resultOf('def add(a, b):\n    raise NotImplementedError("add: the sum")\n');
    assert.equal(result.verdict, 'failed');
    assert.equal(result.message, 'add: the sum');
    assert.deepEqual(result.location, line(2));
    assert.deepEqual([result.hint, result.isUnwritten], [undefined, true]);
  });

  it('with an endless loop: failed within the limit, at its line, and the next check still runs', async () => {
    const sample = await sampleProject({
      work: 'def add(a, b):\n    while True:\n        pass\n\ndef double(a):\n    return 2 * a\n',
      checks: { ...checks, double: 'assert sums.double(2) == 4' },
      step: { checks: [sampleCheck('add', { timeout: 1 }), sampleCheck('double')] },
    });
    const run = await check(sample);
    const [loop, next] = run.checks;
    assert.equal(loop?.verdict, 'failed');
    assert.match(loop.message, /^Stopped at the limit of 1 s: it was at src\/sums\/__init__\.py:[23], in add\.$/);
    assert.equal(next?.verdict, 'passed');
    assert.ok(run.seconds < 15, `${run.seconds} s`);
  });

  it('with an endless loop that swallows every exception: failed, at its line, and the next check still runs', async () => {
    const loop =
      'def add(a, b):\n    while True:\n        try:\n            sum(range(99))\n        except BaseException:\n            pass\n';
    const sample = await sampleProject({
      work: `${loop}\ndef double(a):\n    return 2 * a\n`,
      checks: { ...checks, double: 'assert sums.double(2) == 4' },
      step: { checks: [sampleCheck('add', { timeout: 0.5 }), sampleCheck('double')] },
    });
    const run = await check(sample);
    assert.equal(run.checks[0]?.verdict, 'failed');
    assert.match(run.checks[0].message, /time limit.*src\/sums\/__init__\.py:[3456], in add/);
    assert.equal(run.checks[1]?.verdict, 'passed');
    assert.ok(run.seconds < 15, `${run.seconds} s`);
  });

  it('with an endless loop at import: failed within the limit, at its line', async () => {
    const sample = await sampleProject({ checks, work: 'x = 0\nwhile True:\n    x += 1\n', solution: add });
    const run = await check(sample, {}, { startSeconds: 2 });
    assert.equal(run.verdict, 'failed');
    assert.match(
      run.checks[0]?.message ?? '',
      /time limit while the code was loaded: it was at src\/sums\/__init__\.py:[23]/,
    );
    assert.ok(run.seconds < 15, `${run.seconds} s`);
  });

  it('that calls sys.exit() in a function: failed, at its line', async () => {
    const result = await resultOf('import sys\ndef add(a, b):\n    sys.exit(0)\n');
    assert.equal(result.verdict, 'failed');
    assert.equal(result.message, 'The code under check called for Python to exit.');
    assert.deepEqual(result.location, line(3));
  });

  it('that calls sys.exit() at import: failed, at its line', async () => {
    const result = await resultOf('import sys\nsys.exit(0)\n');
    assert.equal(result.verdict, 'failed');
    assert.deepEqual(result.location, line(2));
  });

  it('that calls os._exit(0) in a function: failed, at its line, and the next check still runs', async () => {
    const sample = await sampleProject({
      work: 'import os\ndef add(a, b):\n    os._exit(0)\n\ndef double(a):\n    return 2 * a\n',
      checks: { ...checks, double: 'assert sums.double(2) == 4' },
    });
    const { checks: results } = await check(sample);
    assert.equal(results[0]?.verdict, 'failed');
    assert.equal(
      results[0].message,
      'Python was ended by os._exit while the check ran, at src/sums/__init__.py:3, in add.',
    );
    assert.deepEqual(results[0].location, line(3));
    assert.equal(results[1]?.verdict, 'passed');
  });

  it('that calls os._exit(0) at import: failed, at its line', async () => {
    const result = await resultOf('import os\nos._exit(0)\n');
    assert.equal(result.verdict, 'failed');
    assert.match(result.message, /os\._exit while the code was loaded, at src\/sums\/__init__\.py:2/);
  });

  for (const [how, statement] of [
    ['os.abort()', 'os.abort()'],
    ['os.kill() of its own interpreter', 'os.kill(os.getpid(), 9)'],
  ] as const) {
    it(`that kills its interpreter with ${how}: failed, at its line`, async () => {
      const result = await resultOf(`import os\ndef add(a, b):\n    ${statement}\n`);
      assert.equal(result.verdict, 'failed');
      assert.deepEqual(result.location, line(3));
    });
  }

  it('that crashes the interpreter: failed, at its line', async () => {
    const result = await resultOf('import ctypes\ndef add(a, b):\n    return ctypes.string_at(0)\n');
    assert.equal(result.verdict, 'failed');
    assert.deepEqual(result.location, line(3));
  });

  it('with 100 MB of output: its verdict, the last output kept, little work for the window', async () => {
    const work =
      'def add(a, b):\n    for _ in range(100):\n        print("x" * 1_000_000)\n    print("the end")\n    return a + b + 1\n';
    const before = process.cpuUsage();
    let shown = 0;
    const sample = await sampleProject({ checks, work, solution: add });
    const run = await check(sample, { onOutput: (text) => (shown += text.length) });
    const { user, system } = process.cpuUsage(before);
    assert.equal(run.verdict, 'failed');
    assert.equal(run.checks[0]?.message, 'Expected 3.');
    assert.match(run.checks[0].output ?? '', /x\nthe end\n$/);
    assert.ok((run.checks[0].output ?? '').length <= 17_000);
    assert.ok(shown < 1_100_000, `${shown} characters shown`);
    assert.ok(user + system < 3_000_000, `${(user + system) / 1000} ms of the window's processor time`);
  });

  it('that calls pytest.skip(): failed, never passed', async () => {
    const result = await resultOf('import pytest\ndef add(a, b):\n    pytest.skip("later")\n');
    assert.equal(result.verdict, 'failed');
    assert.match(result.message, /skipped it: later/);
  });

  it('that skips its whole module: failed, never passed', async () => {
    const result = await resultOf('import pytest\npytest.skip("later", allow_module_level=True)\n');
    assert.equal(result.verdict, 'failed');
  });

  it('that calls pytest.exit() or raises KeyboardInterrupt: failed, and the next check still runs', async () => {
    const sample = await sampleProject({
      work: 'import pytest\ndef add(a, b):\n    pytest.exit("enough")\n\ndef double(a):\n    raise KeyboardInterrupt\n',
      checks: { ...checks, double: 'assert sums.double(2) == 4', right: 'pass' },
    });
    const { checks: results } = await check(sample);
    assert.deepEqual(
      results.map(({ verdict }) => verdict),
      ['failed', 'failed', 'passed'],
    );
  });

  it('that returns None: failed, because the reference passes', async () => {
    const result = await resultOf('def add(a, b):\n    a + b\n', {
      checks: { add: 'total = sums.add(1, 2)\nassert total.bit_length() == 2' },
    });
    assert.equal(result.verdict, 'failed');
    assert.equal(result.message, 'The check could not use what `add` returned: None');
  });

  it('without the function that is asked for: failed, because the reference has it', async () => {
    const result = await resultOf('def plus(a, b):\n    return a + b\n', {
      header: 'import sums\nfrom sums import add',
    });
    assert.equal(result.verdict, 'failed');
    assert.match(
      result.message,
      /^The check could not load the code: ImportError: cannot import name 'add' from 'sums'/,
    );
  });

  it('that makes a mistake inside a fixture of the checks: failed, at its line, for each check that uses it', async () => {
    const sample = await sampleProject({
      work: 'def add(a, b):\n    return a + c\n',
      solution: add,
      header: 'import sums\nimport pytest\n@pytest.fixture(scope="module")\ndef total():\n    return sums.add(1, 2)',
      fixtures: 'total',
      checks: { first: 'assert total == 3', second: 'assert total == 3' },
    });
    for (const result of (await check(sample)).checks) {
      assert.equal(result.verdict, 'failed');
      assert.equal(result.message, "NameError: name 'c' is not defined");
      assert.deepEqual(result.location, line(2));
    }
  });

  it('whose None makes a fixture of the checks crash: failed, because the reference passes', async () => {
    const result = await resultOf('def add(a, b):\n    a + b\n', {
      header:
        'import sums\nimport pytest\n@pytest.fixture\ndef total():\n    made = sums.add(1, 2)\n    return made + 0',
      fixtures: 'total',
      checks: { add: 'assert total == 3' },
    });
    assert.equal(result.verdict, 'failed');
    assert.equal(result.message, 'The check could not use what `add` returned: None');
  });

  it('that starts a thread which never ends: its verdict, without waiting for the thread', async () => {
    const work = `import threading, time\n${add.replace('return', 'threading.Thread(target=time.sleep, args=(60,)).start()\n    return')}`;
    const sample = await sampleProject({ checks, work });
    const run = await check(sample);
    assert.equal(run.verdict, 'passed');
    assert.ok(run.seconds < 15, `${run.seconds} s`);
  });
});
