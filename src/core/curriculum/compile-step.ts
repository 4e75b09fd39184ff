/** One step, from its folder to what is packaged. */
import type { Hasher } from '../ports';
import type { Content } from './content-tree';
import { guideProblems } from './guide-problems';
import { hoursOfWork } from './hours';
import { interviewQuestions } from './interview-questions';
import type { Step, StepRef } from './model';
import type { Problem } from './problem';
import {
  ownershipProblems,
  ownerOf,
  type ProjectSource,
  readProject,
  regionsOf,
  solutionOf,
  starterOf,
} from './project-files';
import { type SkillsFile, type StepFile, stepSchema } from './schema';
import { stepProblems } from './step-problems';
import { canonicalJson, hashContent, plainText } from './text';
import { todoLines, todoProblems } from './todo-problems';
import { type Located, readYaml } from './yaml';

/** What all steps share. */
export interface SharedContent {
  readonly skills: SkillsFile | undefined;
  readonly constraints: ReadonlySet<string>;
  /** Python files beside the curricula by name: a step's `checks/` hold copies of them. */
  readonly checkFiles: ReadonlyMap<string, Content>;
}

export interface CompiledStep {
  readonly step: Step;
  readonly source: StepFile;
  /** In the order of `step.projectFiles`. */
  readonly files: readonly CompiledFile[];
  readonly projectSources: readonly ProjectSource[];
  readonly guide: string;
  /** Pictures of the guide, by their path in the step's folder (`guide/…`). */
  readonly pictures: ReadonlyMap<string, Content>;
  /** Everything in the step's folder, by path in it. */
  readonly sourceFiles: ReadonlyMap<string, Content>;
}

export interface CompiledFile {
  readonly path: string;
  readonly stored: string;
  readonly owner: 'learner' | 'author';
  readonly starter: Content;
  readonly solution: Content;
}

export interface ReadStep {
  readonly folder: string;
  readonly files: ReadonlyMap<string, Content>;
  readonly located: Located<StepFile>;
}

export function readStep(
  folder: string,
  files: ReadonlyMap<string, Content>,
): { readonly step?: ReadStep; readonly problems: readonly Problem[] } {
  const yaml = files.get('step.yaml');
  const file = `${folder}/step.yaml`;
  if (yaml === undefined) {
    return { problems: [{ file, line: 1, column: 1, message: 'the step has no step.yaml' }] };
  }
  const result = readYaml(file, yaml, stepSchema);
  return result.ok ? { step: { folder, files, located: result.located }, problems: [] } : { problems: result.problems };
}

export function compileStep(
  read: ReadStep,
  requires: readonly string[],
  shared: SharedContent,
  hasher: Hasher,
): { readonly compiled: CompiledStep; readonly problems: readonly Problem[] } {
  const { folder, files, located } = read;
  const source = located.value;
  const [curriculum = '', id = ''] = folder.split('/');
  const project = readProject(folder, files);
  const projectPaths = new Set(project.sources.map((file) => file.path));
  const problems = [
    ...(source.id === id
      ? []
      : [{ file: located.file, ...located.at(['id']), message: `the id "${source.id}" is not the folder's name` }]),
    ...project.problems,
    ...stepProblems(located, {
      projectPaths,
      checkFiles: new Map(
        project.sources.filter((file) => file.path.startsWith('checks/')).map((file) => [file.path, file.content]),
      ),
      regions: regionsOf(project.sources),
      skills: shared.skills,
      constraints: shared.constraints,
    }),
    ...ownershipProblems(folder, project.sources, source),
    ...guideProblems(folder, files, projectPaths),
    ...copyProblems(folder, files, shared),
    ...todoProblems(located),
    ...['guide.md', 'project/README.md'].flatMap((path) => {
      const text = files.get(path);
      return typeof text === 'string' ? todoLines(`${folder}/${path}`, plainText(text)) : [];
    }),
  ];

  const compiledFiles = project.sources.map((file): CompiledFile => ({
    path: file.path,
    stored: file.stored,
    owner: ownerOf(file.path, source),
    starter: starterOf(file, source),
    solution: solutionOf(file),
  }));
  const guide = files.get('guide.md');
  const guideText = typeof guide === 'string' ? plainText(guide) : '';
  const pictures = new Map([...files].filter(([path]) => path.startsWith('guide/')));
  const projectFiles = compiledFiles.map(({ path, stored, owner, starter }) => ({
    path,
    stored,
    owner,
    sha256: hashContent(starter, hasher),
  }));
  const { minutes, real_hours: realHours, sick_run: sickRun, carries, ...rest } = source;
  const step: Omit<Step, 'contentVersion' | 'interview'> = {
    ...rest,
    ref: `${curriculum}/${id}` satisfies StepRef,
    curriculum,
    requires,
    minutes,
    hours: hoursOfWork(minutes),
    realHours,
    sickRun,
    ...(carries.length > 0 ? { carries } : {}),
    projectFiles,
  };
  const contentVersion = hasher.sha256(
    canonicalJson({
      step,
      guide: guideText,
      pictures: [...pictures].map(([path, content]) => [path, hashContent(content, hasher)]),
    }),
  );
  return {
    compiled: {
      // Taken from the guide, whose text is in the version already.
      step: { ...step, interview: interviewQuestions(guideText), contentVersion },
      source,
      files: compiledFiles,
      projectSources: project.sources,
      guide: guideText,
      pictures,
      sourceFiles: files,
    },
    problems,
  };
}

function copyProblems(folder: string, files: ReadonlyMap<string, Content>, shared: SharedContent): Problem[] {
  return [...shared.checkFiles].flatMap(([name, content]) => {
    const own = files.get(`checks/${name}`);
    const isSame = typeof own === 'string' && typeof content === 'string' && plainText(own) === plainText(content);
    return own === undefined || isSame
      ? []
      : [{ file: `${folder}/checks/${name}`, line: 1, column: 1, message: `differs from curricula/${name}` }];
  });
}
