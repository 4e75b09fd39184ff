/** The repository that re-runs without Bridgecraft and without Node: every file of it, made from evidence. */
import type { Content } from '../curriculum/content-tree';
import type { StepRef } from '../curriculum/model';
import { matchesPattern } from '../curriculum/paths';
import { plainText } from '../curriculum/text';
import type { Hasher } from '../ports';
import { cleanSource } from './clean-source';
import { licenseText } from './licenses';
import { constraintsPath, lockOf } from './lock';
import { picturesIn, type ProjectPicture } from './pictures';
import type { Portfolio, PortfolioProject } from './portfolio';
import type { ExportFile } from './ports';
import { projectReadme } from './project-readme';
import { publishedName, publishedText } from './published';
import { repositoryReadme } from './readme';
import { resumeMarkdown, resumeOf } from './resume';
import { site, siteFolder } from './site';
import { workflowOf } from './workflow';

/** The learner's, the author's and what the checks drew, by path in the project. */
export type ProjectContents = ReadonlyMap<string, Content>;

export interface RepositoryParts {
  readonly hasher: Hasher;
  /** The folder `python/` of the package: `reproduce.py`, and what goes to `tools/`. */
  readonly python: ReadonlyMap<string, Content>;
  /** As the index has them. */
  readonly constraints: readonly string[];
  /** Bridgecraft's own. */
  readonly license: string;
  /** The picture that previews of links to the site show. */
  readonly preview: Uint8Array;
}

/** Needed to re-run; the rest of `python/` is Bridgecraft's own affair. */
const isTool = (path: string): boolean => /^(run_checks\.py|bridgecraft_(pytest|reproduce)\/.+)$/.test(path);

const ignored = `.venv/
__pycache__/
.hypothesis/
.ipynb_checkpoints/
.pytest_cache/
.ruff_cache/
.DS_Store
`;

/** One line end everywhere: hashes and checks are of LF. */
const attributes = '* text=auto eol=lf\n';

/** A project whose files are gone cannot be run again: it has no folder, and the README says why. */
export function repositoryOf(
  portfolio: Portfolio,
  projects: ReadonlyMap<StepRef, ProjectContents>,
  parts: RepositoryParts,
): readonly ExportFile[] {
  const exported = portfolio.projects.flatMap((project) => {
    const files = projects.get(project.ref);
    return files ? [{ project, files: exportedFiles(project, files) }] : [];
  });
  const published = exported.map(({ project }) => project);
  const lock = lockOf(published, parts.constraints);
  const tools = new Map([...parts.python].filter(([path]) => isTool(path)));
  const entry = parts.python.get('reproduce.py');
  if (entry === undefined) throw new Error('reproduce.py is not among the files of python/');
  return [
    {
      path: 'README.md',
      content: repositoryReadme(portfolio, new Map(exported.map((each) => [each.project.ref, each.files]))),
    },
    { path: 'resume.json', content: `${JSON.stringify(resumeOf(portfolio), undefined, 2)}\n` },
    { path: 'resume.md', content: resumeMarkdown(portfolio) },
    { path: 'LICENSE', content: licenseText(parts.license, portfolio.story, published) },
    { path: '.gitignore', content: ignored },
    { path: '.gitattributes', content: attributes },
    { path: '.github/workflows/reproduce.yml', content: workflowOf(published) },
    { path: 'requirements.lock', content: lock.requirements },
    { path: constraintsPath, content: lock.constraints },
    { path: 'reproduce.py', content: entry },
    { path: publishedName, content: publishedText(exported, tools, parts.hasher) },
    ...[...tools].map(([path, content]) => ({ path: `tools/${path}`, content })),
    ...exported.flatMap(({ project, files }) =>
      [...files].map(([path, content]) => ({ path: `${project.folder}/${path}`, content })),
    ),
    ...site(portfolio, exported.flatMap(shownPictures), parts.preview).map(({ path, content }) => ({
      path: `${siteFolder}/${path}`,
      content,
    })),
  ];
}

/** Those of the project's README that are there; what is missing is for the readiness review, not for a reader. */
function shownPictures({ project, files }: { project: PortfolioProject; files: ProjectContents }): ProjectPicture[] {
  const readme = files.get('README.md');
  return picturesIn(typeof readme === 'string' ? readme : '').flatMap((picture) => {
    const content = files.get(picture.path);
    return content === undefined ? [] : [{ ...picture, ref: project.ref, content }];
  });
}

const isAuthors = ({ step }: PortfolioProject, path: string): boolean =>
  step.files.author.some((pattern) => matchesPattern(path, pattern));

/** The learner's without markers, the author's byte for byte, and a README that stands alone. */
function exportedFiles(project: PortfolioProject, files: ProjectContents): ProjectContents {
  const exported = new Map<string, Content>();
  for (const [path, content] of files) {
    const isText = typeof content === 'string';
    exported.set(path, !isText ? content : isAuthors(project, path) ? plainText(content) : cleanSource(path, content));
  }
  const own = exported.get('README.md');
  exported.set('README.md', projectReadme(project, typeof own === 'string' ? own : '', exported));
  return exported;
}
