/** What a run's events say, whatever order their lines have across checks. */
import type { BlockedReason } from './model';
import type { Failure, Frame, Outcome, RunEvent, SessionEvent } from './events';

export interface Finished {
  readonly outcome: Outcome;
  readonly seconds: number;
  readonly properties: Readonly<Record<string, string | number>>;
  readonly failure?: Failure;
}

export interface Observed {
  readonly session?: SessionEvent;
  /** Node ids; undefined until pytest had loaded the checks. */
  readonly collected?: ReadonlySet<string>;
  readonly collectionErrors: readonly { readonly node: string; readonly failure: Failure }[];
  readonly started: ReadonlySet<string>;
  readonly finished: ReadonlyMap<string, Finished>;
  readonly leaving?: { readonly how: string; readonly frames: readonly Frame[] };
  /** pytest's exit code, when it came to its end. */
  readonly ended?: number;
}

export function observe(events: readonly RunEvent[]): Observed {
  let session: SessionEvent | undefined;
  let collected: Set<string> | undefined;
  let leaving: Observed['leaving'];
  let ended: number | undefined;
  const collectionErrors: { node: string; failure: Failure }[] = [];
  const started = new Set<string>();
  const finished = new Map<string, Finished>();
  for (const event of events) {
    switch (event.kind) {
      case 'session':
        session ??= event;
        break;
      case 'collected':
        collected = new Set([...(collected ?? []), ...event.nodes]);
        break;
      case 'collection-error':
        collectionErrors.push(event);
        break;
      case 'check-started':
        started.add(event.check);
        break;
      case 'check-finished':
        // One check finishes once; should there be two, the one that is not a pass counts.
        if ((finished.get(event.check)?.outcome ?? 'passed') === 'passed') finished.set(event.check, event);
        break;
      case 'leaving':
        leaving = event;
        break;
      case 'ended':
        ended = event.code;
        break;
    }
  }
  return {
    ...(session ? { session } : {}),
    ...(collected ? { collected } : {}),
    collectionErrors,
    started,
    finished,
    ...(leaving ? { leaving } : {}),
    ...(ended === undefined ? {} : { ended }),
  };
}

/** What the process itself found before the first check. */
export function startProblem({ session }: Observed): BlockedReason | undefined {
  if (!session) return undefined;
  const { executable, version, bits, missing } = session;
  if (session.unsupported) {
    return { kind: 'python-version', path: executable, version: bits === 64 ? version : `${version} (32-bit)` };
  }
  if (missing.length > 0) return { kind: 'missing-package', names: missing, interpreter: executable };
  const [foreign] = session.foreign;
  return foreign && { kind: 'foreign-package', ...foreign };
}
