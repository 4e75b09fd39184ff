// The VS Code that is installed on this machine, as a program to start without a shell.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { outputOf } from './run.mjs';

/** Oldest VS Code that `engines.vscode` of package.json admits. */
const oldest = [1, 106];

const foldersOnPath = () => (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');

/** code.cmd names the program and the script that it starts; a batch file itself needs a shell. */
async function windowsCommand() {
  for (const folder of foldersOnPath()) {
    const batch = join(folder, 'code.cmd');
    if (!existsSync(batch)) continue;
    const [, program, script] =
      /"%~dp0([^"]+\.exe)"\s+"%~dp0([^"]+cli\.js)"/i.exec(await readFile(batch, 'utf8')) ?? [];
    if (!program) continue;
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', VSCODE_DEV: '' };
    return { command: resolve(dirname(batch), program), args: [resolve(dirname(batch), script)], env };
  }
  return undefined;
}

function posixCommand() {
  const bundled = 'Visual Studio Code.app/Contents/Resources/app/bin/code';
  const places = [
    ...foldersOnPath().map((folder) => join(folder, 'code')),
    ...(process.platform === 'darwin'
      ? [`/Applications/${bundled}`, `${process.env.HOME}/Applications/${bundled}`]
      : []),
  ];
  const command = places.find((path) => existsSync(path));
  return command && { command, args: [], env: process.env };
}

/**
 * Undefined when there is none, when it is too old, or when it cannot show a window of its own here: without a display,
 * as root, and where `code` is the remote command line of a window on another machine.
 */
export async function findDesktop() {
  if (process.env.VSCODE_IPC_HOOK_CLI || process.env.WSL_DISTRO_NAME || process.getuid?.() === 0) return undefined;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return undefined;
  const found = process.platform === 'win32' ? await windowsCommand() : posixCommand();
  if (!found) return undefined;
  const { code, output } = await outputOf(found.command, [...found.args, '--version'], {
    env: found.env,
    timeout: 20_000,
  });
  const [, version, major, minor] = /^((\d+)\.(\d+)\.\d+)/m.exec(output) ?? [];
  if (code !== 0 || !version) return undefined;
  const isRecent = Number(major) > oldest[0] || (Number(major) === oldest[0] && Number(minor) >= oldest[1]);
  return isRecent ? { ...found, version } : undefined;
}
