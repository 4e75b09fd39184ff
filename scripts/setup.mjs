// Makes a bare clone ready: packages, the pinned test host, a browser, Python's environment, the build. Plain Node, no
// dependencies. Does only what is missing or out of date; `npm start` and `npm test` call it by themselves.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findPython, setUpPython } from './lib/python.mjs';
import { lastLines, npm, outputOf, root, seconds, SetupError } from './lib/run.mjs';
import { hashOf, hasStamp, removeStamp, writeStamp } from './lib/stamps.mjs';

export const allParts = ['packages', 'host', 'browser', 'python', 'build'];
export const buildInputs = ['src', 'curricula', 'python', 'media', 'esbuild.mjs', 'package.json', 'package-lock.json'];
const contentBuild = 'scripts/build-content.ts';

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupError(`Node 20.19 or later is needed; this is Node ${process.versions.node}. Get it from nodejs.org.`);
}

/** Compares npm's own record of what it installed with the lockfile, so that no stamp can be wrong. */
async function arePackagesCurrent() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const [wanted, installed] = await Promise.all(
    [join(root, 'package-lock.json'), record].map(async (file) => JSON.parse(await readFile(file, 'utf8')).packages),
  );
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || installed[path]?.version === entry.version,
  );
}

/** What is in npm's cache is not asked for again, and a download that stalls is tried again after a minute, not after five. */
const patient = ['--no-audit', '--no-fund', '--prefer-offline', '--fetch-timeout=60000', '--fetch-retries=4'];

async function setUpPackages(say) {
  if (await arePackagesCurrent()) return false;
  say('npm ci');
  // Nothing that we use needs its install script, and npm 11 blocks them.
  await npm(['ci', '--ignore-scripts', ...patient]);
  return true;
}

async function setUpHost(say) {
  const { isHostInstalled, serverRoot } = await import('../test/host/served-vscode.mjs');
  const hash = await hashOf(['test/host/package.json', 'test/host/package-lock.json']);
  if (isHostInstalled() && (await hasStamp('host', hash))) return false;
  const quiet = ['--ignore-scripts', ...patient];
  say('the pinned VS Code (about 600 MB on disk)');
  await npm(['ci', ...quiet], { cwd: join(root, 'test', 'host') });
  say('the packages of its server');
  await npm(['install', '--omit=dev', '--no-package-lock', ...quiet], { cwd: serverRoot });
  // Two native modules are compiled here; without them the host only logs errors, so a failure is not one of ours.
  await npm(['rebuild', '--dangerously-allow-all-scripts', '@vscode/spdlog', '@vscode/native-watchdog'], {
    cwd: serverRoot,
  }).catch(() => say('no compiler for two optional native modules; the host will log that and run without them'));
  if (!isHostInstalled()) {
    throw new SetupError(
      `The pinned VS Code needs Node 24, which has no package for ${process.platform} ${process.arch}.`,
    );
  }
  await writeStamp('host', hash);
  return true;
}

async function setUpBrowser(say) {
  const { findBrowser } = await import('../test/host/browser.mjs');
  if (findBrowser()) return false;
  if (
    process.platform === 'linux' &&
    process.getuid?.() === 0 &&
    (await outputOf('apt-get', ['--version'])).code === 0
  ) {
    say('apt-get install chromium');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await outputOf('apt-get', ['update'], { env });
    await outputOf('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { env });
    if (findBrowser()) return true;
  }
  say('Chromium from Playwright');
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js');
  const { output } = await outputOf(process.execPath, [cli, 'install', 'chromium']);
  if (findBrowser()) return true;
  throw new SetupError(
    'No browser was found and none could be installed. Install Chrome, Chromium or Edge, or name one in ' +
      `BRIDGECRAFT_BROWSER.\n${lastLines(output, 5)}`,
  );
}

const hashOfBuild = () => hashOf([...buildInputs, contentBuild, 'scripts/guide-html.ts', 'scripts/formulas.ts']);

async function setUpBuild(say) {
  if (existsSync(join(root, 'dist')) && (await hasStamp('build', await hashOfBuild()))) return false;
  say('bundles and curricula');
  await build();
  return true;
}

/** Builds everything under dist/. */
export async function build({ production = false } = {}) {
  const hash = await hashOfBuild();
  // Removed first: a build that is cut short must not look like one that is done.
  await removeStamp('build');
  await runBuild([join(root, 'esbuild.mjs'), ...(production ? ['--production'] : [])]);
  await runBuild(['--import', 'tsx', join(root, contentBuild)]);
  await writeStamp('build', hash);
}

async function runBuild(args) {
  const { code, output } = await outputOf(process.execPath, args);
  if (code !== 0) throw new SetupError(`The build failed:\n${lastLines(output, 40)}`);
}

const steps = {
  packages: { title: 'Packages', run: setUpPackages },
  host: { title: 'Test host', run: setUpHost },
  browser: { title: 'Browser', run: setUpBrowser },
  python: { title: 'Python', run: setUpPython },
  build: { title: 'Build', run: setUpBuild },
};

/** Sets up the named parts, in order, with a line for each; says every ten seconds that it is still at work. */
export async function setUp(parts = allParts) {
  requireNode();
  // Said first, before minutes of installing, and also when the environment itself is not wanted now.
  if (!parts.includes('python')) await findPython();
  for (const part of parts) {
    const { title, run } = steps[part];
    const began = performance.now();
    const line = (text) => console.log(`${title.padEnd(10)} ${text}`);
    const stillThere = setInterval(() => line(`still working, ${seconds(began)}`), 10_000);
    try {
      const hasChanged = await run((text) => line(`${text} …`));
      line(hasChanged ? `done in ${seconds(began)}` : 'up to date');
    } finally {
      clearInterval(stillThere);
    }
  }
}

/** Runs a script's main part: a failure that a person can act on is a sentence, anything else a stack; both end red. */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const parts = process.argv.slice(2);
  const unknown = parts.filter((part) => !allParts.includes(part));
  if (unknown.length > 0) {
    console.error(`Unknown part: ${unknown.join(', ')}. Parts: ${allParts.join(', ')}.`);
    process.exitCode = 64;
  } else {
    await runMain(() => setUp(parts.length > 0 ? parts : allParts));
  }
}
