/** Résumé data: JSON Resume (jsonresume.org, schema 1.0.0), and Markdown of the same. Numbers are those of evidence. */
import { inline, link, prose } from './markdown-text';
import { freshnessText, type Portfolio, type PortfolioProject } from './portfolio';
import { againstText, dayOf, differenceText, figureText, standingOf, standingText, toleranceText } from './results';
import { codeAddress } from './site-shell';
import { capital, wayText } from './way';

export interface Resume {
  readonly $schema: string;
  readonly basics: {
    readonly name?: string;
    readonly label: string;
    readonly email?: string;
    readonly url?: string;
    readonly summary?: string;
    readonly location?: { readonly address: string };
    readonly profiles: readonly { readonly network: string; readonly url: string }[];
  };
  readonly skills: readonly { readonly name: string; readonly level: string; readonly keywords: readonly string[] }[];
  readonly projects: readonly {
    readonly name: string;
    readonly description: string;
    readonly highlights: readonly string[];
    readonly keywords: readonly string[];
    readonly endDate: string;
    readonly url?: string;
  }[];
  readonly meta: { readonly version: string; readonly lastModified?: string };
}

const schema = 'https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json';

export function resumeOf(portfolio: Portfolio): Resume {
  const { story, gained, projects } = portfolio;
  const summary = [story.why, story.next].filter((text) => text !== undefined).join('\n\n');
  const last = projects
    .map((project) => standingOf(project).day)
    .reduce((one, other) => (one > other ? one : other), '');
  return {
    $schema: schema,
    basics: {
      ...(story.name === undefined ? {} : { name: story.name }),
      label: story.headline ?? capital(wayText(portfolio)),
      ...(story.email === undefined ? {} : { email: story.email }),
      ...(story.site === undefined ? {} : { url: story.site }),
      ...(summary === '' ? {} : { summary }),
      ...(story.location === undefined ? {} : { location: { address: story.location } }),
      profiles: story.links.map(({ label, url }) => ({ network: label, url })),
    },
    skills: gained.map(({ name, means, steps }) => ({
      name,
      level: means,
      keywords: projects.filter(({ ref }) => steps.includes(ref)).map(({ step }) => step.title),
    })),
    projects: projects.map((project) => ({
      name: project.step.title,
      description: project.step.summary,
      highlights: highlightsOf(project),
      keywords: project.skills,
      endDate: dayOf(project.record.at),
      ...(story.repository === undefined ? {} : { url: codeAddress(portfolio, project, 'README.md') }),
    })),
    meta: { version: 'v1.0.0', ...(last === '' ? {} : { lastModified: `${last}T00:00:00` }) },
  };
}

/** More would be a report. */
const mostFigures = 5;

function highlightsOf(project: PortfolioProject): readonly string[] {
  const { record } = project;
  const standing = standingText(project);
  const note = freshnessText(record.freshness);
  const results = record.comparisons.map((comparison) => {
    const difference = differenceText(comparison);
    return `${comparison.title}: ${againstText(comparison)}; ${standing}.${difference === undefined ? '' : ` ${difference}.`}`;
  });
  const figures = record.figures
    .slice(0, mostFigures)
    .map((figure) => `${figure.title}: ${figureText(figure)} (${toleranceText(figure)}); ${standing}.`);
  return [
    ...(results.length > 0 ? results : figures),
    `${record.checks.length} checks passed on one set of files.`,
    ...(note === undefined ? [] : [note]),
  ];
}

export function resumeMarkdown(portfolio: Portfolio): string {
  const { basics, skills, projects } = resumeOf(portfolio);
  const contact = [
    ...(basics.location ? [inline(basics.location.address)] : []),
    ...(basics.email === undefined ? [] : [inline(basics.email)]),
    ...(basics.url === undefined ? [] : [link('Portfolio', basics.url)]),
    ...basics.profiles.map(({ network, url }) => link(network, url)),
  ];
  const parts = [
    `# ${inline(basics.name ?? 'Résumé')}`,
    `**${inline(basics.label)}**`,
    contact.join(' · '),
    basics.summary === undefined ? '' : prose(basics.summary),
    ...(projects.length === 0 ? [] : ['## Projects']),
    ...projects.flatMap(({ name, description, highlights, keywords, url }) => [
      `### ${url === undefined ? inline(name) : link(name, url)}`,
      inline(description),
      highlights.map((each) => `- ${inline(each)}`).join('\n'),
      keywords.length === 0 ? '' : `Skills: ${keywords.map(inline).join(', ')}`,
    ]),
    ...(skills.length === 0 ? [] : ['## Skills']),
    skills
      .map(({ name, level, keywords }) => `- **${inline(name)}**: ${[level, ...keywords].map(inline).join('; ')}`)
      .join('\n'),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
