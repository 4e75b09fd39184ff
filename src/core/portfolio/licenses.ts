/** What may be done with the repository's code, and with the data in it. */
import type { Content } from '../curriculum/content-tree';
import { inline, link } from './markdown-text';
import type { PortfolioProject } from './portfolio';
import type { Story } from './story-schema';

/** Bridgecraft's own license, with the learner's line when the story has a name: their work builds on MIT's starters. */
export function licenseText(ours: string, { name }: Story, projects: readonly PortfolioProject[]): string {
  if (name === undefined) return ours;
  const year = projects
    .map(({ record }) => record.at.slice(0, 4))
    .sort()
    .at(-1);
  const mine = `Copyright (c) ${year === undefined ? '' : `${year} `}${name.replaceAll(/\s+/g, ' ')}`;
  return ours.replace(
    /^Copyright .*$/m,
    (line) => `${mine} (the work in the projects)\n${line} (starters, checks, tools)`,
  );
}

/** `- license: …` of the notes on a data set, and whole files on licenses; links lead to `folder`, which ends in a slash. */
export function dataLicenses(files: ReadonlyMap<string, Content>, folder = ''): readonly string[] {
  return [...files].sort().flatMap(([path, content]): readonly string[] => {
    if (typeof content !== 'string') return [];
    if (/(^|\/)LICENSES?(\.(md|txt))?$/i.test(path)) return [`see ${link(path, folder + path)}`];
    if (!/(^|\/)dataset\.md$/.test(path) || path.startsWith('templates/')) return [];
    const said = /^[-*]?\s*licen[cs]e:\s*(\S.*)$/im.exec(content)?.[1] ?? '';
    return said === '' || said.startsWith('<') ? [] : [`${inline(said)} (${link(path, folder + path)})`];
  });
}
