/**
 * This machine's copy of a log, in the extension's global storage: `<key>/progress.jsonl` and `<key>/home.json`, and of
 * the files beside it, `<key>/base/` and `<key>/snapshots/`.
 */
import { appendFile, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFields } from '../../core/progress/shapes';
import { parseLog } from '../../core/progress/parse';
import { eventLine } from '../../core/progress/event-line';
import type { Hasher } from '../../core/ports';
import { isMissing } from './log-file';

export class LogMirrors {
  constructor(
    private readonly folder: string,
    private readonly hasher: Hasher,
  ) {}

  /** The id comes from a file, so it is not used as a name. */
  ofLog(log: string): LogMirror {
    return new LogMirror(join(this.folder, this.hasher.sha256(log).slice(0, 32)), this.hasher);
  }

  /** The newest mirror of a log that lay in this home folder. */
  async ofHome(home: string): Promise<LogMirror | undefined> {
    const names = await readdir(this.folder).catch(() => []);
    const found = await Promise.all(
      names.map(async (name) => {
        const mirror = new LogMirror(join(this.folder, name), this.hasher);
        return (await mirror.home()) === home ? { mirror, time: await mirror.changedAt() } : undefined;
      }),
    );
    return found
      .filter((each) => each?.time !== undefined)
      .sort((a, b) => (b?.time ?? 0) - (a?.time ?? 0))
      .at(0)?.mirror;
  }
}

export class LogMirror {
  private readonly path: string;
  private lines: Map<string, string> | undefined;

  constructor(
    private readonly folder: string,
    private readonly hasher: Hasher,
  ) {
    this.path = join(folder, 'progress.jsonl');
  }

  /** By id. */
  async read(): Promise<ReadonlyMap<string, string>> {
    return (this.lines ??= await this.load());
  }

  /** Adds what the mirror does not have. Not fsynced: it is a second copy. */
  async add(lines: ReadonlyMap<string, string>, home: string): Promise<void> {
    const known = (this.lines ??= await this.load());
    const fresh = [...lines].filter(([id]) => !known.has(id));
    if ((await this.home()) !== home) {
      await mkdir(this.folder, { recursive: true });
      await writeFile(join(this.folder, 'home.json'), JSON.stringify({ home }));
    }
    if (fresh.length === 0) return;
    // The line end in front separates it from a line that a crash tore.
    await appendFile(this.path, `\n${fresh.map(([, line]) => line).join('\n')}\n`);
    for (const [id, line] of fresh) known.set(id, line);
  }

  /** Copies bases and snapshots from a home's `.bridgecraft`. On demand: activation needs nothing of it. */
  async addFiles(home: string, onFailure: (error: unknown) => void): Promise<void> {
    const { mirrorFiles } = await import('./file-mirror');
    await mirrorFiles(home, this.folder, { onFailure });
  }

  async restoreFiles(home: string, onFailure: (error: unknown) => void): Promise<void> {
    const { restoreFiles } = await import('./file-mirror');
    await restoreFiles(home, this.folder, { onFailure });
  }

  /** Keeps what is there under another name; the mirror is empty afterwards. */
  async putAside(now: string): Promise<void> {
    await rename(this.path, join(this.folder, `progress-${now.replaceAll(/[:.]/g, '-')}.jsonl`)).catch(ignoreMissing);
    this.lines = new Map();
  }

  async home(): Promise<string | undefined> {
    try {
      const value: unknown = JSON.parse(await readFile(join(this.folder, 'home.json'), 'utf8'));
      return isFields(value) && typeof value['home'] === 'string' ? value['home'] : undefined;
    } catch {
      return undefined;
    }
  }

  async changedAt(): Promise<number | undefined> {
    return (await stat(this.path).catch(() => undefined))?.mtimeMs;
  }

  private async load(): Promise<Map<string, string>> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      ignoreMissing(error);
      return '';
    });
    const { events, newer } = parseLog(text, this.hasher);
    const lines = new Map(newer.map(({ id, line }) => [id, line]));
    for (const event of events) lines.set(event.id, eventLine(event));
    return lines;
  }
}

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}
