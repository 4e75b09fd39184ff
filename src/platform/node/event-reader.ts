/** Reads a run's events while they are written. */
import { open, type FileHandle } from 'node:fs/promises';
import { parseEvent, type RunEvent } from '../../core/checks/events';

/** A watcher would be quicker by this much, and lose events on some file systems. */
const everyMilliseconds = 100;
/** The first results of a run that was waited for come within this; a training need not be asked so often. */
const atFirst = { everyMilliseconds: 20, times: 150 };
/** Honest runs write some kilobytes; what comes behind this was written by something else. */
const mostBytes = 32 * 1024 * 1024;

export class EventReader {
  private readonly events: RunEvent[] = [];
  private file: FileHandle | undefined;
  private offset = 0;
  private rest: Buffer = Buffer.alloc(0);
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string,
    private readonly run: string,
    private readonly onEvent: (event: RunEvent, all: readonly RunEvent[]) => void,
  ) {}

  start(): void {
    this.lookLater(0);
  }

  /** All events, after the process has ended. */
  async finish(): Promise<readonly RunEvent[]> {
    clearTimeout(this.timer);
    await this.reading;
    await this.read();
    await this.file?.close();
    return this.events;
  }

  private lookLater(looks: number): void {
    const wait = looks < atFirst.times ? atFirst.everyMilliseconds : everyMilliseconds;
    this.timer = setTimeout(() => {
      this.reading = this.reading.then(() => this.read());
      this.lookLater(looks + 1);
    }, wait);
  }

  private async read(): Promise<void> {
    try {
      this.file ??= await open(this.path, 'r');
      // A device could be read for ever.
      if (!(await this.file.stat()).isFile()) return;
      while (this.offset < mostBytes) {
        const chunk = Buffer.alloc(64 * 1024);
        const { bytesRead } = await this.file.read(chunk, 0, chunk.length, this.offset);
        if (bytesRead === 0) return;
        this.offset += bytesRead;
        this.take(Buffer.concat([this.rest, chunk.subarray(0, bytesRead)]));
      }
    } catch {
      // What cannot be read was not written for us; a check without its events never passes.
    }
  }

  private take(data: Buffer): void {
    const end = data.lastIndexOf(0x0a);
    this.rest = data.subarray(end + 1);
    for (const line of data.subarray(0, Math.max(end, 0)).toString('utf8').split('\n')) {
      const event = parseEvent(line, this.run);
      if (!event) continue;
      this.events.push(event);
      this.onEvent(event, this.events);
    }
  }
}
