/** The durable log `.bridgecraft/progress.jsonl` of a home folder, with its mirror in the extension's global storage. */
import { randomUUID } from 'node:crypto';
import { fsync } from 'node:fs';
import { appendFile, mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { sealEvent } from '../../core/progress/event-line';
import type { EventBody, ProgressEvent } from '../../core/progress/events';
import { foldLog } from '../../core/progress/fold';
import type {
  LogChange,
  LogSnapshot,
  LostEvents,
  ProgressLog,
  ProgressLogs,
  WriteFailure,
} from '../../core/progress/log';
import type { Clock, Hasher, Result } from '../../core/ports';
import { errorCode, isMissing, LogFile, writeFailure } from './log-file';
import { type LogMirror, LogMirrors } from './log-mirror';

export interface NodeProgressLogsOptions {
  /** In the extension's global storage; made when something is first mirrored. */
  readonly mirrorFolder: string;
  readonly clock: Clock;
  readonly hasher: Hasher;
  /** A mirror that cannot be written must not stop the learner. */
  readonly onMirrorFailure?: (error: unknown) => void;
  /** Default: fsync. */
  readonly synchronize?: (handle: number) => Promise<void>;
}

/** The mirror follows after this long, many events at a time: its writes would slow the log's own fsync. */
const mirrorDelay = 1000;
/** Bases and snapshots follow the log. */
const filesDelay = 4000;

/** The files that come with the first event, beside the log. */
const neighbors: readonly (readonly [name: string, content: string])[] = [
  ['.gitattributes', 'progress.jsonl merge=union\n'],
  ['.gitignore', 'snapshots/\nbase/\nstaging/\nproposed/\n'],
];

export class NodeProgressLogs implements ProgressLogs {
  private readonly mirrors: LogMirrors;

  constructor(private readonly options: NodeProgressLogsOptions) {
    this.mirrors = new LogMirrors(options.mirrorFolder, options.hasher);
  }

  async open(homeFolder: string): Promise<ProgressLog> {
    const log = new NodeProgressLog(homeFolder, this.mirrors, this.options);
    await log.refresh();
    return log;
  }

  async isRemembered(homeFolder: string): Promise<boolean> {
    return (await (await this.open(homeFolder)).lost())?.kind === 'gone';
  }
}

class NodeProgressLog implements ProgressLog {
  private readonly folder: string;
  private readonly file: LogFile;
  private lastLog: string | undefined;
  private mirror: { readonly log: string; readonly mirror: LogMirror } | undefined;
  /** One thing at a time: a window's own appends and reads would otherwise overtake each other. */
  private queue: Promise<unknown> = Promise.resolve();
  private mirrorQueue: Promise<unknown> = Promise.resolve();
  private mirrorTimer: NodeJS.Timeout | undefined;
  /** Apart from the log's: copying files may take long, and nothing waits for it but `flush`. */
  private filesQueue: Promise<unknown> = Promise.resolve();
  private filesTimer: NodeJS.Timeout | undefined;
  private readonly synchronize: (handle: number) => Promise<void>;

  constructor(
    private readonly home: string,
    private readonly mirrors: LogMirrors,
    private readonly options: NodeProgressLogsOptions,
  ) {
    this.folder = join(home, '.bridgecraft');
    this.synchronize = options.synchronize ?? promisify(fsync);
    this.file = new LogFile(join(this.folder, 'progress.jsonl'), options.hasher, this.synchronize);
  }

  get snapshot(): LogSnapshot {
    return this.file.snapshot;
  }

  refresh(): Promise<LogChange> {
    return this.inTurn(() => this.readFile());
  }

  append(bodies: readonly EventBody[]): Promise<Result<readonly ProgressEvent[], WriteFailure>> {
    return this.inTurn(() =>
      this.writing(async () => {
        const added = await this.appendDurably(bodies);
        this.mirrorLater();
        return added;
      }),
    );
  }

  setAside(): Promise<Result<number, WriteFailure>> {
    return this.inTurn(() =>
      this.writing(async () => {
        const { unreadable } = this.file.snapshot;
        if (unreadable.length === 0) return 0;
        const path = join(this.folder, 'progress.unreadable.txt');
        const there = new Set((await readFile(path, 'utf8').catch(emptyIfMissing)).split('\n'));
        const fresh = [...new Set(unreadable)].filter((line) => !there.has(line));
        if (fresh.length > 0) await appendFile(path, `${fresh.join('\n')}\n`);
        return fresh.length;
      }),
    );
  }

  async lost(): Promise<LostEvents | undefined> {
    const lines = await this.inTurn(() => this.lostLines());
    if (lines.size === 0) {
      if (!this.file.isEmpty) this.mirrorLater();
      return undefined;
    }
    return { kind: this.file.isEmpty ? 'gone' : 'shorter', count: lines.size };
  }

  restore(): Promise<Result<void, WriteFailure>> {
    return this.inTurn(() =>
      this.writing(async () => {
        const lines = await this.lostLines();
        if (lines.size === 0) return;
        const mirror = await this.currentMirror();
        await this.makeFolder();
        const file = await open(this.file.path, 'a+');
        try {
          await file.appendFile(`\n${[...lines.values()].join('\n')}\n`);
          await this.synchronize(file.fd);
        } finally {
          await file.close();
        }
        await this.synchronizeFolders([this.folder]);
        this.file.read();
        // The log is back, whatever becomes of the files.
        await mirror?.restoreFiles(this.folder, this.onMirrorFailure).catch(this.onMirrorFailure);
      }),
    );
  }

  async startFresh(): Promise<void> {
    await this.mirrored(async (mirror) => mirror.putAside(this.options.clock.now()));
    this.lastLog = undefined;
    if (!this.file.isEmpty) await this.mirrored((mirror) => mirror.add(this.file.lines(), this.home));
  }

  /** Writes to the mirror what waits for it. */
  async flush(): Promise<void> {
    await this.flushLog();
    if (this.filesTimer) this.mirrorFiles();
    await this.filesQueue;
  }

  private async flushLog(): Promise<void> {
    if (this.mirrorTimer) {
      clearTimeout(this.mirrorTimer);
      this.mirrorTimer = undefined;
      void this.mirrored((mirror) => mirror.add(this.file.lines(), this.home));
      this.filesTimer ??= setTimeout(() => this.mirrorFiles(), filesDelay).unref();
    }
    await this.mirrorQueue;
  }

  private mirrorFiles(): void {
    clearTimeout(this.filesTimer);
    this.filesTimer = undefined;
    const done = this.filesQueue.then(async () => {
      const mirror = await this.currentMirror();
      await mirror?.addFiles(this.folder, this.onMirrorFailure);
    });
    this.filesQueue = done.catch(this.onMirrorFailure);
  }

  private readonly onMirrorFailure = (error: unknown): void => this.options.onMirrorFailure?.(error);

  private seal(bodies: readonly EventBody[], highestSeq: number): readonly ProgressEvent[] {
    // A log that vanished during the session keeps its id, and with it its mirror.
    const log = this.lastLog ?? randomUUID();
    const first: readonly EventBody[] = this.logId() === undefined ? [{ kind: 'log-started', log }] : [];
    return [...first, ...bodies].map((body, index) =>
      sealEvent(body, { seq: highestSeq + 1 + index, time: this.options.clock.now() }, this.options.hasher),
    );
  }

  private async appendDurably(bodies: readonly EventBody[]): Promise<readonly ProgressEvent[]> {
    const events = (highestSeq: number) => this.seal(bodies, highestSeq);
    // A log that was read is most likely still there: the common append asks the disk for nothing more.
    if (!this.file.isEmpty) {
      try {
        return await this.file.append(events, { create: false });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    }
    const isFolderNew = await this.makeFolder();
    const added = await this.file.append(events, { create: true });
    await this.synchronizeFolders(isFolderNew ? [this.folder, dirname(this.folder)] : [this.folder]);
    return added;
  }

  private async makeFolder(): Promise<boolean> {
    const made = await mkdir(this.folder, { recursive: true });
    for (const [name, content] of neighbors) {
      // `wx`: a learner's own stays as it is.
      await writeFile(join(this.folder, name), content, { flag: 'wx' }).catch(ignoreExisting);
    }
    return made !== undefined;
  }

  private readFile(): LogChange {
    const change = this.file.read();
    // Another log may lie here now.
    if (change === 'lost') this.mirror = undefined;
    return change;
  }

  private logId(): string | undefined {
    if (this.file.isEmpty) return undefined;
    // Asked before every append, and it does not change: the first event of a log stays the first.
    if (this.mirror) return this.mirror.log;
    return (this.lastLog = foldLog(this.file.snapshot.events).log);
  }

  private async lostLines(): Promise<ReadonlyMap<string, string>> {
    this.readFile();
    await this.flushLog();
    const mirror = await this.currentMirror();
    const lines = [...((await mirror?.read()) ?? [])].filter(([id]) => !this.file.has(id));
    return new Map(lines);
  }

  private async currentMirror(): Promise<LogMirror | undefined> {
    const log = this.logId();
    if (log === undefined) return this.mirrors.ofHome(this.home);
    this.mirror ??= { log, mirror: this.mirrors.ofLog(log) };
    return this.mirror.mirror;
  }

  private mirrorLater(): void {
    this.mirrorTimer ??= setTimeout(() => void this.flushLog(), mirrorDelay).unref();
  }

  private mirrored(write: (mirror: LogMirror) => Promise<void>): Promise<void> {
    const done = this.mirrorQueue.then(async () => {
      const mirror = await this.currentMirror();
      if (mirror) await write(mirror);
    });
    const handled = done.catch(this.onMirrorFailure);
    this.mirrorQueue = handled;
    return handled;
  }

  /** So that the entry of a new file survives a power cut. Windows has no fsync for folders. */
  private async synchronizeFolders(folders: readonly string[]): Promise<void> {
    if (process.platform === 'win32') return;
    for (const folder of folders) {
      const handle = await open(folder, 'r');
      try {
        await this.synchronize(handle.fd);
      } finally {
        await handle.close();
      }
    }
  }

  private inTurn<Value>(act: () => Value | Promise<Value>): Promise<Value> {
    const result = this.queue.then(act);
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async writing<Value>(act: () => Promise<Value>): Promise<Result<Value, WriteFailure>> {
    try {
      return { ok: true, value: await act() };
    } catch (error) {
      return { ok: false, reason: writeFailure(error, this.file.path) };
    }
  }
}

function ignoreExisting(error: unknown): void {
  if (errorCode(error) !== 'EEXIST') throw error;
}

function emptyIfMissing(error: unknown): string {
  if (!isMissing(error)) throw error;
  return '';
}
