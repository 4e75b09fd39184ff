/** The private folder of a run: its plan, its events, its temporary files. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonEnvironment } from './run-environment';

const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'bridgecraft-'));

export const temporaryOf = (folder: string): string => join(folder, 'tmp');

/** Rejects when it cannot be made. */
export async function makeRunFolder(make: () => Promise<string> = makeFolder): Promise<string> {
  const folder = await make();
  await mkdir(temporaryOf(folder));
  return folder;
}

/** Windows may hold a file for a moment after its process has ended. */
export const removeRunFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);

/** The environment of a process that runs, or will run, in that folder. */
export function folderEnvironment(
  inherited: Readonly<Record<string, string | undefined>>,
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const temporary = temporaryOf(folder);
  return pythonEnvironment(inherited, {
    BRIDGECRAFT_RUN_FOLDER: folder,
    TMPDIR: temporary,
    TEMP: temporary,
    TMP: temporary,
    HYPOTHESIS_STORAGE_DIRECTORY: join(temporary, 'hypothesis'),
    ...more,
  });
}
