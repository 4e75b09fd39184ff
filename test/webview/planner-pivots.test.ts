/// <reference lib="dom" />
import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { plannerScenarios } from '../support/planner-scenarios';
import { openWithSnapshot } from '../support/webview-page';

describe('the planner’s pivots in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  const scenarios = plannerScenarios();
  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser.close());

  async function openPivots(name = 'assessed') {
    const opened = await openWithSnapshot(browser, scenarios[name], {
      view: 'planner',
      theme: 'dark-modern',
      width: 1080,
    });
    await opened.page.getByRole('tab', { name: 'Pivots' }).click();
    return opened;
  }
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);
  const focusIs = (page: Page, id: string) =>
    eventually(`the focus on ${id}`, async () => (await focused(page)) === id);

  it('moves the focus to the reasons of a cell once they are there, and back to the cell', async () => {
    const { page, sent, post } = await openPivots();
    await page.locator('#cell-nlp-robotics').focus();
    await page.keyboard.press('Enter');
    await eventually('the intent', () => Promise.resolve(sent.length === 2));
    assert.deepEqual(sent[1], { kind: 'look', from: 'nlp', to: 'robotics' });
    // What comes in between is not the answer.
    await post({ kind: 'snapshot', snapshot: scenarios['beginning'] });
    assert.equal(await focused(page), 'cell-nlp-robotics');
    await post({ kind: 'snapshot', snapshot: scenarios['another start'] });
    await focusIs(page, 'reasons');
    assert.match((await page.locator('#reasons').textContent()) ?? '', /^NLP to Robotics/);
    await page.getByRole('button', { name: 'Back to the Pivot' }).focus();
    await page.keyboard.press('Enter');
    await focusIs(page, 'cell-nlp-robotics');
    await page.close();
  });

  it('has one cell in the order of Tab, and arrows that pass over the diagonal', async () => {
    const { page } = await openPivots();
    const stops = () => page.locator('.matrix .cell[tabindex="0"]').evaluateAll((all) => all.map(({ id }) => id));
    assert.deepEqual(await stops(), ['cell-classical-ml-deep-learning']);
    await page.locator('#cell-classical-ml-deep-learning').focus();
    await page.keyboard.press('ArrowLeft');
    await focusIs(page, 'cell-classical-ml-nlp');
    assert.deepEqual(await stops(), ['cell-classical-ml-nlp']);
    await page.keyboard.press('ArrowUp');
    await focusIs(page, 'cell-computer-vision-nlp');
    await page.keyboard.press('ArrowUp');
    await focusIs(page, 'cell-computer-vision-nlp');
    await page.close();
  });

  it('sets a weight and the unit by keyboard, and keeps the focus there when the answer comes', async () => {
    const { page, sent, post } = await openPivots();
    const weight = page.getByRole('slider', { name: 'Interest' });
    assert.equal(await weight.getAttribute('aria-valuetext'), 'counts twice');
    await weight.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('radio', { name: 'Months' }).focus();
    await page.keyboard.press('ArrowRight');
    await eventually('both intents', () => Promise.resolve(sent.length === 3));
    assert.deepEqual(sent.slice(1), [
      { kind: 'set-weight', part: 'interest', weight: 3 },
      { kind: 'set-unit', unit: 'hours' },
    ]);
    await weight.focus();
    await post({ kind: 'snapshot', snapshot: scenarios['assessed'] });
    await eventually('the value of the host', async () => (await weight.inputValue()) === '2');
    assert.equal(await focused(page), 'weight-interest');
    await page.getByRole('button', { name: 'Count All Once' }).click();
    await eventually('the reset', () => Promise.resolve(sent.length === 4));
    assert.deepEqual(sent[3], { kind: 'reset-weights' });
    await page.close();
  });

  it('shows ten gaps, the rest on request, and keeps them open when a snapshot comes', async () => {
    const { page, post } = await openPivots();
    const rows = page.locator('.reasons table.gap tbody tr:visible');
    assert.equal(await rows.count(), 10);
    await page.locator('.reasons summary').first().click();
    const all = await rows.count();
    assert.ok(all > 10);
    await post({ kind: 'snapshot', snapshot: scenarios['assessed'] });
    await page.locator('h1').waitFor();
    assert.equal(await rows.count(), all);
    await page.close();
  });
});
