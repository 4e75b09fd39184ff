// Stamp files under .cache/ say what a part of the set-up was made from, so that nothing is done twice.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { root } from './run.mjs';

const stampFile = (name) => join(root, '.cache', 'setup', `${name}.sha256`);
const ignored = new Set(['__pycache__', 'node_modules', '.pytest_cache', '.ruff_cache', '.hypothesis']);

async function filesBelow(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch((error) => {
    if (error.code === 'ENOTDIR') return undefined;
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  if (!entries) return [path];
  const kept = entries.filter((entry) => !ignored.has(entry.name));
  const nested = await Promise.all(
    kept.map((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)])),
  );
  return nested.flat();
}

/** One hash over files and folders of the repository (names and contents) and further text. */
export async function hashOf(paths, ...text) {
  const files = (await Promise.all(paths.map((path) => filesBelow(join(root, path))))).flat().sort();
  const contents = await Promise.all(files.map((file) => readFile(file)));
  const hash = createHash('sha256');
  files.forEach((file, index) => {
    hash.update(`${relative(root, file).split(sep).join('/')}\0${contents[index].length}\0`).update(contents[index]);
  });
  for (const part of text) hash.update(`\0${part}`);
  return hash.digest('hex');
}

export async function hasStamp(name, hash) {
  const file = stampFile(name);
  return existsSync(file) && (await readFile(file, 'utf8')).trim() === hash;
}

export async function writeStamp(name, hash) {
  const file = stampFile(name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${hash}\n`);
}

export const removeStamp = (name) => rm(stampFile(name), { force: true });
