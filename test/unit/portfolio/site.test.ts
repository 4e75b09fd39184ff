import assert from 'node:assert/strict';
import fc from 'fast-check';
import { before, describe, it } from 'mocha';
import type { ProjectPicture } from '../../../src/core/portfolio/pictures';
import type { Portfolio } from '../../../src/core/portfolio/portfolio';
import type { ExportFile } from '../../../src/core/portfolio/ports';
import { site } from '../../../src/core/portfolio/site';
import { emptyStory } from '../../../src/core/portfolio/story';
import type { Story } from '../../../src/core/portfolio/story-schema';
import {
  backpropagation,
  emptyPortfolio,
  imageCaptioning,
  previewBytes,
  samplePictures,
  samplePortfolio,
} from '../../support/sample-portfolios';

const size = (files: readonly ExportFile[]): number =>
  files.reduce((sum, { content }) => sum + Buffer.from(content).length, 0);

const pagesOf = (files: readonly ExportFile[]): ReadonlyMap<string, string> =>
  new Map(
    files.flatMap(({ path, content }) =>
      path.endsWith('.html') && typeof content === 'string' ? [[path, content] as const] : [],
    ),
  );

const pageOf = (files: readonly ExportFile[], path: string): string => pagesOf(files).get(path) ?? assert.fail(path);
const words = (page: string): string => page.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ');

/** Every element's name and attributes' names, in their order: what a browser would make of a page. */
const shape = (page: string): string =>
  [...page.matchAll(/<(\/?[a-z!][^\s>]*)((?:[^>"]|"[^"]*")*)>/giu)]
    .map(([, name, rest]) => `${name}${[...(rest ?? '').matchAll(/([\w:-]+)="/gu)].map((match) => match[1]).join()}`)
    .join('\n');

describe('a site', function () {
  this.timeout(30_000);
  let portfolio: Portfolio;
  let files: readonly ExportFile[];
  before(async () => {
    portfolio = await samplePortfolio();
    files = site(portfolio, samplePictures(), previewBytes());
  });

  it('has a page for each project, and everything in it is below 1 MB', () => {
    assert.deepEqual(
      files.map(({ path }) => path),
      [
        'index.html',
        'projects/image-captioning.html',
        'projects/backpropagation.html',
        'pictures/backpropagation-1.svg',
        'pictures/image-captioning-1.png',
        'style.css',
        'icon.svg',
        'preview.png',
      ],
    );
    assert.ok(size(files) < 1_000_000, String(size(files)));
  });

  it('links to nothing but its own files, the projects beside it, and the links of the story', () => {
    const own = new Set(files.map(({ path }) => path));
    const code = new Set(
      portfolio.projects.flatMap(({ folder, record }) =>
        Object.keys(record.learnerFiles).map((path) => `../${folder}/${path}`),
      ),
    );
    const said = new Set([...portfolio.story.links.map(({ url }) => url), `mailto:${portfolio.story.email ?? ''}`]);
    for (const [path, page] of pagesOf(files)) {
      const targets = [...page.matchAll(/(?:href|src)="([^"]*)"/gu)].map(([, target]) => target ?? '');
      assert.ok(targets.length > 3, path);
      for (const target of targets.filter((each) => !said.has(each) && each !== '#content')) {
        const { pathname, host } = new URL(target, `https://here/repository/docs/${path}`);
        const place = decodeURIComponent(pathname).replace('/repository/', '../').replace('../docs/', '');
        assert.ok(host === 'here' && (own.has(place) || code.has(place)), `${path}: ${target}`);
      }
      assert.doesNotMatch(page.replaceAll(/href="[^"]*"/gu, ''), /https?:\/\//u, path);
    }
  });

  it('says of a result its value, what a re-run may differ by, the baseline and the gate', () => {
    const text = words(pageOf(files, 'projects/backpropagation.html'));
    assert.match(
      text,
      /This project 0\.996 ±0\.01 Baseline: logistic regression 0\.896 ±0\.035 Gate of the check at least 0\.955/u,
    );
    assert.match(text, /Better than the baseline by 0\.100\./u);
    assert.match(text, /Behind the baseline by 0\.013, within what a re-run may move the two\./u);
    assert.match(text, /Largest difference of exact and approximate gradients, relative 3\.0 × 10⁻¹⁰/u);
    assert.match(text, /recorded on October 18, 2026/u);
  });

  it('says in words how each milestone is known, and of a claim that it has no evidence', () => {
    const text = words(pageOf(files, 'index.html'));
    assert.match(text, /agrees with torch and trains a network Verified by its checks October 18, 2026/u);
    assert.match(text, /recomputed interval against retrieval Attested: evidence that no check can see/u);
    assert.match(text, /public table of my choice Unverified: marked by hand/u);
    assert.match(text, /team of five for two years \(no evidence attached\)/u);
    assert.match(text, /from its curves \(shown by: Backpropagation from scratch\)/u);
    assert.match(text, /Reproduced on November 22, 2026/u);
    assert.doesNotMatch(text, /Self-assessment|Networking/u, 'skills of the career itself are nobody’s evidence');
  });

  it('says when the files changed since, and leaves a project out that is gone', async () => {
    const now = {
      [backpropagation]: { learnerFiles: { 'src/deepbridge/mlp.py': 'f'.repeat(64) } },
      [imageCaptioning]: {},
    };
    const later = site(await samplePortfolio({ now }), []);
    assert.match(
      words(pageOf(later, 'index.html')),
      /Files changed since these figures were recorded: run the checks again/u,
    );
    assert.match(words(pageOf(later, 'projects/backpropagation.html')), /Files changed since/u);
    assert.ok(!pagesOf(later).has('projects/image-captioning.html'));
    const { leftOut } = await samplePortfolio({ now });
    assert.ok(leftOut.some(({ why }) => why === 'its files are gone'));
  });

  it('is whole with nothing said and nothing passed', async () => {
    const page = words(pageOf(site(await emptyPortfolio(), []), 'index.html'));
    assert.match(page, /Portfolio.*No project has passed its checks yet/u);
    assert.doesNotMatch(page, /undefined|Milestones|Skills gained/u);
  });

  it('gives crawlers whole addresses, and readers the code, once the learner has said where it is published', async () => {
    const published = { site: 'https://maren.example.org/work', repository: 'https://github.com/maren/work.git' };
    const later = site(await samplePortfolio({ story: { ...portfolio.story, ...published } }), [], previewBytes());
    const page = pageOf(later, 'projects/backpropagation.html');
    assert.match(page, /og:image" content="https:\/\/maren\.example\.org\/work\/preview\.png"/u);
    assert.match(page, /https:\/\/github\.com\/maren\/work\/blob\/HEAD\/backpropagation\/src\/deepbridge\/mlp\.py/u);
  });

  it('never lets what a learner writes become markup', () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc
        .array(
          fc.constantFrom(
            '<script>alert(1)</script>',
            '"><img src=x onerror=alert(1)>',
            "'",
            '"',
            '&lt;',
            '<!--',
            '-->',
            '</p>',
            '`<b>`',
            '- ',
            '\n',
            '\n\n',
            '1. ',
            '# ',
            '[a](javascript:b)',
            'é',
            '\u0000',
            '\u202e',
          ),
          { minLength: 1 },
        )
        .map((parts) => parts.join('')),
    );
    const told = (text: string): Portfolio => ({
      ...portfolio,
      story: { ...emptyStory, name: text, headline: text, location: text, claims: [] },
      claims: [{ claim: text, evidence: text }],
      milestones: [{ title: text, kind: 'verified', at: '2027-01-01' }],
      carried: [text],
      projects: portfolio.projects.map((project) => ({
        ...project,
        step: { ...project.step, title: text, summary: text },
        skills: [text],
        record: { ...project.record, versions: { [`p${text}`]: text } },
      })),
    });
    const picture = (alt: string): readonly ProjectPicture[] => [{ ref: backpropagation, path: alt, alt: `a${alt}` }];
    const plain = site(told('plain'), picture('plain'));
    fc.assert(
      fc.property(hostile, (text) => {
        const pages = pagesOf(site(told(text), picture(text)));
        for (const [path, page] of pages) assert.equal(shape(page), shape(pageOf(plain, path)));
      }),
      { numRuns: 60 },
    );
  });

  it('makes paragraphs, lists and code of a story, and nothing else', () => {
    const allowed = /^<\/?(?:p|ul|ol|li|code)>$/u;
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.constantFrom('<b onclick="x">', '- <i>', '`<u>`\n\n'),
        (text, more) => {
          const story: Story = { ...emptyStory, why: `${text}${more}${text}` };
          const page = pageOf(site({ ...portfolio, story }, []), 'index.html');
          const part = /<h2>Why this pivot<\/h2>([\s\S]*?)<\/section>/u.exec(page)?.[1] ?? assert.fail(page);
          for (const [tag] of part.matchAll(/<[^>]*>/gu)) assert.match(tag, allowed);
        },
      ),
    );
    const story = { ...emptyStory, why: 'One\nline.\n\n- a `b < c`\n- d\n  e\n\n2) f' };
    const page = pageOf(site({ ...portfolio, story }, []), 'index.html');
    const part = /<h2>Why this pivot<\/h2>([\s\S]*?)<\/section>/u.exec(page)?.[1] ?? '';
    assert.equal(
      part
        .replaceAll(/\s*\n\s*/gu, '')
        .replaceAll('> <', '><')
        .trim(),
      '<p>One line.</p><ul><li>a <code>b &lt; c</code></li><li>d e</li></ul><ol><li>f</li></ol>',
    );
  });
});
