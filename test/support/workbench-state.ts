/** What the served workbench keeps in the browser's databases. */
import type { Page } from 'playwright-core';
import { eventually } from './eventually';

/**
 * Makes the workbench write its state, and resolves when it knows the tab in front of every group. A browser gives a page that
 * unloads no time to write. The workbench writes when it loses the focus, as it does when a person leaves it;
 * Playwright's pages never lose it by themselves.
 */
export async function writeState(page: Page): Promise<void> {
  const titles = await page.locator('.part.editor .tab.active .label-name').allInnerTexts();
  await page.evaluate(`document.hasFocus = () => false; window.dispatchEvent(new Event('blur'))`);
  // Text, not a function: what compiles this file adds helpers to functions that the page does not have.
  const isWritten = `(async () => {
    const done = (request) => new Promise((resolve) => { request.onsuccess = () => resolve(request.result); });
    for (const { name } of await indexedDB.databases()) {
      if (!name.startsWith('vscode-web-state-db-')) continue;
      const database = await done(indexedDB.open(name));
      const key = 'memento/workbench.parts.editor';
      const state = await done(database.transaction('ItemTable').objectStore('ItemTable').get(key));
      database.close();
      if (${JSON.stringify(titles)}.every((title) => String(state).includes(title))) return true;
    }
    return false;
  })()`;
  await eventually(`the state with ${titles.join(' and ')} to be written`, () => page.evaluate<boolean>(isWritten));
}
