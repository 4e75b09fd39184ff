/** The test host is plain JavaScript, because scripts use it before anything is built. */
declare module '*/host/browser.mjs' {
  import type { Browser } from 'playwright-core';
  export function findBrowser(): string | undefined;
  export function launchBrowser(): Promise<Browser>;
}
