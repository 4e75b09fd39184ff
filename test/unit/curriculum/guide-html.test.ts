import assert from 'node:assert/strict';
import { createGuideRenderer, type GuideRenderer } from '../../../scripts/guide-html';

describe('the rendered guide', function () {
  // Generous: these run beside trainings on a busy machine.
  this.timeout(60_000);
  let renderer: GuideRenderer;
  before(async () => {
    renderer = await createGuideRenderer();
  });
  const html = (markdown: string): string => renderer.render({ file: 'guide.md', markdown }).html;
  const problems = (markdown: string): string[] =>
    renderer.render({ file: 'guide.md', markdown }).problems.map(({ line, message }) => `${line}: ${message}`);

  it('has no raw HTML and no inline style', () => {
    const text = html(
      '<script>x()</script>\n\n<b style="x">b</b>\n\n| a |\n|--:|\n| 1 |\n\n$\\color{red}{x}$\n\n```python\nx = 1\n```\n',
    );
    assert.doesNotMatch(text, /<script|<b |style="/);
    assert.match(text, /<td class="align-right">1<\/td>/);
  });

  it('turns formulas into MathML', () => {
    assert.match(html('$x^2$'), /<math[^>]*><semantics><mrow><msup>/);
    assert.match(html('$$\nx\n$$\n'), /<p class="katex-block"><span class="katex"><math[^>]*display="block"/);
  });

  it('keeps a function apart from what it is applied to, unless that is in parentheses', () => {
    assert.match(html('$\\log p$'), /<mi>log<\/mi><mo>\u2061<\/mo><mspace width="0.17em"><\/mspace><mi>p<\/mi>/);
    assert.match(html('$\\log(p)$'), /<mi>log<\/mi><mo>\u2061<\/mo><mo stretchy="false">\(/);
  });

  it('turns the tokens of code into classes', () => {
    const text = html('```python\ndef f(x: int) -> str:  # why\n    return "a" + str(1)\n```\n');
    for (const token of ['keyword', 'function', 'type', 'comment', 'string', 'number']) {
      assert.ok(text.includes(`<span class="tok-${token}">`), `${token} in ${text}`);
    }
    assert.match(text, /<span class="tok-keyword">def<\/span>/);
    assert.match(text, /# why<\/span>/);
  });

  it('gives headings ids, the second of a name another one', () => {
    assert.match(html('## Ein Wort: à la `relu`\n\n## A\n\n## A\n'), /id="ein-wort-à-la-relu".*id="a".*id="a-1"/s);
  });

  it('points pictures at the folder of the guide, and links at files of the project', () => {
    assert.match(html('![A sum](guide/sum.svg)'), /<img src="\{\{guide\}\}\/sum\.svg" alt="A sum">/);
    assert.match(html('[code](src/adder/__init__.py)'), /<a href="#" data-file="src\/adder\/__init__\.py">code<\/a>/);
    assert.match(html('[paper](https://example.org/a)'), /<a href="https:\/\/example\.org\/a">paper<\/a>/);
  });

  it('shows a figure of the checks as plain text', () => {
    assert.match(html('It scored [0.99](figure:accuracy).'), /It scored <span class="figure">0\.99<\/span>\./);
  });

  it('reports a formula that cannot be read and a language that is not known, at their lines', () => {
    assert.deepEqual(problems('# A\n\nText $\\frac{1$ and\n'), ['3: the formula cannot be read: \\frac{1']);
    assert.deepEqual(problems('# A\n\n```pyhton\nx\n```\n'), ['3: the code block\'s language "pyhton" is not known']);
    assert.deepEqual(problems('```\nplain\n```\n'), []);
  });
});
