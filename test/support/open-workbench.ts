/**
 * A person's VS Code for end-to-end tests: the packaged VSIX in the pinned, served workbench, Workspace Trust on, a
 * temporary folder open, driven as a person would: by what can be read and clicked.
 *
 *   const workbench = await openWorkbench();
 *   await workbench.trustFolder();
 *   await workbench.openView('Bridgecraft');
 *   await workbench.expand(workbench.treeRow('From computer vision to NLP'));
 *   await workbench.runCommand('Bridgecraft: Open Milestones');
 *   const page = await workbench.webview('Milestones');       // a FrameLocator: page.getByRole('button', …)
 *   await workbench.screenshot('milestones');                 // out/screenshots/milestones.png
 *   await workbench.close();                                  // fails on a violation of the Content Security Policy
 *
 * Every helper waits until what it names is there, at most `timeout`; none sleeps. Locators are Playwright's: click
 * them, read them, wait for them. `page` is there for what has no helper.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { launchBrowser } from '../host/browser.mjs';
import {
  installExtension,
  quietSettings,
  startServer,
  writeUserSettings,
  type Profile,
} from '../host/served-vscode.mjs';
import { themes, Workbench, type Theme } from './workbench';

const root = join(__dirname, '..', '..');

export interface WorkbenchOptions {
  /** Path → text, written into the folder before it opens. */
  readonly files?: Readonly<Record<string, string>>;
  /** Added to the quiet user settings. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly theme?: Theme;
  /** For the server and with it the extension host and its child processes. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Installs the package into a new profile, opens a new folder and resolves when the workbench is there. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  // realpath: the folder's path is compared with what Python and VS Code say it is (macOS: /var is /private/var).
  const scratch = await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft-e2e-')));
  const folder = join(scratch, 'my bridge é');
  await mkdir(folder);
  for (const [path, text] of Object.entries(options.files ?? {})) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  const profile: Profile = {
    dataDir: join(scratch, 'data'),
    extensionsDir: join(scratch, 'extensions'),
    ...(options.env ? { env: options.env } : {}),
  };
  const settings = { ...quietSettings, 'workbench.colorTheme': themes[options.theme ?? 'light'], ...options.settings };
  await writeUserSettings(profile.dataDir, settings);
  await installExtension(process.env['BRIDGECRAFT_VSIX'] ?? join(root, 'out', 'bridgecraft.vsix'), profile);
  const server = await startServer({ ...profile, token: randomBytes(16).toString('hex'), trust: 'ask' });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 960 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const workbench = new Workbench({ scratch, folder, server, browser, page });
    await page.goto(server.address(folder));
    await workbench.ready();
    return workbench;
  } catch (error) {
    await browser.close();
    await server.stop();
    throw error;
  }
}
