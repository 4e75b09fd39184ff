/**
 * The fold of a log: a set union of events in the order (seq, time, id), whatever order they came in and however often.
 * It knows no curriculum; `derive.ts` joins it with the index.
 */
import type { EventBody, ProgressEvent } from './events';

export type EventOf<Kind extends EventBody['kind']> = Extract<ProgressEvent, { readonly kind: Kind }>;

/** An event with its place in the order of the log. */
export interface Placed<Event extends ProgressEvent> {
  readonly at: number;
  readonly event: Event;
}

/** What a learner asked for and answered, and what became of the project. */
export type StepEvent = EventOf<'hint-shown' | 'solution-shown' | 'quiz-answered' | 'step-reset' | 'step-updated'>;

export interface FoldedStep {
  readonly starts: readonly Placed<EventOf<'step-started'>>[];
  readonly runs: readonly Placed<EventOf<'checks-ran'>>[];
  readonly others: readonly Placed<StepEvent>[];
}

export type MilestoneEvent = EventOf<'milestone-attested' | 'milestone-marked' | 'milestone-reopened'>;

export interface FoldedLog {
  /** Each once, in order. */
  readonly events: readonly ProgressEvent[];
  readonly highestSeq: number;
  /** Keys the mirror: of the first `log-started`. */
  readonly log?: string;
  readonly pivot?: string;
  /** By the reference that the events carry, which may be an old name. */
  readonly steps: ReadonlyMap<string, FoldedStep>;
  readonly milestones: ReadonlyMap<string, readonly Placed<MilestoneEvent>[]>;
}

export function foldLog(events: Iterable<ProgressEvent>): FoldedLog {
  const ordered = inOrder(events);
  const steps = new Map<
    string,
    { starts: Placed<EventOf<'step-started'>>[]; runs: Placed<EventOf<'checks-ran'>>[]; others: Placed<StepEvent>[] }
  >();
  const milestones = new Map<string, Placed<MilestoneEvent>[]>();
  const stepOf = (ref: string) => {
    const step = steps.get(ref) ?? { starts: [], runs: [], others: [] };
    steps.set(ref, step);
    return step;
  };
  let log: string | undefined;
  let pivot: string | undefined;
  ordered.forEach((event, at) => {
    switch (event.kind) {
      case 'log-started':
        log ??= event.log;
        break;
      case 'pivot-chosen':
        pivot = event.curriculum;
        break;
      case 'step-started':
        stepOf(event.step).starts.push({ at, event });
        break;
      case 'checks-ran':
        stepOf(event.step).runs.push({ at, event });
        break;
      case 'hint-shown':
      case 'solution-shown':
      case 'quiz-answered':
      case 'step-reset':
      case 'step-updated':
        stepOf(event.step).others.push({ at, event });
        break;
      case 'milestone-attested':
      case 'milestone-marked':
      case 'milestone-reopened': {
        const placed = milestones.get(event.milestone);
        if (placed) placed.push({ at, event });
        else milestones.set(event.milestone, [{ at, event }]);
        break;
      }
    }
  });
  return {
    events: ordered,
    highestSeq: ordered.at(-1)?.seq ?? 0,
    ...(log === undefined ? {} : { log }),
    ...(pivot === undefined ? {} : { pivot }),
    steps,
    milestones,
  };
}

function inOrder(events: Iterable<ProgressEvent>): readonly ProgressEvent[] {
  const byId = new Map<string, ProgressEvent>();
  for (const event of events) byId.set(event.id, event);
  const unique = [...byId.values()];
  // A log of one machine is in order already.
  return unique.every((event, index) => index === 0 || compare(unique[index - 1] ?? event, event) <= 0)
    ? unique
    : unique.sort(compare);
}

function compare(a: ProgressEvent, b: ProgressEvent): number {
  return a.seq - b.seq || compareText(a.time, b.time) || compareText(a.id, b.id);
}

/** Not `localeCompare`: the order must be the same on every machine. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
