// `npm start`: sets up, builds the VSIX and opens it on a copied sample workspace: in the VS Code that is installed, else
// in one served to the browser from this machine. `npm start -- FOLDER` opens a folder of yours, `--served` skips the
// installed VS Code, `--fresh` makes a new sample workspace.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktop } from './lib/desktop-vscode.mjs';
import { outputOf, root, SetupError } from './lib/run.mjs';
import { packageExtension } from './package.mjs';
import { runMain, setUp } from './setup.mjs';

const cache = join(root, '.cache', 'start');
const memory = join(cache, 'memory.json');

/** What is kept between starts: the sample workspace and the address, so that the browser finds its state again. */
const readMemory = async () => (existsSync(memory) ? JSON.parse(await readFile(memory, 'utf8')) : {});

async function remember(entries) {
  await mkdir(cache, { recursive: true });
  await writeFile(memory, `${JSON.stringify({ ...(await readMemory()), ...entries }, undefined, 2)}\n`);
}

/** Outside the repository: a project looks for its environment upwards and must not find the contributor's `.venv`. */
async function sampleWorkspace(isFresh) {
  const { workspace } = await readMemory();
  if (!isFresh && workspace && existsSync(workspace)) return workspace;
  const created = join(await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft-'))), 'sample workspace');
  await cp(join(root, 'scripts', 'sample-workspace'), created, { recursive: true });
  await remember({ workspace: created });
  return created;
}

async function openDesktop(desktop, vsix, folder) {
  const { quietSettings, writeUserSettings } = await import('../test/host/served-vscode.mjs');
  const data = join(cache, 'desktop');
  if (!existsSync(data)) await writeUserSettings(data, quietSettings);
  const profile = [`--user-data-dir=${data}`, `--extensions-dir=${join(cache, 'desktop-extensions')}`];
  const call = (...args) => outputOf(desktop.command, [...desktop.args, ...profile, ...args], { env: desktop.env });
  const installed = await call('--install-extension', vsix, '--force');
  if (installed.code !== 0) throw new SetupError(`VS Code could not install the package:\n${installed.output}`);
  const opened = await call('--new-window', folder);
  if (opened.code !== 0) throw new SetupError(`VS Code could not open the folder:\n${opened.output}`);
  console.log(`Opened     ${folder}\n           in VS Code ${desktop.version}, with a profile of its own.`);
  return 0;
}

async function serve(vsix, folder) {
  const { installExtension, quietSettings, startServer, writeUserSettings } =
    await import('../test/host/served-vscode.mjs');
  const profile = { dataDir: join(cache, 'served'), extensionsDir: join(cache, 'served-extensions') };
  if (!existsSync(profile.dataDir)) await writeUserSettings(profile.dataDir, quietSettings);
  // Emptied first: an extension folder that a former start left behind would be loaded beside the new one.
  await rm(profile.extensionsDir, { recursive: true, force: true, maxRetries: 5 });
  await installExtension(vsix, profile);

  const { port, token = randomBytes(24).toString('hex') } = await readMemory();
  const start = (wanted) => startServer({ ...profile, token, port: wanted, trust: 'ask' });
  const server = await (port ? start(port).catch(() => start(0)) : start(0));
  await remember({ port: server.port, token });
  console.log(
    `Opened     ${folder}\n\nOpen this address in a browser on this machine (it is only reachable from here):\n`,
  );
  console.log(`  ${server.address(folder)}\n\nCtrl-C stops it.`);

  let isAsked = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      isAsked = true;
      void server.stop();
    });
  }
  await server.closed;
  console.log(isAsked ? '\nStopped.' : 'The VS Code server ended by itself.');
  return isAsked ? 0 : 1;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { served: { type: 'boolean', default: false }, fresh: { type: 'boolean', default: false } },
  });
  const own = positionals[0] && resolve(positionals[0]);
  if (own && !existsSync(own)) throw new SetupError(`${own} does not exist.`);
  const desktop = values.served ? undefined : await findDesktop();
  await setUp(['packages', ...(desktop ? [] : ['host'])]);
  const vsix = await packageExtension({ ifStale: true });
  const folder = own ?? (await sampleWorkspace(values.fresh));
  return desktop ? openDesktop(desktop, vsix, folder) : serve(vsix, folder);
}

await runMain(main);
