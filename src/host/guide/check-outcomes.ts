/** What is known of each check of a step: this session's run first, the log for everything else. */
import { leadsOf, type ResultLeads, type Verdict } from '../../core/checks/model';
import type { Check, Step } from '../../core/curriculum/model';
import type { StepState } from '../../core/progress/state';
import type { LiveRun } from '../checks/checks';

export interface CheckOutcome extends ResultLeads {
  readonly check: Check;
  /**
   * `unwritten`: failed, and there is nothing of the learner's in it yet. A failure of a check that is known to be wrong
   * is not the learner's: it reads `broken`.
   */
  readonly status: Verdict | 'running' | 'unwritten' | 'not-run';
  /** As the run had it. */
  readonly verdict?: Verdict;
  readonly advisory?: string;
  readonly message: string;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly output?: string;
}

/** A check that waits for a file counts once it has run. */
function shownChecks(step: Step, state: StepState | undefined, live: LiveRun | undefined): readonly Check[] {
  const known = new Set(state?.checks.map((check) => check.id));
  return step.checks.filter((check) => !check.needs || known.has(check.id) || live?.results.has(check.id));
}

export function checkOutcomes(
  step: Step,
  state: StepState | undefined,
  live: LiveRun | undefined,
): readonly CheckOutcome[] {
  const recorded = new Map(state?.checks.map((check) => [check.id, check]));
  return shownChecks(step, state, live).map((check): CheckOutcome => {
    const isRunning = live !== undefined && !live.run && live.current === check.id;
    const result = live?.results.get(check.id);
    const past = recorded.get(check.id);
    const verdict = result?.verdict ?? past?.verdict;
    const advisory = past?.advisory;
    const failure = (result ?? past)?.isUnwritten ? 'unwritten' : advisory === undefined ? 'failed' : 'broken';
    const judged = verdict === 'failed' ? failure : (verdict ?? 'not-run');
    const common = {
      check,
      status: isRunning ? 'running' : judged,
      ...(verdict === undefined ? {} : { verdict }),
      ...(advisory === undefined ? {} : { advisory }),
    } as const;
    if (result) {
      return {
        ...common,
        message: result.message,
        properties: result.properties,
        ...leadsOf(result),
        ...(result.output === undefined ? {} : { output: result.output }),
      };
    }
    return {
      ...common,
      message: past?.message ?? '',
      properties: past?.properties ?? {},
      ...(past ? leadsOf(past) : {}),
    };
  });
}

/** The figure as the run that reported it last has it; a check that names it wins over the others. */
export function measured(
  outcomes: readonly CheckOutcome[],
  figure: string,
  preferredCheck?: string,
): number | undefined {
  const ordered = [...outcomes].sort(
    (a, b) => Number(b.check.id === preferredCheck) - Number(a.check.id === preferredCheck),
  );
  for (const { properties } of ordered) {
    const value = properties[figure];
    if (typeof value === 'number' && Number.isFinite(value)) return value;
  }
  return undefined;
}
