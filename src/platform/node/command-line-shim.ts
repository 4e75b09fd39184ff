/** The `bridgecraft` command of VS Code's terminals: two small scripts that start the bundled command line. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Shim {
  /** The program that can run JavaScript: VS Code's own. */
  readonly node: string;
  /** The bundled command line. */
  readonly script: string;
}

/** Writes `bridgecraft` (POSIX) and `bridgecraft.cmd` (Windows) into a folder that then goes on PATH. */
export async function writeCommandLineShim(folder: string, shim: Shim): Promise<void> {
  await mkdir(folder, { recursive: true });
  const posix = join(folder, 'bridgecraft');
  await writeIfDifferent(posix, posixScript(shim));
  await chmod(posix, 0o755);
  await writeIfDifferent(join(folder, 'bridgecraft.cmd'), windowsScript(shim));
}

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const posixScript = ({ node, script }: Shim) =>
  ['#!/bin/sh', `ELECTRON_RUN_AS_NODE=1 exec ${quoted(node)} ${quoted(script)} "$@"`, ''].join('\n');

/** `%` is the one sign that has a meaning inside quotes there. */
const windowsScript = ({ node, script }: Shim) => {
  const [program, file] = [node, script].map((path) => `"${path.replaceAll('%', '%%')}"`);
  return ['@echo off', 'setlocal', 'set ELECTRON_RUN_AS_NODE=1', `${program} ${file} %*`, ''].join('\r\n');
};

async function writeIfDifferent(path: string, text: string): Promise<void> {
  const current = await readFile(path, 'utf8').catch(() => undefined);
  if (current !== text) await writeFile(path, text);
}
