/**
 * The file `progress.jsonl` as one window knows it: everything up to an offset is read, later lines are read from there.
 * Synchronous but for the fsync: a window's share is a few microseconds, and a check and its write stay together.
 */
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, writeSync } from 'node:fs';
import { eventLine } from '../../core/progress/event-line';
import type { ProgressEvent } from '../../core/progress/events';
import type { LogChange, LogSnapshot, WriteFailure } from '../../core/progress/log';
import { parseLog } from '../../core/progress/parse';
import type { Hasher } from '../../core/ports';

const lineEnd = 0x0a;
/** So many bytes before the offset are compared to notice that the file was written anew in place. */
const fingerprintLength = 96;

interface Known {
  /** Bytes up to the last line end that was read. */
  offset: number;
  file: bigint | number;
  fingerprint: Buffer;
  tail: string;
  readonly events: Map<string, ProgressEvent>;
  readonly newer: Map<string, string>;
  readonly unreadable: string[];
}

const nothing = (): Known => ({
  offset: 0,
  file: 0,
  fingerprint: Buffer.alloc(0),
  tail: '',
  events: new Map(),
  newer: new Map(),
  unreadable: [],
});

export class LogFile {
  private known = nothing();
  private highest = 0;

  private hasLost = false;

  constructor(
    readonly path: string,
    private readonly hasher: Hasher,
    /** Resolves when the file's bytes are on the disk. */
    private readonly synchronize: (handle: number) => Promise<void>,
  ) {}

  get snapshot(): LogSnapshot {
    const { events, newer, unreadable, tail } = this.known;
    return {
      events: [...events.values()],
      newer: newer.size,
      unreadable: tail === '' ? unreadable : [...unreadable, tail],
    };
  }

  get highestSeq(): number {
    return this.highest;
  }

  /** Every line that holds an event, by its id; those of a newer schema too. */
  lines(): ReadonlyMap<string, string> {
    const lines = new Map(this.known.newer);
    for (const event of this.known.events.values()) lines.set(event.id, eventLine(event));
    return lines;
  }

  has(id: string): boolean {
    return this.known.events.has(id) || this.known.newer.has(id);
  }

  get isEmpty(): boolean {
    return this.known.events.size === 0 && this.known.newer.size === 0;
  }

  read(): LogChange {
    const change = this.readNow();
    const hasLost = this.hasLost;
    this.hasLost = false;
    return hasLost ? 'lost' : change;
  }

  /** One write, then fsync. `events` makes the events when everything that is there has been read. */
  async append(
    events: (highestSeq: number) => readonly ProgressEvent[],
    options: { readonly create: boolean },
  ): Promise<readonly ProgressEvent[]> {
    const { O_RDWR, O_APPEND, O_CREAT } = constants;
    const handle = openSync(this.path, O_RDWR | O_APPEND | (options.create ? O_CREAT : 0), 0o666);
    try {
      const before = fstatSync(handle);
      if (before.size !== this.known.offset || before.ino !== this.known.file) this.readFrom(handle, before);
      const added = events(this.highest);
      const text = added.map((event) => `${eventLine(event)}\n`).join('');
      const bytes = Buffer.from(endsInLine(handle, before.size, this.known.offset) ? text : `\n${text}`);
      const written = writeSync(handle, bytes);
      if (written < bytes.length) throw new PartialWrite();
      await this.synchronize(handle);
      this.took(handle, before, bytes, added);
      return added;
    } finally {
      closeSync(handle);
    }
  }

  private readNow(): LogChange {
    let handle: number;
    try {
      handle = openSync(this.path, 'r');
    } catch (error) {
      if (!isMissing(error)) throw error;
      const wasEmpty = this.isEmpty && this.known.unreadable.length === 0;
      this.known = nothing();
      return wasEmpty ? 'unchanged' : 'lost';
    }
    try {
      return this.readFrom(handle, fstatSync(handle));
    } finally {
      closeSync(handle);
    }
  }

  /** After a write: nobody else's line came between, or else everything since the offset is read. */
  private took(handle: number, before: Stats, bytes: Buffer, added: readonly ProgressEvent[]): void {
    const after = fstatSync(handle);
    if (before.size === this.known.offset && after.size === before.size + bytes.length) {
      for (const event of added) this.remember(event);
      this.known.offset = after.size;
      this.known.file = after.ino;
      this.known.fingerprint = lastBytes(this.known.fingerprint, bytes);
    } else {
      this.readFrom(handle, after);
    }
  }

  private readFrom(handle: number, stats: Stats): LogChange {
    const before = this.known;
    const isSame =
      stats.ino === before.file &&
      stats.size >= before.offset &&
      readRange(handle, before.offset - before.fingerprint.length, before.offset).equals(before.fingerprint);
    if (!isSame) this.known = nothing();
    const { known } = this;
    known.file = stats.ino;
    const bytes = readRange(handle, known.offset, stats.size);
    const end = bytes.lastIndexOf(lineEnd) + 1;
    const parsed = parseLog(bytes.toString('utf8'), this.hasher);
    const count = known.events.size + known.newer.size + known.unreadable.length;
    for (const event of parsed.events) this.remember(event);
    for (const { id, line } of parsed.newer) known.newer.set(id, line);
    known.unreadable.push(...parsed.unreadable);
    const isTailChanged = known.tail !== parsed.tail;
    known.tail = parsed.tail;
    known.offset += end;
    known.fingerprint = lastBytes(known.fingerprint, bytes.subarray(0, end));
    if (!isSame && [...before.events.keys(), ...before.newer.keys()].some((id) => !this.has(id))) {
      // An append may be what noticed; the next read tells.
      this.hasLost = true;
      return 'lost';
    }
    const grown = known.events.size + known.newer.size + known.unreadable.length > count;
    return !isSame || grown || isTailChanged ? 'grown' : 'unchanged';
  }

  private remember(event: ProgressEvent): void {
    this.known.events.set(event.id, event);
    // Never lowered: a line that was seen once keeps its place before what comes now.
    this.highest = Math.max(this.highest, event.seq);
  }
}

/** The disk took a part of the line. The next append begins with a line end, and the part is set aside. */
export class PartialWrite extends Error {
  readonly code = 'ENOSPC';
  constructor() {
    super('only a part of the line could be written');
  }
}

export const errorCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

export const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error));

/** Of the disk; what did not come from there is a bug and thrown on. */
export function writeFailure(error: unknown, path: string): WriteFailure {
  const code = errorCode(error);
  if (code === '') throw error;
  const kind = ['EROFS', 'EACCES', 'EPERM'].includes(code)
    ? 'read-only'
    : ['ENOSPC', 'EDQUOT'].includes(code)
      ? 'disk-full'
      : 'failed';
  return { kind, path, detail: error instanceof Error ? error.message : code };
}

function endsInLine(handle: number, size: number, offset: number): boolean {
  return size === offset || readRange(handle, size - 1, size)[0] === lineEnd;
}

function lastBytes(earlier: Buffer, bytes: Buffer): Buffer {
  const joined = bytes.length >= fingerprintLength ? bytes : Buffer.concat([earlier, bytes]);
  // A copy: a view would keep the whole log in memory.
  return Buffer.from(joined.subarray(-fingerprintLength));
}

function readRange(handle: number, from: number, to: number): Buffer {
  const buffer = Buffer.alloc(Math.max(0, to - from));
  let read = 0;
  while (read < buffer.length) {
    const count = readSync(handle, buffer, read, buffer.length - read, from + read);
    if (count === 0) break;
    read += count;
  }
  return buffer.subarray(0, read);
}
