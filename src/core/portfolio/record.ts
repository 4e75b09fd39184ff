/**
 * What the log says of a project: the last time that all of its checks passed on one set of files, with the figures of
 * that run. What contradicts itself is named and left out. A consistent forgery cannot be seen here: a figure reads
 * "recorded" until somebody runs the checks again.
 */
import type { Step } from '../curriculum/model';
import type { StepRun } from '../progress/verified';
import { type FileHashes, sameHashes, verifiedBy } from '../progress/verified';

export interface RecordedFigure {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly value: number;
  /** A re-run within this difference reproduces it. */
  readonly tolerance: number;
}

/** A figure beside that of the baseline of the same run. */
export interface Comparison {
  readonly title: string;
  readonly figure: RecordedFigure;
  readonly baseline?: RecordedFigure & { readonly label: string };
  /** What the check demands. */
  readonly gate: number;
  readonly direction: 'at_least' | 'at_most';
}

export type Freshness = 'current' | 'files-changed' | 'last-run-failed' | 'deleted';

export interface ProjectRecord {
  readonly at: string;
  readonly run: string;
  readonly checks: readonly string[];
  readonly figures: readonly RecordedFigure[];
  readonly comparisons: readonly Comparison[];
  readonly versions: Readonly<Record<string, string>>;
  readonly learnerFiles: FileHashes;
  readonly freshness: Freshness;
}

/** What the folder holds now. */
export interface ProjectNow {
  /** Undefined when the project is gone. */
  readonly learnerFiles?: FileHashes;
  /** The author's files of the content version that the project has; undefined when it cannot be had. */
  readonly checkFiles?: FileHashes;
}

export type RecordResult =
  | { readonly kind: 'recorded'; readonly record: ProjectRecord }
  /** No run in which all checks passed on one set of files. */
  | { readonly kind: 'not-passed' }
  | { readonly kind: 'contradiction'; readonly why: string };

/** `runs` in the order of the log. */
export function recordOf(step: Step, runs: readonly StepRun[], now: ProjectNow): RecordResult {
  const required = step.checks.filter(({ needs }) => needs === undefined).map(({ id }) => id);
  const found = verifiedBy(required, runs, -1);
  if (!found) return { kind: 'not-passed' };
  // "Take it real" counts where it passed on the same files.
  const real = step.checks.filter(({ needs }) => needs !== undefined).map(({ id }) => id);
  const whole = real.length > 0 ? verifiedBy([...required, ...real], runs, -1) : undefined;
  const isSameWork = whole && sameHashes(whole.evidence.learnerFiles, found.evidence.learnerFiles);
  const { evidence, stale } = isSameWork ? whole : found;
  const why = contradictionIn(evidence.run, evidence.checkFiles, now);
  if (why !== undefined) return { kind: 'contradiction', why };
  const figures = step.figures.flatMap((figure): readonly RecordedFigure[] => {
    const value = evidence.figures[figure.name];
    return value === undefined ? [] : [{ ...figure, value }];
  });
  return {
    kind: 'recorded',
    record: {
      at: evidence.at,
      run: evidence.run,
      checks: evidence.checks,
      figures,
      comparisons: comparisonsOf(step, figures),
      versions: evidence.versions,
      learnerFiles: evidence.learnerFiles,
      freshness: freshnessOf(evidence.learnerFiles, stale, now),
    },
  };
}

function contradictionIn(run: string, checkFiles: FileHashes, now: ProjectNow): string | undefined {
  if (run === '') return 'its figures belong to no run';
  if (Object.keys(checkFiles).length === 0) return 'its run names no check files';
  const changed = Object.entries(now.checkFiles ?? {}).find(
    ([path, hash]) => checkFiles[path] !== undefined && checkFiles[path] !== hash,
  );
  return changed && `${changed[0]} of that run is not the author's file`;
}

function freshnessOf(
  passed: FileHashes,
  stale: 'files-changed' | 'last-run-failed' | undefined,
  now: ProjectNow,
): Freshness {
  if (now.learnerFiles === undefined) return 'deleted';
  if (stale === 'last-run-failed') return stale;
  return sameHashes(passed, now.learnerFiles) ? 'current' : 'files-changed';
}

function comparisonsOf(step: Step, figures: readonly RecordedFigure[]): readonly Comparison[] {
  const byName = new Map(figures.map((figure) => [figure.name, figure]));
  return step.gates.flatMap(({ title, figure: name, value, direction, baseline }): readonly Comparison[] => {
    const figure = byName.get(name);
    if (!figure) return [];
    const other = baseline && byName.get(baseline.figure);
    return [
      {
        title,
        figure,
        gate: value,
        direction,
        ...(baseline && other ? { baseline: { ...other, label: baseline.name } } : {}),
      },
    ];
  });
}
