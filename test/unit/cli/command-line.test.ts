import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newCurriculumYaml, newStepFiles } from '../../../src/cli/new-step';
import { compileContent } from '../../../src/core/curriculum/compile-content';
import { readVariants } from '../../../src/core/curriculum/variants';
import { regionsOf } from '../../../src/core/curriculum/project-files';
import { readContent } from '../../../src/platform/node/content-reader';
import { nodeHasher } from '../../../src/platform/node/node-hasher';
import { bridgecraft } from '../../support/command-line';
import { sampleFiles } from '../curriculum/sample-content';

const repository = join(__dirname, '..', '..', '..');

describe('the command line', function () {
  this.timeout(60_000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bridgecraft cli ü '));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  async function writeSample(changes: Readonly<Record<string, string>> = {}): Promise<string> {
    const root = join(folder, 'curricula');
    for (const [path, content] of Object.entries({ ...sampleFiles, ...changes })) {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), content);
    }
    return root;
  }

  it('prints its usage and exits 64 for what it does not know', async () => {
    for (const args of [['paint'], ['list', '--color'], ['verify'], ['new', '../x']]) {
      const { code, err, out } = await bridgecraft(args, folder);
      assert.equal(code, 64, args.join(' '));
      assert.match(err, /Usage:/);
      assert.equal(out, '');
    }
  });

  it('says what each command is for', async () => {
    const { code, out } = await bridgecraft(['--help'], folder);
    assert.equal(code, 0);
    for (const command of ['list', 'validate', 'verify', 'scaffold', 'check', 'new']) {
      assert.match(out, new RegExp(`bridgecraft ${command} `));
    }
  });

  it('validates a folder of curricula', async () => {
    await writeSample();
    const { code, err, out } = await bridgecraft(['validate', 'curricula'], folder);
    assert.deepEqual([code, out], [0, '']);
    assert.match(err, /1 curriculum with 1 step can be used; no problems/);
  });

  it('exits 1 with each problem as file:line:column message', async () => {
    await writeSample({ 'sample/curriculum.yaml': 'id: sample\ntitel: A\n' });
    const { code, out } = await bridgecraft(['validate', 'curricula'], folder);
    assert.equal(code, 1);
    assert.match(out, /^curricula\/sample\/curriculum\.yaml:2:1 unknown key "titel"$/m);
  });

  it('does not follow a link in content, and names it', async function () {
    if (process.platform === 'win32') {
      this.skip();
    }
    const root = await writeSample();
    const { symlink } = await import('node:fs/promises');
    await symlink('/etc/hostname', join(root, 'sample', 'adding', 'project', 'secret.txt'));
    const { code, out } = await bridgecraft(['validate', 'curricula'], folder);
    assert.equal(code, 1);
    assert.match(out, /secret\.txt:1:1 is a link; content holds plain files only/);
  });

  it('refuses a step that is not there, and says which are', async () => {
    const { code, err } = await bridgecraft(['scaffold', 'no-such/step', 'x'], folder);
    assert.equal(code, 64);
    assert.match(err, /there is no step "no-such\/step"/);
    assert.deepEqual(await readdir(folder), []);
  });
});

describe('a new step', function () {
  // Generous: these run beside trainings on a busy machine.
  this.timeout(30_000);
  it('validates but for its TODO texts, with variants that fit', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bridgecraft-new-'));
    try {
      const root = join(folder, 'curricula');
      await mkdir(root);
      for (const name of ['skills.yaml', 'constraints.txt', 'conftest.py']) {
        await cp(join(repository, 'curricula', name), join(root, name));
      }
      const conftest = await readFile(join(root, 'conftest.py'), 'utf8');
      for (const [path, text] of newStepFiles({ curriculum: 'ml-to-x', step: '3d-vision', conftest })) {
        await mkdir(join(root, 'ml-to-x', '3d-vision', path, '..'), { recursive: true });
        await writeFile(join(root, 'ml-to-x', '3d-vision', path), text);
      }
      await writeFile(join(root, 'ml-to-x', 'curriculum.yaml'), newCurriculumYaml('ml-to-x', '3d-vision'));
      const tree = await readContent(root);
      const { problems } = compileContent(tree, nodeHasher);
      assert.deepEqual(
        problems.filter(({ message }) => !message.startsWith('still to be written')),
        [],
      );
      assert.ok(problems.length > 10);

      const written = new Map(
        [...tree.files].map(([path, text]) => [
          path,
          typeof text === 'string' ? text.replaceAll('TODO', 'Done') : text,
        ]),
      );
      const done = compileContent({ files: written, refused: [] }, nodeHasher);
      assert.deepEqual(done.problems, []);
      const step = done.steps.get('ml-to-x/3d-vision');
      assert.ok(step);
      const names = new Set(regionsOf(step.projectSources).keys());
      assert.deepEqual(readVariants('ml-to-x/3d-vision', step.sourceFiles, step.source, names).problems, []);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
