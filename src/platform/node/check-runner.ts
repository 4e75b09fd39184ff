/** Runs the checks of a scaffolded project in Python processes of their own. */
import { realpath } from 'node:fs/promises';
import type { BlockedReason, CheckRequest, CheckResult, CheckRun, CheckRunner } from '../../core/checks/model';
import { worstVerdict } from '../../core/checks/model';
import { reasonMessage } from '../../core/checks/messages';
import { startProblem, type Observed } from '../../core/checks/observed';
import { judge, type ControlOutcome, type RunFacts } from '../../core/checks/verdict';
import { controlOutcome } from '../../core/checks/control';
import type { Content } from '../../core/curriculum/content-tree';
import type { Check, Step } from '../../core/curriculum/model';
import type { Clock, Hasher } from '../../core/ports';
import { runCheckProcess, withOutput, type CheckProcess, type CheckProcessRequest } from './check-process';
import { withReference } from './control-project';
import type { Candidate, InterpreterRequest, InterpreterResolver } from './interpreter';
import {
  authorHashes,
  differingFiles,
  exists,
  learnerHashes,
  present,
  type Hashes,
  whyFilesDiffer,
} from './project-files';
import type { Spare, SpareWish, WarmSpares } from './warm-spares';

export interface CheckRunnerOptions {
  /** The folder of `run_checks.py` (`python/` of the package). */
  readonly pythonDir: string;
  readonly hasher: Hasher;
  readonly clock: Clock;
  readonly interpreters: InterpreterResolver;
  /** Why nothing may be run (Workspace Trust, a virtual workspace): asked before every run, obeyed by the runner itself. */
  readonly mayRun: () => BlockedReason | undefined;
  /** The finished project of a step, by path. Rejects or is missing: a crash of a check cannot be told from a mistake. */
  readonly reference?: (step: Step) => Promise<ReadonlyMap<string, Content>>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Seconds for imports and for collecting; per check, `timeout` of step.yaml counts. */
  readonly startSeconds?: number;
  readonly makeFolder?: () => Promise<string>;
  /** Processes that have imported a step's packages. With the same `environment`; without them every run starts cold. */
  readonly spares?: Pick<WarmSpares, 'take' | 'prepare'>;
  /** What forks a process that has imported a step's packages. */
  readonly forks?: { script(wish: SpareWish): Promise<readonly string[] | undefined> };
}

const defaultStartSeconds = 60;
/** How often a run goes on with the checks behind one that ended Python. */
const mostRestarts = 3;

const candidateOf = ({ path, source }: Pick<Candidate, 'path' | 'source'>): Candidate => ({ path, before: [], source });

export function createNodeCheckRunner(options: CheckRunnerOptions): CheckRunner {
  return { run: (request) => new Run(options, request).run() };
}

/** A process and the checks that it was asked to run. */
interface Part {
  readonly checks: readonly Check[];
  readonly process: CheckProcess;
}

class Run {
  private readonly startedAt: string;
  private readonly startedMilliseconds = performance.now();
  private readonly emitted = new Map<string, CheckResult>();
  private wanted: readonly Check[] = [];
  private roots: readonly string[] = [];
  private authors: Hashes = {};
  private learners: Hashes = {};
  private candidate: Candidate | undefined;
  private parts: readonly Part[] = [];

  constructor(
    private readonly options: CheckRunnerOptions,
    private readonly request: CheckRequest,
  ) {
    this.startedAt = options.clock.now();
  }

  async run(): Promise<CheckRun> {
    const { step, project, only } = this.request;
    this.wanted = only ? step.checks.filter(({ id }) => only.includes(id)) : await present(step.checks, project);
    const refused = this.options.mayRun() ?? this.cancelled();
    if (refused) return this.blockedRun(refused);
    if (!(await exists(project))) {
      return this.blockedRun({ kind: 'not-a-project', detail: `There is no folder ${project}.` });
    }
    this.roots = [...new Set([project, await realpath(project)])];
    const { hasher } = this.options;
    [this.authors, this.learners] = await Promise.all([
      authorHashes(step, project, hasher),
      learnerHashes(step, project, hasher),
    ]);
    const files = differingFiles(step, this.authors);
    if (files.length > 0) return this.blockedRun(await whyFilesDiffer(step, project, files));
    try {
      return await this.runChecks();
    } catch (error) {
      // Only the private folder's making and writing rejects.
      return this.blockedRun({ kind: 'disk-full', detail: error instanceof Error ? error.message : String(error) });
    } finally {
      // Only now: while the checks ran, it would have taken the processor from them.
      if (this.candidate) void this.options.spares?.prepare(this.wish(this.candidate));
    }
  }

  private async runChecks(): Promise<CheckRun> {
    const { step, project } = this.request;
    const reason = await this.start();
    if (reason) return this.blockedRun(reason);
    const files = differingFiles(step, await authorHashes(step, project, this.options.hasher));
    const touched: BlockedReason | undefined = files.length > 0 ? { kind: 'author-file-differs', files } : undefined;
    const factsOf = new Map<string, { facts: RunFacts; process: CheckProcess }>();
    for (const { checks, process } of this.parts) {
      const facts = this.facts(process, touched);
      for (const check of checks) factsOf.set(check.id, { facts, process });
    }
    const controls = await this.controls(factsOf);
    const results = this.wanted.flatMap((check) => {
      const known = factsOf.get(check.id);
      if (!known) return [];
      const judgement = judge(check, known.facts, controls.get(check.id));
      return judgement.kind === 'decided' ? [this.emit(withOutput(judgement.result, known.process))] : [];
    });
    return this.endedRun(results, touched);
  }

  /** Runs the checks, going on behind one that ended Python; or says why that could not start. */
  private async start(): Promise<BlockedReason | undefined> {
    const wish = this.interpreterRequest();
    const { interpreters } = this.options;
    // A debugger would show its own error for a Python that does not answer.
    this.candidate = this.request.debug ? undefined : await interpreters.unasked(wish);
    const isUnasked = this.candidate !== undefined;
    if (!this.candidate) {
      const found = await interpreters.resolve(wish);
      if (!found.ok) return found.reason;
      this.candidate = candidateOf(found.value);
    }
    await this.runParts(this.candidate);
    const { process } = this.parts[0] ?? {};
    if (this.request.debug && process?.notStarted !== undefined) {
      return { kind: 'not-run', detail: `The debugger could not be started: ${process.notStarted}.` };
    }
    if (!process || process.observed.session) return process && startProblem(process.observed);
    if (process.end.kind !== 'exited') return undefined;
    // Not a word from it: now it is asked, and where it was only the first choice, so are the others.
    const answer = await interpreters.probe(this.candidate);
    if (answer.ok || !isUnasked) return undefined;
    const found = await interpreters.resolve(wish);
    if (!found.ok) return found.reason;
    this.candidate = candidateOf(found.value);
    await this.runParts(this.candidate);
    const second = this.parts[0]?.process.observed;
    return second && startProblem(second);
  }

  private async runParts(candidate: Candidate): Promise<void> {
    const parts: Part[] = [];
    this.parts = parts;
    let checks = this.wanted;
    for (let restarts = 0; restarts <= (this.request.debug ? 0 : mostRestarts) && checks.length > 0; restarts += 1) {
      // One after the other: each goes on where the last one was ended.
      const spare = restarts === 0 && !this.request.debug ? this.options.spares?.take(this.wish(candidate)) : undefined;
      const process = await this.runProcess(this.processRequest(candidate, checks), spare);
      parts.push({ checks, process });
      const { observed, end } = process;
      const left = checks.filter(({ id }) => !observed.started.has(id) && !observed.finished.has(id));
      const died = observed.ended === undefined && observed.collected !== undefined && end.kind !== 'cancelled';
      if (!died || left.length === checks.length) return;
      checks = left.filter(({ test }) => observed.collected?.has(test) === true);
    }
  }

  /** With the spare process, if there is one; should that not come to name itself, as if there had been none. */
  private async runProcess(request: CheckProcessRequest, spare: Spare | undefined): Promise<CheckProcess> {
    const script = spare || request.debug ? undefined : await this.options.forks?.script(this.wish(request.candidate));
    if (!spare && !script) return runCheckProcess(request);
    const warm = await runCheckProcess({ ...request, spare, script });
    return warm.observed.session || warm.end.kind === 'cancelled' ? warm : runCheckProcess(request);
  }

  private wish(candidate: Candidate): SpareWish {
    return { candidate, requirements: this.request.step.requirements };
  }

  private processRequest(candidate: Candidate, checks: readonly Check[]): CheckProcessRequest {
    const { options, request } = this;
    return {
      pythonDir: options.pythonDir,
      candidate,
      project: request.project,
      step: request.step,
      checks,
      startSeconds: options.startSeconds ?? defaultStartSeconds,
      environment: options.environment ?? process.env,
      signal: request.signal,
      debug: request.debug,
      ...(request.seed === undefined ? {} : { seed: request.seed }),
      ...(request.onOutput ? { onOutput: request.onOutput } : {}),
      ...(options.makeFolder ? { makeFolder: options.makeFolder } : {}),
      onEvent: (event, observed) => {
        if (event.kind === 'check-started') request.onStarted?.(event.check);
        if (event.kind !== 'check-finished') return;
        const check = checks.find(({ id }) => id === event.check);
        const judgement = check && judge(check, this.runningFacts(observed));
        if (judgement?.kind === 'decided') this.emit(judgement.result);
      },
    };
  }

  /** Runs on the reference the checks that crashed outside of the learner's code. */
  private async controls(
    factsOf: ReadonlyMap<string, { readonly facts: RunFacts }>,
  ): Promise<ReadonlyMap<string, ControlOutcome>> {
    const pending = this.wanted.filter((check) => {
      const known = factsOf.get(check.id);
      return known && judge(check, known.facts).kind === 'needs-control';
    });
    const { candidate, options, request } = this;
    if (pending.length === 0 || !candidate) return new Map();
    const outcome = await withReference(request.step, request.project, pending, options.reference, async (project) => {
      const { onEvent: _, onOutput: __, debug: ___, ...quiet } = this.processRequest(candidate, pending);
      const { observed, end } = await runCheckProcess({ ...quiet, project });
      return new Map(pending.map((check) => [check.id, controlOutcome(check, observed, end)]));
    });
    if (outcome.ok) return outcome.value;
    const detail = `The check crashed, and the reference could not be run to tell why: ${outcome.reason}`;
    return new Map(pending.map((check) => [check.id, { kind: 'cannot-run', detail }]));
  }

  private facts(process: CheckProcess, blocked: BlockedReason | undefined): RunFacts {
    const { observed, end, stacks } = process;
    return { ...this.runningFacts(observed), end, stacks, ...(blocked ? { blocked } : {}) };
  }

  private runningFacts(observed: Observed): RunFacts {
    const { step } = this.request;
    const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';
    return { step, view: { roots: this.roots, ignoresCase, files: step }, observed, stacks: [] };
  }

  private emit(result: CheckResult): CheckResult {
    const before = this.emitted.get(result.id);
    if (before?.verdict !== result.verdict || before.message !== result.message) this.request.onResult?.(result);
    this.emitted.set(result.id, result);
    return result;
  }

  private cancelled(): BlockedReason | undefined {
    return this.request.signal.aborted ? { kind: 'cancelled' } : undefined;
  }

  private interpreterRequest(): InterpreterRequest {
    const { project, python, pythonSetting, pythonExtension } = this.request;
    return {
      folder: project,
      ...(python === undefined ? {} : { argument: python }),
      ...(pythonSetting === undefined ? {} : { setting: pythonSetting }),
      ...(pythonExtension === undefined ? {} : { pythonExtension }),
    };
  }

  private blockedRun(reason: BlockedReason): CheckRun {
    const message = reasonMessage(reason);
    const results = this.wanted.map(({ id }): CheckResult =>
      this.emit({ id, verdict: 'blocked', message, seconds: 0, properties: {}, reason }),
    );
    return this.endedRun(results, reason);
  }

  private endedRun(checks: readonly CheckResult[], reason: BlockedReason | undefined): CheckRun {
    const { step } = this.request;
    const last = this.parts.at(-1)?.process;
    const session = last?.observed.session;
    const { candidate } = this;
    return {
      id: crypto.randomUUID(),
      step: step.ref,
      contentVersion: step.contentVersion,
      startedAt: this.startedAt,
      seconds: Math.round(performance.now() - this.startedMilliseconds) / 1000,
      verdict: checks.length === 0 ? 'blocked' : worstVerdict(checks.map(({ verdict }) => verdict)),
      checks,
      ...(candidate && session
        ? { interpreter: { path: session.executable, version: session.version, source: candidate.source } }
        : {}),
      command: last?.command ?? [],
      learnerFiles: this.learners,
      checkFiles: this.authors,
      versions: session ? { python: session.version, ...session.packages } : {},
      ...(reason ? { reason } : {}),
    };
  }
}
