/** `reproduce.json`: what is published, so that a re-run can hold it against what it measures. */
import type { Content } from '../curriculum/content-tree';
import { hashContent } from '../curriculum/text';
import type { Hasher } from '../ports';
import { pythonOf } from './lock';
import type { PortfolioProject } from './portfolio';

export const publishedName = 'reproduce.json';
/** What a re-run leaves beside it. */
export const reproducedName = 'reproduced.json';

/** Of a project: everything by which its figures come about. What the checks draw is not among it. */
const isSource = (path: string): boolean => !path.startsWith('evidence/') || path.startsWith('evidence/real/');

const hashesOf = (files: ReadonlyMap<string, Content>, hasher: Hasher): Readonly<Record<string, string>> =>
  Object.fromEntries([...files].sort().map(([path, content]) => [path, hashContent(content, hasher)]));

/** `exported`: the files of each project as they stand in the repository; `tools`: those of its folder `tools/`. */
export function publishedText(
  exported: readonly { readonly project: PortfolioProject; readonly files: ReadonlyMap<string, Content> }[],
  tools: ReadonlyMap<string, Content>,
  hasher: Hasher,
): string {
  const published = {
    format: 1,
    python: pythonOf(exported.map(({ project }) => project)),
    tools: hashesOf(tools, hasher),
    projects: exported.map(({ project: { ref, folder, step, record }, files }) => ({
      folder,
      step: ref,
      title: step.title,
      package: step.package,
      requirements: step.requirements,
      recorded: record.at,
      versions: record.versions,
      checks: step.checks
        .filter(({ id }) => record.checks.includes(id))
        .map(({ id, test, timeout }) => ({ id, test, timeout })),
      figures: record.figures.map(({ name, title, unit, value, tolerance }) => ({
        name,
        title,
        unit,
        value,
        tolerance,
      })),
      files: hashesOf(new Map([...files].filter(([path]) => isSource(path))), hasher),
    })),
  };
  return `${JSON.stringify(published, undefined, 2)}\n`;
}
