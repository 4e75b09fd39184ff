/** A long log to a state that views can show. */
import type { CurriculumIndex } from '../../src/core/curriculum/model';
import { deriveState } from '../../src/core/progress/derive';
import { sealEvent } from '../../src/core/progress/event-line';
import type { EventBody, ProgressEvent } from '../../src/core/progress/events';
import { foldLog } from '../../src/core/progress/fold';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { type Figure, median, round, timed } from './figure';

const events = 50_000;
const rounds = 9;

/** Years of work: a start of each step, then run after run of its checks. */
function longLog(index: CurriculumIndex): readonly ProgressEvent[] {
  const steps = index.curricula.flatMap(({ phases }) => phases.flatMap((phase) => phase.steps));
  return Array.from({ length: events }, (_, at) => {
    const step = steps[at % steps.length];
    if (!step) throw new Error('The index has no step.');
    const body: EventBody =
      at < steps.length
        ? { kind: 'step-started', step: step.ref, contentVersion: step.contentVersion, path: step.id }
        : {
            kind: 'checks-ran',
            step: step.ref,
            run: `run-${at}`,
            contentVersion: step.contentVersion,
            results: step.checks.slice(0, 5).map(({ id }, check) => ({
              id,
              verdict: (at + check) % 3 === 0 ? 'failed' : 'passed',
              message: '',
              seconds: 0.1,
              properties: {},
            })),
            learnerFiles: { 'src/a.py': `hash-${at % 7}` },
            checkFiles: { 'checks/test_a.py': 'hash' },
            versions: { python: '3.11.7' },
            interpreter: 'python',
          };
    const time = new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString();
    return sealEvent(body, { seq: at + 1, time }, nodeHasher);
  });
}

export async function measureFold(index: CurriculumIndex): Promise<readonly Figure[]> {
  const log = longLog(index);
  const folds: number[] = [];
  const wholes: number[] = [];
  for (let at = 0; at < rounds; at += 1) {
    let folded = foldLog([]);
    const fold = await timed(() => (folded = foldLog(log)));
    const derivation = await timed(() => deriveState(folded, index, { unreadable: 0, newer: 0 }));
    folds.push(fold);
    wholes.push(fold + derivation);
  }
  const note = `parsed events to the state that views show, median of ${rounds} rounds; the fold alone ${round(median(folds))} ms`;
  return [{ name: 'fold_50000_ms', value: round(median(wholes)), unit: 'ms', note }];
}
