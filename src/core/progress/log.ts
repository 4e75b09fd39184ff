/** The durable log as the host uses it. Implemented by `platform/node/progress-log.ts`. */
import type { Result } from '../ports';
import type { EventBody, ProgressEvent } from './events';

/** All that is known of a log at one moment. */
export interface LogSnapshot {
  /** Each once; not yet in the order of the fold. */
  readonly events: readonly ProgressEvent[];
  readonly newer: number;
  /** As they stand in the file, the torn tail included. */
  readonly unreadable: readonly string[];
}

export interface WriteFailure {
  readonly kind: 'read-only' | 'disk-full' | 'failed';
  readonly path: string;
  /** The system's own words. */
  readonly detail: string;
}

/** What this machine's copy of the log has and the log has not. */
export interface LostEvents {
  /** The log is gone, or some of its events are. */
  readonly kind: 'gone' | 'shorter';
  readonly count: number;
}

/** `lost`: events that were there are there no more. */
export type LogChange = 'unchanged' | 'grown' | 'lost';

export interface ProgressLog {
  readonly snapshot: LogSnapshot;
  /** Reads what others appended since; a shorter or replaced file anew. */
  refresh(): Promise<LogChange>;
  /** One write, made durable before it resolves. Brings the log, its id and its neighbours into being. */
  append(bodies: readonly EventBody[]): Promise<Result<readonly ProgressEvent[], WriteFailure>>;
  /** Copies lines that cannot be read to a file beside the log. Resolves to the number that was new there. */
  setAside(): Promise<Result<number, WriteFailure>>;
  /** Compares with the mirror; undefined when nothing was lost or there is no mirror. */
  lost(): Promise<LostEvents | undefined>;
  /** Appends what was lost. */
  restore(): Promise<Result<void, WriteFailure>>;
  /** Keeps the mirror aside under another name and begins a new one. */
  startFresh(): Promise<void>;
  /** Brings the mirror up to date; otherwise that happens a little later. */
  flush(): Promise<void>;
}

export interface ProgressLogs {
  /** The log of a home folder, given by its absolute path; reads it, writes nothing. */
  open(homeFolder: string): Promise<ProgressLog>;
  /** A log that this machine mirrors for exactly this folder, while the folder has none. */
  isRemembered(homeFolder: string): Promise<boolean>;
}
