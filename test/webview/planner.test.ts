/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { plannerSnapshot } from '../../src/host/planner/planner-snapshot';
import { cutOff, seriousViolations } from '../support/accessibility';
import { eventually } from '../support/eventually';
import { launchBrowser } from '../support/browser';
import { plannerInput, plannerScenarios } from '../support/planner-scenarios';
import { translate } from '../support/translate';
import { openWithSnapshot, repository, themeNames, type OpenOptions } from '../support/webview-page';

const shots = join(repository, 'out', 'screenshots');

describe('the planner in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  const scenarios = plannerScenarios();
  before(async () => {
    [browser] = await Promise.all([launchBrowser(), mkdir(shots, { recursive: true })]);
  });
  after(() => browser.close());

  async function open(name: string, options: Partial<OpenOptions> = {}) {
    const snapshot = scenarios[name];
    assert.ok(snapshot, name);
    return openWithSnapshot(browser, snapshot, { view: 'planner', theme: 'dark-modern', width: 1080, ...options });
  }

  /** Every tab in turn. */
  async function inEachTab(page: Page, look: (tab: string) => Promise<void>): Promise<void> {
    for (const tab of await page.getByRole('tab').all()) {
      await tab.click();
      await look((await tab.textContent())?.trim().toLowerCase() ?? '');
    }
  }

  for (const theme of themeNames) {
    it(`has no serious accessibility violation and keeps to its policy in ${theme}`, async () => {
      const { page, problems } = await open('assessed', { theme });
      await inEachTab(page, async (tab) => {
        await page.screenshot({ path: join(shots, `planner-${tab}-${theme}.png`), fullPage: true });
        assert.deepEqual(await seriousViolations(page), [], tab);
      });
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  for (const name of ['underway', 'beginning', 'burning', 'another start', 'no curriculum', 'mistakes', 'restricted']) {
    it(`is accessible in the state "${name}"`, async () => {
      const { page } = await open(name, { theme: 'light-modern' });
      await inEachTab(page, async (tab) => {
        await page.screenshot({ path: join(shots, `planner-${tab}-${name.replaceAll(' ', '-')}.png`), fullPage: true });
        assert.deepEqual(await seriousViolations(page), [], tab);
      });
      await page.close();
    });
  }

  for (const [label, options] of [
    ['400 px', { width: 400 }],
    ['200 % zoom', { width: 760, zoom: 2 }],
  ] as const) {
    it(`cuts nothing off at ${label}`, async () => {
      const { page } = await open('assessed', options);
      await inEachTab(page, async (tab) => {
        assert.deepEqual(await cutOff(page), [], tab);
        assert.deepEqual(await seriousViolations(page), [], tab);
      });
      await page.close();
    });
  }

  it('chooses, looks at a pivot and exports the road by keyboard alone', async () => {
    const { page, sent } = await open('assessed');
    const press = (key: string) => page.keyboard.press(key);
    await page.getByLabel('Hours a week').focus();
    await press('ControlOrMeta+A');
    await page.keyboard.type('12');
    await press('Tab');
    await page.getByLabel('You come from').selectOption('nlp');
    await page.getByLabel('You go to').selectOption('mlops');
    await page.getByRole('tab', { name: 'You' }).focus();
    await press('ArrowRight');
    await page.getByRole('button', { name: 'Classical ML to NLP:' }).focus();
    await press('Enter');
    await page.getByRole('tab', { name: 'Pivots' }).focus();
    await press('ArrowRight');
    await press('ArrowRight');
    await page.getByRole('button', { name: 'Export Calendar…' }).focus();
    await press('Space');
    await eventually('the last intent', () => Promise.resolve(sent.length === 6));
    assert.deepEqual(sent, [
      { kind: 'ready' },
      { kind: 'set-hours', hours: 12 },
      { kind: 'choose-from', specialization: 'nlp' },
      { kind: 'choose-to', specialization: 'mlops' },
      { kind: 'look', from: 'classical-ml', to: 'nlp' },
      { kind: 'export-roadmap', format: 'calendar' },
    ]);
    await page.close();
  });

  it('misses a week, takes it back, keeps the plan and tests out by keyboard, and keeps the focus', async () => {
    const { page, sent, post } = await open('beginning');
    const press = (key: string) => page.keyboard.press(key);
    await page.getByRole('tab', { name: 'Roadmap' }).click();
    await page.getByRole('button', { name: 'I Missed This Week' }).focus();
    await press('Enter');
    const input = plannerInput();
    const choices = { ...input.choices, missedWeeks: ['2026-11-23'] };
    await post({ kind: 'snapshot', snapshot: plannerSnapshot(translate, { ...input, choices }) });
    const back = page.getByRole('button', { name: 'I Did Not Miss This Week' });
    await back.waitFor();
    assert.ok(await back.evaluate((button) => button === document.activeElement));
    assert.match((await page.getByRole('status').first().textContent()) ?? '', /23 November.*moves the end from/);
    await press('Enter');
    await press('Tab');
    await press('Enter');
    await page.getByRole('button', { name: 'Test Out: Backpropagation' }).focus();
    await press('Space');
    await eventually('the last intent', () => Promise.resolve(sent.length === 5));
    assert.deepEqual(sent.slice(1), [
      { kind: 'miss-week', week: '2026-11-23' },
      { kind: 'take-week-back', week: '2026-11-23' },
      { kind: 'keep-plan' },
      { kind: 'test-out', step: 'ml-to-deep-learning/backpropagation' },
    ]);
    await page.close();
  });

  it('says the picture in words', async () => {
    const { page } = await open('underway');
    await page.getByRole('tab', { name: 'Roadmap' }).click();
    await page.getByText('The picture in words').click();
    const lines = await page.locator('#timeline-in-words li').allTextContents();
    assert.ok(lines.includes('Today is 23 November.') && lines.some((line) => line.startsWith('Practitioner, ')));
    await page.getByText('As a table').click();
    assert.ok((await page.locator('.by-month tbody tr').count()) >= 6);
    await page.close();
  });

  it('says which hours a plan takes, and sends no others', async () => {
    const { page, sent } = await open('beginning');
    const field = page.getByLabel('Hours a week');
    const said = () => field.evaluate((input) => (input as HTMLInputElement).validationMessage);
    for (const wrong of ['0', '-3', '200', '']) {
      await field.fill(wrong);
      await field.blur();
      assert.equal(await said(), 'A plan needs 1 to 60 hours a week.', wrong);
    }
    await field.fill('7.5');
    await field.blur();
    assert.equal(await said(), '');
    await eventually('the hours', () => Promise.resolve(sent.length === 2));
    assert.deepEqual(sent[1], { kind: 'set-hours', hours: 7.5 });
    await page.close();
  });

  it('keeps its choices and its tab over a reload', async () => {
    const { page, state } = await open('another start');
    await page.getByRole('tab', { name: 'Gap' }).click();
    assert.deepEqual(await state(), {
      choices: {
        from: 'classical-ml',
        to: 'deep-learning',
        lookFrom: 'nlp',
        lookTo: 'robotics',
        hours: 10,
        extent: 'full',
        unit: 'months',
        weights: { effort: 1, interest: 1, goals: 1 },
      },
      tab: 'gap',
      scroll: 0,
    });
    await page.close();
  });
});
