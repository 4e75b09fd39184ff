import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileContent } from '../../../src/core/curriculum/compile-content';
import type { Content } from '../../../src/core/curriculum/content-tree';
import { stepFolder, writeCurriculum } from '../../../src/platform/node/content-package';
import { nodeHasher } from '../../../src/platform/node/node-hasher';
import { scaffoldStep } from '../../../src/platform/node/scaffold-writer';
import { curriculumYaml, sampleFiles, sampleTree, stepYaml } from './sample-content';

/** The sample with a second step, a copy of the first under another name. */
function withLater(carries: string): Record<string, Content> {
  const later = Object.fromEntries(
    Object.entries(sampleFiles)
      .filter(([path]) => path.startsWith('sample/adding/'))
      .map(([path, content]) => [path.replace('/adding/', '/later/'), content] as const),
  );
  return {
    ...later,
    'sample/curriculum.yaml': curriculumYaml.replace('- id: adding', '- id: adding\n      - id: later'),
    'sample/later/step.yaml': stepYaml
      .replace('id: adding', 'id: later')
      .replace('files:\n', `carries: ${carries}\nfiles:\n`),
  };
}
const compile = (carries: string) => compileContent(sampleTree(withLater(carries)), nodeHasher);
const messages = (carries: string) => compile(carries).problems.map(({ message }) => message);
const file = 'src/adder/__init__.py';

describe('files that a step takes from an earlier one', () => {
  it('are in the index of the step', () => {
    const { problems, index } = compile(`[{ from: adding, file: ${file}, to: ${file} }]`);
    assert.deepEqual(problems, []);
    const steps = index.curricula.flatMap(({ phases }) => phases.flatMap((phase) => phase.steps));
    assert.deepEqual(
      steps.map(({ id, carries }) => [id, carries]),
      [
        ['adding', undefined],
        ['later', [{ from: 'adding', file, to: file }]],
      ],
    );
  });

  it('are in the project, but not in plain text in the package', async () => {
    const { steps, index } = compile(`[{ from: adding, file: ${file}, to: ${file} }]`);
    const [curriculum] = index.curricula;
    const later = [...steps.values()].find(({ step }) => step.id === 'later');
    assert.ok(curriculum && later);
    const folder = await mkdtemp(join(tmpdir(), 'bridgecraft carries ü '));
    try {
      await writeCurriculum(join(folder, 'curricula'), curriculum, [...steps.values()]);
      const packageDir = stepFolder(join(folder, 'curricula'), later.step);
      assert.deepEqual((await readdir(packageDir)).sort(), ['base.zip', 'guide']);
      const target = join(folder, 'later');
      const result = await scaffoldStep({ step: later.step, packageDir, home: undefined, target });
      assert.ok(result.ok);
      const starter = later.files.find(({ path }) => path === file)?.starter;
      assert.equal(await readFile(join(target, file), 'utf8'), starter);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('are files of the learner in both steps', () => {
    assert.deepEqual(messages(`[{ from: nowhere, file: ${file}, to: ${file} }]`), ['unknown step "nowhere"']);
    assert.match(messages(`[{ from: adding, file: src/none.py, to: ${file} }]`).join(), /no file "src\/none.py"/);
    assert.match(
      messages(`[{ from: adding, file: README.md, to: ${file} }]`).join(),
      /no file "README.md" of the learner/,
    );
    assert.match(messages(`[{ from: adding, file: ${file}, to: src/none.py }]`).join(), /the project has no file/);
    assert.match(messages(`[{ from: adding, file: ${file}, to: pyproject.toml }]`).join(), /no file "pyproject.toml"/);
  });
});
