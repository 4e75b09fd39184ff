/**
 * The one place where verdicts are decided: a pure function of what a run left behind. The rules and their order are
 * the design's ("Running checks"); each has its test.
 */
import type { Check, Step } from '../curriculum/model';
import type { Failure, Frame } from './events';
import { lastLearnerFrame, type ProjectView } from './frames';
import { failureMessage, placeText, reasonMessage, unusableMessage } from './messages';
import type { BlockedReason, CheckResult, SourceLocation } from './model';
import type { Finished, Observed } from './observed';

/** How the process that ran a check came to its end. */
export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal?: string }
  | { readonly kind: 'timed-out'; readonly limitSeconds: number }
  | { readonly kind: 'cancelled' };

export interface RunFacts {
  readonly step: Pick<Step, 'tasks'>;
  readonly view: ProjectView;
  readonly observed: Observed;
  /** Undefined while the process is running. */
  readonly end?: ProcessEnd;
  /** The stacks that faulthandler dumped. */
  readonly stacks: readonly (readonly Frame[])[];
  /** Rule 1: nothing could start, or an author's file differed before or after. */
  readonly blocked?: BlockedReason;
}

/** What became of a check on the reference. */
export type ControlOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'crashed'; readonly detail: string }
  | { readonly kind: 'cannot-run'; readonly detail: string };

export type Judgement =
  | { readonly kind: 'decided'; readonly result: CheckResult }
  /** Only a run on the reference can tell whose fault it is. */
  | { readonly kind: 'needs-control' }
  /** The process is still running. */
  | { readonly kind: 'pending' };

/** pytest's plugin leaves with this when its events cannot be written. */
const cannotWriteCode = 74;
/** ENOSPC, and EDQUOT of Linux and of macOS. */
const diskFullErrors: readonly number[] = [28, 122, 69];

export function judge(check: Check, facts: RunFacts, control?: ControlOutcome): Judgement {
  const { observed, view } = facts;
  const finished = observed.finished.get(check.id);
  const decide = (verdict: CheckResult['verdict'], message: string, more: Partial<CheckResult> = {}): Judgement => {
    const { seconds = 0, properties = {} } = finished ?? {};
    // What is not written yet needs its task's hints, not the explanation of a mistake.
    const isUnwritten = verdict === 'failed' && finished?.failure?.type === 'NotImplementedError';
    const hint = verdict === 'failed' && !isUnwritten ? hintOf(check, properties) : undefined;
    const leads = { ...(hint ? { hint } : {}), ...(isUnwritten ? { isUnwritten } : {}) };
    const result = { id: check.id, verdict, message, seconds, properties, ...leads, ...more };
    return { kind: 'decided', result };
  };
  const blocked = (reason: BlockedReason) => decide('blocked', reasonMessage(reason), { reason });
  const failed = (message: string, location: SourceLocation | undefined) =>
    decide('failed', message, location ? { location } : {});

  // (1) It could not start, or the author's files were not the author's.
  if (facts.blocked) return blocked(facts.blocked);

  const loading = finished ? undefined : observed.collectionErrors.find(({ node }) => covers(node, check))?.failure;
  // (2) No end, because the process died or ran out of time.
  if (!finished && !loading) {
    if (observed.ended === undefined) return facts.end ? sudden(check, facts, facts.end) : { kind: 'pending' };
    if (observed.started.has(check.id) || observed.collected?.has(check.test) === true) {
      return blocked({ kind: 'not-run', detail: 'pytest stopped before it came to this check.' });
    }
  }

  const failure = finished?.failure ?? loading;
  if (failure) {
    const last = lastLearnerFrame(failure.frames, view) ?? lastLearnerFrame(failure.causes, view);
    if (failure.errno !== undefined && diskFullErrors.includes(failure.errno)) {
      return blocked({ kind: 'disk-full', detail: failure.message });
    }
    if (failure.timeout) {
      const detail = last ? `it was at ${placeText(last.place, last.function)}` : 'it was in code that is not yours';
      const reason = { kind: 'timed-out', limitSeconds: check.timeout, detail } as const;
      return last ? failed(reasonMessage(reason), last.place) : blocked(reason);
    }
    // (5) comes before (3) for a skip: pytest raises it like any exception.
    if (failure.skipped && !last) {
      return blocked({ kind: 'not-run', detail: `The check was skipped: ${failure.message}` });
    }
    // (3) An assertion, or an exception on whose way the learner's code lies.
    if (failure.assertion || last) return failed(failureMessage(check, failure, last?.place), last?.place);
  }

  if (finished && !failure) {
    // (5) Passed is said only of what was seen to start and to end, in an interpreter that named itself.
    if (finished.outcome === 'passed' && observed.started.has(check.id) && observed.session)
      return decide('passed', '');
    return blocked({ kind: 'not-run', detail: `The check came to no result (${finished.outcome}).` });
  }

  // (4) Any other exception, or a check that is not there: what does the reference do?
  return onReference(control, {
    passed: () => failed(unusableMessage(facts.step, check, failure), undefined),
    crashed: (detail) => decide('broken', `This check is at fault, not the work: ${detail}`),
    cannotRun: (detail) => blocked({ kind: 'not-run', detail }),
  });
}

function onReference(
  control: ControlOutcome | undefined,
  then: Readonly<{
    passed: () => Judgement;
    crashed: (detail: string) => Judgement;
    cannotRun: (detail: string) => Judgement;
  }>,
): Judgement {
  switch (control?.kind) {
    case undefined:
      return { kind: 'needs-control' };
    case 'passed':
      return then.passed();
    case 'crashed':
      return then.crashed(control.detail);
    case 'cannot-run':
      return then.cannotRun(control.detail);
  }
}

/** Rule 2: the line is named when the learner's code was on the stack. */
function sudden(check: Check, facts: RunFacts, end: ProcessEnd): Judgement {
  const { observed, view } = facts;
  const result = (verdict: 'failed' | 'blocked', message: string, more: Partial<CheckResult>): Judgement => ({
    kind: 'decided',
    result: { id: check.id, verdict, message, seconds: 0, properties: {}, ...more },
  });
  const blocked = (reason: BlockedReason) => result('blocked', reasonMessage(reason), { reason });
  if (end.kind === 'cancelled') return blocked({ kind: 'cancelled' });
  if (end.kind === 'exited' && end.code === cannotWriteCode) {
    return blocked({ kind: 'disk-full', detail: 'the results of the run could not be written' });
  }
  const stacks = [observed.leaving?.frames ?? [], ...facts.stacks];
  const last = stacks.map((frames) => lastLearnerFrame(frames, view)).find((found) => found !== undefined);
  const during = observed.started.has(check.id) ? 'the check' : 'the checks before this one';
  const when = observed.collected ? during : 'the code was loaded';
  const how = observed.leaving?.how ?? endText(end);
  if (last) {
    const at = placeText(last.place, last.function);
    const message = isTimeout(facts, end)
      ? `Stopped at the time limit while ${when === during ? `${during} ran` : when}: it was at ${at}.`
      : `Python was ended by ${how} while ${when === during ? `${during} ran` : when}, at ${at}.`;
    const hint = hintOf(check, {});
    return result('failed', message, { location: last.place, ...(hint === undefined ? {} : { hint }) });
  }
  return end.kind === 'timed-out'
    ? blocked({ kind: 'timed-out', limitSeconds: end.limitSeconds, detail: `${when} took too long` })
    : blocked({ kind: 'process-died', detail: how });
}

const isTimeout = ({ observed, stacks }: RunFacts, end: ProcessEnd): boolean =>
  end.kind === 'timed-out' ||
  (observed.leaving === undefined && stacks.length > 0 && end.kind === 'exited' && end.code === 1);

const endText = (end: ProcessEnd): string => {
  if (end.kind !== 'exited') return 'the time limit';
  return end.signal === undefined ? `exit code ${end.code ?? 'unknown'}` : `signal ${end.signal}`;
};

/** A file that could not be loaded takes all its checks with it. */
export const covers = (node: string, check: Check): boolean =>
  node === '' || check.test === node || check.test.startsWith(`${node}::`) || check.test.startsWith(`${node}/`);

/** The hint that the check reported, when it is one of its own; else its first. */
export function hintOf(check: Check, properties: Finished['properties']): string | undefined {
  const reported = properties['hint'];
  return check.hints.find((hint) => hint === reported) ?? check.hints[0];
}

export const failureText = (failure: Failure): string =>
  `${failure.type}${failure.message && `: ${failure.message.split('\n', 1)[0] ?? ''}`}`;
