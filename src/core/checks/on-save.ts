/** Which checks run when a learner saves: the quick ones; training runs on demand. */
import { matchesPattern } from '../curriculum/paths';
import type { Check, Step } from '../curriculum/model';

const quickKinds: readonly Check['kind'][] = ['S', 'H', 'O', 'P', 'G'];

/** Ids, in their order. `only`: what the learner chose; those that wait for a file run when they were chosen. */
export const checksOnSave = ({ checks }: Pick<Step, 'checks'>, only?: readonly string[]): readonly string[] =>
  checks
    .filter(({ id, kind, needs }) => quickKinds.includes(kind) && (only?.includes(id) ?? needs === undefined))
    .map(({ id }) => id);

/** Whether a file of the project, by its path in it, is the learner's to write. */
export const isLearnersFile = ({ files, projectFiles }: Pick<Step, 'files' | 'projectFiles'>, path: string): boolean =>
  files.learner.some((pattern) => matchesPattern(path, pattern)) &&
  !projectFiles.some((file) => file.owner === 'author' && file.path === path);
