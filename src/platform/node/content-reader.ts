/** Reads the sources of content from a folder. Links are named and never followed; large files are never loaded. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Content, ContentTree } from '../../core/curriculum/content-tree';

const maxFileBytes = 5_000_000;
const skippedFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hypothesis',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.venv',
  '__pycache__',
  'node_modules',
]);

/** Text when the bytes are UTF-8 without NUL, else the bytes. The rule by which every file is hashed. */
export function decodeContent(bytes: Uint8Array): Content {
  if (bytes.includes(0)) {
    return bytes;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

export async function readContent(root: string): Promise<ContentTree> {
  const files = new Map<string, Content>();
  const refused: { path: string; reason: 'link' | 'oversized' | 'special' }[] = [];

  const readEntry = async (path: string): Promise<void> => {
    const stats = await lstat(join(root, path));
    if (stats.isDirectory()) {
      await readFolder(path);
    } else if (!stats.isFile()) {
      refused.push({ path, reason: stats.isSymbolicLink() ? 'link' : 'special' });
    } else if (stats.size > maxFileBytes) {
      refused.push({ path, reason: 'oversized' });
    } else if (!path.endsWith('.pyc') && !path.endsWith('.DS_Store')) {
      files.set(path, decodeContent(await readFile(join(root, path))));
    }
  };
  const readFolder = async (folder: string): Promise<void> => {
    const names = (await readdir(join(root, folder))).filter((name) => !skippedFolders.has(name));
    await Promise.all(names.map((name) => readEntry(folder === '' ? name : `${folder}/${name}`)));
  };
  await readFolder('');
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), refused };
}
