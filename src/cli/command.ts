/** What a command of the command line is. */

export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Command {
  /** Behind `bridgecraft`. */
  readonly usage: string;
  readonly summary: string;
  /** Resolves to the exit code. Throws `UsageError` for arguments that make no sense. */
  readonly run: (args: readonly string[], io: Io) => Promise<number>;
}

export const usageExitCode = 64;

export class UsageError extends Error {}
