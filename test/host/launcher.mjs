#!/usr/bin/env node
// Stands in for the desktop VS Code in `@vscode/test-electron`'s runTests({ vscodeExecutablePath }), where that cannot be
// downloaded: it takes the same arguments, runs the tests in the extension host of the pinned server with a browser for
// the window, and exits with the tests' code. POSIX only (Windows cannot execute a script by its first line): elsewhere
// scripts/test-integration.mjs uses the downloaded VS Code.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { remoteUri, startServer } from './served-vscode.mjs';

const flags = new Map();
const positional = [];
const developmentPaths = [];
for (const argument of process.argv.slice(2)) {
  const match = /^--([A-Za-z-]+)(?:=(.*))?$/s.exec(argument);
  if (match?.[1] === 'extensionDevelopmentPath') developmentPaths.push(match[2] ?? '');
  else if (match) flags.set(match[1], match[2] ?? '');
  else positional.push(argument);
}

const testsPath = flags.get('extensionTestsPath');
const [developmentPath, ...others] = developmentPaths;
if (!testsPath || !developmentPath) {
  console.error('The launcher needs --extensionDevelopmentPath=… and --extensionTestsPath=…');
  process.exit(64);
}

const scratch = await mkdtemp(join(tmpdir(), 'bridgecraft-host-'));
const dataDir = flags.get('user-data-dir') || join(scratch, 'data');
const extensionsDir = flags.get('extensions-dir') || join(scratch, 'extensions');
// A browser takes one path of an extension under development; the others are found as installed.
for (const path of others) {
  const { publisher, name, version } = JSON.parse(await readFile(join(path, 'package.json'), 'utf8'));
  await cp(path, join(extensionsDir, `${publisher}.${name}-${version}`), { recursive: true });
}
const server = await startServer({
  dataDir,
  extensionsDir,
  trust: flags.has('disable-workspace-trust') ? 'off' : 'ask',
  driver: true,
  onOutput: process.env.BRIDGECRAFT_TEST_VERBOSE ? (text) => process.stderr.write(text) : undefined,
});

// The tests' words come mixed with the workbench's own log, which matters only when no test was reached.
const beginning = 'Integration tests begin.';
const isVerbose = Boolean(process.env.BRIDGECRAFT_TEST_VERBOSE);
const unseen = [];
let hasBegun = false;

let browser;
let isClosing = false;
async function finish(code) {
  if (isClosing) return;
  isClosing = true;
  if (!hasBegun && !isVerbose) console.error(unseen.join('\n'));
  await browser?.close();
  await server.stop();
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  process.exit(code);
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void finish(130));

try {
  browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  await page.exposeFunction('codeAutomationLog', (type, args) => {
    const text = format(...args);
    if (isVerbose || (hasBegun && !text.includes('/workbench.js:'))) console.log(text);
    else unseen.push(text);
    hasBegun ||= text.includes(beginning);
  });
  await page.exposeFunction('codeAutomationExit', (code) => void finish(code));
  page.on('crash', () => {
    console.error('The browser tab of the test window crashed.');
    void finish(70);
  });
  const payload = [
    ['extensionDevelopmentPath', remoteUri(server.port, resolve(developmentPath))],
    ['extensionTestsPath', remoteUri(server.port, resolve(testsPath))],
  ];
  const folder = positional[0];
  const address = folder ? server.address(resolve(folder)) : `${server.origin}/?ew=true`;
  await page.goto(`${address}&payload=${encodeURIComponent(JSON.stringify(payload))}`);
  void server.closed.then(() => finish(71));
  setTimeout(() => {
    if (hasBegun) return;
    console.error('No test began within two minutes.');
    void finish(72);
  }, 120_000);
} catch (error) {
  console.error(error);
  await finish(70);
}
