import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commentStyleOf } from '../../../src/core/curriculum/comments';
import {
  findRegion,
  parseMarked,
  renderRegions,
  replaceRegions,
  starterBody,
} from '../../../src/core/curriculum/regions';

const task = { title: 'The rectifier', minutes: 10 };

function starterOf(path: string, text: string): string {
  const { file, problems } = parseMarked(path, text);
  assert.deepEqual(problems, []);
  const { style } = file;
  assert.ok(style);
  return renderRegions(file, (region) => starterBody(region, style, task));
}

const solutionOf = (path: string, text: string): string =>
  renderRegions(parseMarked(path, text).file, (region) => region.solution);

const problemsOf = (text: string): string[] =>
  parseMarked('a.py', text).problems.map(({ line, message }) => `${line}: ${message}`);

const markedPython = `import numpy as np


def relu(x):
    """Docstring."""
    ### BEGIN SOLUTION relu
    return np.maximum(x, 0)
    ### END SOLUTION


def fit(n):
    ### BEGIN SOLUTION fit
    return list(range(n))
    ### STARTER
    #| weights = np.zeros(n)
    #|
    #| for _ in weights:
    #|     pass
    ### END SOLUTION fit
`;

/** Lines that no marker, quote or bracket can hide in. */
const line = fc.stringMatching(/^[a-z =+.0-9]{0,20}$/);
const lines = fc.array(line, { minLength: 1, maxLength: 4 }).filter((all) => all.some((each) => each.trim() !== ''));
const indent = fc.constantFrom('', '    ', '\t', '        ');
const lineEnd = fc.constantFrom('\n', '\r\n');
const region = fc.record({ indent, solution: lines, starter: fc.option(lines, { nil: undefined }) });
const source = fc.record({
  path: fc.constantFrom('a.py', 'a.yaml', 'a.sql', 'a.md', 'Dockerfile', 'a.toml'),
  pieces: fc.array(fc.tuple(fc.array(line, { maxLength: 3 }), region), { minLength: 1, maxLength: 4 }),
  lineEnd,
  bom: fc.constantFrom('', '\uFEFF'),
});

function write({ path, pieces, lineEnd: end, bom }: typeof source extends fc.Arbitrary<infer S> ? S : never): string {
  const style = commentStyleOf(path);
  assert.ok(style);
  const close = style.close === '' ? '' : ` ${style.close}`;
  const all = pieces.flatMap(([plain, { indent: space, solution, starter }], index) => [
    ...plain,
    `${space}${style.open} BEGIN SOLUTION r${index}${close}`,
    ...solution,
    ...(starter
      ? [
          `${space}${style.open} STARTER${close}`,
          ...starter.map((text) => `${space}${style.open}${style.close === '' ? '' : ' '}| ${text}${close}`),
        ]
      : []),
    `${space}${style.open} END SOLUTION${close}`,
  ]);
  return bom + all.join(end) + end;
}

describe('regions', function () {
  // Generous: these run beside trainings on a busy machine.
  this.timeout(30_000);
  it('become a TODO and NotImplementedError, or the starter text that they declare', () => {
    assert.equal(
      starterOf('a.py', markedPython),
      `import numpy as np


def relu(x):
    """Docstring."""
    # region relu
    # TODO The rectifier (10 min)
    raise NotImplementedError("relu: The rectifier")
    # endregion relu


def fit(n):
    # region fit
    weights = np.zeros(n)

    for _ in weights:
        pass
    # endregion fit
`,
    );
  });

  it('keep the finished text between the same neutral markers', () => {
    const solution = solutionOf('a.py', markedPython);
    assert.match(solution, / {4}# region relu\n {4}return np\.maximum\(x, 0\)\n {4}# endregion relu/);
    assert.doesNotMatch(solution, /SOLUTION|STARTER|#\|/);
  });

  it('are written with the comments of the language', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      [
        'q.sql',
        '-- BEGIN SOLUTION q\nSELECT 1;\n-- END SOLUTION q\n',
        '-- region q\n-- TODO The rectifier (10 min)\n-- endregion q\n',
      ],
      [
        'c.yaml',
        '# BEGIN SOLUTION q\na: 1\n# END SOLUTION q\n',
        '# region q\n# TODO The rectifier (10 min)\n# endregion q\n',
      ],
      [
        'Dockerfile',
        '## BEGIN SOLUTION q\nRUN x\n## END SOLUTION\n',
        '# region q\n# TODO The rectifier (10 min)\n# endregion q\n',
      ],
      [
        'pyproject.toml',
        '### BEGIN SOLUTION q\na = 1\n### END SOLUTION\n',
        '# region q\n# TODO The rectifier (10 min)\n# endregion q\n',
      ],
      [
        'r.md',
        '<!-- BEGIN SOLUTION q -->\nText.\n<!-- END SOLUTION q -->\n',
        '<!-- region q -->\n<!-- TODO The rectifier (10 min) -->\n<!-- endregion q -->\n',
      ],
    ];
    for (const [path, marked, starter] of cases) {
      assert.equal(starterOf(path, marked), starter, path);
    }
  });

  it('give a valid string to Python when a title holds quotes and backslashes', () => {
    const { file } = parseMarked('a.py', '### BEGIN SOLUTION f\npass\n### END SOLUTION\n');
    const [first] = file.regions;
    assert.ok(first && file.style);
    const body = starterBody(first, file.style, { title: 'Say "\\n"', minutes: 1 });
    assert.equal(body[1], 'raise NotImplementedError("f: Say \\"\\\\n\\"")');
  });

  it('report at their line what is wrong with the markers', () => {
    assert.deepEqual(problemsOf('x\n### BEGIN SOLUTION\n'), ['2: a solution marker needs one name']);
    assert.deepEqual(problemsOf('### BEGIN SOLUTION a\ny\n'), ['1: region a has no END SOLUTION']);
    assert.deepEqual(problemsOf('### END SOLUTION a\n'), ['1: END SOLUTION a has no BEGIN SOLUTION a before it']);
    assert.deepEqual(problemsOf('### BEGIN SOLUTION a\n\n### END SOLUTION\n'), ['1: region a is empty']);
    assert.deepEqual(problemsOf('### STARTER\n'), ['1: STARTER stands outside a region']);
    const twice = '### BEGIN SOLUTION a\ny\n### END SOLUTION\n'.repeat(2);
    assert.deepEqual(problemsOf(twice), ['4: region a appears twice']);
    const badStarter = '### BEGIN SOLUTION a\ny\n### STARTER\nz = 1\n### END SOLUTION\n';
    assert.deepEqual(problemsOf(badStarter), ['4: after STARTER each line stands behind "#|"']);
    assert.deepEqual(parseMarked('a.json', '// BEGIN SOLUTION a').problems, [
      { line: 1, message: 'regions are not possible in this kind of file' },
    ]);
  });

  it('make a round trip: the starter with its solutions put in is the solution', () => {
    fc.assert(
      fc.property(source, (sample) => {
        const text = write(sample);
        const { file, problems } = parseMarked(sample.path, text);
        assert.deepEqual(problems, []);
        const bodies = new Map(file.regions.map((each) => [each.name, each.solution]));
        const { content, missing } = replaceRegions(sample.path, starterOf(sample.path, text), bodies);
        assert.deepEqual(missing, []);
        assert.equal(content, solutionOf(sample.path, text));
      }),
    );
  });

  it('do not care about the line ends and the byte-order mark of the author', () => {
    fc.assert(
      fc.property(source, (sample) => {
        const plain = starterOf(sample.path, write({ ...sample, lineEnd: '\n', bom: '' }));
        assert.equal(starterOf(sample.path, write(sample)), plain);
        assert.doesNotMatch(plain, /\r|\uFEFF/);
      }),
    );
  });

  it('keep the line ends and the byte-order mark of the learner when a body is put in', () => {
    const file = '\uFEFFa\r\n# region f\r\nold\r\n# endregion f\r\n';
    const { content } = replaceRegions('a.py', file, new Map([['f', ['new', 'lines']]]));
    assert.equal(content, '\uFEFFa\r\n# region f\r\nnew\r\nlines\r\n# endregion f\r\n');
  });
});

describe('finding a region in the file of a learner', () => {
  const starter = starterOf('a.py', markedPython);

  it('finds it by its pair', () => {
    const place = findRegion('a.py', starter, 'relu');
    assert.deepEqual(place, { kind: 'found', by: 'pair', start: 6, end: 8 });
  });

  it('finds it by its def when the pair is gone, doubled or crossed', () => {
    const gone = starter.replaceAll(/.*region relu\n/g, '');
    const doubled = starter.replace('    # region relu\n', '    # region relu\n    # region relu\n');
    const crossed = starter.replace('    # endregion relu\n', '    # region fit\n    # endregion relu\n');
    for (const text of [gone, doubled, crossed]) {
      const place = findRegion('a.py', text, 'relu');
      assert.ok(place.kind === 'found' && place.by === 'definition');
      const lines = text.split('\n').slice(place.start, place.end);
      assert.equal(lines[0], 'def relu(x):');
      assert.match(lines.join('\n'), /raise NotImplementedError/);
      assert.doesNotMatch(lines.join('\n'), /def fit/);
    }
  });

  it('sees through long signatures, strings and comments that are not indented', () => {
    const text = [
      'class Other:',
      '    def relu2(self): ...',
      '',
      'def relu(',
      '    x,',
      ') -> "def relu(x):":',
      '    text = """',
      'def relu(x):',
      '    return 1',
      '"""',
      '# a comment at the margin',
      '    return text',
      '',
      'x = 1',
    ].join('\n');
    assert.deepEqual(findRegion('a.py', text, 'relu'), { kind: 'found', by: 'definition', start: 3, end: 12 });
  });

  it('finds a method by its class', () => {
    const text = 'class A:\n    def f(self):\n        return 1\n\nclass B:\n    def f(self):\n        return 2\n';
    assert.deepEqual(findRegion('a.py', text, 'B.f'), { kind: 'found', by: 'definition', start: 5, end: 7 });
    assert.deepEqual(findRegion('a.py', text, 'f'), { kind: 'missing' });
  });

  it('says that it is missing when nothing of that name is left', () => {
    assert.deepEqual(findRegion('a.py', 'x = 1\n', 'relu'), { kind: 'missing' });
    assert.deepEqual(findRegion('a.md', '# Report\n', 'relu'), { kind: 'missing' });
  });

  it('never throws, whatever the file has become', () => {
    const noise = fc.array(
      fc.constantFrom('def f(', '"""', "'", '# region f', '# endregion f', ')', 'class f:', '  x', '\\'),
    );
    fc.assert(
      fc.property(noise, (all) => {
        const text = all.join('\n');
        const place = findRegion('a.py', text, 'f');
        if (place.kind === 'found') {
          assert.ok(place.start >= 0 && place.start <= place.end && place.end <= all.length);
        }
      }),
    );
  });
});
