/** Everything under `curricula/`, from files to the index and what is packaged with it. Pure: files in, values out. */
import type { Hasher } from '../ports';
import { compileStep, type CompiledStep, readStep, type ReadStep, type SharedContent } from './compile-step';
import { type Content, type ContentTree, filesBelow } from './content-tree';
import { curriculumProblems, milestoneChecks } from './curriculum-problems';
import type { Curriculum, CurriculumIndex, StepRef } from './model';
import { storedPath } from './paths';
import type { Problem } from './problem';
import { ownerOf } from './project-files';
import { curriculumSchema, type SkillsFile, skillsSchema } from './schema';
import { skillsProblems } from './skills-problems';
import { normalizedName } from './step-problems';
import { plainText } from './text';
import { readYaml } from './yaml';

export interface CompiledContent {
  readonly index: CurriculumIndex;
  readonly steps: ReadonlyMap<StepRef, CompiledStep>;
  /** Undefined when `skills.yaml` has problems. */
  readonly skills: SkillsFile | undefined;
  /** Of every curriculum; those that have one are not in the index. */
  readonly problems: readonly Problem[];
}

export function compileContent(tree: ContentTree, hasher: Hasher): CompiledContent {
  const problems: Problem[] = [];
  const skills = compileSkills(tree, problems);
  const constraints = constraintLines(tree.files.get('constraints.txt'));
  const shared: SharedContent = {
    skills,
    constraints: new Set(constraints.map((line) => normalizedName(line.split('==')[0] ?? line))),
    checkFiles: new Map([...tree.files].filter(([path]) => !path.includes('/') && path.endsWith('.py'))),
  };
  const steps = new Map<StepRef, CompiledStep>();
  const curricula: Curriculum[] = [];
  const ids = new Set(
    [...tree.files.keys()].filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''),
  );
  for (const id of [...ids].sort()) {
    const result = compileCurriculum(id, tree, shared, hasher);
    problems.push(...result.problems);
    if (result.curriculum && result.problems.length === 0) {
      curricula.push(result.curriculum);
      result.steps.forEach((step) => steps.set(step.step.ref, step));
    }
  }
  return {
    index: {
      format: 1,
      specializations: skills?.specializations ?? emptySpecializations,
      skillNames: Object.fromEntries((skills?.skills ?? []).map((skill) => [skill.id, skill.name])),
      curricula,
      constraints,
    },
    steps,
    skills,
    problems,
  };
}

const emptySpecializations: SkillsFile['specializations'] = {
  'computer-vision': 'Computer vision',
  nlp: 'NLP',
  'classical-ml': 'Classical ML',
  'deep-learning': 'Deep learning',
  mlops: 'MLOps',
  'data-science': 'Data science',
  robotics: 'Robotics',
  'quantum-ml': 'Quantum ML',
  'responsible-ai': 'Responsible AI',
  neuromorphic: 'Neuromorphic computing',
};

function compileSkills(tree: ContentTree, problems: Problem[]): SkillsFile | undefined {
  const content = tree.files.get('skills.yaml');
  if (content === undefined) {
    problems.push({ file: 'skills.yaml', line: 1, column: 1, message: 'is missing' });
    return undefined;
  }
  const result = readYaml('skills.yaml', content, skillsSchema);
  if (!result.ok) {
    problems.push(...result.problems);
    return undefined;
  }
  problems.push(...skillsProblems(result.located));
  return result.located.value;
}

function constraintLines(content: Content | undefined): readonly string[] {
  return typeof content === 'string'
    ? plainText(content)
        .split('\n')
        .map((line) => line.replace(/#.*$/, '').trim())
        .filter((line) => line !== '')
    : [];
}

function compileCurriculum(
  id: string,
  tree: ContentTree,
  shared: SharedContent,
  hasher: Hasher,
): {
  readonly curriculum?: Curriculum;
  readonly steps: readonly CompiledStep[];
  readonly problems: readonly Problem[];
} {
  const files = filesBelow(tree.files, id);
  const file = `${id}/curriculum.yaml`;
  const problems: Problem[] = tree.refused
    .filter((entry) => entry.path.startsWith(`${id}/`))
    .map(({ path, reason }) => ({ file: path, line: 1, column: 1, message: refusal[reason] }));
  const yaml = files.get('curriculum.yaml');
  const result = yaml === undefined ? undefined : readYaml(file, yaml, curriculumSchema);
  if (!result) {
    problems.push({ file, line: 1, column: 1, message: 'the curriculum has no curriculum.yaml' });
  } else if (!result.ok) {
    problems.push(...result.problems);
  }

  const folders = new Set(
    [...files.keys()].filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''),
  );
  const read = new Map<string, ReadStep>();
  for (const folder of folders) {
    const step = readStep(`${id}/${folder}`, filesBelow(files, folder));
    problems.push(...step.problems);
    if (step.step) {
      read.set(folder, step.step);
    }
  }
  const value = result?.ok === true ? result.located.value : undefined;
  const requires = new Map(value?.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step.requires])) ?? []);
  const compiled = new Map<string, CompiledStep>();
  for (const [folder, step] of read) {
    const outcome = compileStep(step, requires.get(folder) ?? [], shared, hasher);
    problems.push(...outcome.problems, ...carryProblems(step, read));
    compiled.set(folder, outcome.compiled);
  }
  if (result?.ok !== true || !value) {
    return { steps: [], problems };
  }
  const sources = new Map([...read].map(([folder, step]) => [folder, step.located.value]));
  problems.push(...curriculumProblems(result.located, sources, folders));
  if (value.id !== id) {
    problems.push({ file, ...result.located.at(['id']), message: `the id "${value.id}" is not the folder's name` });
  }
  const { phases, milestones, ...rest } = value;
  const curriculum: Curriculum = {
    ...rest,
    phases: phases.map((phase) => ({
      ...phase,
      steps: phase.steps.flatMap((step) => compiled.get(step.id)?.step ?? []),
    })),
    milestones: milestones.map((milestone) => {
      const step = sources.get(milestone.step);
      return { ...milestone, checks: step ? milestoneChecks(milestone, step) : [] };
    }),
  };
  return { curriculum, steps: [...compiled.values()], problems };
}

const refusal = {
  link: 'is a link; content holds plain files only',
  oversized: 'is too large; a file of content is at most 5 MB',
  special: 'is neither a file nor a folder',
} as const;

function carryProblems(step: ReadStep, all: ReadonlyMap<string, ReadStep>): Problem[] {
  return step.located.value.carries.flatMap((carry, index) => {
    const from = all.get(carry.from);
    const place = (key: string): Omit<Problem, 'message'> => ({
      file: step.located.file,
      ...step.located.at(['carries', index, key]),
    });
    if (!from) {
      return [{ ...place('from'), message: `unknown step "${carry.from}"` }];
    }
    const has = ({ files }: ReadStep, path: string): boolean => files.has(`project/${storedPath(path)}`);
    const isLearners = ({ located: { value } }: ReadStep, path: string): boolean => ownerOf(path, value) === 'learner';
    return [
      ...(has(from, carry.file) && isLearners(from, carry.file)
        ? []
        : [{ ...place('file'), message: `the step "${carry.from}" has no file "${carry.file}" of the learner's` }]),
      // The finished project is whole without any earlier step.
      ...(has(step, carry.to) && isLearners(step, carry.to)
        ? []
        : [{ ...place('to'), message: `the project has no file "${carry.to}" of the learner's` }]),
    ];
  });
}
