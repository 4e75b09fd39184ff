/** One Python process that runs some of a project's checks, from its private folder to what it left behind. */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunEvent } from '../../core/checks/events';
import type { CheckResult, Debugger } from '../../core/checks/model';
import { parseStackDump } from '../../core/checks/frames';
import { observe, type Observed } from '../../core/checks/observed';
import type { ProcessEnd, RunFacts } from '../../core/checks/verdict';
import type { Check, Step } from '../../core/curriculum/model';
import type { CancellationSignal } from '../../core/ports';
import { startDebugged } from './debugged-process';
import { EventReader } from './event-reader';
import type { Candidate } from './interpreter';
import { OutputSplitter } from './output-splitter';
import { startProcess, type StartRequest } from './process-runner';
import { folderEnvironment, makeRunFolder, removeRunFolder, temporaryOf } from './run-folder';
import type { Spare } from './warm-spares';

export interface CheckProcessRequest {
  /** The folder of `run_checks.py`. */
  readonly pythonDir: string;
  readonly candidate: Candidate;
  readonly project: string;
  readonly step: Step;
  readonly checks: readonly Check[];
  readonly seed?: number;
  /** Time for imports and for collecting, and between two checks. */
  readonly startSeconds: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal: CancellationSignal;
  /** Called while the process runs, with all that was seen so far. */
  readonly onEvent?: (event: RunEvent, observed: Observed) => void;
  readonly onOutput?: ((text: string) => void) | undefined;
  readonly makeFolder?: () => Promise<string>;
  /** What runs in place of `run_checks.py`, with its first arguments. */
  readonly script?: readonly string[] | undefined;
  /** A process that has imported what the step needs; without one, a new process is started. */
  readonly spare?: Spare | undefined;
  /** Starts and ends Python in our place; limits are off. */
  readonly debug?: Debugger | undefined;
}

export interface CheckProcess {
  readonly command: readonly string[];
  readonly observed: Observed;
  readonly end: ProcessEnd;
  readonly stacks: RunFacts['stacks'];
  /** The last output of a check, or of what was outside of checks (''). */
  readonly output: (check: string) => string;
  /** The interpreter did not even start. */
  readonly notStarted?: string;
}

/** What the plugin allows itself after a limit before it ends Python, and we after that. */
const graceSeconds = 5 + 5;

/** For a Python to say its name; it has imported nothing of weight until then. */
const sessionSeconds = 30;

/** Rejects only when the private folder cannot be made or written. */
export async function runCheckProcess(request: CheckProcessRequest): Promise<CheckProcess> {
  const folder = request.spare?.folder ?? (await makeRunFolder(request.makeFolder));
  try {
    return await runIn(folder, request);
  } finally {
    request.spare?.kill();
    await removeRunFolder(folder);
  }
}

async function runIn(folder: string, request: CheckProcessRequest): Promise<CheckProcess> {
  const { step, checks, project, startSeconds, candidate, spare, debug } = request;
  const run = spare?.run ?? randomUUID();
  const plan = {
    run,
    project,
    package: step.package,
    requirements: step.requirements,
    // To the plugin, 0 is no limit.
    startSeconds: debug ? 0 : startSeconds,
    isDebugged: debug !== undefined,
    checks: checks.map(({ id, test, timeout }) => ({ id, test, timeout: debug ? 0 : timeout })),
  };
  await writeFile(join(folder, 'run.json'), JSON.stringify(plan));
  const pytest = pytestArguments(request, temporaryOf(folder));
  const script = request.script ?? [join(request.pythonDir, 'run_checks.py')];
  const args = [...candidate.before, ...script, ...pytest];

  // A spare that is still importing says its name only after that.
  const clock = new Deadline((spare ? startSeconds : Math.min(sessionSeconds, startSeconds)) + graceSeconds);
  const limits = new Map(checks.map((check) => [check.id, check.timeout + graceSeconds]));
  const events = new EventReader(join(folder, 'events.jsonl'), run, (event, all) => {
    if (event.kind === 'session') clock.set(startSeconds + graceSeconds);
    if (event.kind === 'check-started') clock.set(limits.get(event.check) ?? graceSeconds);
    if (event.kind === 'check-finished') clock.set(startSeconds + graceSeconds);
    request.onEvent?.(event, observe(all));
  });
  const output = new OutputSplitter(run, request.onOutput);
  const onOutput = (chunk: Buffer) => output.add(chunk);
  const seed = request.seed === undefined ? {} : { BRIDGECRAFT_SEED: String(request.seed) };
  const start = debug ? (asked: StartRequest) => startDebugged(debug, asked) : startProcess;
  const running = spare
    ? spare.hand({ project, arguments: pytest, environment: seed }, onOutput)
    : start({
        file: candidate.path,
        args,
        cwd: project,
        run,
        env: folderEnvironment(request.environment, folder, seed),
        onOutput,
      });
  const stop = new AbortController();
  const cancel = () => {
    stop.abort();
    running.kill();
  };
  request.signal.addEventListener('abort', cancel, { once: true });
  if (request.signal.aborted) cancel();
  if (!debug) clock.start(() => running.kill());
  events.start();
  const exit = await running.ended;
  clock.stop();
  request.signal.removeEventListener('abort', cancel);

  const observed = observe(await events.finish());
  const dump = await readFile(join(folder, 'stack.txt'), 'utf8').catch(() => '');
  return {
    command: [candidate.path, ...args],
    observed,
    // A session that was ended before the run was says nothing about the work.
    end:
      stop.signal.aborted || (debug && observed.ended === undefined && observed.leaving === undefined)
        ? { kind: 'cancelled' }
        : clock.passed !== undefined
          ? { kind: 'timed-out', limitSeconds: clock.passed - graceSeconds }
          : exit.kind === 'exited'
            ? exit
            : { kind: 'exited', code: null },
    stacks: parseStackDump(dump),
    output: (check) => output.tail(check),
    ...(exit.kind === 'not-started' ? { notStarted: exit.failure } : {}),
  };
}

/** What a check printed stands beside what it failed with. */
export function withOutput(result: CheckResult, process: CheckProcess): CheckResult {
  if (result.verdict === 'passed') return result;
  const output = process.output(result.id) || (process.observed.session ? '' : process.output(''));
  const notes = process.observed.finished.get(result.id)?.failure?.notes ?? '';
  const text = [notes, output].filter((part) => part !== '').join('\n');
  return text === '' ? result : { ...result, output: text };
}

function pytestArguments({ pythonDir, project, checks }: CheckProcessRequest, temporary: string): readonly string[] {
  const files = [...new Set(checks.map(({ test }) => test.split('::', 1)[0] ?? test))];
  return [
    ...['-c', join(pythonDir, 'bridgecraft_pytest', 'checks.ini'), '--rootdir', project],
    ...['--confcutdir', join(project, 'checks'), '-p', 'no:cacheprovider', '-p', 'no:faulthandler'],
    ...['--import-mode=append', '--continue-on-collection-errors', '--capture=no', '--tb=native'],
    ...['--basetemp', join(temporary, 'pytest'), ...files.map((file) => join(project, ...file.split('/')))],
  ];
}

/** The host's own limit: it ends what the plugin could not. */
class Deadline {
  passed: number | undefined;
  private timer: NodeJS.Timeout | undefined;
  private onPassed: (() => void) | undefined;

  constructor(private readonly first: number) {}

  start(onPassed: () => void): void {
    this.onPassed = onPassed;
    this.set(this.first);
  }

  set(seconds: number): void {
    clearTimeout(this.timer);
    if (!this.onPassed) return;
    this.timer = setTimeout(() => {
      this.passed = seconds;
      this.onPassed?.();
    }, seconds * 1000);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.onPassed = undefined;
  }
}
