/** The page of a project: what a reader asks, in the order in which they ask it. */
import { pathProblem } from '../curriculum/paths';
import { comparisonHtml, withTolerance } from './comparison-html';
import { type Html, html } from './html';
import type { SitePicture } from './pictures';
import { freshnessText, type Portfolio, type PortfolioProject } from './portfolio';
import { prose } from './prose';
import { againstText, dayText, headlineOf, otherFigures, standingOf } from './results';
import { codeAddress, ownerOf, type Page, pageOf, textSection } from './site-shell';
import { wayText } from './way';

export function projectPage(portfolio: Portfolio, project: PortfolioProject, pictures: readonly SitePicture[]): Page {
  const { step, said, record } = project;
  const headline = headlineOf(record);
  const note = freshnessText(record.freshness);
  return {
    title: `${step.title} – ${ownerOf(portfolio)}`,
    description: headline ? `${headline.title}: ${againstText(headline)}.` : step.summary,
    root: '../',
    main: html`<nav class="trail" aria-label="Way back">
        <a href="../index.html">${ownerOf(portfolio)}: ${wayText(portfolio)}</a>
      </nav>
      <main id="content">
        <h1>${step.title}</h1>
        <p class="lede">${step.summary}</p>
        ${facts(project)} ${note === undefined ? undefined : html`<p class="note">${note}</p>`}
        ${textSection('Problem', said?.problem)} ${textSection('Data', said?.data)}
        ${textSection('Method', said?.method)}
        <section>
          <h2>Result</h2>
          ${said?.result === undefined ? undefined : prose(said.result)}
          ${
            record.figures.length === 0
              ? undefined
              : html`<p class="soft">Behind ±: the most by which a re-run may differ and still count as reproduced.</p>`
          }
          ${record.comparisons.map(comparisonHtml)} ${pictures.map(pictureHtml)} ${others(project)}
        </section>
        ${textSection('Limits', said?.limits)} ${textSection('What I would do otherwise', said?.learned)}
        ${run(portfolio, project)}
      </main>
      ${turn(portfolio, project)}`,
  };
}

function facts(project: PortfolioProject): Html {
  const { record, skills } = project;
  const headline = headlineOf(record);
  const { word, day } = standingOf(project);
  return html`<dl class="facts">
    ${
      headline &&
      html`<dt>Main result</dt>
        <dd class="headline">${headline.title}: ${againstText(headline)}</dd>`
    }
    <dt>Figures</dt>
    <dd>${word} on <time datetime="${day}">${dayText(day)}</time></dd>
    <dt>Checks</dt>
    <dd>${record.checks.length} passed on one set of files; the authors of the course wrote them</dd>
    ${
      skills.length === 0
        ? undefined
        : html`<dt>Skills</dt>
            <dd>${skills.join(', ')}</dd>`
    }
  </dl>`;
}

function others({ record }: PortfolioProject): Html | undefined {
  const figures = otherFigures(record);
  if (figures.length === 0) return undefined;
  return html`<div class="result">
    <table>
      <caption>
        ${record.comparisons.length === 0 ? 'Figures' : 'Further figures'}
      </caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" class="number">Value</th>
        </tr>
      </thead>
      <tbody>
        ${figures.map(
          (figure) =>
            html`<tr>
              <th scope="row">${figure.title}</th>
              <td class="number">${withTolerance(figure)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function pictureHtml(picture: SitePicture): Html {
  if (picture.kind === 'left-out') return html`<p class="soft"><code>${picture.name}</code> ${picture.why}.</p>`;
  const { path, alt } = picture;
  return html`<figure>
    <img src="../${path}" alt="${alt}" />
    ${alt === '' ? undefined : html`<figcaption>${alt}</figcaption>`}
  </figure>`;
}

function run(portfolio: Portfolio, project: PortfolioProject): Html {
  const { folder, record } = project;
  const link = (path: string, label: string) => html`<a href="${codeAddress(portfolio, project, path)}">${label}</a>`;
  const files = Object.keys(record.learnerFiles).filter(
    (path) => pathProblem(path) === undefined && path.startsWith('src/') && path.endsWith('.py'),
  );
  const versions = Object.entries(record.versions);
  const measured =
    versions.length === 0
      ? undefined
      : html`<p class="soft">Measured with ${versions.map(([name, version]) => `${name} ${version}`).join(', ')}.</p>`;
  return html`<section>
    <h2>Run it</h2>
    <p>With Python 3.11 or newer, in the repository:</p>
    <pre><code>python reproduce.py --only ${folder}</code></pre>
    <p>
      It makes an environment, runs the checks and compares each figure above with what comes out.
      ${link('README.md', 'The README')} of the project says more.
    </p>
    ${
      files.length === 0
        ? undefined
        : html`<p>The code:</p>
            <ul>
              ${files.map((path) => html`<li>${link(path, path)}</li> `)}
            </ul>`
    }
    ${measured}
  </section>`;
}

function turn({ projects }: Portfolio, project: PortfolioProject): Html | undefined {
  const at = projects.indexOf(project);
  const link = (to: PortfolioProject | undefined, before: string) =>
    to && html`<span>${before}: <a href="../${pageOf(to)}">${to.step.title}</a></span>`;
  if (projects.length < 2) return undefined;
  return html`<nav class="turn" aria-label="Other projects">
    ${link(projects[at - 1], 'Previous')} ${link(projects[at + 1], 'Next')}
  </nav>`;
}
