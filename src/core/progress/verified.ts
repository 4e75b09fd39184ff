/** When a milestone is verified: all of its checks passed on one identical set of the learner's files. */
import { canonicalJson } from '../curriculum/text';
import type { EventOf } from './fold';
import type { Evidence } from './state';

/** Path → SHA-256. */
export type FileHashes = Readonly<Record<string, string>>;

export type CheckResult = EventOf<'checks-ran'>['results'][number];

/** A run with its place in the log; check ids are those of the index. */
export interface StepRun {
  readonly at: number;
  readonly event: EventOf<'checks-ran'>;
  readonly results: readonly CheckResult[];
}

export interface Verified {
  readonly evidence: Evidence;
  readonly stale?: 'files-changed' | 'last-run-failed';
}

export const sameHashes = (a: FileHashes, b: FileHashes): boolean => canonicalJson(a) === canonicalJson(b);

interface Group {
  readonly newest: StepRun;
  readonly passes: Map<string, StepRun>;
}

/** `runs` in order; those at or before `after` (a reopening) do not count. */
export function verifiedBy(checks: readonly string[], runs: readonly StepRun[], after: number): Verified | undefined {
  if (checks.length === 0) return undefined;
  const wanted = new Set(checks);
  // Single checks may have been run again, so passes on the same files are gathered across runs, the newest first.
  const groups = new Map<string, Group>();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const run = runs[index];
    if (!run || run.at <= after) break;
    const passed = run.results.filter(({ id, verdict }) => verdict === 'passed' && wanted.has(id));
    // A pass on no files at all contradicts itself.
    if (passed.length === 0 || Object.keys(run.event.learnerFiles).length === 0) continue;
    const key = filesKey(run);
    const group: Group = groups.get(key) ?? { newest: run, passes: new Map() };
    groups.set(key, group);
    for (const { id } of passed) if (!group.passes.has(id)) group.passes.set(id, run);
    if (group.passes.size === checks.length) {
      const stale = staleness(checks, runs, group);
      return { evidence: evidenceOf(checks, group), ...(stale ? { stale } : {}) };
    }
  }
  return undefined;
}

function evidenceOf(checks: readonly string[], { newest, passes }: Group): Evidence {
  const { event } = newest;
  const figures = checks.flatMap((id) =>
    Object.entries(passes.get(id)?.results.find((result) => result.id === id)?.properties ?? {}).filter(
      (entry): entry is [string, number] =>
        typeof entry[1] === 'number' && entry[0] !== 'expected' && entry[0] !== 'actual',
    ),
  );
  return {
    run: event.run,
    at: event.time,
    checks,
    figures: Object.fromEntries(figures),
    learnerFiles: event.learnerFiles,
    checkFiles: event.checkFiles,
    versions: event.versions,
    interpreter: event.interpreter,
  };
}

/** Later edits or failures do not take it away; they are said. */
function staleness(checks: readonly string[], runs: readonly StepRun[], group: Group): Verified['stale'] {
  let hasFailed = false;
  const judged = new Set<string>();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const run = runs[index];
    if (!run || run.at <= group.newest.at) break;
    for (const { id, verdict } of run.results) {
      if (!checks.includes(id) || judged.has(id)) continue;
      // Blocked and broken runs say nothing about the work.
      if (verdict === 'failed' || verdict === 'passed') judged.add(id);
      if (verdict === 'failed') hasFailed = true;
    }
  }
  if (hasFailed) return 'last-run-failed';
  const last = runs.findLast((run) => Object.keys(run.event.learnerFiles).length > 0);
  return last && last.at > group.newest.at && filesKey(last) !== filesKey(group.newest) ? 'files-changed' : undefined;
}

const keys = new WeakMap<object, string>();

/** Computed once an event: a log is derived anew after every append. */
function filesKey({ event }: StepRun): string {
  const known = keys.get(event.learnerFiles);
  if (known !== undefined) return known;
  const key = canonicalJson(event.learnerFiles);
  keys.set(event.learnerFiles, key);
  return key;
}
