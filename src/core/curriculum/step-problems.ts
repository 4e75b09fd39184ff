/** Cross-checks of one step that its schema cannot see. */
import type { Content } from './content-tree';
import { matchesPattern, pathProblem } from './paths';
import type { Problem } from './problem';
import type { Region } from './regions';
import type { SkillsFile, StepFile } from './schema';
import { testNames } from './test-names';
import type { Located, YamlPath } from './yaml';

export interface StepContext {
  /** Of the project and `checks/`, as they are called in the learner's folder. */
  readonly projectPaths: ReadonlySet<string>;
  readonly checkFiles: ReadonlyMap<string, Content>;
  readonly regions: ReadonlyMap<string, { readonly file: string; readonly region: Region }>;
  readonly skills: SkillsFile | undefined;
  /** Distribution names of `constraints.txt`, normalized. */
  readonly constraints: ReadonlySet<string>;
}

export const normalizedName = (distribution: string): string => distribution.toLowerCase().replaceAll(/[-_.]+/g, '-');

const tierPackages: Readonly<Record<StepFile['tier'], readonly string[] | undefined>> = {
  T0: ['numpy', 'scipy', 'scikit-learn', 'pandas', 'matplotlib', 'pytest', 'hypothesis'],
  T1: ['numpy', 'scipy', 'scikit-learn', 'pandas', 'matplotlib', 'pytest', 'hypothesis', 'torch'],
  T2: undefined,
};

export function stepProblems(located: Located<StepFile>, context: StepContext): Problem[] {
  const step = located.value;
  const problems: Problem[] = [];
  const add = (path: YamlPath, message: string): void =>
    void problems.push({ file: located.file, ...located.at(path), message });

  addPathProblems(step, add);
  addUniqueness(step, add);
  addReferences(step, context, add);
  addFileProblems(step, context, add);
  addTestProblems(step, context, add);

  const minutes = step.tasks.reduce((sum, task) => sum + task.minutes, 0);
  if (minutes !== step.minutes) {
    add(['minutes'], `minutes is ${step.minutes}, but the tasks add up to ${minutes}`);
  }
  return problems;
}

type Add = (path: YamlPath, message: string) => void;

function addPathProblems(step: StepFile, add: Add): void {
  const look = (path: string, place: YamlPath): void => {
    const problem = pathProblem(path.replace(/\/\*\*$/, ''));
    if (problem !== undefined) {
      add(place, problem);
    }
  };
  step.tasks.forEach((task, index) => look(task.file, ['tasks', index, 'file']));
  step.checks.forEach((check, index) => {
    look(check.test.split('::')[0] ?? '', ['checks', index, 'test']);
    if (check.needs !== undefined) {
      look(check.needs, ['checks', index, 'needs']);
    }
  });
  for (const owner of ['learner', 'author'] as const) {
    step.files[owner].forEach((path, index) => look(path, ['files', owner, index]));
  }
  step.carries.forEach((entry, index) => {
    look(entry.file, ['carries', index, 'file']);
    look(entry.to, ['carries', index, 'to']);
  });
  step.sick_run.files.forEach((path, index) => look(path, ['sick_run', 'files', index]));
}

export function addDoubles(
  values: readonly string[],
  place: (index: number) => YamlPath,
  what: string,
  add: Add,
): void {
  const seen = new Set<string>();
  values.forEach((value, index) => {
    if (seen.has(value)) {
      add(place(index), `${what} "${value}" appears twice`);
    }
    seen.add(value);
  });
}

function addUniqueness(step: StepFile, add: Add): void {
  const ids = (list: 'tasks' | 'checks' | 'predict', what: string): void =>
    addDoubles(
      step[list].map((entry) => entry.id),
      (index) => [list, index, 'id'],
      what,
      add,
    );
  ids('tasks', 'the task');
  ids('checks', 'the check');
  // One list: an answer in the log names its question by its id alone.
  const questions = (['recall', 'quiz'] as const).flatMap((list) => step[list].map(({ id }, at) => ({ list, id, at })));
  addDoubles(
    questions.map(({ id }) => id),
    (index) => [questions[index]?.list ?? 'quiz', questions[index]?.at ?? 0, 'id'],
    'the question',
    add,
  );
  ids('predict', 'the prediction');
  const names = (list: 'figures' | 'gates', what: string): void =>
    addDoubles(
      step[list].map((entry) => entry.name),
      (index) => [list, index, 'name'],
      what,
      add,
    );
  names('figures', 'the figure');
  names('gates', 'the gate');
  addDoubles(
    step.checks.map((check) => check.test),
    (index) => ['checks', index, 'test'],
    'the test',
    add,
  );
  addDoubles(
    step.tasks.map((task) => task.region ?? `file ${task.file} of task ${task.id}`),
    (index) => ['tasks', index, 'region'],
    'the region',
    add,
  );
}

function addReferences(step: StepFile, context: StepContext, add: Add): void {
  const tasks = new Set(step.tasks.map((task) => task.id));
  const checks = new Set(step.checks.map((check) => check.id));
  const figures = new Set(step.figures.map((figure) => figure.name));
  const failures = new Set(Object.keys(step.hints.failures));
  const need = (known: ReadonlySet<string>, id: string, place: YamlPath, what: string): void => {
    if (!known.has(id)) {
      add(place, `unknown ${what} "${id}"`);
    }
  };
  step.checks.forEach((check, index) => {
    need(tasks, check.task, ['checks', index, 'task'], 'task');
    check.hints.forEach((hint, at) => need(failures, hint, ['checks', index, 'hints', at], 'hint of hints.failures'));
  });
  step.tasks.forEach((task, index) => {
    if (!step.checks.some((check) => check.task === task.id)) {
      add(['tasks', index, 'id'], `the task "${task.id}" has no check`);
    }
    if (!Object.hasOwn(step.hints.tasks, task.id)) {
      add(['hints', 'tasks'], `the task "${task.id}" has no hints`);
    }
  });
  Object.keys(step.hints.tasks).forEach((task) => need(tasks, task, ['hints', 'tasks', task], 'task'));
  step.gates.forEach((gate, index) => {
    need(checks, gate.check, ['gates', index, 'check'], 'check');
    need(figures, gate.figure, ['gates', index, 'figure'], 'figure');
    if (gate.baseline) {
      need(figures, gate.baseline.figure, ['gates', index, 'baseline', 'figure'], 'figure');
    }
  });
  step.predict.forEach((entry, index) => {
    need(tasks, entry.task, ['predict', index, 'task'], 'task');
    need(figures, entry.figure, ['predict', index, 'figure'], 'figure');
  });
  need(tasks, step.sick_run.task, ['sick_run', 'task'], 'task');
  for (const list of ['quiz', 'recall'] as const) {
    step[list].forEach((question, index) => {
      if (question.answer >= question.options.length) {
        add(
          [list, index, 'answer'],
          `the answer ${question.answer} is not among the ${question.options.length} options`,
        );
      }
    });
  }
  const { skills } = context;
  if (skills) {
    const known = new Set(skills.skills.map((skill) => skill.id));
    Object.keys(step.skills).forEach((skill) => need(known, skill, ['skills', skill], 'skill'));
  }
  step.requirements.forEach((name, index) => {
    if (!context.constraints.has(normalizedName(name))) {
      add(['requirements', index], `"${name}" has no version in constraints.txt`);
    }
    if (tierPackages[step.tier]?.includes(normalizedName(name)) === false) {
      add(['requirements', index], `"${name}" does not belong to tier ${step.tier}`);
    }
  });
}

function addFileProblems(step: StepFile, context: StepContext, add: Add): void {
  const { projectPaths } = context;
  const has = (path: string): boolean => projectPaths.has(path);
  /** The learner makes it: below `evidence/`, or in a folder that is theirs. */
  const isMadeByLearner = (path: string): boolean =>
    path.startsWith('evidence/') || step.files.learner.some((p) => p.endsWith('/**') && matchesPattern(path, p));
  step.tasks.forEach((task, index) => {
    if (!has(task.file) && !isMadeByLearner(task.file)) {
      add(['tasks', index, 'file'], `the project has no file "${task.file}"`);
    } else if (task.region !== undefined) {
      const found = context.regions.get(task.region);
      if (!found) {
        add(['tasks', index, 'region'], `no file of the project has a region "${task.region}"`);
      } else if (found.file !== task.file) {
        add(['tasks', index, 'region'], `the region "${task.region}" is in ${found.file}`);
      }
    }
  });
  for (const owner of ['learner', 'author'] as const) {
    step.files[owner].forEach((pattern, index) => {
      const isOptional = owner === 'learner' && (pattern.endsWith('/**') || isMadeByLearner(pattern));
      if (!isOptional && ![...projectPaths].some((path) => matchesPattern(path, pattern))) {
        add(['files', owner, index], `"${pattern}" matches no file`);
      }
    });
  }
  step.sick_run.files.forEach((path, index) => {
    if (!has(path)) {
      add(['sick_run', 'files', index], `the project has no file "${path}"`);
    }
  });
  const wanted = ['README.md', 'pyproject.toml', `src/${step.package}/__init__.py`, 'explore.py', 'checks/conftest.py'];
  wanted
    .concat(step.predict.length > 0 ? ['predictions.yaml'] : [])
    .filter((path) => !has(path))
    .forEach((path) => add([], `the project has no file "${path}"`));
}

function addTestProblems(step: StepFile, context: StepContext, add: Add): void {
  const listed = new Set<string>();
  step.checks.forEach((check, index) => {
    const [file = '', ...names] = check.test.replace(/\[.*$/, '').split('::');
    listed.add([file, ...names].join('::'));
    const content = context.checkFiles.get(file);
    if (typeof content !== 'string') {
      add(['checks', index, 'test'], `there is no file "${file}"`);
    } else if (!testNames(content).has(names.join('::'))) {
      add(['checks', index, 'test'], `${file} has no test "${names.join('::')}"`);
    }
  });
  for (const [file, content] of context.checkFiles) {
    if (/(^|\/)test_[^/]*\.py$/.test(file) && typeof content === 'string') {
      [...testNames(content)]
        .filter((name) => !listed.has(`${file}::${name}`))
        .forEach((name) => add(['checks'], `the test ${file}::${name} is no check of step.yaml`));
    }
  }
}
