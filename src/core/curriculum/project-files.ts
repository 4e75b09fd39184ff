/** A step's project as it is scaffolded: starter and solution of every file, and who owns it. */
import type { Content } from './content-tree';
import { filesBelow } from './content-tree';
import { collisionKey, matchesPattern, pathProblem, scaffoldedPath, storedPath } from './paths';
import type { Problem } from './problem';
import { type MarkedFile, parseMarked, type Region, type RegionTask, renderRegions, starterBody } from './regions';
import type { StepFile } from './schema';
import { plainText } from './text';

export interface ProjectSource {
  /** As it is called in the learner's folder. */
  readonly path: string;
  /** As it is kept in the package. */
  readonly stored: string;
  /** Relative to the step's folder, for problems. */
  readonly source: string;
  readonly content: Content;
  /** Text files only. */
  readonly marked?: MarkedFile;
}

/** The names of what an author's own runs leave behind; never content. */
const leftovers =
  /(^|\/)(__pycache__|\.pytest_cache|\.ruff_cache|\.mypy_cache|\.hypothesis|\.ipynb_checkpoints|\.venv|\.DS_Store|\.bridgecraft|evidence)(\/|$)|\.pyc$/;

/** `files` are those of the step's folder, by path in it. */
export function readProject(
  folder: string,
  files: ReadonlyMap<string, Content>,
): { readonly sources: readonly ProjectSource[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const sources: ProjectSource[] = [];
  const seen = new Map<string, string>();
  const regions = new Map<string, string>();
  const add = (source: string, line: number, message: string): void =>
    void problems.push({ file: `${folder}/${source}`, line, column: 1, message });
  const addFile = (source: string, inProject: string, content: Content): void => {
    if (leftovers.test(source)) {
      return;
    }
    const path = scaffoldedPath(inProject);
    const problem = pathProblem(path);
    if (problem !== undefined) {
      add(source, 1, problem);
      return;
    }
    const key = collisionKey(path);
    const other = seen.get(key);
    if (other !== undefined) {
      add(source, 1, `"${path}" and "${other}" are one file where case does not count`);
      return;
    }
    seen.set(key, path);
    const stored = storedPath(path);
    if (typeof content !== 'string') {
      sources.push({ path, stored, source, content });
      return;
    }
    const { file: marked, problems: found } = parseMarked(path, content);
    found.forEach(({ line, message }) => add(source, line, message));
    for (const region of marked.regions) {
      const elsewhere = regions.get(region.name);
      if (elsewhere !== undefined && elsewhere !== path) {
        add(source, region.line, `the region "${region.name}" is in ${elsewhere} too`);
      }
      regions.set(region.name, path);
    }
    sources.push({ path, stored, source, content: plainText(content), marked });
  };
  filesBelow(files, 'project').forEach((content, path) => addFile(`project/${path}`, path, content));
  filesBelow(files, 'checks').forEach((content, path) => addFile(`checks/${path}`, `checks/${path}`, content));
  return { sources: sources.sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}

export const regionsOf = (
  sources: readonly ProjectSource[],
): ReadonlyMap<string, { readonly file: string; readonly region: Region }> =>
  new Map(
    sources.flatMap((source) =>
      (source.marked?.regions ?? []).map((region) => [region.name, { file: source.path, region }] as const),
    ),
  );

const taskOf = (step: StepFile, file: string, region: string): RegionTask | undefined =>
  step.tasks.find((task) => task.region === region) ??
  step.tasks.find((task) => task.region === undefined && task.file === file);

/** What the learner gets. */
export function starterOf(source: ProjectSource, step: StepFile): Content {
  const { marked } = source;
  const style = marked?.style;
  return marked && style && marked.regions.length > 0
    ? renderRegions(marked, (region) =>
        starterBody(region, style, taskOf(step, source.path, region.name) ?? { title: region.name, minutes: 5 }),
      )
    : source.content;
}

/** The finished file, with the neutral markers of the starter. */
export const solutionOf = (source: ProjectSource): Content =>
  source.marked && source.marked.regions.length > 0
    ? renderRegions(source.marked, (region) => region.solution)
    : source.content;

export const ownerOf = (path: string, step: StepFile): 'learner' | 'author' =>
  step.files.author.some((pattern) => matchesPattern(path, pattern)) ? 'author' : 'learner';

/** Every file belongs to the learner or to the author, every region to a task, and `checks/` to the author. */
export function ownershipProblems(folder: string, sources: readonly ProjectSource[], step: StepFile): Problem[] {
  return sources.flatMap((source) => {
    const add = (line: number, message: string): Problem => ({
      file: `${folder}/${source.source}`,
      line,
      column: 1,
      message,
    });
    const isLearners = step.files.learner.some((pattern) => matchesPattern(source.path, pattern));
    const isAuthors = step.files.author.some((pattern) => matchesPattern(source.path, pattern));
    const problems: Problem[] = [];
    if (isLearners === isAuthors) {
      const where = isLearners ? 'both files.learner and files.author' : 'neither files.learner nor files.author';
      problems.push(add(1, `"${source.path}" is in ${where} of step.yaml`));
    } else if (isLearners && source.path.startsWith('checks/')) {
      problems.push(add(1, `"${source.path}": files in checks/ are the author's`));
    }
    for (const region of source.marked?.regions ?? []) {
      if (!taskOf(step, source.path, region.name)) {
        problems.push(add(region.line, `the region "${region.name}" belongs to no task`));
      }
      if (isAuthors) {
        problems.push(add(region.line, `the region "${region.name}" is in a file of the author`));
      }
    }
    return problems;
  });
}
