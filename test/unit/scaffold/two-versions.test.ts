import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { compileContent } from '../../../src/core/curriculum/compile-content';
import type { Content } from '../../../src/core/curriculum/content-tree';
import type { Step } from '../../../src/core/curriculum/model';
import { readProjectMark } from '../../../src/core/scaffold/project-mark';
import { planUpdate } from '../../../src/core/scaffold/update';
import { stepFolder, writeCurriculum } from '../../../src/platform/node/content-package';
import { nodeHasher } from '../../../src/platform/node/node-hasher';
import { NodeStepFiles } from '../../../src/platform/node/node-step-files';
import { whyFilesDiffer } from '../../../src/platform/node/project-files';
import { scaffoldStep } from '../../../src/platform/node/scaffold-writer';
import { sampleFiles, sampleTree } from '../curriculum/sample-content';

const code = 'src/adder/__init__.py';
const projectCode = `sample/adding/project/${code}`;
const checks = 'sample/adding/checks/test_add.py';
const given = String(sampleFiles[projectCode]);

describe('two versions of a step, the older package gone', function () {
  this.timeout(30_000);
  let root: string;
  let home: string;
  let target: string;

  const install = async (folder: string, changes: Readonly<Record<string, Content>>): Promise<Step> => {
    const { index, steps, problems } = compileContent(sampleTree(changes), nodeHasher);
    assert.deepEqual(problems, []);
    const compiled = steps.get('sample/adding');
    const [curriculum] = index.curricula;
    assert.ok(compiled && curriculum);
    await writeCurriculum(join(root, folder), curriculum, [...steps.values()]);
    return compiled.step;
  };

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'bridgecraft versions ü '));
    home = join(root, 'home');
    target = join(home, 'sample', 'adding');
    await mkdir(home);
    const older = await install('older', { [projectCode]: `${given}\n\ndef given() -> int:\n    return 1\n` });
    const packageDir = stepFolder(join(root, 'older'), older);
    assert.ok((await scaffoldStep({ step: older, packageDir, home, target })).ok);
    await rm(join(root, 'older'), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const newer = () =>
    install('newer', {
      [projectCode]: `${given}\n\ndef given() -> int:\n    return 2\n`,
      [checks]: `${String(sampleFiles[checks])}\n# newer\n`,
      'sample/adding/project/src/adder/more.py': 'more = 1\n',
    });
  const mark = async () => {
    const read = readProjectMark(await readFile(join(target, '.bridgecraft-step.json'), 'utf8'));
    assert.ok(read.ok);
    return read.value;
  };

  it('updates from what the home folder keeps, around the body that the learner wrote', async () => {
    const step = await newer();
    const files = new NodeStepFiles(join(root, 'newer'));
    const { contentVersion, author } = await mark();
    const [base, next] = [
      await files.starter(step, contentVersion, home),
      await files.starter(step, step.contentVersion, home),
    ];
    assert.ok(base && next);
    const todo = /    # TODO .*\n    raise .*\n/;
    const mine = (await readFile(join(target, code), 'utf8')).replace(todo, '    return b + a\n');
    const current = new Map<string, Content>(base).set(code, mine);
    const labels = { mine: 'yours', theirs: 'newer' };
    const plan = planUpdate({ step, base, next, current, formerAuthors: new Set(Object.keys(author)), labels });
    assert.deepEqual(
      plan.map(({ path, action }) => [path, action.kind]),
      [
        ['checks/test_add.py', 'write'],
        [code, 'propose'],
        ['src/adder/more.py', 'write'],
      ],
    );
    const [, proposal] = plan;
    assert.ok(proposal?.action.kind === 'propose');
    assert.equal(proposal.action.merge.text, mine.replace('return 1', 'return 2'));
    assert.equal(proposal.action.merge.conflicts, 0);
  });

  it('keeps the newer starter too, for the version after it', async () => {
    const step = await newer();
    const files = new NodeStepFiles(join(root, 'newer'));
    assert.ok((await files.keepBase(step, home)).ok);
    await rm(join(root, 'newer'), { recursive: true });
    const later = new NodeStepFiles(join(root, 'nowhere'));
    const kept = await later.starter({ ...step, contentVersion: 'later' }, step.contentVersion, home);
    assert.ok(String(kept?.get(code)).includes('return 2'));
  });

  it('says that the version differs, not that files were changed', async () => {
    const step = await newer();
    const reason = (each: Step) => whyFilesDiffer(each, target, ['checks/test_add.py']);
    assert.equal((await reason(step)).kind, 'older-version');
    const { contentVersion } = await mark();
    assert.equal((await reason({ ...step, contentVersion })).kind, 'author-file-differs');
  });

  it('takes no base that is damaged or would leave the project', async () => {
    const step = await newer();
    const files = new NodeStepFiles(join(root, 'newer'));
    const base = join(home, '.bridgecraft', 'base', `${'a'.repeat(64)}.zip`);
    await writeFile(base, zipSync({ '../outside.txt': strToU8('x') }));
    assert.equal(await files.starter(step, 'a'.repeat(64), home), undefined);
    await writeFile(base, 'no archive');
    assert.equal(await files.starter(step, 'a'.repeat(64), home), undefined);
    assert.equal(await files.starter(step, '../../x', home), undefined);
  });
});
