/** Parts what a run printed by check: the plugin prints `<RS>run check<RS>` where one begins and (empty) where it ends. */

const separator = 0x1e;
const tailBytes = 16 * 1024;
const longestMark = 200;

/** The last bytes of a stream that may be long. */
class Tail {
  private chunks: Buffer[] = [];
  private size = 0;

  add(chunk: Buffer): void {
    this.chunks.push(chunk.length > tailBytes ? chunk.subarray(-tailBytes) : chunk);
    this.size += Math.min(chunk.length, tailBytes);
    if (this.size > 4 * tailBytes) {
      // Copied, so that the large buffers that were cut can be freed.
      this.chunks = [Buffer.from(Buffer.concat(this.chunks).subarray(-tailBytes))];
      this.size = tailBytes;
    }
  }

  get text(): string {
    return Buffer.concat(this.chunks)
      .subarray(-tailBytes)
      .toString('utf8')
      .replace(/^\uFFFD+/, '');
  }
}

export class OutputSplitter {
  private readonly tails = new Map<string, Tail>();
  private current = '';
  private rest: Buffer = Buffer.alloc(0);
  private left: number;
  private readonly decoder = new TextDecoder();

  /** `onOutput` gets at most `limit` bytes. */
  constructor(
    private readonly run: string,
    private readonly onOutput: ((text: string) => void) | undefined,
    limit = 1024 * 1024,
  ) {
    this.left = limit;
  }

  add(chunk: Buffer): void {
    let data = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    this.rest = Buffer.alloc(0);
    for (;;) {
      const at = data.indexOf(separator);
      this.keep(at < 0 ? data : data.subarray(0, at));
      if (at < 0) return;
      const end = data.indexOf(separator, at + 1);
      if (end < 0 && data.length - at < longestMark) {
        this.rest = Buffer.from(data.subarray(at));
        return;
      }
      const mark = end < 0 ? '' : data.subarray(at + 1, end).toString('utf8');
      if (mark.startsWith(`${this.run} `)) {
        this.current = mark.slice(this.run.length + 1);
        data = data.subarray(end + 1);
      } else {
        this.keep(data.subarray(at, at + 1));
        data = data.subarray(at + 1);
      }
    }
  }

  /** The last output of a check; of what is outside of checks for ''. */
  tail(check: string): string {
    return this.tails.get(check)?.text ?? '';
  }

  private keep(chunk: Buffer): void {
    if (chunk.length === 0) return;
    let tail = this.tails.get(this.current);
    if (!tail) this.tails.set(this.current, (tail = new Tail()));
    tail.add(chunk);
    if (this.onOutput && this.left > 0) {
      this.onOutput(this.decoder.decode(chunk.subarray(0, this.left), { stream: true }));
      this.left -= chunk.length;
      if (this.left <= 0) this.onOutput('\n… more output than is shown\n');
    }
  }
}
