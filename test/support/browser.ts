/** A browser for tests: BRIDGECRAFT_BROWSER, an installed Chromium, Chrome or Edge, or Playwright's own. */
export { launchBrowser } from '../host/browser.mjs';
