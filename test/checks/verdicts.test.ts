import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, it } from 'mocha';
import { howeverStarted, removeTemporaryFolders, repositoryPython, sampleProject } from './sample-step';

const add = 'def add(a, b):\n    return a + b\n';

/** What a person's own terminal prints: the outcome of each test. */
const inTerminal = (folder: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(repositoryPython, ['-m', 'pytest', 'checks', '-q', '-rA'], { cwd: folder }, (_, out) => resolve(out));
  });

howeverStarted('checks of real projects', function (check) {
  this.timeout(60_000);
  after(removeTemporaryFolders);

  it('pass on right work, with the figures that they report', async () => {
    const sample = await sampleProject({
      work: add,
      checks: { add: 'report(accuracy=0.5, expected="3")\nassert sums.add(1, 2) == 3, "Expected 3."' },
    });
    const run = await check(sample);
    assert.equal(run.verdict, 'passed');
    assert.deepEqual(run.checks[0]?.properties, { accuracy: 0.5, expected: '3' });
    assert.deepEqual(Object.keys(run.learnerFiles), ['src/sums/__init__.py']);
    assert.equal(run.interpreter?.source, 'argument');
    assert.match(run.versions['pytest'] ?? '', /^\d/);
  });

  it('fail on an assertion with its message, the hint that it reports and the line in the learner’s code', async () => {
    const sample = await sampleProject({
      work: 'def add(a, b):\n    assert a < 0, "negative only"\n',
      solution: add,
      checks: { add: 'report(hint="add-other-hint")\nsums.add(1, 2)' },
    });
    const run = await check(sample);
    const [result] = run.checks;
    assert.equal(result?.verdict, 'failed');
    assert.equal(result.message, 'negative only');
    assert.equal(result.hint, 'add-other-hint');
    assert.deepEqual(result.location, { file: 'src/sums/__init__.py', line: 2 });
  });

  it('give the same results as python -m pytest checks in a terminal', async () => {
    const sample = await sampleProject({
      work: 'def add(a, b):\n    print("adding")\n    return a + b\n',
      header: 'import subprocess, sys\nimport pytest\nimport sums',
      fixtures: 'capsys, tmp_path, monkeypatch, caplog',
      checks: {
        captures: 'sums.add(1, 2)\nassert capsys.readouterr().out == "adding\\n"',
        writes: '(tmp_path / "a").write_text("x")\nmonkeypatch.chdir(tmp_path)\nassert open("a").read() == "x"',
        logs: 'import logging\nlogging.warning("careful")\nassert "careful" in caplog.text',
        differs: 'assert sums.add(1, 2) == 4',
        'runs-pytest':
          '(tmp_path / "test_it.py").write_text("def test_it(): pass")\n' +
          'done = subprocess.run([sys.executable, "-m", "pytest", "-q", str(tmp_path)], capture_output=True)\n' +
          'assert done.returncode == 0, done.stdout',
        'runs-pytest-here':
          '(tmp_path / "test_other.py").write_text("def test_other(): assert 0")\n' +
          'assert pytest.main(["-q", "-p", "no:cacheprovider", str(tmp_path)]) == 1',
      },
    });
    const run = await check(sample);
    const terminal = await inTerminal(sample.folder);
    assert.deepEqual(
      run.checks.map(({ id, verdict }) => `${verdict} ${id.replaceAll('-', '_')}`),
      [
        'passed captures',
        'passed writes',
        'passed logs',
        'failed differs',
        'passed runs_pytest',
        'passed runs_pytest_here',
      ],
    );
    for (const { id, verdict } of run.checks) {
      assert.match(terminal, new RegExp(`^${verdict.toUpperCase()} \\S+::test_${id.replaceAll('-', '_')}\\b`, 'm'));
    }
    assert.match(run.checks[3]?.message ?? '', /^assert 3 == 4$/);
  });

  it('tell each result as it comes, in the order of the manifest', async () => {
    const sample = await sampleProject({ work: add, checks: { second: 'pass', first: 'pass', third: 'pass' } });
    const told: string[] = [];
    await check(sample, {
      onStarted: (id) => told.push(`started ${id}`),
      onResult: ({ id, verdict }) => told.push(`${verdict} ${id}`),
    });
    assert.deepEqual(
      told,
      ['second', 'first', 'third'].flatMap((id) => [`started ${id}`, `passed ${id}`]),
    );
  });

  it('run alone when only some are asked for, and wait for the file that they need', async () => {
    const sample = await sampleProject({ work: add, checks: { one: 'pass', two: 'pass' } });
    assert.deepEqual(
      (await check(sample, { only: ['two'] })).checks.map(({ id }) => id),
      ['two'],
    );
    const checks = sample.step.checks.map((entry) => ({ ...entry, needs: 'evidence/real/predictions.jsonl' }));
    const [one] = sample.step.checks;
    assert.ok(one);
    const waiting = { ...sample, step: { ...sample.step, checks: [one, ...checks.slice(1)] } };
    assert.deepEqual(
      (await check(waiting)).checks.map(({ id }) => id),
      ['one'],
    );
  });

  it('fail on a returned None, because the reference passes', async () => {
    const sample = await sampleProject({
      work: 'def add(a, b):\n    a + b\n',
      solution: add,
      checks: { add: 'total = sums.add(1, 2)\nassert total.bit_length() == 2' },
    });
    const [result] = (await check(sample)).checks;
    assert.equal(result?.verdict, 'failed');
    assert.equal(result.message, 'The check could not use what `add` returned: None');
  });

  it('are broken when they crash on the reference too', async () => {
    const sample = await sampleProject({ work: add, checks: { add: 'undefined_name' } });
    const [result] = (await check(sample)).checks;
    assert.equal(result?.verdict, 'broken');
    assert.match(result.message, /NameError/);
  });
});
