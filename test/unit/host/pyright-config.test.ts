import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addExecutionEnvironment,
  pyrightRules,
  type ExecutionEnvironment,
} from '../../../src/host/commands/pyright-config';

const entry = { root: 'cv-to-nlp/image-captioning', extraPaths: ['cv-to-nlp/image-captioning/src'] };
const added = (text: string, environment: ExecutionEnvironment = entry): unknown => {
  const result = addExecutionEnvironment(text, environment);
  assert.ok(result !== undefined);
  return JSON.parse(result.replaceAll(/^\s*\/\/.*$/gm, ''));
};

describe('adding a project to pyrightconfig.json', () => {
  it('makes the file when there is none', () => {
    assert.deepEqual(added(''), { typeCheckingMode: 'basic', executionEnvironments: [entry] });
  });

  it('keeps every other setting and every other project', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()).map((value) => JSON.parse(JSON.stringify(value)) as object),
        fc.array(fc.record({ root: fc.string(), strict: fc.jsonValue() }), { maxLength: 3 }),
        fc.constantFrom(0, 2, '\t'),
        (settings, environments, indent) => {
          const known = JSON.parse(JSON.stringify({ ...settings, executionEnvironments: environments })) as object;
          assert.deepEqual(added(JSON.stringify(known, undefined, indent)), {
            ...known,
            executionEnvironments: [...(JSON.parse(JSON.stringify(environments)) as unknown[]), entry],
          });
          if (!('executionEnvironments' in settings)) {
            assert.deepEqual(added(JSON.stringify(settings, undefined, indent)), {
              ...settings,
              executionEnvironments: [entry],
            });
          }
        },
      ),
    );
  });

  it('keeps comments, trailing commas and line ends', () => {
    const text =
      '{\r\n  // ours\r\n  "strict": ["src"],\r\n  "executionEnvironments": [\r\n    { "root": "a" }, // first\r\n  ],\r\n}\r\n';
    const result = addExecutionEnvironment(text, entry) ?? '';
    for (const part of ['  // ours\r\n', '    { "root": "a" }, // first\r\n', `"root": "${entry.root}"`]) {
      assert.ok(result.includes(part), result);
    }
    assert.doesNotMatch(result, /[^\r]\n/);
    assert.equal(result.match(/executionEnvironments/g)?.length, 1);
  });

  it('changes nothing when the project is there', () => {
    const text = addExecutionEnvironment('{ "venv": ".venv" }', entry) ?? '';
    assert.equal(addExecutionEnvironment(text, entry), text);
  });

  it('leaves a file alone that it does not understand', () => {
    for (const text of [
      '[]',
      '{',
      '{]',
      'nonsense',
      '{ "executionEnvironments": 3 }',
      '{ "a": 1 } { }',
      "{ 'a': 1 }",
    ]) {
      assert.equal(addExecutionEnvironment(text, entry), undefined, text);
    }
  });

  it("carries the project's own rules, for its pyproject.toml is not read from the home folder", () => {
    const pyproject =
      '[tool.ruff]\nreportNone = true\n[tool.pyright]\nreportCallIssue = false\n# why\nreportReturnType = "warning"\n';
    const rules = pyrightRules(pyproject);
    assert.deepEqual(rules, { reportCallIssue: false, reportReturnType: 'warning' });
    const [written] = (added('{}', { ...entry, rules }) as { executionEnvironments: readonly object[] })
      .executionEnvironments;
    assert.deepEqual(written, { ...entry, ...rules });
  });
});
