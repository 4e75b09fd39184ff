import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { reviewOf } from '../../../src/core/portfolio/review';
import type { ReviewInput, ReviewProject } from '../../../src/core/portfolio/review-model';
import { readyProject, reviewFile, sheetProject } from '../../support/portfolio-samples';
import { sampleStep } from '../../support/sample-curriculum';
import { translate } from '../../support/translate';

const review = (project: Partial<ReviewProject>, more: Partial<ReviewInput> = {}) => {
  const all = { t: translate, projects: [readyProject(project)], findPrivate: () => [], isExported: false, ...more };
  const group = reviewOf(all)[0];
  assert.ok(group);
  return group;
};
const whats = (...args: Parameters<typeof review>) => review(...args).findings.map(({ what }) => what);
const withFile = (...args: Parameters<typeof reviewFile>) => ({
  files: [...readyProject().files, reviewFile(...args)],
});
const commits = (...subjects: readonly string[]) =>
  ({ kind: 'checked', value: subjects.map((subject) => ({ id: 'abc', at: '2027-03-01', subject })) }) as const;

describe('the readiness review', () => {
  it('has nothing to say of a project that is ready', () => {
    assert.deepEqual(whats({}), []);
    assert.deepEqual(
      review({}).notChecked.map(({ what }) => what),
      ['Reproducible from a clean clone'],
    );
  });

  it('names each section that neither README nor story has, with a place to write it', () => {
    const { findings } = review({ files: readyProject().files.filter(({ path }) => path !== 'README.md') });
    assert.equal(findings.length, 5);
    assert.deepEqual(
      findings.map(({ where }) => where?.path),
      ['career/story.yaml', 'career/story.yaml', 'career/story.yaml', 'README.md', 'career/story.yaml'],
    );
    const limits = {
      ...sheetProject(),
      said: { leave_out: false, answers: {}, limits: 'Not on more than ten thousand rows.' },
    };
    const files = [reviewFile('README.md', readme('Limits')), ...readyProject().files.slice(1)];
    assert.deepEqual(whats({ files, project: limits }), []);
    assert.deepEqual(whats({ files }), ['The README names no limits.']);
    const fenced = [reviewFile('README.md', `\`\`\`\n${readme()}\`\`\`\n`), ...files.slice(1)];
    assert.equal(whats({ files: fenced }).length, 5);
  });

  it('gathers a tool’s remarks by file, and says what no tool looked at', () => {
    const lint = {
      kind: 'checked',
      value: [
        { path: 'src/a.py', line: 9, code: 'D103', message: 'Missing docstring' },
        { path: 'src/a.py', line: 4, code: 'D100', message: 'Missing module docstring' },
      ],
    } as const;
    const group = review({ lint, types: { kind: 'not-checked', why: 'pyright is not there' } });
    assert.equal(group.findings.length, 1);
    assert.equal(group.findings[0]?.where?.line, 4);
    assert.deepEqual(group.notChecked[0], { what: 'Types', why: 'pyright is not there' });
  });

  it('wants one test of the learner’s own that can fail', () => {
    const tests = (text: string, isStarter = false) =>
      whats({ files: [...readyProject().files.slice(0, 2), reviewFile('tests/test_own.py', text, { isStarter })] })
        .length;
    assert.equal(tests('def test_a():\n    assert True\n'), 1);
    assert.equal(tests('def test_a():\n    add(1, 2)\n'), 1);
    assert.equal(tests('def test_a():\n    assert add(1, 2) == 3\n', true), 1);
    assert.equal(tests('def test_a():\n    with pytest.raises(ValueError):\n        add(1, 2)\n'), 0);
    assert.equal(tests('def test_a():\n    np.testing.assert_allclose(a, b)\n'), 0);
  });

  it('reads whether commits tell a story', () => {
    assert.deepEqual(whats({ commits: commits() }), ['No commit has this project.']);
    assert.deepEqual(whats({ commits: commits('Add the engine') }), ['The whole project came in 1 commit.']);
    const half = commits('wip', 'Sum over stretched axes', 'update', 'Fix', 'Shuffle before each epoch');
    assert.deepEqual(whats({ commits: half }), ['3 of 5 commits do not say what they change: “wip”, “update”, “Fix”.']);
    assert.deepEqual(whats({ commits: commits('Add A', 'Add B', 'Add C', 'wip') }), []);
  });

  it('finds secrets at their line, large files, personal files and data without a license', () => {
    const findPrivate = (text: string) => (text.includes('sk-') ? [{ line: 2, what: 'an access key' }] : []);
    const secret = review(withFile('notebook.ipynb', '{\n"sk-123"}'), { findPrivate }).findings[0];
    assert.equal(secret?.what, 'notebook.ipynb: an access key');
    assert.equal(secret.where?.line, 2);
    assert.deepEqual(whats(withFile('model.bin', '', { bytes: 12_000_000 })), ['model.bin has 12 MB.']);
    for (const path of ['.env', '.env.local', 'keys/id_rsa', 'server.pem', 'cv.docx', 'sub/.DS_Store']) {
      assert.deepEqual(whats(withFile(path, '')), [`${path} looks like a file about you or your computer.`]);
    }
    for (const path of ['.env.example', 'src/environment.py', 'src/keys.py'])
      assert.deepEqual(whats(withFile(path, '')), []);
    const data = withFile('data/photos.csv', 'a,b\n');
    assert.deepEqual(whats(data), ['data/photos.csv has no license named anywhere.']);
    assert.deepEqual(whats(withFile('data/made.csv', '', { isStarter: true })), []);
    assert.deepEqual(whats({ files: [...data.files, reviewFile('data/README.md', 'license: CC BY 4.0')] }), []);
  });

  it('finds pictures without text and axes without labels', () => {
    assert.equal(review(withFile('notes.md', 'One\n![](plot.png)\n')).findings[0]?.where?.line, 2);
    assert.deepEqual(whats(withFile('notes.md', '![Loss falls](plot.png) <img alt="Loss" src="a.png">')), []);
    const plot = 'plt.plot(a)\nplt.savefig("a.png")\n';
    assert.deepEqual(whats(withFile('src/plot.py', plot)), ['src/plot.py saves a figure whose axes have no labels.']);
    assert.deepEqual(whats(withFile('src/plot.py', `plt.xlabel("t (s)")\nplt.ylabel("loss")\n${plot}`)), []);
  });

  it('finds a picture that the README shows and that is not there', () => {
    const text = `${readme()}\n![Loss falls](evidence/loss.svg)\n`;
    const shows = { files: [reviewFile('README.md', text), ...readyProject().files.slice(1)] };
    assert.deepEqual(whats(shows), ['README.md shows evidence/loss.svg, which is not there.']);
    assert.equal(review(shows).findings[0]?.where?.line, text.split('\n').length - 1);
    assert.deepEqual(whats({ files: [...shows.files, reviewFile('evidence/loss.svg', '<svg/>')] }), []);
  });

  it('asks for a re-run once exported, until one reproduced these figures', () => {
    const re = (reproducedOn?: string) =>
      whats(
        { project: { ...sheetProject(), ...(reproducedOn === undefined ? {} : { reproducedOn }) } },
        { isExported: true },
      );
    assert.deepEqual(re(), ['No re-run has reproduced these figures yet.']);
    assert.deepEqual(re('2027-03-01'), []);
  });

  it('takes any text, and gives every finding a reason and a fix', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('README.md', 'tests/test_a.py', 'data/x', 'src/p.py'), fc.string())),
        (texts) => {
          const group = review({ files: texts.map(([path, text]) => reviewFile(path, text)) });
          assert.equal(group.project, sampleStep.ref);
          for (const { what, why, fix } of group.findings) assert.ok(what !== '' && why !== '' && fix !== '');
        },
      ),
    );
  });
});

const readme = (without?: string) =>
  ['Problem', 'Data', 'Results', 'Run it', 'Limits']
    .filter((title) => title !== without)
    .map((title) => `## ${title}\nFive words at the least.\n`)
    .join('');
