/** What lies around the work does not change its verdict, or is named. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, it } from 'mocha';
import { foreignEnvironment } from './environments';
import {
  howeverStarted,
  pyproject,
  removeTemporaryFolders,
  sampleProject,
  temporaryFolder,
  type Files,
  type SampleOptions,
} from './sample-step';

const add = 'def add(a, b):\n    return a + b\n';
const wrong = 'def add(a, b):\n    return a - b\n';
const checks = { add: 'assert sums.add(1, 2) == 3, "Expected 3."' };

howeverStarted('a verdict', function (check) {
  this.timeout(60_000);
  after(removeTemporaryFolders);

  const verdictWith = async (files: Files, more: Partial<SampleOptions> = {}) =>
    (await check(await sampleProject({ checks, work: add, files, ...more }))).verdict;

  const skipAll = 'import pytest\ndef pytest_collection_modifyitems(items):\n    items.clear()\n';
  const allPass = [
    'import pytest',
    '@pytest.hookimpl(hookwrapper=True)',
    'def pytest_runtest_makereport():',
    '    outcome = yield',
    '    outcome.get_result().outcome = "passed"',
    '',
  ].join('\n');

  it('is not changed by a learner’s conftest.py', async () => {
    assert.equal(await verdictWith({ 'conftest.py': skipAll, 'src/conftest.py': skipAll }), 'passed');
    assert.equal(await verdictWith({ 'conftest.py': allPass, 'src/conftest.py': allPass }, { work: wrong }), 'failed');
  });

  it('is not changed by a learner’s pytest.ini, addopts included', async () => {
    assert.equal(await verdictWith({ 'pytest.ini': '[pytest]\naddopts = --collect-only -k nothing\n' }), 'passed');
  });

  it('is not changed by a learner’s addopts in tox.ini, setup.cfg or PYTEST_ADDOPTS', async () => {
    const addopts = 'addopts = --collect-only\n';
    const sample = await sampleProject({
      checks,
      work: add,
      files: { 'tox.ini': `[pytest]\n${addopts}`, 'setup.cfg': `[tool:pytest]\n${addopts}` },
    });
    const environment = { ...process.env, PYTEST_ADDOPTS: '--collect-only', PYTEST_PLUGINS: 'nothing' };
    assert.equal((await check(sample, {}, { environment })).verdict, 'passed');
  });

  it('is not changed by PYTHON variables of the person’s own', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'sitecustomize.py'), 'raise SystemExit("never")\n');
    const sample = await sampleProject({ checks, work: add });
    const environment = { ...process.env, PYTHONPATH: folder, PYTHONSTARTUP: 'x', PYTHONOPTIMIZE: '2' };
    assert.equal((await check(sample, {}, { environment })).verdict, 'passed');
  });

  it('is not changed by a learner’s random.py, in the project or beside the package', async () => {
    const shadow = 'raise RuntimeError("not the random you meant")\n';
    const work = `import random\n${add.replace('return', 'random.random()\n    return')}`;
    assert.equal(
      await verdictWith({ 'random.py': shadow, 'src/random.py': shadow, 'src/html.py': shadow }, { work }),
      'passed',
    );
    assert.equal(await verdictWith({ 'src/html.py': shadow }, { work: `import html\n${add}` }), 'passed');
  });

  for (const name of ['torch', 'numpy']) {
    it(`is blocked with both paths when a learner’s ${name}.py stands before the library`, async () => {
      const files = { [`src/${name}.py`]: '' };
      const sample = await sampleProject({ checks, work: add, files, step: { requirements: [name] } });
      const run = await check(sample);
      assert.equal(run.verdict, 'blocked');
      assert.ok(run.reason?.kind === 'foreign-package');
      assert.equal(run.reason.name, name);
      assert.equal(run.reason.actual, join(sample.folder, 'src', `${name}.py`));
      assert.match(run.reason.expected, /site-packages/);
    });
  }

  it('is blocked with both paths when a package of the step’s name is installed and imported first', async () => {
    const python = await foreignEnvironment('sums', add);
    const sample = await sampleProject({ checks, work: wrong });
    const run = await check(sample, { python });
    assert.equal(run.verdict, 'blocked');
    assert.ok(run.reason?.kind === 'foreign-package');
    assert.equal(run.reason.expected, join(sample.folder, 'src', 'sums'));
    assert.match(run.reason.actual, /site-packages[\\/]sums[\\/]__init__\.py$/);
    assert.ok(run.checks[0]?.message.includes(run.reason.actual));
  });

  it('is about the learner’s own code when two projects have one package name', async () => {
    const home = await temporaryFolder();
    const first = await sampleProject({ checks, work: add, parent: join(home, 'first') });
    const second = await sampleProject({ checks, work: wrong, solution: add, parent: join(home, 'second') });
    const [one, two] = await Promise.all([check(first), check(second)]);
    assert.equal(one.verdict, 'passed');
    assert.equal(two.verdict, 'failed');
    assert.equal((await check(first)).verdict, 'passed');
  });

  it('is the same on a path with spaces and non-ASCII letters', async () => {
    const parent = join(await temporaryFolder('Bücher & Übungen'), 'naïve 学习', 'my "first" step'.replaceAll('"', ''));
    const sample = await sampleProject({
      checks: { add: 'assert sums.add(1, 2) == 3, "Erwartet: drei – 三."', end: 'sums.end()' },
      work: 'import os\ndef add(a, b):\n    return "été"\ndef end():\n    os.abort()\n',
      solution: add,
      parent,
    });
    const run = await check(sample);
    assert.equal(run.checks[0]?.message, 'Erwartet: drei – 三.');
    assert.deepEqual(run.checks[1]?.location, { file: 'src/sums/__init__.py', line: 5 });
  });

  it('is blocked when an author’s file was changed, and names it without starting Python', async () => {
    const sample = await sampleProject({ checks, work: wrong, solution: add });
    await writeFile(join(sample.folder, 'checks', 'test_sums.py'), 'def test_add(): pass\n');
    const run = await check(sample);
    assert.equal(run.verdict, 'blocked');
    assert.deepEqual(run.reason, { kind: 'author-file-differs', files: ['checks/test_sums.py'] });
    assert.deepEqual(run.command, []);
  });

  it('is blocked when an author’s file is missing', async () => {
    const sample = await sampleProject({ checks, work: add });
    const { rm } = await import('node:fs/promises');
    await rm(join(sample.folder, 'pyproject.toml'));
    assert.deepEqual((await check(sample)).reason, { kind: 'author-file-differs', files: ['pyproject.toml'] });
  });

  it('is blocked when the work changes an author’s file while it runs', async () => {
    const target = '__import__("pathlib").Path(__file__).parents[2] / "checks" / "test_sums.py"';
    const sample = await sampleProject({
      checks,
      work: `(${target}).write_text("def test_add(): pass\\n")\n${wrong}`,
      solution: add,
    });
    const run = await check(sample);
    assert.equal(run.verdict, 'blocked');
    assert.equal(run.checks[0]?.verdict, 'blocked');
  });

  it('is not changed by CRLF and a BOM in the author’s files', async () => {
    const sample = await sampleProject({ checks, work: add });
    for (const path of ['checks/test_sums.py', 'checks/conftest.py', 'pyproject.toml']) {
      const file = join(sample.folder, ...path.split('/'));
      const text = await readFile(file, 'utf8');
      await writeFile(file, `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    }
    assert.equal(
      await readFile(join(sample.folder, 'pyproject.toml'), 'utf8').then((text) => text === pyproject),
      false,
    );
    assert.equal((await check(sample)).verdict, 'passed');
  });

  it('is broken when the check crashes on the reference too, and says with what', async () => {
    const run = await check(await sampleProject({ work: add, checks: { add: 'undefined_name' } }));
    assert.equal(run.verdict, 'broken');
    assert.match(run.checks[0]?.message ?? '', /NameError: name 'undefined_name' is not defined/);
  });

  it('is broken when the author’s checks do not load', async () => {
    const run = await check(
      await sampleProject({ work: add, checks, header: 'import sums\nfrom sums import nothing' }),
    );
    assert.equal(run.verdict, 'broken');
  });

  it('is broken when the author’s conftest does not load', async () => {
    const sample = await sampleProject({ work: add, checks });
    const text = 'raise RuntimeError("at fault")\n';
    await writeFile(join(sample.folder, 'checks', 'conftest.py'), text);
    const { nodeHasher } = await import('../../src/platform/node/node-hasher');
    const projectFiles = sample.step.projectFiles.map((file) =>
      file.path === 'checks/conftest.py' ? { ...file, sha256: nodeHasher.sha256(text) } : file,
    );
    const solution = { ...sample.solution, 'checks/conftest.py': text };
    const run = await check({ ...sample, solution, step: { ...sample.step, projectFiles } });
    assert.equal(run.verdict, 'broken');
  });

  it('is broken when a check of step.yaml is not in its file', async () => {
    const sample = await sampleProject({ work: add, checks });
    const [only] = sample.step.checks;
    assert.ok(only);
    const gone = { ...only, id: 'gone', test: 'checks/test_sums.py::test_gone' };
    const run = await check({ ...sample, step: { ...sample.step, checks: [only, gone] } });
    assert.deepEqual(
      run.checks.map(({ verdict }) => verdict),
      ['passed', 'broken'],
    );
  });

  it('is blocked for a crash of the check when there is no reference to compare with', async () => {
    const sample = await sampleProject({ work: 'def add(a, b): ...\n', checks: { add: 'sums.add(1, 2).real' } });
    const run = await check(sample, {}, { reference: () => Promise.reject(new Error('solutions.zip is missing')) });
    assert.equal(run.verdict, 'blocked');
    assert.match(run.checks[0]?.message ?? '', /solutions\.zip is missing/);
  });

  it('is blocked when the author skips the check', async () => {
    const run = await check(
      await sampleProject({ work: add, checks: { add: 'import pytest\npytest.skip("no GPU")' } }),
    );
    assert.equal(run.verdict, 'blocked');
    assert.match(run.checks[0]?.message ?? '', /no GPU/);
  });

  it('is never passed for an expected failure that passes', async () => {
    const header = 'import sums\nimport pytest\npytestmark = pytest.mark.xfail';
    assert.equal(await verdictWith({}, { header }), 'blocked');
  });
});
