/** Snapshots and journals of changes, under `.bridgecraft/` of the home folder (`core/scaffold/project-change.ts`). */
import { randomUUID } from 'node:crypto';
import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import type { WriteFailure } from '../../core/progress/log';
import type { Clock, Result } from '../../core/ports';
import type { BegunChange, ChangeRequest, FileChange, ProjectChanges } from '../../core/scaffold/project-change';
import {
  byNewest,
  readSnapshot,
  type Snapshot,
  type SnapshotFile,
  snapshotName,
  snapshotText,
} from '../../core/scaffold/snapshot';
import { changeJournalName, changeJournalText, hashOrNone, stagedPath } from './change-journal';
import { type Disk, nodeDisk, replace } from './disk';
import { writeFailure } from './log-file';
import { hasNoLinks, openStaging, stagingFolder } from './scaffold-journal';

const largestManifest = 1_000_000;
const largestFile = 50_000_000;

const snapshotsFolder = (home: string): string => join(home, '.bridgecraft', 'snapshots');
const inside = (folder: string, path: string): string => join(folder, ...path.split('/'));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

export class NodeProjectChanges implements ProjectChanges {
  constructor(
    private readonly clock: Clock,
    private readonly disk: Disk = nodeDisk,
  ) {}

  async begin(request: ChangeRequest): Promise<Result<BegunChange, WriteFailure>> {
    const { home, project, files } = request;
    const link = await findLink(project, files);
    if (link !== undefined) return { ok: false, reason: { kind: 'failed', path: link, detail: 'it is a link' } };
    const staging = openStaging(stagingFolder(home), randomUUID().slice(0, 8));
    try {
      await this.stageSnapshot(request, staging.folder);
      for (const { path, wanted } of files) {
        if (wanted) await this.disk.write(stagedPath(staging.folder, path), wanted);
      }
      const snapshot = await this.placeSnapshot(request, staging.folder);
      const event = request.event?.(snapshot);
      const place = relative(home, project).split(sep).join('/');
      // Outside of the home folder a crash is not finished at the next start: the journal is not trusted with such a path.
      const isInHome = place !== '' && !place.startsWith('..') && !isAbsolute(place);
      if (isInHome) {
        const text = changeJournalText({ target: place, step: request.step, snapshot, files, ...(event && { event }) });
        await this.disk.write(join(staging.folder, `${changeJournalName}.new`), bytes(text));
        await this.disk.move(join(staging.folder, `${changeJournalName}.new`), join(staging.folder, changeJournalName));
      }
      return { ok: true, value: this.begun(request, staging, snapshot, event) };
    } catch (error) {
      await staging.close();
      return { ok: false, reason: writeFailure(error, home) };
    }
  }

  async keep(request: Omit<ChangeRequest, 'event'>): Promise<Result<string, WriteFailure>> {
    const staging = openStaging(stagingFolder(request.home), randomUUID().slice(0, 8));
    try {
      await this.stageSnapshot(request, staging.folder);
      return { ok: true, value: await this.placeSnapshot(request, staging.folder) };
    } catch (error) {
      return { ok: false, reason: writeFailure(error, request.home) };
    } finally {
      await staging.close();
    }
  }

  async snapshots(home: string): Promise<readonly Snapshot[]> {
    const folder = snapshotsFolder(home);
    if (!(await hasNoLinks(home, join(folder, 'x')))) return [];
    const names = await readdir(folder).catch(() => []);
    const found = await Promise.all(
      names.map(async (name) => {
        const text = await readPlain(home, join(folder, name, 'snapshot.json'), largestManifest);
        return text && readSnapshot(name, new TextDecoder().decode(text));
      }),
    );
    return byNewest(found.filter((each) => each !== undefined));
  }

  async forget(home: string, snapshots: readonly Snapshot[]): Promise<void> {
    const wanted = new Set(snapshots.filter(({ reason }) => reason === 'checks').map(({ name }) => name));
    // Read again: only what is still there, whole and of that kind goes.
    for (const { name, reason } of await this.snapshots(home)) {
      if (reason === 'checks' && wanted.has(name)) {
        await rm(join(snapshotsFolder(home), name), { recursive: true, force: true, maxRetries: 5 });
      }
    }
  }

  async read(
    home: string,
    snapshot: string,
    { path }: Pick<SnapshotFile, 'path'>,
    which: 'saved' | 'unsaved',
  ): Promise<Uint8Array | undefined> {
    return readPlain(home, inside(join(snapshotsFolder(home), snapshot, which), path), largestFile);
  }

  private async stageSnapshot({ step, reason, files }: ChangeRequest, staging: string): Promise<void> {
    const folder = join(staging, 'snapshot');
    for (const { path, saved, unsaved } of files) {
      if (saved) await this.disk.write(inside(join(folder, 'saved'), path), saved);
      if (unsaved !== undefined) await this.disk.write(inside(join(folder, 'unsaved'), path), bytes(unsaved));
    }
    const entries = files.map(({ path, saved, unsaved }) => ({
      path,
      isSaved: saved !== undefined,
      isUnsaved: unsaved !== undefined,
    }));
    const text = snapshotText({ time: this.clock.now(), reason, step, files: entries });
    await this.disk.write(join(folder, 'snapshot.json'), bytes(text));
  }

  /** One move: a snapshot is there whole or not at all. */
  private async placeSnapshot({ home, reason }: ChangeRequest, staging: string): Promise<string> {
    const name = snapshotName(this.clock.now(), reason, randomUUID().slice(0, 4));
    await this.disk.move(join(staging, 'snapshot'), join(snapshotsFolder(home), name));
    return name;
  }

  private begun(
    { project, files }: ChangeRequest,
    staging: { readonly folder: string; close(): Promise<void> },
    snapshot: string,
    event: BegunChange['event'],
  ): BegunChange {
    const byPath = new Map(files.map((file) => [file.path, file]));
    const set = async (path: string, content: Uint8Array | undefined): Promise<void> => {
      const target = inside(project, path);
      if (content) await replace(this.disk, target, content, `.bridgecraft-${randomUUID().slice(0, 8)}`);
      else await this.disk.remove(target);
    };
    return {
      snapshot,
      ...(event ? { event } : {}),
      place: async (path) => {
        try {
          await set(path, byPath.get(path)?.wanted);
          return { ok: true, value: undefined };
        } catch (error) {
          return { ok: false, reason: writeFailure(error, inside(project, path)) };
        }
      },
      end: () => staging.close(),
      rollBack: async () => {
        for (const { path, saved } of files) {
          const now = await readFile(inside(project, path)).catch(() => undefined);
          // What cannot be put back is in the snapshot, which stays.
          if (hashOrNone(now) !== hashOrNone(saved)) await set(path, saved).catch(() => undefined);
        }
        await staging.close();
      },
    };
  }
}

/** A file that is a link, or lies behind one, could lead anywhere. */
async function findLink(project: string, files: readonly FileChange[]): Promise<string | undefined> {
  for (const { path } of files) {
    const target = inside(project, path);
    const isLink = await lstat(target).then(
      (stats) => !stats.isFile(),
      () => false,
    );
    if (isLink || !(await hasNoLinks(project, target))) return target;
  }
  return undefined;
}

/** A plain file below the home folder, not too large, reached through no link. */
async function readPlain(home: string, path: string, limit: number): Promise<Uint8Array | undefined> {
  try {
    if (!(await hasNoLinks(home, path))) return undefined;
    const stats = await lstat(path);
    return stats.isFile() && stats.size <= limit ? await readFile(path) : undefined;
  } catch {
    return undefined;
  }
}
