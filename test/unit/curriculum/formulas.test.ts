import assert from 'node:assert/strict';
import { formulasOf } from '../../../scripts/formulas';
import { createGuideRenderer, type GuideRenderer } from '../../../scripts/guide-html';
import { sampleStep } from '../../support/sample-curriculum';

describe('the formulas of questions and hints', function () {
  // Generous: these run beside trainings on a busy machine.
  this.timeout(60_000);
  let renderer: GuideRenderer;
  before(async () => {
    renderer = await createGuideRenderer();
  });
  const withQuestion = (question: string) => {
    const [first] = sampleStep.quiz;
    assert.ok(first);
    return { ...sampleStep, quiz: [{ ...first, question, options: ['$a$', 'b'] }] };
  };

  it('are rendered as MathML, once each', () => {
    const { formulas, problems } = formulasOf(withQuestion('Is $x^2$ or $a$ more?'), '', renderer);
    assert.deepEqual(problems, []);
    assert.deepEqual(Object.keys(formulas), ['x^2', 'a']);
    assert.match(formulas['x^2'] ?? '', /^<span class="katex"><math/);
  });

  it('are a problem at their line when they cannot be read', () => {
    const source = 'id: x\nquiz:\n  - question: Is $\\frac{1$ more?\n';
    const { problems } = formulasOf(withQuestion('Is $\\frac{1$ more?'), source, renderer);
    assert.equal(problems.length, 1);
    assert.equal(problems[0]?.line, 3);
    assert.match(problems[0].message, /the formula cannot be read/);
  });

  it('run nothing and load nothing', () => {
    const evil = '$\\href{javascript:x()}{a}\\includegraphics{https://a.test/b.png}<img src=x>$';
    const { formulas } = formulasOf(withQuestion(evil), '', renderer);
    assert.doesNotMatch(Object.values(formulas).join(''), /<[^>]*(href|src|style)=|<img/);
  });
});
