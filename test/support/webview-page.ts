/// <reference lib="dom" />
/**
 * Loads a built webview in a browser as VS Code does: the page that the extension builds, its content security policy,
 * the theme's variables and body classes, `acquireVsCodeApi`. Files are answered from disk; nothing else is reachable.
 */
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Uri } from 'vscode';
import { webviewHtml, type ViewName } from '../../src/host/webview-html';
import themes from '../fixtures/themes.json';

export const repository = join(__dirname, '..', '..');
export type ThemeName = keyof typeof themes;
export const themeNames: readonly ThemeName[] = [
  'dark-modern',
  'light-modern',
  'dark-2026',
  'light-2026',
  'hc-dark',
  'hc-light',
];

const origin = 'https://webview.test';
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export interface OpenOptions {
  readonly view: ViewName;
  readonly theme: ThemeName;
  /** Instead of the page of the view: one without a script. */
  readonly html?: string;
  readonly width?: number;
  readonly height?: number;
  /** 2 is 200 % zoom: half as many CSS pixels in the same window. */
  readonly zoom?: number;
  /** What the system asks for; pages are tested without motion unless they are told otherwise. */
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** Further classes of the body, as VS Code sets them. */
  readonly classes?: readonly string[];
  readonly state?: unknown;
  /** Address path → file, for pictures. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface WebviewPage {
  readonly page: Page;
  /** What the page sent to the host. */
  readonly sent: unknown[];
  /** Errors and policy violations of the console. */
  readonly problems: string[];
  readonly post: (message: unknown) => Promise<void>;
  readonly state: () => Promise<unknown>;
}

export const addressOf = (path: string): string => `${origin}/${path}`;

export async function openWebview(browser: Browser, options: OpenOptions): Promise<WebviewPage> {
  const { view, theme, width = 760, height = 900, zoom = 1 } = options;
  const page = await browser.newPage({
    viewport: { width: Math.round(width / zoom), height: Math.round(height / zoom) },
    deviceScaleFactor: zoom,
    reducedMotion: options.reducedMotion ?? 'reduce',
  });
  const sent: unknown[] = [];
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') {
      await route.fulfill({ contentType: 'text/html', body: options.html ?? pageHtml(view) });
      return;
    }
    const file = options.files?.[pathname.slice(1)] ?? join(repository, pathname.slice(1));
    try {
      await route.fulfill({
        contentType: types[extname(file)] ?? 'application/octet-stream',
        body: await readFile(file),
      });
    } catch {
      await route.fulfill({ status: 404 });
    }
  });
  await page.exposeFunction('sendToHost', (message: unknown) => void sent.push(message));
  // tsx names functions through a helper of its own, which functions that run in the page lack.
  await page.addInitScript({ content: 'globalThis.__name = (it) => it;' });
  await page.addInitScript(asVsCode, {
    ...themes[theme],
    classes: [...themes[theme].classes, ...(options.classes ?? [])],
    state: options.state,
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => document.readyState === 'complete');
  return {
    page,
    sent,
    problems,
    post: (message) => page.evaluate((data) => window.postMessage(data, '*'), message),
    state: () => page.evaluate(() => Reflect.get(window, 'savedState') as unknown),
  };
}

function pageHtml(view: ViewName): string {
  // A test factory: of a Uri the page needs its text only.
  const uri = (path: string): Uri => Object.assign(Object.create(null) as Uri, { toString: () => addressOf(path) });
  return webviewHtml(
    { cspSource: origin, asWebviewUri: (local) => local },
    { view, file: (...path) => uri(path.join('/')), title: view, language: 'en' },
  );
}

/** Runs in the page before anything else, as VS Code's own script does. */
function asVsCode(given: {
  readonly classes: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly state?: unknown;
}): void {
  const target = window as unknown as Record<string, unknown>;
  target.savedState = given.state;
  target.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) => (target.sendToHost as (message: unknown) => void)(message),
    getState: () => target.savedState,
    setState: (state: unknown) => (target.savedState = state),
  });
  const dress = () => {
    for (const [name, value] of Object.entries(given.variables)) {
      document.documentElement.style.setProperty(name, value);
    }
    document.body.classList.add(...given.classes);
  };
  document.addEventListener('DOMContentLoaded', dress);
}

/** A page that has drawn a snapshot. */
export async function openWithSnapshot(
  browser: Browser,
  snapshot: unknown,
  options: OpenOptions,
): Promise<WebviewPage> {
  const webview = await openWebview(browser, options);
  await webview.page.waitForFunction(() => document.body.classList.length > 0);
  await webview.post({ kind: 'snapshot', snapshot });
  await webview.page.locator('h1').waitFor();
  return webview;
}
