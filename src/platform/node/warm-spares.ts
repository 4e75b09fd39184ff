/**
 * Spare processes that have imported a step's packages and wait for a run (`python/bridgecraft_pytest/spare.py`): at
 * most two, each for one run, given back when nobody needs them. A run never depends on one: without it, it starts cold.
 */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Candidate } from './interpreter';
import { type RunningProcess, startProcess } from './process-runner';
import { folderEnvironment, makeRunFolder, removeRunFolder } from './run-folder';

/** What a run is asked to do, as one line of JSON on standard input. */
export interface SpareOrder {
  readonly project: string;
  /** pytest's. */
  readonly arguments: readonly string[];
  /** Besides what the process has had from its start. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A process that was taken out of the waiting ones. Its private folder is from then on its taker's to remove. */
export interface Spare {
  readonly run: string;
  readonly folder: string;
  hand(order: SpareOrder, onOutput: (chunk: Buffer) => void): RunningProcess;
  kill(): void;
}

/** What makes a spare fit for a run. */
export interface SpareWish {
  readonly candidate: Candidate;
  /** Distribution names. */
  readonly requirements: readonly string[];
}

export interface WarmSparesOptions {
  /** The folder of `run_checks.py`. */
  readonly pythonDir: string;
  /** False when the setting is off, or nothing may be run here. Asked before each use. */
  readonly isOn: () => boolean;
  readonly freeMemory: () => Promise<number>;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly log?: (message: string) => void;
  /** Calls back once, unless it is called off first. */
  readonly later?: (milliseconds: number, act: () => void) => () => void;
  readonly makeFolder?: () => Promise<string>;
}

const most = 2;
const idleMilliseconds = 10 * 60 * 1000;
/** Below this, none is started. */
const leastMemory = 2 * 1024 ** 3;
/** Below this, those that wait are ended; lower, because their own memory must not be what ends them. */
const scarceMemory = 1024 ** 3;
/** For a spare to end by itself and take its folder with it; one that imports reads its input only afterwards. */
const endMilliseconds = 2000;
const keptOutput = 16 * 1024;

const wait = (milliseconds: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, milliseconds);
  timer.unref();
  return () => clearTimeout(timer);
};

export class WarmSpares {
  /** By what they are fit for, the least recently wanted first. */
  private readonly waiting = new Map<string, WaitingSpare>();
  /** Ended by themselves before they were ready, as with a library that cannot be imported: not tried again for a while. */
  private readonly failed = new Set<string>();
  private queue: Promise<void> = Promise.resolve();
  private holds = 0;
  private isDisposed = false;
  private readonly later: NonNullable<WarmSparesOptions['later']>;

  constructor(private readonly options: WarmSparesOptions) {
    this.later = options.later ?? wait;
  }

  get count(): number {
    return this.waiting.size;
  }

  /** Makes sure that one is waiting or on its way; one that is gets another ten minutes. */
  prepare(wish: SpareWish): Promise<void> {
    return this.inTurn(() => this.prepareNow(wish));
  }

  /** For one run; undefined: start cold. */
  take(wish: SpareWish): Spare | undefined {
    const key = this.keyOf(wish);
    const spare = this.waiting.get(key);
    if (!spare || !this.isAllowed()) return undefined;
    this.waiting.delete(key);
    spare.leaveIdle();
    this.options.log?.(`A spare process takes the run ${spare.run}.`);
    return spare;
  }

  /** Resolves when all that wait are ready, or have ended. */
  async whenReady(): Promise<void> {
    await this.queue;
    await Promise.all([...this.waiting.values()].map(({ ready }) => ready));
  }

  /** Ends them before something that they would be in the way of (Windows locks loaded libraries), and starts none meanwhile. */
  async without<Value>(work: () => Promise<Value>): Promise<Value> {
    this.holds += 1;
    try {
      await this.end();
      return await work();
    } finally {
      this.holds -= 1;
    }
  }

  end(): Promise<void> {
    this.failed.clear();
    return this.inTurn(() => this.endAll());
  }

  dispose(): void {
    this.isDisposed = true;
    // Not in turn: the window may be gone before its turn comes. Their input closes with the window anyway.
    void this.endAll();
  }

  private async prepareNow(wish: SpareWish): Promise<void> {
    if (!this.isAllowed()) return this.endAll();
    const key = this.keyOf(wish);
    const known = this.waiting.get(key);
    const free = await this.options.freeMemory();
    if (free < scarceMemory) return this.endAll();
    if (known && this.waiting.get(key) === known) {
      this.waiting.delete(key);
      this.waiting.set(key, known);
      this.startIdle(key, known);
      return;
    }
    if (this.failed.has(key) || free < leastMemory) return;
    const packages = packagesOf(wish);
    for (const [other, spare] of [...this.waiting]) {
      // For the same packages of another interpreter: the learner has changed it.
      if (spare.packages === packages || this.waiting.size >= most) await this.discard(other, spare);
    }
    // The answer may have changed while others ended.
    if (this.isAllowed()) await this.start(key, wish);
  }

  private async start(key: string, wish: SpareWish): Promise<void> {
    const { options } = this;
    const folder = await makeRunFolder(options.makeFolder).catch(() => undefined);
    if (folder === undefined) return;
    const spare = new WaitingSpare(wish, folder, options.pythonDir, options.environment ?? process.env);
    this.waiting.set(key, spare);
    this.startIdle(key, spare);
    void spare.process.ended.then(() => this.hasEnded(key, spare));
    await this.endIfDisposed();
  }

  private hasEnded(key: string, spare: WaitingSpare): void {
    if (this.waiting.get(key) !== spare) return;
    this.options.log?.('A spare process has ended; the next run starts cold.');
    this.waiting.delete(key);
    spare.leaveIdle();
    void removeRunFolder(spare.folder);
    if (spare.wasReady) return;
    this.failed.add(key);
    this.later(idleMilliseconds, () => this.failed.delete(key));
  }

  private startIdle(key: string, spare: WaitingSpare): void {
    spare.leaveIdle();
    spare.leaveIdle = this.later(idleMilliseconds, () => void this.inTurn(() => this.discard(key, spare)));
  }

  private async discard(key: string, spare: WaitingSpare): Promise<void> {
    if (this.waiting.get(key) !== spare) return;
    this.waiting.delete(key);
    spare.leaveIdle();
    await spare.end();
  }

  private async endAll(): Promise<void> {
    await Promise.all([...this.waiting].map(([key, spare]) => this.discard(key, spare)));
  }

  private async endIfDisposed(): Promise<void> {
    if (this.isDisposed) await this.endAll();
  }

  private isAllowed(): boolean {
    return !this.isDisposed && this.holds === 0 && this.options.isOn();
  }

  private inTurn(act: () => Promise<void>): Promise<void> {
    return (this.queue = this.queue.then(act, act));
  }

  private keyOf({ candidate, requirements }: SpareWish): string {
    return JSON.stringify([candidate.path, ...candidate.before, packagesOf({ requirements })]);
  }
}

const packagesOf = ({ requirements }: Pick<SpareWish, 'requirements'>): string => [...requirements].sort().join(' ');

class WaitingSpare implements Spare {
  readonly run = randomUUID();
  readonly packages: string;
  readonly process: RunningProcess;
  /** Resolves when it has imported everything, or has ended. */
  readonly ready: Promise<void>;
  wasReady = false;
  leaveIdle: () => void = () => undefined;
  private early: Buffer = Buffer.alloc(0);
  private onOutput: ((chunk: Buffer) => void) | undefined;

  constructor(
    { candidate, requirements }: SpareWish,
    readonly folder: string,
    pythonDir: string,
    environment: Readonly<Record<string, string | undefined>>,
  ) {
    this.packages = packagesOf({ requirements });
    let tell = (): void => undefined;
    const said = new Promise<void>((resolve) => (tell = resolve));
    this.process = startProcess({
      file: candidate.path,
      args: [...candidate.before, join(pythonDir, 'run_checks.py'), '--spare', ...requirements],
      cwd: folder,
      run: this.run,
      env: folderEnvironment(environment, folder),
      hasInput: true,
      onOutput: (chunk) => {
        if (this.onOutput) this.onOutput(chunk);
        else this.listen(chunk, tell);
      },
    });
    this.ready = Promise.race([said, this.process.ended.then(() => undefined)]);
  }

  hand(order: SpareOrder, onOutput: (chunk: Buffer) => void): RunningProcess {
    if (this.early.length > 0) onOutput(this.early);
    this.onOutput = onOutput;
    this.process.input?.end(`${JSON.stringify(order)}\n`);
    return this.process;
  }

  kill(): void {
    this.process.kill();
  }

  /** Lets it go by itself, with its folder; ends it when it takes too long. */
  async end(): Promise<void> {
    this.process.input?.end();
    const timer = setTimeout(() => this.kill(), endMilliseconds);
    await this.process.ended;
    clearTimeout(timer);
    await removeRunFolder(this.folder);
  }

  /** The mark that parts output says that it is ready: what comes behind it belongs to the run. */
  private listen(chunk: Buffer, tell: () => void): void {
    this.early = Buffer.concat([this.early, chunk]).subarray(-keptOutput);
    if (!this.early.includes(`\x1e${this.run} \x1e`)) return;
    this.wasReady = true;
    tell();
  }
}
