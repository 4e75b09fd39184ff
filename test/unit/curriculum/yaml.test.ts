import assert from 'node:assert/strict';
import * as z from 'zod';
import { readYaml } from '../../../src/core/curriculum/yaml';

const schema = z.strictObject({
  title: z.string(),
  steps: z.array(z.strictObject({ id: z.string().regex(/^[a-z]+$/, 'an id is lower case'), kind: z.enum(['a', 'b']) })),
  map: z.record(z.string().regex(/^k\d$/, 'a key is k and a digit'), z.number()).optional(),
});

function problemsOf(text: string | Uint8Array): string[] {
  const result = readYaml('f.yaml', text, schema);
  return result.ok ? [] : result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const good = 'title: T\nsteps:\n  - id: one\n    kind: a\n';

describe('reading YAML', function () {
  // Generous: these run beside trainings on a busy machine.
  this.timeout(30_000);
  it('gives the value and finds its parts again', () => {
    const result = readYaml('f.yaml', good, schema);
    assert.ok(result.ok);
    assert.deepEqual(result.located.value.steps, [{ id: 'one', kind: 'a' }]);
    assert.deepEqual(result.located.at(['steps', 0, 'kind']), { line: 4, column: 11 });
    assert.deepEqual(result.located.at(['steps', 0, 'missing']), { line: 3, column: 5 });
  });

  it('reads CRLF and a byte-order mark as plain text', () => {
    assert.deepEqual(problemsOf(`\uFEFF${good.replaceAll('\n', '\r\n')}`), []);
    assert.deepEqual(problemsOf(`\uFEFF${good.replace('kind: a', 'kind: c').replaceAll('\n', '\r\n')}`), [
      '4:11 steps[0].kind: Invalid option: expected one of "a"|"b"',
    ]);
  });

  const cases: readonly (readonly [string, string, string])[] = [
    ['an unknown key, at the key', good.replace('kind: a', 'knd: a'), '4:5 steps[0]: unknown key "knd"'],
    ['a missing key, at its map', good.replace('title: T\n', ''), '1:1 missing key "title"'],
    ['a bad value, at the value', good.replace('one', 'ONE'), '3:9 steps[0].id: an id is lower case'],
    ['a bad key of a map, at the key', `${good}map:\n  k1: 1\n  kk: 2\n`, '7:3 map.kk: a key is k and a digit'],
    ['a key that appears twice', `${good}title: U\n`, '5:1 the key "title" appears twice'],
    ['__proto__', `${good}__proto__: { a: 1 }\n`, '5:1 unknown key "__proto__"'],
    [
      'a syntax error',
      'title: [T\n',
      '2:1 Flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    ['an alias of nothing', 'title: *gone\nsteps: []\n', '1:8 nothing before this is called "gone"'],
  ];
  for (const [what, text, problem] of cases) {
    it(`reports ${what}`, () => {
      const found = problemsOf(text);
      assert.ok(found.includes(problem), found.join('\n'));
    });
  }

  it('refuses a file that is larger than 1 MB', () => {
    assert.deepEqual(problemsOf(`${good}# ${'x'.repeat(1_000_000)}`), ['1:1 is larger than 1 MB']);
  });

  it('refuses bytes that are not text', () => {
    assert.deepEqual(problemsOf(new Uint8Array([0, 255])), ['1:1 is not UTF-8 text']);
  });

  it('refuses aliases that multiply, without building what they stand for', () => {
    const rows = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 30; level += 1) {
      const [before, now] = [level - 1, level].map((each) => `n${each}`.replace('n0', 'a'));
      rows.push(`${now}: &${now} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`);
    }
    const found = problemsOf(`${rows.join('\n')}\n`);
    assert.ok(
      found.some((problem) => problem.includes('alias')),
      found[0],
    );
  });

  it('refuses more aliases than content needs', () => {
    const found = problemsOf(`a: &a x\nb: [${Array.from({ length: 100_000 }, () => '*a').join(', ')}]\n`);
    assert.deepEqual(found.length, 1);
    assert.match(found[0] ?? '', /^1:1 more than 50 aliases$/);
    const few = problemsOf(`a: &a x\nb: [${Array.from({ length: 60 }, () => '*a').join(', ')}]\n`);
    assert.match(few[0] ?? '', /^2:\d+ more than 50 aliases$/);
  });

  it('refuses what is nested too deeply', () => {
    assert.match(
      problemsOf(`title: ${'['.repeat(40)}${']'.repeat(40)}\n`)[0] ?? '',
      /^1:\d+ is nested deeper than 32 levels$/,
    );
    for (const text of ['['.repeat(400_000), '- '.repeat(400_000), `title: ${'{a: '.repeat(200_000)}`]) {
      assert.deepEqual(problemsOf(text), ['1:1 is nested too deeply']);
    }
  });

  it('reads a file of many keys', () => {
    const text = `map:\n${Array.from({ length: 10_000 }, (_, index) => `  a${index}: 1\n`).join('')}`;
    assert.equal(problemsOf(text).length, 50);
  });

  it('reports at most fifty problems', () => {
    const steps = Array.from({ length: 200 }, () => '  - id: ONE\n    kind: z\n').join('');
    assert.equal(problemsOf(`title: T\nsteps:\n${steps}`).length, 50);
  });
});
