/** Starts processes without a shell, and never leaves one behind. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import type { ProcessOutcome, ProcessRequest, ProcessRunner } from '../../core/ports';
import { killLeftovers, killTree, runVariable } from './process-tree';

export interface StartRequest {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  /** Carried by every process of the run, so that none is left behind. */
  readonly run: string;
  /** Standard output and standard error, as they come. */
  readonly onOutput: (chunk: Buffer) => void;
  /** Whether `input` may be written; else the process finds its standard input empty. */
  readonly hasInput?: boolean;
}

export type ProcessExit =
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal?: string }
  | { readonly kind: 'not-started'; readonly failure: string };

export interface RunningProcess {
  /** Resolves once the process and everything that it started have ended. Never rejects. */
  readonly ended: Promise<ProcessExit>;
  /** Standard input; undefined without `hasInput`. */
  readonly input: Writable | undefined;
  /** Ends it all now. */
  kill(): void;
}

/** How long a pipe may stay open after the last process: a child that cannot be found may hold it. */
const pipePatience = 1000;
const keptOutput = 200_000;

export function startProcess(request: StartRequest): RunningProcess {
  const { run } = request;
  const options = {
    cwd: request.cwd,
    env: { ...request.env, [runVariable]: run },
    shell: false,
    windowsHide: true,
    // Its own group, so that it can be ended with its children, and Ctrl-C in a terminal reaches us alone.
    detached: process.platform !== 'win32',
  };
  const child: ChildProcessByStdio<Writable | null, Readable, Readable> = request.hasInput
    ? spawn(request.file, request.args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] })
    : spawn(request.file, request.args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.on('data', request.onOutput);
  child.stderr.on('data', request.onOutput);
  // It may end before it has read everything; its exit says so.
  child.stdin?.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ended = new Promise<ProcessExit>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve({ kind: 'not-started', failure: error.code ?? error.message });
    });
    child.once('exit', (code, signal) => {
      const exit = { kind: 'exited', code, ...(signal === null ? {} : { signal }) } as const;
      void sweep(child.pid, run, closed).then(() => resolve(exit));
    });
  });
  return {
    ended,
    input: child.stdin ?? undefined,
    kill: () => {
      const isRunning = child.pid !== undefined && child.exitCode === null && child.signalCode === null;
      if (isRunning) void killTree(child.pid, run).catch(() => child.kill('SIGKILL'));
    },
  };
}

async function sweep(pid: number | undefined, run: string, closed: Promise<void>): Promise<void> {
  if (pid !== undefined) await killLeftovers(pid, run).catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, pipePatience)));
  await Promise.race([closed, patience]);
  clearTimeout(timer);
}

export const nodeProcessRunner: ProcessRunner = { run: runToEnd };

async function runToEnd(request: ProcessRequest): Promise<ProcessOutcome> {
  let output = '';
  let line = '';
  const decoder = new TextDecoder();
  const running = startProcess({
    file: request.file,
    args: request.args,
    cwd: request.cwd,
    env: request.env ?? ownEnvironment(),
    run: randomUUID(),
    onOutput: (chunk) => {
      const text = decoder.decode(chunk, { stream: true });
      output = (output + text).slice(-keptOutput);
      if (!request.onLine) return;
      const lines = (line + text).split(/\r?\n/);
      // A line without an end is not kept without one either.
      line = (lines.pop() ?? '').slice(-keptOutput);
      lines.forEach(request.onLine);
    },
  });
  let isAborted = request.signal.aborted;
  const abort = () => {
    isAborted = true;
    running.kill();
  };
  if (isAborted) abort();
  request.signal.addEventListener('abort', abort, { once: true });
  const exit = await running.ended;
  request.signal.removeEventListener('abort', abort);
  if (line !== '') request.onLine?.(line);
  if (exit.kind === 'not-started') return { exitCode: undefined, output, failure: exit.failure };
  return { exitCode: isAborted ? undefined : (exit.code ?? undefined), output };
}

export const ownEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
