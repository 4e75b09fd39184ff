/**
 * The text of a report about a check, for its author: in English, without the learner's code and without their folders.
 * What of it is sent, and whether, is the learner's to say.
 */
import type { Verdict } from '../../core/checks/model';
import type { StepRef } from '../../core/curriculum/model';

export interface ReportFacts {
  readonly step: StepRef;
  readonly contentVersion: string;
  readonly check: { readonly id: string; readonly title: string; readonly test: string };
  readonly verdict: Verdict;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** What blocked it, as its kind. */
  readonly reason?: string;
  /** Known already. */
  readonly advisory?: string;
  /** Name → version, as the run found them. */
  readonly versions: Readonly<Record<string, string>>;
  readonly bridgecraft: string;
  readonly editor: string;
  readonly system: string;
}

/** Folders of the learner's, each with the word that stands for it. The deeper come first. */
export type Places = readonly { readonly path: string; readonly word: string }[];

const longest = 1500;
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A path in any way that Python, Node or a URI writes it: either slash, doubled by a `repr`, any case on Windows. */
function patternOf(path: string): RegExp | undefined {
  const parts = path.split(/[\\/]+/).filter((part) => part !== '');
  if (parts.length === 0) return undefined;
  const flags = /^[A-Za-z]:/.test(path) ? 'gi' : 'g';
  const start = path.startsWith('/') ? '/' : path.startsWith('\\') ? String.raw`\\+` : '';
  return new RegExp(`${start}${parts.map(escaped).join(String.raw`[\\/]+`)}(?![\\p{L}\\p{N}])`, `${flags}u`);
}

/** The text without the learner's folders, and without their name where it is a part of another path. */
export function withoutPlaces(text: string, places: Places, userFolder: string): string {
  const name = userFolder.split(/[\\/]+/).at(-1) ?? '';
  const known = [...places, { path: userFolder, word: '~' }].reduce((hidden, { path, word }) => {
    const pattern = patternOf(path);
    return pattern ? hidden.replace(pattern, () => word) : hidden;
  }, text);
  // "/media/ada/disk": also outside the home directory, the name of a folder can be the name of a person.
  return name.length < 2
    ? known
    : known.replace(new RegExp(String.raw`(?<=[\\/])${escaped(name)}(?=[\\/])`, 'gi'), '…');
}

/** Longer than any run of backquotes in the text, so that nothing in it ends the block. */
function fenced(text: string): readonly string[] {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}text`, text.length > longest ? `${text.slice(0, longest)}…` : text, fence, ''];
}

export function checkReport(facts: ReportFacts, places: Places, userFolder: string): string {
  const { check, expected, actual } = facts;
  const clean = (text: string) => withoutPlaces(text, places, userFolder);
  const block = (title: string, text: string | undefined): readonly string[] =>
    text === undefined || text.trim() === '' ? [] : [`**${title}**`, '', ...fenced(clean(text))];
  return [
    `**${facts.step}/${check.id}: ${facts.verdict}**`,
    '',
    `${check.title} (\`${check.test}\`)`,
    '',
    ...block('What happened', facts.message),
    ...block('Expected', expected),
    ...block('Got', actual),
    ...block('Known already', facts.advisory),
    '**What I think is wrong**',
    '',
    '(Please write here. Your code is not in this report; add it only if you want to.)',
    '',
    '**Versions**',
    '',
    `- Bridgecraft ${facts.bridgecraft}, content ${facts.contentVersion.slice(0, 12)}`,
    `- VS Code ${facts.editor}, ${facts.system}`,
    ...(facts.reason === undefined ? [] : [`- Blocked by: ${facts.reason}`]),
    ...Object.entries(facts.versions).map(([name, version]) => `- ${name} ${version}`),
    '',
  ].join('\n');
}
