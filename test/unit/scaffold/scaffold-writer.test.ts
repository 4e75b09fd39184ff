import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { compileContent } from '../../../src/core/curriculum/compile-content';
import type { Step } from '../../../src/core/curriculum/model';
import { readProjectMark } from '../../../src/core/scaffold/project-mark';
import { stepFolder, writeCurriculum } from '../../../src/platform/node/content-package';
import { nodeHasher } from '../../../src/platform/node/node-hasher';
import { recoverStaging, stagingFolder } from '../../../src/platform/node/scaffold-journal';
import { describeFailure, scaffoldStep, type ScaffoldOutcome } from '../../../src/platform/node/scaffold-writer';
import { sampleTree } from '../curriculum/sample-content';

const isRoot = process.getuid?.() === 0;
const code = 'src/adder/__init__.py';

describe('scaffolding', function () {
  // Generous: these run beside trainings on a busy machine.
  this.timeout(30_000);
  let root: string;
  let home: string;
  let target: string;
  let packageDir: string;
  let step: Step;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'bridgecraft scaffold ü '));
    home = join(root, 'Mein Heim 家');
    await mkdir(home);
    const { index, steps } = compileContent(sampleTree(), nodeHasher);
    const compiled = steps.get('sample/adding');
    const curriculum = index.curricula[0];
    assert.ok(compiled && curriculum);
    step = compiled.step;
    await writeCurriculum(join(root, 'curricula'), curriculum, [...steps.values()]);
    packageDir = stepFolder(join(root, 'curricula'), step);
    target = join(home, 'sample', 'adding');
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  const scaffold = async (): Promise<ScaffoldOutcome> => {
    const result = await scaffoldStep({ step, packageDir, home, target });
    assert.ok(result.ok, JSON.stringify(result));
    return result.value;
  };
  const read = (path: string): Promise<string> => readFile(join(target, path), 'utf8');
  const put = async (path: string, text: string): Promise<void> => {
    await mkdir(join(target, path, '..'), { recursive: true });
    await writeFile(join(target, path), text);
  };
  const staged = (): Promise<string[]> => readdir(stagingFolder(home)).catch(() => []);

  it('puts the whole project in place, in a path with spaces and non-ASCII letters', async () => {
    const outcome = await scaffold();
    assert.deepEqual([...outcome.created].sort(), step.projectFiles.map((file) => file.path).sort());
    assert.equal(await read('.gitignore'), '.venv/\n');
    assert.match(await read(code), /raise NotImplementedError\("add: Add two numbers"\)/);
    assert.deepEqual(await readFile(join(target, 'data', 'table.bin')), Buffer.from([0, 1, 2]));
    assert.deepEqual(await staged(), []);
  });

  it('marks the project with its step, content version and the hashes of the files of the author', async () => {
    await scaffold();
    const mark = readProjectMark(await read('.bridgecraft-step.json'));
    assert.ok(mark.ok);
    assert.equal(mark.value.step, 'sample/adding');
    assert.equal(mark.value.contentVersion, step.contentVersion);
    const authors = step.projectFiles.filter((file) => file.owner === 'author');
    assert.deepEqual(mark.value.author, Object.fromEntries(authors.map((file) => [file.path, file.sha256])));
  });

  it('takes files of an earlier step instead of its starter, and keeps in the mark where they come from', async () => {
    const carried = [{ to: code, from: 'sample/before', file: 'src/own.py', source: 'own' }] as const;
    const contents = new Map([[code, new TextEncoder().encode('mine, from before\n')]]);
    const result = await scaffoldStep({ step, packageDir, home, target, contents, carried });
    assert.ok(result.ok);
    assert.equal(await read(code), 'mine, from before\n');
    const mark = readProjectMark(await read('.bridgecraft-step.json'));
    assert.deepEqual(mark.ok && mark.value.carried, carried);
  });

  it('keeps the base for later updates', async () => {
    await scaffold();
    const base = await readFile(join(home, '.bridgecraft', 'base', `${step.contentVersion}.zip`));
    assert.deepEqual(base, await readFile(join(packageDir, 'base.zip')));
  });

  it('creates only what is missing and never overwrites a file that differs', async () => {
    await put(code, 'def add(a, b):\n    return a + b  # mine\n');
    await put('README.md', '# Adder\r\n');
    const outcome = await scaffold();
    assert.equal(await read(code), 'def add(a, b):\n    return a + b  # mine\n');
    assert.deepEqual(outcome.kept, [{ path: code, existing: code }]);
    assert.deepEqual(outcome.same, ['README.md']);
    assert.ok(outcome.created.includes('tests/test_own.py'));
    assert.ok(!outcome.created.includes(code));
  });

  it('changes nothing when it is called again', async () => {
    await scaffold();
    await put(code, 'mine\n');
    const again = await scaffold();
    assert.deepEqual(again.created, []);
    assert.equal(await read(code), 'mine\n');
  });

  it('takes a name in another case for the same file and keeps it', async () => {
    await put('readme.MD', 'mine\n');
    const outcome = await scaffold();
    assert.deepEqual(outcome.kept, [{ path: 'README.md', existing: 'readme.MD' }]);
    assert.equal(await read('readme.MD'), 'mine\n');
  });

  it('keeps a file that stands where a folder is wanted', async () => {
    await put('src', 'mine\n');
    const outcome = await scaffold();
    assert.deepEqual(outcome.kept, [{ path: code, existing: 'src' }]);
    assert.equal(await read('src'), 'mine\n');
  });

  it('does not write through a link', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const outside = join(root, 'outside');
    await mkdir(outside);
    await mkdir(target, { recursive: true });
    await symlink(outside, join(target, 'src'));
    const outcome = await scaffold();
    assert.deepEqual(outcome.kept, [{ path: code, existing: 'src' }]);
    assert.deepEqual(await readdir(outside), []);
  });

  it('leaves nothing but the project where there is no home folder', async () => {
    const result = await scaffoldStep({ step, packageDir, home: undefined, target: join(home, 'project') });
    assert.ok(result.ok);
    assert.deepEqual(await readdir(home), ['project']);
  });

  it('refuses a target that is outside the home folder, a file, or the project of another step', async () => {
    const outside = await scaffoldStep({ step, packageDir, home, target: join(root, 'elsewhere') });
    assert.equal(outside.ok ? '' : outside.reason.kind, 'target-outside-home');
    await mkdir(join(home, 'sample'));
    await writeFile(target, 'a file');
    const file = await scaffoldStep({ step, packageDir, home, target });
    assert.equal(file.ok ? '' : file.reason.kind, 'target-not-a-folder');
    await rm(target);
    const mark = { format: 1, step: 'sample/other', contentVersion: '0'.repeat(64), author: {} };
    await put('.bridgecraft-step.json', JSON.stringify(mark));
    const other = await scaffoldStep({ step, packageDir, home, target });
    assert.equal(other.ok ? '' : other.reason.kind, 'another-step');
  });

  it('says that the home folder is read-only, and leaves nothing behind', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    await chmod(root, 0o755);
    await chmod(home, 0o555);
    // Root may write anywhere, so it steps down for a moment.
    if (isRoot) {
      process.seteuid?.(65_534);
    }
    const result = await scaffoldStep({ step, packageDir, home, target }).finally(() => {
      if (isRoot) {
        process.seteuid?.(0);
      }
    });
    await chmod(home, 0o755);
    assert.equal(result.ok ? '' : result.reason.kind, 'read-only');
    assert.deepEqual(await readdir(home), []);
  });

  it('tells a full disk and a read-only file system from other failures', () => {
    const kindOf = (errno: string): string =>
      describeFailure(Object.assign(new Error(errno), { code: errno }), { target, packageDir }).kind;
    assert.equal(kindOf('ENOSPC'), 'disk-full');
    assert.equal(kindOf('EDQUOT'), 'disk-full');
    assert.equal(kindOf('EROFS'), 'read-only');
    assert.equal(kindOf('EACCES'), 'read-only');
    assert.equal(kindOf('EIO'), 'io');
  });

  for (const [what, spoil] of [
    ['missing', (path: string) => rm(path)],
    ['damaged', (path: string) => writeFile(path, 'PK')],
    ['not whole', (path: string) => writeFile(path, zipSync({ 'README.md': strToU8('One file.') }))],
  ] as const) {
    it(`puts nothing in place when the packaged files are ${what}`, async () => {
      await spoil(join(packageDir, 'base.zip'));
      const result = await scaffoldStep({ step, packageDir, home, target });
      assert.equal(result.ok ? '' : result.reason.kind, 'package-damaged');
      await assert.rejects(readdir(target));
      assert.deepEqual(await staged(), []);
    });
  }

  describe('after a crash', () => {
    /** What a process that is no longer there left in the staging. */
    async function leave(journal: unknown, files: Readonly<Record<string, string>>): Promise<void> {
      const folder = join(stagingFolder(home), '999999999-dead');
      for (const [path, text] of Object.entries(files)) {
        await mkdir(join(folder, 'project', path, '..'), { recursive: true });
        await writeFile(join(folder, 'project', path), text);
      }
      if (journal !== undefined) {
        await writeFile(join(folder, 'journal.json'), JSON.stringify(journal));
      }
    }
    const journal = { format: 1, target: 'sample/adding', files: ['README.md', 'src/a.py', 'src/b.py'] };
    const files = { 'README.md': '# Adder\n', 'src/a.py': 'a = 1\n', 'src/b.py': 'b = 1\n' };

    it('rolls back a staging that has no journal', async () => {
      await leave(undefined, files);
      assert.deepEqual(await recoverStaging(home), [{ finished: [] }]);
      assert.deepEqual(await staged(), []);
      await assert.rejects(readdir(target));
    });

    it('finishes a copy that has a journal, a file cut in the middle included', async () => {
      await leave(journal, files);
      await put('README.md', '# Adder\n');
      await put('src/a.py', 'a =');
      const [recovery] = await recoverStaging(home);
      assert.deepEqual(recovery?.finished, ['src/a.py', 'src/b.py']);
      assert.equal(await read('src/a.py'), 'a = 1\n');
      assert.equal(await read('src/b.py'), 'b = 1\n');
      assert.deepEqual(await staged(), []);
    });

    it('keeps what the learner wrote in the meantime', async () => {
      await leave(journal, files);
      await put('src/a.py', 'x\n');
      await recoverStaging(home);
      assert.equal(await read('src/a.py'), 'x\n');
    });

    it('does not follow a journal out of the home folder', async () => {
      await leave({ ...journal, target: '../outside' }, files);
      await leave({ ...journal, files: ['../../outside.txt'] }, files);
      await recoverStaging(home);
      assert.deepEqual((await readdir(root)).sort(), ['Mein Heim 家', 'curricula']);
    });

    it('leaves the staging of a living process alone', async () => {
      const parent = join(stagingFolder(home), `${process.ppid}-alive`);
      await mkdir(parent, { recursive: true });
      assert.deepEqual(await recoverStaging(home), []);
      assert.deepEqual(await staged(), [`${process.ppid}-alive`]);
    });
  });
});
