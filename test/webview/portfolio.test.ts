/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { cutOff, seriousViolations } from '../support/accessibility';
import { eventually } from '../support/eventually';
import { launchBrowser } from '../support/browser';
import { portfolioScenarios } from '../support/portfolio-scenarios';
import { openWithSnapshot, repository, themeNames, type OpenOptions } from '../support/webview-page';

const shots = join(repository, 'out', 'screenshots');

describe('the portfolio page in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  const scenarios = portfolioScenarios();
  before(async () => {
    [browser] = await Promise.all([launchBrowser(), mkdir(shots, { recursive: true })]);
  });
  after(() => browser.close());

  async function open(name: string, options: Partial<OpenOptions> = {}) {
    const snapshot = scenarios[name];
    assert.ok(snapshot, name);
    return openWithSnapshot(browser, snapshot, { view: 'portfolio', theme: 'dark-modern', width: 980, ...options });
  }

  for (const theme of themeNames) {
    it(`has no serious accessibility violation and keeps to its policy in ${theme}`, async () => {
      const { page, problems } = await open('whole', { theme });
      await page.screenshot({ path: join(shots, `portfolio-${theme}.png`), fullPage: true });
      assert.deepEqual(await seriousViolations(page), []);
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  for (const name of ['nothing', 'mistakes', 'restricted']) {
    it(`is accessible in the state "${name}"`, async () => {
      const { page } = await open(name, { theme: 'light-modern' });
      await page.screenshot({ path: join(shots, `portfolio-${name}.png`), fullPage: true });
      assert.deepEqual(await seriousViolations(page), []);
      await page.close();
    });
  }

  for (const [label, options] of [
    ['400 px', { width: 400 }],
    ['200 % zoom', { width: 760, zoom: 2 }],
  ] as const) {
    it(`cuts nothing off at ${label}`, async () => {
      const { page } = await open('whole', options);
      await page.screenshot({ path: join(shots, `portfolio-${label.slice(0, 3)}.png`), fullPage: true });
      assert.deepEqual(await cutOff(page), []);
      assert.deepEqual(await seriousViolations(page), []);
      await page.close();
    });
  }

  it('writes the story, opens a sheet, leaves out, reviews and exports by keyboard alone', async () => {
    const { page, sent } = await open('whole');
    const press = async (name: string, key: 'Enter' | 'Space') => {
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press(key);
    };
    await press('Edit Your Story', 'Enter');
    await press('Interview Sheet: Backpropagation', 'Space');
    await press('Leave Out: Optimizers', 'Enter');
    await press('Take In: Recurrence', 'Enter');
    await press('Review Again…', 'Enter');
    await press('Export Again…', 'Space');
    await eventually('the last intent', () => Promise.resolve(sent.length === 7));
    assert.deepEqual(sent, [
      { kind: 'ready' },
      { kind: 'edit-story' },
      { kind: 'open-sheet', step: 'ml-to-deep-learning/backpropagation' },
      { kind: 'leave-out', step: 'ml-to-deep-learning/optimizers' },
      { kind: 'take-in', step: 'ml-to-deep-learning/recurrence' },
      { kind: 'review' },
      { kind: 'export' },
    ]);
    await page.close();
  });

  it('keeps the focus when a newer snapshot comes', async () => {
    const { page, post } = await open('whole');
    await page.getByRole('button', { name: 'Interview Sheet: PyTorch' }).focus();
    const snapshot = scenarios.whole;
    assert.ok(snapshot);
    const items = snapshot.projects.items.slice(1);
    await post({ kind: 'snapshot', snapshot: { ...snapshot, projects: { ...snapshot.projects, items } } });
    await eventually('the shorter list', async () => (await page.locator('#projects ~ .cards > li').count()) === 2);
    assert.equal(
      await page.evaluate(() => document.activeElement?.getAttribute('aria-label')),
      'Interview Sheet: PyTorch',
    );
    await page.close();
  });
});
