import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import * as z from 'zod';
import type { Portfolio } from '../../../src/core/portfolio/portfolio';
import { resumeMarkdown, resumeOf } from '../../../src/core/portfolio/resume';
import { emptyPortfolio, samplePortfolio } from '../../support/sample-portfolios';

const fixture = join(__dirname, '..', '..', 'fixtures', 'json-resume', 'schema.json');
/** The published schema, as the package `@jsonresume/schema` 1.3.1 has it. */
const published = z.fromJSONSchema(JSON.parse(readFileSync(fixture, 'utf8')) as Parameters<typeof z.fromJSONSchema>[0]);
const isValid = (resume: unknown): boolean => published.safeParse(JSON.parse(JSON.stringify(resume))).success;

describe('the résumé', function () {
  this.timeout(30_000);
  let portfolio: Portfolio;
  before(async () => {
    portfolio = await samplePortfolio();
  });

  it('is valid by the published schema, with all that may be said and with nothing', async () => {
    const site = 'https://maren.example.org/';
    const whole = resumeOf({ ...portfolio, story: { ...portfolio.story, site, repository: `${site}work` } });
    for (const resume of [whole, resumeOf(portfolio), resumeOf(await emptyPortfolio())]) {
      const result = published.safeParse(JSON.parse(JSON.stringify(resume)));
      assert.ok(result.success, result.error && z.prettifyError(result.error));
    }
  });

  it('would not be valid with an address that is none, a date that is none, or a level that is no word', () => {
    const resume = resumeOf(portfolio);
    assert.ok(!isValid({ ...resume, basics: { ...resume.basics, email: 'nobody' } }));
    assert.ok(!isValid({ ...resume, projects: [{ ...resume.projects[0], endDate: 'today' }] }));
    assert.ok(!isValid({ ...resume, skills: [{ name: 'NLP', level: 2 }] }));
  });

  it('has highlights that hold numbers, baselines, and whether they are recorded or reproduced', () => {
    const [captioning, backpropagation] = resumeOf(portfolio).projects;
    assert.equal(
      captioning?.highlights[0],
      'Exact match on 300 fresh scenes: 0.967, against 0.740 (caption of the nearest training picture); reproduced on November 22, 2026. Better than the baseline by 0.227.',
    );
    assert.match(
      backpropagation?.highlights[2] ?? '',
      /recorded on October 18, 2026\. Behind the baseline by 0\.013, within what a re-run may move the two/u,
    );
    assert.ok(backpropagation?.highlights.includes('32 checks passed on one set of files.'));
  });

  it('has skills with levels in words and the projects that show them', () => {
    const { skills } = resumeOf(portfolio);
    assert.deepEqual(
      skills.find(({ name }) => name === 'Vision-language modeling (captioning, VQA)'),
      {
        name: 'Vision-language modeling (captioning, VQA)',
        level: 'can apply alone',
        keywords: ['Image captioning: the first bridge'],
      },
    );
  });

  it('is the same in Markdown, where what the learner wrote stays text', () => {
    const name = 'M <script>*x*</script> [y](javascript:z)';
    const why = '# No heading\n<img src=x onerror=y> and [this](javascript:alert) and [that](https://example.org).';
    const text = resumeMarkdown({ ...portfolio, story: { ...portfolio.story, name, why } });
    assert.ok(text.startsWith('# M &lt;script>\\*x\\*&lt;/script> \\[y\\](javascript:z)\n'), text.slice(0, 80));
    assert.ok(text.includes('\\# No heading\n&lt;img src=x onerror=y> and [this] and [that](https://example.org).'));
    const { projects, skills } = resumeOf(portfolio);
    for (const { name: title } of [...projects, ...skills]) assert.ok(text.includes(title), title);
    for (const highlight of projects.flatMap(({ highlights }) => highlights))
      assert.ok(text.includes(`- ${highlight}`));
  });
});
