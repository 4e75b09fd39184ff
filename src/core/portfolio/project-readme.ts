/** The README of one project, which stands alone: the learner's own, and behind it what it does not say yet. */
import type { Content } from '../curriculum/content-tree';
import { dataLicenses } from './licenses';
import { inline, prose } from './markdown-text';
import { freshnessText, type PortfolioProject } from './portfolio';
import type { Comparison } from './record';
import { figureText, gateText, standingText, toleranceText } from './results';

interface Section {
  readonly title: string;
  /** A heading of one of these says that the README has it; so does a line that begins with it in bold. */
  readonly known: RegExp;
  readonly text: (project: PortfolioProject) => string | undefined;
}

const bullets = (lines: readonly string[]): string | undefined =>
  lines.length === 0 ? undefined : lines.map((line) => `- ${line}`).join('\n');

const joined = (...parts: readonly (string | undefined)[]): string | undefined =>
  parts.filter((part) => part !== undefined && part !== '').join('\n\n') || undefined;

const said = (text: string | undefined): string | undefined => (text === undefined ? undefined : prose(text));

/** Never a table: the checks of some steps read the tables of a README. */
const sections: readonly Section[] = [
  {
    title: 'Problem',
    known: /problem|question|goal|task|why/i,
    text: ({ said: story }) => said(story?.problem),
  },
  {
    // Of the course, and no problem that somebody has.
    title: 'In short',
    known: /problem|question|goal|task|why/i,
    text: ({ said: story, step }) => (story?.problem === undefined ? prose(step.summary) : undefined),
  },
  { title: 'Data', known: /\bdata/i, text: ({ said: story }) => said(story?.data) },
  {
    title: 'Method',
    known: /method|approach|how it works|what is (in it|here)/i,
    text: ({ said: story, step }) =>
      said(story?.method) ?? bullets(step.tasks.map(({ title, file }) => `${inline(title)} (\`${file}\`)`)),
  },
  {
    title: 'Result',
    known: /result|answer|findings/i,
    text: ({ said: story, record }) => joined(said(story?.result), bullets(record.comparisons.map(comparisonText))),
  },
  {
    title: 'Limits',
    known: /limit|can't|cannot|can not|can’t/i,
    text: ({ said: story }) => said(story?.limits),
  },
  { title: 'What I learned', known: /learned|lessons/i, text: ({ said: story }) => said(story?.learned) },
  {
    title: 'How to run',
    known: /\brun\b|usage|reproduce/i,
    text: ({ step }) =>
      `Python 3.11 or newer with ${[...step.requirements, 'pytest'].join(', ')}.\n\n\`\`\`\npython -m pytest checks\n\`\`\``,
  },
];

/** A figure beside its baseline: one line. */
export function comparisonText(comparison: Comparison): string {
  const { title, figure, baseline } = comparison;
  const against = baseline ? `, against ${inline(figureText(baseline))} (${inline(baseline.label)})` : '';
  return `${inline(title)}: **${inline(figureText(figure))}**${against}; the check demands ${inline(gateText(comparison))}`;
}

export function projectReadme(project: PortfolioProject, own: string, files: ReadonlyMap<string, Content>): string {
  const has = headingsOf(own);
  const missing = sections.flatMap(({ title, known, text }): readonly string[] => {
    const content = has.some((heading) => known.test(heading)) ? undefined : text(project);
    return content === undefined ? [] : [`## ${title}\n\n${content}`];
  });
  const begin = own.trim() === '' ? `# ${inline(project.step.title)}` : own.trimEnd();
  return `${[begin, ...missing, evidence(project, files)].join('\n\n')}\n`;
}

/** Headings, and words in bold at the beginning of a line; not those in a block of code. */
function headingsOf(text: string): readonly string[] {
  const plain = text.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return [...plain.matchAll(/^(?:#{1,6}\s+(.+)|\*\*(.+?)\*\*)/gm)]
    .map((match) => match[1] ?? match[2] ?? '')
    .slice(0, 200);
}

/** What was measured, when and with what, and how anybody measures it again. */
function evidence(project: PortfolioProject, files: ReadonlyMap<string, Content>): string {
  const { record, folder } = project;
  const note = freshnessText(record.freshness);
  const versions = Object.entries(record.versions).map(([name, version]) => `${inline(name)} ${inline(version)}`);
  const licenses = dataLicenses(files);
  return [
    '## Evidence',
    `${record.checks.length} checks passed, ${standingText(project)}. The checks measured these figures, on runs of their own, so those in the text above may differ a little. A re-run reproduces a figure when it lies within the difference that stands behind ±.`,
    ...(note === undefined ? [] : [`**${note}**`]),
    ...(record.figures.length === 0
      ? []
      : [
          record.figures
            .map((figure) => `- ${inline(figure.title)}: ${inline(`${figureText(figure)} (${toleranceText(figure)})`)}`)
            .join('\n'),
        ]),
    `Measured with ${versions.join(', ')}. To measure it again, from the folder above this one:`,
    `\`\`\`\npython reproduce.py --only ${folder}\n\`\`\``,
    'The tests in `checks/` were written by the authors of the course, not by the author of the project.',
    ...(licenses.length === 0 ? [] : [`License of the data: ${licenses.join('; ')}.`]),
  ].join('\n\n');
}
