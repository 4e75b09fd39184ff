import assert from 'node:assert/strict';
import { openWorkbench } from '../support/open-workbench';
import { startedByExtensions } from '../support/processes';
import type { Workbench } from '../support/workbench';

describe('The packaged extension in a new folder', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-open');
  });

  after(() => workbench.close());

  it('shows its view before the folder is trusted', async () => {
    await workbench.statusBarItem('Restricted Mode').waitFor();
    await workbench.openView('Bridgecraft');
    await workbench.page.locator('.part.sidebar .monaco-list-row[role="treeitem"]').first().waitFor();
    await workbench.screenshot('restricted');
  });

  it('starts no process before the folder is trusted', async () => {
    await workbench.runCommand('Bridgecraft: Run Checks');
    await workbench.page.keyboard.press('Escape');
    assert.deepEqual(await startedByExtensions(workbench.server.pid), []);
  });

  it('is trusted by a click and keeps the view', async () => {
    await workbench.trustFolder();
    await workbench.openView('Bridgecraft');
    const rows = workbench.page.locator('.part.sidebar .monaco-list-row[role="treeitem"]');
    await rows.first().waitFor();
    assert.ok((await rows.count()) > 0);
    await workbench.screenshot('trusted');
  });

  it('offers its commands in the palette', async () => {
    const titles = await workbench.commandsMatching('Bridgecraft:');
    assert.ok(
      titles.some((title) => title.startsWith('Bridgecraft: ')),
      `the palette offers ${titles.join(', ')}`,
    );
  });
});
