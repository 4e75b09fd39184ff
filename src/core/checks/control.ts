/** What a run on the reference says about a check: the last resort when a check crashed outside of the learner's code. */
import type { Check } from '../curriculum/model';
import type { Observed } from './observed';
import { covers, failureText, type ControlOutcome, type ProcessEnd } from './verdict';

export function controlOutcome(check: Check, observed: Observed, end: ProcessEnd): ControlOutcome {
  const finished = observed.finished.get(check.id);
  if (finished?.outcome === 'passed' && observed.started.has(check.id)) return { kind: 'passed' };
  const failure = finished?.failure ?? observed.collectionErrors.find(({ node }) => covers(node, check))?.failure;
  if (failure && !failure.timeout) return { kind: 'crashed', detail: failureText(failure) };
  if (finished && !failure) return { kind: 'crashed', detail: `it comes to no result (${finished.outcome})` };
  const missing = observed.ended !== undefined && observed.collected?.has(check.test) !== true;
  if (missing) return { kind: 'crashed', detail: `pytest does not find ${check.test}` };
  if (end.kind === 'exited' && observed.started.has(check.id)) return { kind: 'crashed', detail: 'it ends Python' };
  return {
    kind: 'cannot-run',
    detail: 'The check crashed, and whether the check or the work is at fault could not be found out on the reference.',
  };
}
