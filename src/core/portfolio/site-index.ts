/** The first page: who, from where to where, what was built and how it scored, what carried over and what is new. */
import { type Html, html } from './html';
import type { Portfolio, PortfolioMilestone, PortfolioProject } from './portfolio';
import { freshnessText } from './portfolio';
import { prose } from './prose';
import { dayOf, dayText, figureText, gateText, headlineOf, standingText } from './results';
import { outward, ownerOf, type Page, pageOf, textSection } from './site-shell';
import { capital, inSentence, mostOf, wayText } from './way';

export function indexPage(portfolio: Portfolio): Page {
  const { story, from, to, projects } = portfolio;
  const way = wayText(portfolio);
  return {
    title: `${ownerOf(portfolio)}: ${way}`,
    description: story.headline ?? `${capital(way)}, in projects that anyone can run again.`,
    root: '',
    main: html`<header>
        <p class="way">${from} <span aria-hidden="true">→</span><span class="sr-only">to</span> ${to}</p>
        <h1>${ownerOf(portfolio)}</h1>
        ${story.headline === undefined ? undefined : html`<p class="lede">${story.headline}</p>`} ${contact(portfolio)}
      </header>
      <main id="content">
        ${textSection('Why this pivot', story.why)}
        <section>
          <h2>Projects</h2>
          ${
            projects.length === 0
              ? html`<p>No project has passed its checks yet.</p>`
              : html`<ul class="projects">
                  ${projects.map(projectEntry)}
                </ul>`
          }
        </section>
        ${gained(portfolio)} ${carried(portfolio)} ${milestones(portfolio)} ${claims(portfolio)}
        ${textSection('What comes next', story.next)}
      </main>`,
  };
}

function contact({ story }: Portfolio): Html | undefined {
  const entries = [
    ...(story.location === undefined ? [] : [html`${story.location}`]),
    ...(story.email === undefined ? [] : [html`<a href="mailto:${story.email}">${story.email}</a>`]),
    ...story.links.map(({ label, url }) => outward(url, label)),
    ...(story.repository === undefined ? [] : [outward(story.repository, 'Repository')]),
  ];
  if (entries.length === 0) return undefined;
  return html`<ul class="inline" aria-label="Contact">
    ${entries.map((entry) => html`<li>${entry}</li> `)}
  </ul>`;
}

function projectEntry(project: PortfolioProject): Html {
  const headline = headlineOf(project.record);
  const note = freshnessText(project.record.freshness);
  return html`<li>
    <h3><a href="${pageOf(project)}">${project.step.title}</a></h3>
    <p>${project.step.summary}</p>
    ${
      headline &&
      html`<p class="headline">
        ${headline.title}: <b>${figureText(headline.figure)}</b>${
          headline.baseline
            ? html`, against ${figureText(headline.baseline)} (${headline.baseline.label})`
            : html`, where the check demands ${gateText(headline)}`
        }
      </p>`
    }
    <p class="soft">${capital(standingText(project))}. ${note}</p>
  </li>`;
}

function gained({ gained: skills, projects }: Portfolio): Html | undefined {
  if (skills.length === 0) return undefined;
  const shownBy = (refs: readonly string[]) =>
    projects
      .filter(({ ref }) => refs.includes(ref))
      .map((project, place) => html`${place === 0 ? '' : ', '}<a href="${pageOf(project)}">${project.step.title}</a>`);
  return html`<section>
    <h2>Skills gained</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Skill</th>
          <th scope="col">Level</th>
          <th scope="col">Shown by</th>
        </tr>
      </thead>
      <tbody>
        ${skills.map(
          ({ name, means, steps }) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${means}</td>
              <td>${shownBy(steps)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function carried({ carried: skills, story, to }: Portfolio): Html | undefined {
  if (skills.length === 0 && story.carried === undefined) return undefined;
  return html`<section>
    <h2>What carried over</h2>
    ${story.carried === undefined ? undefined : prose(story.carried)}
    ${
      skills.length === 0
        ? undefined
        : html`<p class="soft">Known before, and asked for in ${inSentence(to)}: ${mostOf(skills)}.</p>`
    }
  </section>`;
}

const kinds: Readonly<Record<PortfolioMilestone['kind'], string>> = {
  verified: 'Verified by its checks',
  attested: 'Attested: evidence that no check can see',
  unverified: 'Unverified: marked by hand',
};

function milestones({ milestones: all }: Portfolio): Html | undefined {
  if (all.length === 0) return undefined;
  const sorted = [...all].sort((one, other) => (one.at < other.at ? -1 : 1));
  return html`<section>
    <h2>Milestones</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Milestone</th>
          <th scope="col">How it is known</th>
          <th scope="col">When</th>
        </tr>
      </thead>
      <tbody>
        ${sorted.map(
          ({ title, kind, at }) =>
            html`<tr>
              <th scope="row">${title}</th>
              <td>${kinds[kind]}</td>
              <td><time datetime="${dayOf(at)}">${dayText(at)}</time></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function claims({ claims: all }: Portfolio): Html | undefined {
  if (all.length === 0) return undefined;
  return html`<section>
    <h2>Further claims</h2>
    <ul>
      ${all.map(
        ({ claim, evidence }) =>
          html`<li>
            ${claim}
            <span class="soft">(${evidence === undefined ? 'no evidence attached' : `shown by: ${evidence}`})</span>
          </li>`,
      )}
    </ul>
  </section>`;
}
