/** What the pure core asks of an operating system. Implemented in `platform/`, handed in by the composition root. */

/** The part of `AbortSignal` that core needs; an `AbortSignal` fits. */
export interface CancellationSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Clock {
  /** ISO 8601 in UTC with milliseconds. */
  now(): string;
}

export interface Hasher {
  /** Lower-case hexadecimal SHA-256 of the UTF-8 bytes of a text, or of bytes. */
  sha256(content: string | Uint8Array): string;
}

/** An expected failure is a value; a bug is thrown. */
export type Result<Value, Reason> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reason: Reason };

export interface ProcessRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the process; undefined: this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Aborting ends the whole process tree. */
  readonly signal: CancellationSignal;
  /** Whole lines of output and errors, as they come. */
  readonly onLine?: (line: string) => void;
}

export interface ProcessOutcome {
  /** Undefined when the process did not start or was killed. */
  readonly exitCode: number | undefined;
  /** The last output, capped. */
  readonly output: string;
  /** Why it did not start: an error code such as ENOENT. */
  readonly failure?: string;
}

/** Runs a program to its end. Never throws for what the program does. */
export interface ProcessRunner {
  run(request: ProcessRequest): Promise<ProcessOutcome>;
}

/** `vscode.l10n.t`, handed in where sentences are built without VS Code. */
export type Translate = (message: string, ...args: (string | number)[]) => string;
