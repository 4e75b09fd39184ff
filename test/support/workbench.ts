/** The workbench as a person sees it; open-workbench.ts starts it and says how it is used. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import type { Server } from '../host/served-vscode.mjs';
import { eventually } from './eventually';
import { writeState } from './workbench-state';

const root = join(__dirname, '..', '..');
/** What one wait may take on a slow machine. */
const timeout = 30_000;

export const themes = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast': 'Default High Contrast',
} as const;
export type Theme = keyof typeof themes;
const themeLabels: Readonly<Record<Theme, string>> = {
  light: 'Light Modern',
  dark: 'Dark Modern',
  'high-contrast': 'Dark High Contrast',
};

export interface ConsoleEntry {
  readonly type: string;
  readonly text: string;
  readonly url: string;
}

export interface WorkbenchParts {
  readonly scratch: string;
  readonly folder: string;
  readonly server: Server;
  readonly browser: Browser;
  readonly page: Page;
}

const exactly = (text: string): RegExp => new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);
const pattern = (text: string | RegExp): RegExp => (typeof text === 'string' ? exactly(text) : text);

export class Workbench {
  /** Everything that the page, its frames and webviews wrote to the console. */
  readonly consoleEntries: ConsoleEntry[] = [];
  readonly page: Page;
  /** The open folder; its name has a space and a letter beyond ASCII. */
  readonly folder: string;
  readonly server: Server;

  constructor(private readonly parts: WorkbenchParts) {
    this.page = parts.page;
    this.folder = parts.folder;
    this.server = parts.server;
    this.page.setDefaultTimeout(timeout);
    this.page.on('console', (message) => {
      this.consoleEntries.push({ type: message.type(), text: message.text(), url: message.location().url });
    });
    this.page.on('pageerror', (error) => {
      this.consoleEntries.push({ type: 'pageerror', text: error.stack ?? error.message, url: this.page.url() });
    });
  }

  /** Resolves when the workbench has its activity bar and the extension its icon there. */
  async ready(): Promise<void> {
    await this.activityIcon('Bridgecraft').waitFor();
  }

  /** As "Developer: Reload Window" does it, with everything that the browser keeps. */
  async reload(): Promise<void> {
    await writeState(this.page);
    await this.page.reload();
    await this.ready();
  }

  /** Stops everything and removes the folder; fails when the Content Security Policy was violated meanwhile. */
  async close(): Promise<void> {
    await this.parts.browser.close();
    await this.server.stop();
    await rm(this.parts.scratch, { recursive: true, force: true, maxRetries: 5 });
    const violations = this.cspViolations();
    if (violations.length > 0) {
      throw new Error(`Content Security Policy violated:\n${violations.map(({ text }) => text).join('\n')}`);
    }
  }

  cspViolations(): readonly ConsoleEntry[] {
    return this.consoleEntries.filter(({ text }) => text.includes('Content Security Policy'));
  }

  // Commands and questions

  /** Runs a command as the palette names it: `Bridgecraft: Run Checks`. */
  async runCommand(title: string): Promise<void> {
    await this.chooseInQuickInput('F1', `>${title}`, title);
  }

  /** The titles that the palette offers for a text, in order. Closes it again. */
  async commandsMatching(text: string): Promise<readonly string[]> {
    await this.askQuickInput('F1', `>${text}`);
    await this.quickInput.locator('.monaco-list-row').first().waitFor();
    const titles = await this.quickInput.locator('.monaco-list-row .label-name').allInnerTexts();
    await this.page.keyboard.press('Escape');
    return titles;
  }

  /** Chooses in an open quick pick. */
  async pick(label: string | RegExp): Promise<void> {
    await this.quickPickRow(label).click();
  }

  /** Answers an open input box. */
  async answer(text: string): Promise<void> {
    await this.quickInput.locator('input').first().fill(text);
    await this.page.keyboard.press('Enter');
  }

  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  quickPickRow(label: string | RegExp): Locator {
    const name = this.page.locator('.label-name', { hasText: pattern(label) });
    return this.quickInput.locator('.monaco-list-row').filter({ has: name }).first();
  }

  /** A shown notification that contains the text. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-list-item').filter({ hasText: text }).first();
  }

  async clickNotification(text: string | RegExp, button: string): Promise<void> {
    await this.notification(text).getByRole('button', { name: button, exact: true }).click();
  }

  /** A button of the open modal dialog. */
  dialogButton(name: string): Locator {
    return this.page.locator('.monaco-dialog-box').getByRole('button', { name, exact: true });
  }

  /** Trusts the folder by clicking Manage in the banner and Trust in the editor that it opens; closes that editor. */
  async trustFolder(): Promise<void> {
    await this.page.locator('.part.banner').getByText('Manage', { exact: true }).click();
    await this.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true }).click();
    await this.statusBarItem('Restricted Mode').waitFor({ state: 'detached' });
    await this.runCommand('View: Close Editor');
  }

  // Views

  activityIcon(name: string): Locator {
    return this.page.locator(`.part.activitybar .action-item:has(.action-label[aria-label^="${name}"])`).first();
  }

  /** Opens a view container by its icon; does nothing when it is in front already. */
  async openView(name: string): Promise<void> {
    const icon = this.activityIcon(name);
    if (!((await icon.getAttribute('class')) ?? '').includes('checked')) await icon.click();
    await this.page.locator('.part.sidebar .composite.title').filter({ hasText: name }).waitFor();
  }

  /** A row of the tree in the side bar, by its label (without its description). */
  treeRow(label: string | RegExp): Locator {
    const name = this.page.locator('.label-name', { hasText: pattern(label) });
    return this.page.locator('.part.sidebar .monaco-list-row[role="treeitem"]').filter({ has: name }).first();
  }

  /** A row of the Test Explorer. Its `aria-label` ends in its state: "(Passed)", "(Failed)". */
  testRow(label: string): Locator {
    return this.page.locator(`.test-explorer .monaco-list-row[aria-label^=${JSON.stringify(label)}]`).first();
  }

  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== 'false') return;
    await row.locator('.monaco-tl-twistie').click();
    await eventually('the row to expand', async () => (await row.getAttribute('aria-expanded')) === 'true');
  }

  /** An inline action of a row, by its title; such actions show when the pointer is over the row. */
  async clickRowAction(row: Locator, title: string): Promise<void> {
    const action = row.locator(`.action-label[aria-label^="${title}"]`).first();
    await eventually(`the action ${title} of the row`, async () => {
      // A tree that refreshes under the pointer forgets that it is there.
      await this.page.mouse.move(0, 0);
      await row.hover({ timeout: 2_000 });
      await action.click({ timeout: 2_000 });
      return true;
    });
  }

  /** An entry of a row's context menu. */
  async clickContextMenu(row: Locator, entry: string): Promise<void> {
    await row.click({ button: 'right' });
    await this.page
      .locator('.context-view .action-item')
      .filter({ hasText: exactly(entry) })
      .first()
      .click();
  }

  /** A status bar item by its text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text }).first();
  }

  // Editors and webviews

  /** A tab by the name on it. */
  tab(name: string | RegExp): Locator {
    return this.page
      .locator('.part.editor .tab')
      .filter({ has: this.page.locator('.monaco-icon-label-container', { hasText: pattern(name) }) });
  }

  /** Opens a file of the folder by Quick Open. */
  async openFile(path: string): Promise<void> {
    const name = path.split('/').at(-1) ?? path;
    await this.chooseInQuickInput('ControlOrMeta+P', path, name);
    await this.tab(name).first().waitFor();
  }

  /** Text of the lines that the active editor shows. */
  async visibleEditorText(): Promise<string> {
    return (await this.activeEditor.locator('.view-lines').innerText()).replaceAll('\u00a0', ' ');
  }

  get activeEditor(): Locator {
    return this.page.locator('.part.editor .editor-group-container.active .monaco-editor[data-uri]').first();
  }

  /** Replaces everything in a file of the folder in its editor, saves, and holds that it is on disk. */
  async editFile(path: string, text: string): Promise<void> {
    await this.openFile(path);
    await this.activeEditor.locator('.view-lines').click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('Delete');
    // Pasted: keys that are typed one by one would be indented and closed by the editor.
    await this.page.evaluate((content) => navigator.clipboard.writeText(content), text);
    await this.page.keyboard.press('ControlOrMeta+V');
    await this.page.keyboard.press('ControlOrMeta+S');
    const file = join(this.folder, path);
    await eventually(`${path} to be saved as pasted`, async () => (await readFile(file, 'utf8')) === text);
  }

  /** The content of a webview, by the title of its panel. */
  async webview(title: string | RegExp): Promise<FrameLocator> {
    const wanted = pattern(title);
    const name = await eventually(`the webview ${String(title)}`, async () => {
      for (const outer of await this.page.locator('iframe.webview.ready').all()) {
        const inner = await outer
          .contentFrame()
          .locator('#active-frame')
          .getAttribute('title', { timeout: 500 })
          .catch(() => null);
        if (inner !== null && wanted.test(inner)) return outer.getAttribute('name');
      }
      return undefined;
    });
    return this.page.frameLocator(`iframe[name="${name}"]`).frameLocator('#active-frame');
  }

  // Looks

  /** Chooses a color theme as a person does. */
  async useTheme(theme: Theme): Promise<void> {
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.locator('input').first().fill(themeLabels[theme]);
    await this.pick(themeLabels[theme]);
    const themeClass = { light: 'vs', dark: 'vs-dark', 'high-contrast': 'hc-black' }[theme];
    await this.page.locator(`.monaco-workbench.${themeClass}`).waitFor();
  }

  /** Writes out/screenshots/<name>.png. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(root, 'out', 'screenshots', `${name}.png`) });
  }

  private async chooseInQuickInput(key: string, text: string, row: string): Promise<void> {
    await eventually(`${row} to be chosen`, async () => {
      await this.askQuickInput(key, text);
      // The quick input closes itself when the focus is taken from it, by an editor that opens just then for instance.
      await this.quickPickRow(row).click({ timeout: 5_000 });
      return true;
    });
  }

  private async askQuickInput(key: string, text: string): Promise<void> {
    await eventually(`${key} to open the quick input`, async () => {
      // A key that is pressed while focus moves can get lost.
      await this.page.keyboard.press(key);
      await this.quickInput.locator('input').first().fill(text, { timeout: 2_000 });
      return true;
    });
  }
}
