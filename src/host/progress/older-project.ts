/** Whether a project was scaffolded from another version of its step than the one that is installed. */
import type { Step } from '../../core/curriculum/model';
import { isOlderProject } from '../../core/scaffold/project-mark';
import type { Progress } from './progress';

export function isOlder(step: Step, { marks }: Pick<Progress, 'marks'>): boolean {
  const mark = marks.get(step.ref);
  return mark !== undefined && isOlderProject(step, mark);
}
