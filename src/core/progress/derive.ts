/** The folded log joined with the index: what views show. Nothing of it is stored. */
import { leadsOf } from '../checks/model';
import { hoursOfWork } from '../curriculum/hours';
import { furthestHint, type HintLevel } from '../curriculum/hints';
import { advisoriesOf } from '../curriculum/advisories';
import type { Curriculum, CurriculumIndex, MilestoneEntry, Step, StepRef } from '../curriculum/model';
import type { MilestoneRef } from './events';
import type { FoldedLog, FoldedStep, MilestoneEvent, Placed } from './fold';
import { type CheckResult, type FileHashes, sameHashes, type StepRun, verifiedBy } from './verified';
import { type Renames, renamesOf } from './renames';
import type { CheckState, MilestoneState, ProgressState, StepState } from './state';
import { stepsOf } from '../curriculum/steps';

/** What the fold cannot know. */
export interface LogSurroundings {
  /** Lines of the log that could not be read. */
  readonly unreadable: number;
  /** Events of a newer schema. */
  readonly newer: number;
  /** The learner's files as they are now, where that is known; edits since a run show as "files changed". */
  readonly currentFiles?: ReadonlyMap<StepRef, FileHashes>;
}

/** A step's part of the log under all the names it ever had; check ids are those of the index. */
interface StepLog {
  readonly starts: FoldedStep['starts'];
  readonly runs: readonly StepRun[];
  readonly others: FoldedStep['others'];
}

export function deriveState(log: FoldedLog, index: CurriculumIndex, around: LogSurroundings): ProgressState {
  const renames = renamesOf(index);
  const stepLogs = stepLogsOf(log, renames);
  const milestoneLogs = new Map<string, readonly Placed<MilestoneEvent>[]>();
  for (const [ref, events] of log.milestones) {
    const name = renames.milestone(ref);
    if (name === undefined) continue;
    milestoneLogs.set(
      name,
      [...(milestoneLogs.get(name) ?? []), ...events].sort((a, b) => a.at - b.at),
    );
  }

  const steps = new Map<StepRef, StepState>();
  const milestones = new Map<MilestoneRef, MilestoneState>();
  for (const curriculum of index.curricula) {
    for (const step of stepsOf(curriculum)) {
      steps.set(step.ref, stepState(curriculum, step, stepLogs.get(step.ref)));
    }
    for (const entry of curriculum.milestones) {
      const ref: MilestoneRef = `${curriculum.id}/${entry.id}`;
      const step: StepRef = `${curriculum.id}/${entry.step}`;
      const runs = stepLogs.get(step)?.runs ?? [];
      milestones.set(
        ref,
        milestoneState(ref, entry, runs, milestoneLogs.get(ref) ?? [], around.currentFiles?.get(step)),
      );
    }
  }
  const pivot = index.curricula.some(({ id }) => id === log.pivot) ? log.pivot : undefined;
  return {
    ...(pivot === undefined ? {} : { pivot }),
    steps,
    milestones,
    unreadable: around.unreadable,
    newer: around.newer,
  };
}

/** The runs of each step in their order, under its name of today. */
export const runsOf = (log: FoldedLog, index: CurriculumIndex): ReadonlyMap<string, readonly StepRun[]> =>
  new Map([...stepLogsOf(log, renamesOf(index))].map(([ref, { runs }]) => [ref, runs]));

function stepLogsOf(log: FoldedLog, renames: Renames): ReadonlyMap<string, StepLog> {
  const stepLogs = new Map<string, StepLog>();
  for (const [ref, folded] of log.steps) {
    const name = renames.step(ref);
    if (name === undefined) continue;
    const runs = folded.runs.map(({ at, event }) => ({ at, event, results: renames.results(ref, event.results) }));
    stepLogs.set(name, joined(stepLogs.get(name), { starts: folded.starts, runs, others: folded.others }));
  }
  return stepLogs;
}

function joined(a: StepLog | undefined, b: StepLog): StepLog {
  if (!a) return b;
  return {
    starts: [...a.starts, ...b.starts].sort((x, y) => x.at - y.at),
    runs: [...a.runs, ...b.runs].sort((x, y) => x.at - y.at),
    others: [...a.others, ...b.others].sort((x, y) => x.at - y.at),
  };
}

function stepState(curriculum: Curriculum, step: Step, log: StepLog | undefined): StepState {
  const first = log?.starts.at(0)?.event;
  const latest = log?.starts.at(-1)?.event;
  const contentVersion = latest && contentVersionOf(log, latest.contentVersion);
  const last = lastResults(step, log?.runs ?? []);
  const advisories = advisoriesOf(curriculum, step, contentVersion ?? step.contentVersion);
  const checks = step.checks.flatMap(({ id, needs }): readonly CheckState[] => {
    const found = last.get(id);
    const note = advisories.get(id);
    const advisory = note === undefined ? {} : { advisory: note };
    if (found) {
      const { verdict, message, properties } = found.result;
      return [{ id, verdict, message, at: found.time, properties, ...leadsOf(found.result), ...advisory }];
    }
    return needs === undefined ? [{ id, message: '', properties: {}, ...advisory }] : [];
  });
  const isPassed = (id: string): boolean => last.get(id)?.result.verdict === 'passed';
  // "Take it real" is listed apart: its checks do not hold a step back.
  const required = step.checks.filter((check) => check.needs === undefined);
  const openTasks = new Set(required.filter((check) => !isPassed(check.id)).map((check) => check.task));
  const isDone = (task: string): boolean => !openTasks.has(task) && required.some((check) => check.task === task);
  const minutesLeft = step.tasks.reduce((sum, task) => sum + (isDone(task.id) ? 0 : task.minutes), 0);
  const versions = log?.runs.at(-1)?.event.versions;
  const isStarted = latest !== undefined || (log?.runs.length ?? 0) > 0;
  const isPassedStep = required.length > 0 && openTasks.size === 0;
  const status = isStarted ? (isPassedStep ? 'passed' : 'in-progress') : 'not-started';
  const passedAt =
    status === 'passed' ? passedSince(new Set(required.map(({ id }) => id)), log?.runs ?? []) : undefined;
  return {
    ref: step.ref,
    status,
    ...(first && latest && contentVersion !== undefined
      ? { path: latest.path, startedAt: first.time, contentVersion }
      : {}),
    ...(passedAt === undefined ? {} : { passedAt }),
    checks,
    ...(versions === undefined ? {} : { versions }),
    ...helpAndAnswers(log),
    passedCount: checks.filter((check) => check.verdict === 'passed').length,
    hoursLeft: status === 'passed' ? 0 : hoursOfWork(minutesLeft),
  };
}

/** Since when all of these have passed; a run that passes again does not make it later. */
function passedSince(checks: ReadonlySet<string>, runs: readonly StepRun[]): string | undefined {
  const open = new Set(checks);
  let since: string | undefined;
  for (const { event, results } of runs) {
    for (const { id, verdict } of results) {
      if (verdict === 'passed') open.delete(id);
      else if (checks.has(id)) open.add(id);
    }
    since = open.size > 0 ? undefined : (since ?? event.time);
  }
  return since;
}

function contentVersionOf(log: StepLog | undefined, started: string): string {
  const begun = log?.starts.at(-1)?.at ?? -1;
  const updated = log?.others.findLast(({ at, event }) => at > begun && event.kind === 'step-updated')?.event;
  return updated?.kind === 'step-updated' ? updated.contentVersion : started;
}

function helpAndAnswers(log: StepLog | undefined): Pick<StepState, 'help' | 'answers'> {
  const hints = new Map<string, HintLevel>();
  const solutions = new Set<string>();
  const answers = new Map<string, number>();
  for (const { event } of log?.others ?? []) {
    if (event.kind === 'hint-shown') hints.set(event.task, furthestHint(hints.get(event.task), event.level));
    if (event.kind === 'solution-shown') solutions.add(event.task);
    if (event.kind === 'quiz-answered') answers.set(event.question, event.option);
  }
  return { help: { hints, solutions }, answers };
}

function lastResults(step: Step, runs: readonly StepRun[]) {
  const wanted = new Set(step.checks.map(({ id }) => id));
  const last = new Map<string, { readonly result: CheckResult; readonly time: string }>();
  for (let index = runs.length - 1; index >= 0 && last.size < step.checks.length; index -= 1) {
    const run = runs[index];
    if (!run) break;
    for (const result of run.results) {
      if (wanted.has(result.id) && !last.has(result.id)) last.set(result.id, { result, time: run.event.time });
    }
  }
  return last;
}

function milestoneState(
  ref: MilestoneRef,
  entry: MilestoneEntry,
  runs: readonly StepRun[],
  events: readonly Placed<MilestoneEvent>[],
  currentFiles: FileHashes | undefined,
): MilestoneState {
  const reopenedAt = events.findLast(({ event }) => event.kind === 'milestone-reopened')?.at ?? -1;
  if (entry.kind === 'verified') {
    const verified = verifiedBy(entry.checks, runs, reopenedAt);
    if (verified) {
      const hasChanged = currentFiles !== undefined && !sameHashes(currentFiles, verified.evidence.learnerFiles);
      const stale = verified.stale ?? (hasChanged ? 'files-changed' : undefined);
      return { ref, kind: 'verified', evidence: verified.evidence, ...(stale ? { stale } : {}) };
    }
  }
  const since = events.filter(({ at }) => at > reopenedAt).map(({ event }) => event);
  // What was attached stays evidence, also when the milestone is marked by hand afterwards.
  const attested = since.findLast((event) => event.kind === 'milestone-attested');
  if (attested) return { ref, kind: 'attested', at: attested.time, note: attested.note, files: attested.files };
  const marked = since.findLast((event) => event.kind === 'milestone-marked');
  return marked ? { ref, kind: 'unverified', at: marked.time, note: marked.note } : { ref, kind: 'open' };
}
