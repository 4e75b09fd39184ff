/** The README of the repository: the story, each project with its result, how to run it, what is proved and what is said. */
import type { Content } from '../curriculum/content-tree';
import type { StepRef } from '../curriculum/model';
import { dataLicenses } from './licenses';
import { inline, link, prose } from './markdown-text';
import { freshnessText, type Portfolio, type PortfolioMilestone, type PortfolioProject } from './portfolio';
import { dayText, figureText, standingText, toleranceText } from './results';
import { capital, inSentence, mostOf, wayText } from './way';
import { siteFolder } from './site';

/** `exported`: the projects that have a folder, with its files. */
export function repositoryReadme(
  portfolio: Portfolio,
  exported: ReadonlyMap<StepRef, ReadonlyMap<string, Content>>,
): string {
  const { story, projects } = portfolio;
  const parts = [
    title(portfolio),
    story.headline === undefined ? undefined : prose(story.headline),
    contact(portfolio),
    section('Why', story.why),
    section('What carried over', story.carried, skillList(portfolio)),
    '## Projects',
    projects.length === 0 ? 'No project has passed its checks yet.' : table(projects, exported),
    ...projects.map((project) => projectText(project, exported.has(project.ref))),
    howToRun(projects.filter(({ ref }) => exported.has(ref))),
    recorded,
    milestoneText(portfolio.milestones),
    claimText(portfolio),
    section('What I look for', story.next),
    licenses(projects, exported),
  ];
  return `${parts.filter((part) => part !== undefined && part !== '').join('\n\n')}\n`;
}

const title = (portfolio: Portfolio): string => {
  const { name } = portfolio.story;
  return `# ${inline(name === undefined ? capital(wayText(portfolio)) : `${name}: ${wayText(portfolio)}`)}`;
};

function contact({ story }: Portfolio): string {
  const links = story.links.map(({ label, url }) => link(label, url));
  const own = [
    story.site === undefined ? `[Site](${siteFolder}/index.html)` : link('Site', story.site),
    '[Résumé](resume.md)',
  ];
  return [story.location && inline(story.location), story.email && inline(story.email), ...links, ...own]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

function section(heading: string, text: string | undefined, more = ''): string | undefined {
  const content = [text === undefined ? '' : prose(text), more].filter((part) => part !== '').join('\n\n');
  return content === '' ? undefined : `## ${heading}\n\n${content}`;
}

const skillList = ({ carried, to }: Portfolio): string =>
  carried.length === 0 ? '' : `Known before, and asked for in ${inline(inSentence(to))}: ${inline(mostOf(carried))}.`;

function table(projects: readonly PortfolioProject[], exported: ReadonlyMap<StepRef, unknown>): string {
  const rows = projects.flatMap((project) => {
    const name = exported.has(project.ref)
      ? `[${inline(project.step.title)}](${project.folder}/README.md)`
      : inline(project.step.title);
    const standing = standingWithNote(project);
    if (project.record.comparisons.length === 0) return [`| ${name} | – | – | – | ${standing} |`];
    return project.record.comparisons.map(({ title: what, figure, baseline }, at) => {
      const cells = [
        at === 0 ? name : '',
        `${inline(what)}: **${inline(figureText(figure))}**`,
        baseline ? `${inline(baseline.label)}: ${inline(figureText(baseline))}` : '–',
        toleranceText(figure),
        at === 0 ? standing : '',
      ];
      return `| ${cells.join(' | ')} |`;
    });
  });
  return [
    '| project | result | baseline of the same run | difference allowed to a re-run | standing |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

const standingWithNote = (project: PortfolioProject): string =>
  [standingText(project), freshnessText(project.record.freshness)].filter((part) => part !== undefined).join('. ');

const beginsList = /^\s*(?:[-*+]|\d{1,3}[.)])\s/u;

function projectText(project: PortfolioProject, hasFolder: boolean): string {
  const { step, said, skills, folder } = project;
  const told = (
    [
      ['Problem', said?.problem],
      ['Data', said?.data],
      ['Method', said?.method],
      ['Result', said?.result],
      ['Limits', said?.limits],
      ['Learned', said?.learned],
    ] as const
  ).flatMap(([name, text]) =>
    text === undefined ? [] : [`**${name}.**${beginsList.test(text) ? '\n\n' : ' '}${prose(text)}`],
  );
  return [
    `### ${inline(step.title)}`,
    inline(step.summary),
    ...told,
    ...(skills.length === 0 ? [] : [`Skills: ${skills.map(inline).join(', ')}.`]),
    hasFolder
      ? `Code, checks and evidence: [${folder}/](${folder}/README.md).`
      : 'Its files are not in this repository.',
  ].join('\n\n');
}

function howToRun(projects: readonly PortfolioProject[]): string {
  const [first] = projects;
  if (!first) return '';
  return `## How to run it

\`\`\`
python reproduce.py
\`\`\`

Python 3.11 or newer is all that it needs. It makes a virtual environment in \`.venv\`, installs \`requirements.lock\`, runs
every project's checks and compares each published figure; the exit code is 0 when all came out again. On Windows the
command may be \`py reproduce.py\`, on macOS and Linux \`python3 reproduce.py\`. One project alone:
\`python reproduce.py --only ${first.folder}\`. Without the network: \`--wheelhouse DIR\`. Everything else:
\`python reproduce.py --help\`.`;
}

const recorded = `## What is recorded and what is reproduced

Every number above was measured by a check, on the machine of the author of this repository, with the versions in
\`reproduce.json\`. A number reads "recorded" until a re-run came within the difference that is allowed to it; then it reads
"reproduced" with the day. A record alone proves nothing, which is why the re-run is one command. Titles, and the line under
each, are the course's; the other texts are the author's own words.`;

const kinds: Readonly<Record<PortfolioMilestone['kind'], string>> = {
  verified: 'verified by checks',
  attested: 'attested: the evidence is one that no check can see',
  unverified: 'marked by hand, without evidence',
};

function milestoneText(milestones: readonly PortfolioMilestone[]): string {
  if (milestones.length === 0) return '';
  const lines = milestones.map(({ title: what, kind, at }) => `- ${inline(what)} (${kinds[kind]}, ${dayText(at)})`);
  return `## Milestones\n\n${lines.join('\n')}`;
}

function claimText({ claims }: Portfolio): string {
  if (claims.length === 0) return '';
  const lines = claims.map(({ claim, evidence }) =>
    evidence === undefined
      ? `- ${inline(claim)} (no evidence attached)`
      : `- ${inline(claim)} (shown by: ${inline(evidence)})`,
  );
  return `## Also\n\n${lines.join('\n')}`;
}

function licenses(
  projects: readonly PortfolioProject[],
  exported: ReadonlyMap<StepRef, ReadonlyMap<string, Content>>,
): string {
  const data = projects.flatMap(({ ref, folder, step }) =>
    dataLicenses(exported.get(ref) ?? new Map(), `${folder}/`).map(
      (each) => `- Data of ${inline(step.title)}: ${each}`,
    ),
  );
  const code = 'The code is under the [MIT License](LICENSE).';
  return `## Licenses\n\n${[code, ...(data.length > 0 ? [data.join('\n')] : [])].join('\n\n')}`;
}
