import assert from 'node:assert/strict';
import { compileContent } from '../../../src/core/curriculum/compile-content';
import { formatProblem } from '../../../src/core/curriculum/problem';
import { nodeHasher } from '../../../src/platform/node/node-hasher';
import { curriculumYaml, sampleFiles, sampleTree, stepYaml } from './sample-content';

const problemsOf = (...args: Parameters<typeof sampleTree>): string[] =>
  compileContent(sampleTree(...args), nodeHasher).problems.map((problem) => formatProblem(problem));

/** Replaces the one place where `before` stands, and tells its line and column. */
function spoil(text: string, before: string, after: string): { text: string; line: number; column: number } {
  const at = text.indexOf(before);
  assert.notEqual(at, -1, `the sample has no ${before}`);
  const head = text.slice(0, at);
  return {
    text: head + after + text.slice(at + before.length),
    line: head.split('\n').length,
    column: at - head.lastIndexOf('\n'),
  };
}

/** Copies the sample curriculum under another id, so that one can be spoiled and the other must load. */
function secondCurriculum(): Record<string, string | Uint8Array> {
  return Object.fromEntries(
    Object.entries(sampleFiles)
      .filter(([path]) => path.startsWith('sample/'))
      .map(([path, content]) => [
        path.replace('sample/', 'other/'),
        path === 'sample/curriculum.yaml' ? curriculumYaml.replace('id: sample', 'id: other') : content,
      ]),
  );
}

describe('compiling content', function () {
  // Generous: these run beside trainings on a busy machine.
  this.timeout(30_000);
  it('turns sources without problems into an index', () => {
    const { index, problems, steps } = compileContent(sampleTree(), nodeHasher);
    assert.deepEqual(problems, []);
    const step = index.curricula[0]?.phases[0]?.steps[0];
    assert.equal(step?.ref, 'sample/adding');
    assert.equal(step.hours, 2);
    assert.deepEqual(index.constraints, ['numpy==2.4.6']);
    assert.deepEqual(
      index.curricula[0]?.milestones.map((milestone) => milestone.checks),
      [['sum', 'fault'], []],
    );
    const ignore = step.projectFiles.find((file) => file.path === '.gitignore');
    assert.deepEqual({ stored: ignore?.stored, owner: ignore?.owner }, { stored: '_gitignore', owner: 'author' });
    const starter = steps.get('sample/adding')?.files.find((file) => file.path === 'src/adder/__init__.py')?.starter;
    assert.equal(
      starter,
      [
        'def add(a: int, b: int) -> int:',
        '    """Adds."""',
        '    # region add',
        '    # TODO Add two numbers (10 min)',
        '    raise NotImplementedError("add: Add two numbers")',
        '    # endregion add',
        '',
      ].join('\n'),
    );
    const report = steps.get('sample/adding')?.files.find((file) => file.path === 'report.md')?.starter;
    assert.equal(report, '# Report\n\n<!-- region fault -->\nFault:\n<!-- endregion fault -->\n');
  });

  it('gives the same content version for CRLF and BOM as for plain text, and another one for other words', () => {
    const version = (changes: Record<string, string> = {}): string | undefined =>
      compileContent(sampleTree(changes), nodeHasher).index.curricula[0]?.phases[0]?.steps[0]?.contentVersion;
    const crlf = Object.fromEntries(
      Object.entries(sampleFiles)
        .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
        .map(([path, content]) => [path, `\uFEFF${content.replaceAll('\n', '\r\n')}`]),
    );
    const plain = version();
    assert.ok(plain);
    assert.equal(version(crlf), plain);
    assert.notEqual(version({ 'sample/adding/guide.md': '# Adding more\n' }), plain);
    const tests = 'sample/adding/project/tests/test_own.py';
    assert.notEqual(version({ [tests]: 'def test_own() -> None:\n    assert 1\n' }), plain);
  });

  it('loads the other curricula when one is malformed', () => {
    const tree = sampleTree({ ...secondCurriculum(), 'sample/curriculum.yaml': 'id: [sample\n' });
    const { index, problems } = compileContent(tree, nodeHasher);
    assert.deepEqual(
      index.curricula.map((curriculum) => curriculum.id),
      ['other'],
    );
    assert.ok(problems.length > 0);
    assert.ok(problems.every((problem) => problem.file.startsWith('sample/')));
  });

  it('keeps an index when skills.yaml is malformed, and says where', () => {
    const { index, problems } = compileContent(sampleTree({ 'skills.yaml': 'skills: 1\n' }), nodeHasher);
    assert.ok(index.specializations.nlp);
    assert.ok(problems.every((problem) => problem.file === 'skills.yaml'));
  });

  it('reports an unknown key at its line and column', () => {
    const spoiled = spoil(curriculumYaml, 'subtitle:', 'subtitel:');
    const found = problemsOf({ 'sample/curriculum.yaml': spoiled.text });
    assert.ok(
      found.includes(`sample/curriculum.yaml:${spoiled.line}:${spoiled.column} unknown key "subtitel"`),
      found.join('\n'),
    );
    assert.ok(found.some((problem) => problem.endsWith('missing key "subtitle"')));
  });

  const badPaths: readonly (readonly [string, string])[] = [
    ['../secrets.txt', 'leaves the project (..)'],
    ['src/../../x', 'leaves the project (..)'],
    ['/etc/passwd', 'is absolute'],
    ['C:/Windows/x', 'names a drive'],
    ['//server/share', 'is a network path'],
    ['\\\\server\\share', 'is a network path'],
    ['src\\adder.py', 'has a backslash'],
    ['src/NUL.txt', 'a name that Windows reserves'],
    ['src/trailing.', 'ends in a dot or a space'],
    ['src/a:b', 'a character that Windows does not allow'],
  ];
  for (const [path, reason] of badPaths) {
    it(`refuses by name a path in content that is not inside the project: ${path}`, () => {
      const spoiled = spoil(stepYaml, "'tests/**'", JSON.stringify(path));
      const expected = `sample/adding/step.yaml:${spoiled.line}:${spoiled.column} ${JSON.stringify(path)} `;
      const found = problemsOf({ 'sample/adding/step.yaml': spoiled.text });
      assert.ok(
        found.some((problem) => problem.startsWith(expected) && problem.includes(reason)),
        found.join('\n'),
      );
    });
  }

  it('refuses a link by name and does not follow it', () => {
    const found = problemsOf({}, [{ path: 'sample/adding/project/data', reason: 'link' }]);
    assert.deepEqual(found, ['sample/adding/project/data:1:1 is a link; content holds plain files only']);
  });

  const references: readonly (readonly [string, string, string, string])[] = [
    ['a check of an unknown task', 'task: add, kind: H', 'task: addd, kind: H', 'unknown task "addd"'],
    ['an unknown hint', 'hints: [carry]', 'hints: [carrry]', 'unknown hint of hints.failures "carrry"'],
    ['a region that no file has', 'region: add', 'region: sub', 'no file of the project has a region "sub"'],
    ['a region in another file', 'file: report.md', 'file: explore.py', 'the region "fault" is in report.md'],
    ['a test that is not there', '::test_sum', '::test_summ', 'checks/test_add.py has no test "test_summ"'],
    ['minutes that do not add up', 'minutes: 15', 'minutes: 16', 'minutes is 16, but the tasks add up to 15'],
    ['an unknown skill', 'd.autodiff: 1', 'd.autodif: 1', 'unknown skill "d.autodif"'],
    ['an unpinned requirement', '[numpy]', '[numpi]', '"numpi" has no version in constraints.txt'],
    ['a package of a higher tier', '[numpy]', '[torch]', '"torch" does not belong to tier T0'],
    [
      'an id that appears twice',
      'id: fault, title: Fault, test',
      'id: sum, title: Fault, test',
      'the check "sum" appears twice',
    ],
    ['a file of nobody', ', explore.py]', ']', '"explore.py" is in neither files.learner nor files.author'],
    ['a file of both', 'README.md,', "'src/**', README.md,", 'is in both files.learner and files.author'],
    ['an answer beyond the options', 'answer: 1', 'answer: 4', 'the answer 4 is not among the 2 options'],
    ['a sick run without its file', 'files: [report.md]', 'files: [run.log]', 'the project has no file "run.log"'],
  ];
  for (const [what, before, after, message] of references) {
    it(`reports ${what}`, () => {
      const found = problemsOf({ 'sample/adding/step.yaml': spoil(stepYaml, before, after).text });
      assert.ok(
        found.some((problem) => problem.includes(message)),
        found.join('\n'),
      );
    });
  }

  const curriculumReferences: readonly (readonly [string, string, string, string])[] = [
    [
      'a milestone of an unknown step',
      'step: adding, kind: verified',
      'step: ading, kind: verified',
      'unknown step "ading"',
    ],
    ['a step without a folder', '- id: adding\n', '- id: adding\n      - id: more\n', 'there is no step folder "more"'],
    [
      'a requirement that comes later',
      '- id: adding\n',
      '- { id: adding, requires: [adding] }\n',
      'does not come before',
    ],
    ['a renamed id that is still in use', 'milestones:', 'renamed: { adding: adding }\nmilestones:', 'is still in use'],
    [
      'an advisory on an unknown step',
      'milestones:',
      'advisories: [{ step: gone, check: sum, note: Wrong. }]\nmilestones:',
      'unknown step "gone"',
    ],
    [
      'an advisory on an unknown check',
      'milestones:',
      'advisories: [{ step: adding, check: gone, note: Wrong. }]\nmilestones:',
      'the step "adding" has no check "gone"',
    ],
    [
      'an advisory for something that is no version',
      'milestones:',
      'advisories: [{ step: adding, check: sum, versions: [newest], note: Wrong. }]\nmilestones:',
      'advisories[0].versions',
    ],
    [
      'an advisory that says nothing',
      'milestones:',
      "advisories: [{ step: adding, check: sum, note: '' }]\nmilestones:",
      'note',
    ],
    ['a renamed id that leads nowhere', 'milestones:', 'renamed: { old: gone }\nmilestones:', '"gone" does not exist'],
  ];
  for (const [what, before, after, message] of curriculumReferences) {
    it(`reports ${what}`, () => {
      const found = problemsOf({ 'sample/curriculum.yaml': spoil(curriculumYaml, before, after).text });
      assert.ok(
        found.some((problem) => problem.includes(message)),
        found.join('\n'),
      );
    });
  }

  it('takes an advisory into the index without making another version of the step', () => {
    const advisories = 'advisories: [{ step: adding, check: sum, note: Too strict on ARM. }]\nmilestones:';
    const text = curriculumYaml.replace('milestones:', advisories);
    const { index, problems } = compileContent(sampleTree({ 'sample/curriculum.yaml': text }), nodeHasher);
    assert.deepEqual(problems, []);
    const [found] = index.curricula;
    assert.ok(found);
    assert.deepEqual(found.advisories, [{ step: 'adding', check: 'sum', versions: 'all', note: 'Too strict on ARM.' }]);
    const before = compileContent(sampleTree(), nodeHasher).index.curricula[0];
    assert.deepEqual(
      found.phases[0]?.steps.map(({ contentVersion }) => contentVersion),
      before?.phases[0]?.steps.map(({ contentVersion }) => contentVersion),
    );
  });

  it('reports a conftest.py that differs from the common one', () => {
    const found = problemsOf({ 'sample/adding/checks/conftest.py': 'import os\n' });
    assert.deepEqual(found, ['sample/adding/checks/conftest.py:1:1 differs from curricula/conftest.py']);
  });

  it('reports any copy that differs from the file beside the curricula', () => {
    const shared = { 'source_rules.py': 'RULES = 1\n' };
    assert.deepEqual(problemsOf(shared), []);
    assert.deepEqual(problemsOf({ ...shared, 'sample/adding/checks/source_rules.py': 'RULES = 1\r\n' }), []);
    assert.deepEqual(problemsOf({ ...shared, 'sample/adding/checks/source_rules.py': 'RULES = 2\n' }), [
      'sample/adding/checks/source_rules.py:1:1 differs from curricula/source_rules.py',
    ]);
  });

  it('reports two files that are one where case does not count', () => {
    const found = problemsOf({ 'sample/adding/project/readme.md': '# Adder\n' });
    assert.ok(
      found.some((problem) => problem.includes('are one file where case does not count')),
      found.join('\n'),
    );
  });

  it('reports a region without its end at its line', () => {
    const path = 'sample/adding/project/src/adder/__init__.py';
    const found = problemsOf({ [path]: 'def add(a, b):\n    ### BEGIN SOLUTION add\n    return a + b\n' });
    assert.ok(found.includes(`${path}:2:1 region add has no END SOLUTION`), found.join('\n'));
  });

  it('reports a picture of the guide that can run or load something', () => {
    for (const content of [
      '<svg onload="x()"/>',
      '<svg><script/></svg>',
      '<svg><image href="https://a/b.png"/></svg>',
    ]) {
      const found = problemsOf({ 'sample/adding/guide/sum.svg': content });
      assert.equal(found.length, 1, content);
    }
  });

  it('reports a link of the guide that leads out of the project', () => {
    const found = problemsOf({ 'sample/adding/guide.md': '# Adding\n\nSee [it](../../secrets.md).\n' });
    assert.deepEqual(found, ['sample/adding/guide.md:3:5 "../../secrets.md" leaves the project (..)']);
  });
});
