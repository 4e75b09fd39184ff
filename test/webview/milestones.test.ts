/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { cutOff, seriousViolations } from '../support/accessibility';
import { launchBrowser } from '../support/browser';
import { milestonesScenarios } from '../support/milestones-scenarios';
import { openWithSnapshot, repository, themeNames, type OpenOptions } from '../support/webview-page';

const shots = join(repository, 'out', 'screenshots');
const real = 'ml-to-deep-learning/autodiff-real';

describe('the milestones page in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  const scenarios = milestonesScenarios();
  before(async () => {
    [browser] = await Promise.all([launchBrowser(), mkdir(shots, { recursive: true })]);
  });
  after(() => browser.close());

  async function open(name: string, options: Partial<OpenOptions> = {}) {
    const snapshot = scenarios[name];
    assert.ok(snapshot, name);
    return openWithSnapshot(browser, snapshot, { view: 'milestones', theme: 'dark-modern', width: 960, ...options });
  }

  for (const theme of themeNames) {
    it(`has no serious accessibility violation and keeps to its policy in ${theme}`, async () => {
      const { page, problems } = await open('all-states', { theme });
      await page.locator('.evidence > summary').first().click();
      await page.screenshot({ path: join(shots, `milestones-${theme}.png`), fullPage: true });
      assert.deepEqual(await seriousViolations(page), []);
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  for (const name of ['no-pivot', 'beginning', 'on-the-way', 'attaching', 'restricted']) {
    it(`is accessible in the state "${name}"`, async () => {
      const { page } = await open(name, { theme: 'light-modern' });
      const mark = page.locator('.mark-open').first();
      if ((await mark.count()) > 0) await mark.click();
      await page.screenshot({ path: join(shots, `milestones-${name}.png`), fullPage: true });
      assert.deepEqual(await seriousViolations(page), []);
      await page.close();
    });
  }

  for (const [label, options] of [
    ['400 px', { width: 400 }],
    ['200 % zoom', { width: 760, zoom: 2 }],
  ] as const) {
    it(`cuts nothing off at ${label}`, async () => {
      const { page } = await open('attaching', options);
      await page.locator('.mark-open').first().click();
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await page.screenshot({ path: join(shots, `milestones-${label.replaceAll(/\W+/g, '-')}.png`), fullPage: true });
      assert.deepEqual(await cutOff(page), []);
      assert.deepEqual(await seriousViolations(page), []);
      await page.close();
    });
  }

  it('marks a milestone with a note and files, by keyboard alone', async () => {
    const { page, sent, post } = await open('on-the-way');
    await page.getByRole('button', { name: 'Mark Complete…: Took the engine' }).focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'TEXTAREA');
    await page.keyboard.type('Macro F1 0.71');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    // The host has shown its dialog and sends what was chosen; what was typed stays.
    await post({ kind: 'snapshot', snapshot: scenarios.attaching });
    await page.getByText('predictions.jsonl').waitFor();
    assert.equal(await page.getByLabel('Note').inputValue(), 'Macro F1 0.71');
    await page.getByRole('button', { name: 'Remove dataset.md' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Mark as Attested' }).focus();
    await page.keyboard.press('Enter');
    assert.deepEqual(sent, [
      { kind: 'ready' },
      { kind: 'attach-files', milestone: real },
      { kind: 'detach-file', milestone: real, index: 0 },
      { kind: 'mark-milestone', milestone: real, note: 'Macro F1 0.71' },
    ]);
    await post({ kind: 'snapshot', snapshot: scenarios['all-states'] });
    await page.locator('form').waitFor({ state: 'detached' });
    assert.equal(
      await page.evaluate(() => document.activeElement?.textContent),
      'Took the engine to a data set of your own',
    );
    await page.close();
  });

  it('closes the form with Escape and gives the focus back', async () => {
    const { page, sent } = await open('on-the-way');
    await page.getByRole('button', { name: 'Mark Complete…: Took the engine' }).click();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('form').count(), 0);
    assert.match(
      (await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))) ?? '',
      /^Mark Complete…: Took/,
    );
    assert.deepEqual(sent, [{ kind: 'ready' }]);
    await page.close();
  });

  it('keeps an unfinished note over a reload', async () => {
    const first = await open('on-the-way');
    await first.page.getByRole('button', { name: 'Mark Complete…: Took the engine' }).click();
    await first.page.keyboard.type('Half a sent');
    const state = await first.state();
    await first.page.close();
    const second = await open('on-the-way', { state });
    assert.equal(await second.page.getByLabel('Note').inputValue(), 'Half a sent');
    await second.page.close();
  });

  it('sends the intents of its actions', async () => {
    const { page, sent } = await open('all-states');
    await page.getByRole('button', { name: 'Run Checks: Built an automatic' }).first().click();
    await page.getByRole('button', { name: 'Reopen: Took the engine' }).click();
    await page.getByRole('button', { name: 'Optimizers', exact: true }).click();
    assert.deepEqual(sent.slice(1), [
      { kind: 'run-checks', step: 'ml-to-deep-learning/backpropagation' },
      { kind: 'reopen-milestone', milestone: real },
      { kind: 'open-step', step: 'ml-to-deep-learning/optimizers' },
    ]);
    await page.close();
  });
});
