import assert from 'node:assert/strict';
import { guideFigureProblems, guideFigures } from '../../../src/core/curriculum/guide-figures';
import { stepSchema } from '../../../src/core/curriculum/schema';
import { readVariants } from '../../../src/core/curriculum/variants';
import { readYaml } from '../../../src/core/curriculum/yaml';
import { stepYaml } from './sample-content';

const result = readYaml('step.yaml', stepYaml, stepSchema);
assert.ok(result.ok);
const step = result.located.value;
const good =
  '# What: forgets b,\n# which is half of it\n# Fails: sum\n# Hint: carry\n# region add\n    return a\n# endregion add\n';

function read(files: Readonly<Record<string, string>>): ReturnType<typeof readVariants> {
  return readVariants('sample/adding', new Map(Object.entries(files)), step, new Set(['add', 'fault']));
}
const messagesOf = (text: string): string[] =>
  read({ 'variants/wrong/a.py': text })
    .problems.map(({ message }) => message)
    .filter((message) => !/variants; \d or more/.test(message));

describe('variants', () => {
  it('hold what they are, what must fail and the bodies of their regions', () => {
    const { variants } = read({
      'variants/wrong/a.py': good,
      'variants/right/b.py': '# What: adds backwards\n# region add\n    return b + a\n# endregion add\n',
    });
    assert.deepEqual(variants.wrong[0], {
      name: 'a',
      what: 'forgets b, which is half of it',
      expected: { check: 'sum', hint: 'carry' },
      evidence: 'real',
      regions: new Map([['add', ['    return a']]]),
    });
    assert.deepEqual(
      variants.right.map(({ name }) => name),
      ['b'],
    );
  });

  it('may only bring made-up evidence', () => {
    const files = {
      'variants/wrong/a.py': '# What: invents\n# Fails: sum\n# Hint: carry\n# Evidence: invented\n',
      'variants/invented/p.jsonl': '',
    };
    assert.equal(read(files).variants.wrong[0]?.evidence, 'invented');
  });

  const cases: readonly (readonly [string, string, string])[] = [
    ['an unknown check', good.replace('Fails: sum', 'Fails: summ'), 'unknown check "summ"'],
    [
      'a hint that the check has not',
      good.replace('Hint: carry', 'Hint: other'),
      'the check "sum" has no hint "other"',
    ],
    ['an unknown region', good.replaceAll('region add', 'region sub'), 'the project has no region "sub"'],
    ['a missing line', good.replace('# Hint: carry\n', ''), 'the line "# Hint:" is missing'],
    ['code outside a region', `${good}x = 1\n`, 'only comments may stand outside a region'],
    ['a region without an end', good.replace('# endregion add\n', ''), 'region add has no end'],
    ['unknown evidence', `# Evidence: none\n${good}`, 'there is no folder variants/none'],
  ];
  for (const [what, text, message] of cases) {
    it(`report ${what}`, () => {
      assert.ok(messagesOf(text).includes(message), messagesOf(text).join('\n'));
    });
  }

  it('are five wrong ones and a right one at least', () => {
    assert.deepEqual(
      read({}).problems.map(({ message }) => message),
      ['the step has 0 wrong variants; 5 or more are needed', 'the step has 0 right variants; 1 or more are needed'],
    );
  });
});

describe('figures of a guide', () => {
  const figures = [{ name: 'accuracy', title: 'Accuracy', unit: '', tolerance: 0.01 }];
  const problemsOf = (text: string, ...values: number[]): number =>
    guideFigureProblems(text, figures, new Map(values.length > 0 ? [['accuracy', values]] : [])).length;

  it('are read as numbers and as percentages, with the rounding of their digits', () => {
    const [plain, percent, negative] = guideFigures('[0.93](figure:a) [97.5 %](figure:b)\n[−1,200](figure:c)');
    assert.deepEqual([plain?.value, plain?.rounding.toFixed(4)], [0.93, '0.0050']);
    assert.deepEqual([percent?.value?.toFixed(3), percent?.rounding.toFixed(5)], ['0.975', '0.00050']);
    assert.deepEqual([negative?.value, negative?.line], [-1200, 2]);
  });

  it('agree within the tolerance of the figure', () => {
    assert.equal(problemsOf('[0.95](figure:accuracy)', 0.96), 0);
    assert.equal(problemsOf('[95 %](figure:accuracy)', 0.951), 0);
    assert.equal(problemsOf('[0.95](figure:accuracy)', 0.9), 1);
    assert.equal(problemsOf('[0.95](figure:accuracy)', 0.9, 0.99), 0);
  });

  it('are wrong when nothing reports them or they hold no number', () => {
    assert.equal(problemsOf('[0.95](figure:accuracy)'), 1);
    assert.equal(problemsOf('[high](figure:accuracy)', 0.95), 1);
  });
});
