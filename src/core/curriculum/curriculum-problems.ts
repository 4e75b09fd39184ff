/** Cross-checks of a curriculum that its schema cannot see. */
import type { Problem } from './problem';
import type { CurriculumFile, StepFile } from './schema';
import { addDoubles } from './step-problems';
import { todoProblems } from './todo-problems';
import type { Located, YamlPath } from './yaml';

/** `steps` are those that could be read; the folders of all of them are in `folders`. */
export function curriculumProblems(
  located: Located<CurriculumFile>,
  steps: ReadonlyMap<string, StepFile>,
  folders: ReadonlySet<string>,
): Problem[] {
  const curriculum = located.value;
  const problems: Problem[] = [];
  const add = (path: YamlPath, message: string): void =>
    void problems.push({ file: located.file, ...located.at(path), message });

  const entries = curriculum.phases.flatMap((phase, at) =>
    phase.steps.map((step, index) => ({ step, place: ['phases', at, 'steps', index] as const })),
  );
  const order = entries.map(({ step }) => step.id);
  addDoubles(
    curriculum.phases.map((phase) => phase.id),
    (index) => ['phases', index, 'id'],
    'the phase',
    add,
  );
  addDoubles(order, (index) => [...(entries[index]?.place ?? []), 'id'], 'the step', add);
  addDoubles(
    curriculum.milestones.map((milestone) => milestone.id),
    (index) => ['milestones', index, 'id'],
    'the milestone',
    add,
  );
  entries.forEach(({ step, place }, index) => {
    if (!folders.has(step.id)) {
      add([...place, 'id'], `there is no step folder "${step.id}"`);
    }
    step.requires.forEach((id, at) => {
      const before = order.indexOf(id);
      if (before === -1 || before >= index) {
        add(
          [...place, 'requires', at],
          before === -1 ? `unknown step "${id}"` : `"${id}" does not come before "${step.id}"`,
        );
      }
    });
  });
  [...folders]
    .filter((folder) => !order.includes(folder))
    .forEach((folder) => add(['phases'], `the step folder "${folder}" is in no phase`));

  curriculum.milestones.forEach((milestone, index) => {
    if (!order.includes(milestone.step)) {
      add(['milestones', index, 'step'], `unknown step "${milestone.step}"`);
      return;
    }
    const step = steps.get(milestone.step);
    milestone.checks?.forEach((id, at) => {
      if (step && !step.checks.some((check) => check.id === id)) {
        add(['milestones', index, 'checks', at], `the step "${milestone.step}" has no check "${id}"`);
      }
    });
    if (milestone.kind === 'verified' && step && milestoneChecks(milestone, step).length === 0) {
      add(['milestones', index, 'kind'], 'a verified milestone needs a check');
    }
  });
  curriculum.advisories.forEach((advisory, index) => {
    const step = steps.get(advisory.step);
    if (!order.includes(advisory.step)) {
      add(['advisories', index, 'step'], `unknown step "${advisory.step}"`);
    } else if (step && !step.checks.some((check) => check.id === advisory.check)) {
      add(['advisories', index, 'check'], `the step "${advisory.step}" has no check "${advisory.check}"`);
    }
  });
  addRenamedProblems(curriculum, steps, add);
  return [...problems, ...todoProblems(located)];
}

/** The checks that verify a milestone; an attested one may have none. */
export const milestoneChecks = (milestone: CurriculumFile['milestones'][number], step: StepFile): readonly string[] =>
  milestone.checks ??
  (milestone.kind === 'verified'
    ? step.checks.filter((check) => check.needs === undefined).map((check) => check.id)
    : []);

/** Every permanent id, as `renamed` names it: `step`, `step/check`, `milestone:id`. */
export function permanentIds(curriculum: CurriculumFile, steps: ReadonlyMap<string, StepFile>): ReadonlySet<string> {
  return new Set([
    ...[...steps].flatMap(([id, step]) => [id, ...step.checks.map((check) => `${id}/${check.id}`)]),
    ...curriculum.milestones.map((milestone) => `milestone:${milestone.id}`),
  ]);
}

function addRenamedProblems(
  curriculum: CurriculumFile,
  steps: ReadonlyMap<string, StepFile>,
  add: (path: YamlPath, message: string) => void,
): void {
  const known = permanentIds(curriculum, steps);
  const kind = (id: string): string =>
    id.startsWith('milestone:') ? 'milestone' : id.includes('/') ? 'check' : 'step';
  for (const [from, to] of Object.entries(curriculum.renamed)) {
    if (known.has(from)) {
      add(['renamed', from], `"${from}" is still in use; a renamed id is never used again`);
    }
    if (!known.has(to) && !Object.hasOwn(curriculum.renamed, to)) {
      add(['renamed', from], `"${to}" does not exist`);
    } else if (kind(from) !== kind(to)) {
      add(['renamed', from], `"${from}" and "${to}" are of different kinds`);
    }
  }
}
