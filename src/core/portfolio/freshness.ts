/** What of a project's record still holds for the files of today. */
import type { Step } from '../curriculum/model';
import type { FileHashes, StepRun } from '../progress/verified';
import type { PortfolioProject } from './portfolio';

/**
 * The author's files that every run must have had: known while all runs were of the installed version. After an update
 * earlier runs had other files, rightly.
 */
export function authorFilesOf(step: Step, runs: readonly StepRun[]): FileHashes | undefined {
  if (runs.some(({ event }) => event.contentVersion !== step.contentVersion)) return undefined;
  return Object.fromEntries(
    step.projectFiles.filter(({ owner }) => owner === 'author').map(({ path, sha256 }) => [path, sha256]),
  );
}

/** Projects whose figures a run of the checks would make those of today's files. */
export const changedProjects = (projects: readonly PortfolioProject[]): readonly PortfolioProject[] =>
  projects.filter(({ record: { freshness } }) => freshness === 'files-changed' || freshness === 'last-run-failed');
