// A Chromium for tests: the one that is installed, else Playwright's own.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

function candidates() {
  const onPath = (names) =>
    (process.env.PATH ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .flatMap((folder) => names.map((name) => join(folder, name)));
  switch (process.platform) {
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .map((name) => process.env[name])
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]);
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ];
    default:
      return onPath(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']);
  }
}

/** The path of a browser that Playwright can drive; undefined when there is none. `BRIDGECRAFT_BROWSER` overrides. */
export function findBrowser() {
  const wanted = process.env.BRIDGECRAFT_BROWSER;
  if (wanted) return existsSync(wanted) ? wanted : undefined;
  return [...candidates(), chromium.executablePath()].find((path) => path !== '' && existsSync(path));
}

/** Starts the browser, quiet on a closed network. */
export async function launchBrowser() {
  const executablePath = findBrowser();
  if (!executablePath)
    throw new Error('No browser was found. Run `node scripts/setup.mjs` first, or set BRIDGECRAFT_BROWSER.');
  return chromium.launch({
    executablePath,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
