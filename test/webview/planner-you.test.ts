/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type PlannerInput, plannerSnapshot } from '../../src/host/planner/planner-snapshot';
import { cutOff, seriousViolations } from '../support/accessibility';
import { launchBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { assessed, plannerInput } from '../support/planner-scenarios';
import { translate } from '../support/translate';
import { openWithSnapshot, repository, themeNames, type OpenOptions } from '../support/webview-page';

const shots = join(repository, 'out', 'screenshots');

describe('the tab on oneself in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    [browser] = await Promise.all([launchBrowser(), mkdir(shots, { recursive: true })]);
  });
  after(() => browser.close());

  const snapshotOf = (more: Partial<PlannerInput>) => plannerSnapshot(translate, plannerInput(more));

  async function open(more: Partial<PlannerInput> = assessed(), options: Partial<OpenOptions> = {}) {
    const webview = await openWithSnapshot(browser, snapshotOf(more), {
      view: 'planner',
      theme: 'dark-modern',
      width: 1080,
      ...options,
    });
    return {
      ...webview,
      update: (next: Partial<PlannerInput>) => webview.post({ kind: 'snapshot', snapshot: snapshotOf(next) }),
      last: (intent: unknown) =>
        eventually('the intent', () => {
          assert.deepEqual(webview.sent.at(-1), intent);
          return Promise.resolve(true);
        }),
    };
  }

  const family = (page: Page, name: string) => page.locator('summary', { hasText: name });
  const skill = (page: Page, name: string) => page.getByRole('radiogroup', { name, exact: true });
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');

  async function unfold(page: Page): Promise<void> {
    for (const name of ['Mathematics', 'Deep learning']) await family(page, name).first().click();
    await page.locator('.goals summary').first().click();
  }

  for (const theme of themeNames) {
    it(`is accessible with families and goals open in ${theme}`, async () => {
      const { page, problems } = await open(assessed(), { theme });
      await unfold(page);
      await page.screenshot({ path: join(shots, `planner-you-open-${theme}.png`), fullPage: true });
      assert.deepEqual(await seriousViolations(page), []);
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  for (const [label, options] of [
    ['400 px', { width: 400 }],
    ['200 % zoom', { width: 760, zoom: 2 }],
  ] as const) {
    it(`cuts nothing off at ${label} with families and goals open`, async () => {
      const { page } = await open(assessed(), options);
      await unfold(page);
      await page.screenshot({ path: join(shots, `planner-you-open-${options.width}.png`), fullPage: true });
      assert.deepEqual(await cutOff(page), []);
      await page.close();
    });
  }

  it('changes a level by keyboard alone and keeps the focus there', async () => {
    const { page, update, last } = await open({});
    await family(page, 'Mathematics').focus();
    await page.keyboard.press('Enter');
    await skill(page, 'Probability').getByRole('radio', { checked: true }).focus();
    await page.keyboard.press('ArrowLeft');
    await last({ kind: 'set-level', skill: 'm.prob', level: 1 });
    await update(assessed({ levels: { 'm.prob': 1 } }));
    await page.getByText('usually 2').waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), 'level-m.prob');
    assert.ok(await skill(page, 'Probability').getByRole('radio', { name: '1, can follow' }).isChecked());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await last({ kind: 'set-level', skill: 'm.prob', level: 2 });
    await page.close();
  });

  it('goes back to what stands there when nobody agrees to a file', async () => {
    const { page, update, last } = await open({});
    await family(page, 'Mathematics').click();
    const levels = skill(page, 'Linear algebra').getByRole('radio');
    await levels.nth(0).check();
    await last({ kind: 'set-level', skill: 'm.linalg', level: 0 });
    await update({});
    await eventually('the old level', () => levels.nth(2).isChecked());
    await page.close();
  });

  it('cannot go below what a step has proved, and says which step it was', async () => {
    const { page } = await open();
    await family(page, 'Deep learning').click();
    const levels = skill(page, 'Back-propagation and autodiff').getByRole('radio');
    assert.deepEqual(await Promise.all([0, 1, 2, 3].map((level) => levels.nth(level).isDisabled())), [
      true,
      true,
      false,
      false,
    ]);
    await page.getByText('proved by Backpropagation').waitFor();
    await page.close();
  });

  it('finds a skill by its name, and keeps what is half typed over a snapshot and another tab', async () => {
    const { page, update } = await open();
    const field = page.getByLabel('Find a skill');
    await field.focus();
    await page.keyboard.type('KERN');
    await page.getByText('Skills found: 2').waitFor();
    await update(assessed({ levels: {} }));
    await page.keyboard.type('el me');
    assert.equal(await field.inputValue(), 'KERNel me');
    await page.getByText('Skills found: 1').waitFor();
    assert.deepEqual(await page.locator('.skills .name').allTextContents(), ['Kernel methods']);
    await page.getByRole('tab', { name: 'Gap' }).click();
    await page.getByRole('tab', { name: 'You' }).click();
    assert.equal(await field.inputValue(), 'KERNel me');
    await field.fill('no such thing');
    await page.getByText('No skill is called that').waitFor();
    await page.close();
  });

  it('shows only what was changed, or what the target asks for', async () => {
    const { page } = await open();
    await page.getByLabel('Show').selectOption('changed');
    assert.deepEqual(await page.locator('.skills .name').allTextContents(), [
      'Probability',
      'Attention and transformers',
      'PyTorch (or equivalent)',
    ]);
    await page.getByLabel('Show').selectOption('asked');
    assert.ok((await page.locator('.skills .name').count()) > 40);
    await page.close();
  });

  it('takes evidence where a level differs and on request, and keeps a half-typed line', async () => {
    const { page, update, last } = await open();
    await family(page, 'Mathematics').click();
    await page.getByLabel('Add evidence: Linear algebra').click();
    assert.equal(await focused(page), 'evidence-m.linalg');
    await page.keyboard.type('taught it');
    await update(assessed({ levels: { 'm.prob': 1, 'm.calc': 3 } }));
    await page.getByText('2 changed').waitFor();
    assert.equal(await focused(page), 'evidence-m.linalg');
    await page.keyboard.type(' twice');
    await page.keyboard.press('Enter');
    await last({ kind: 'set-evidence', skill: 'm.linalg', evidence: 'taught it twice' });
    await page.close();
  });

  it('ranks interests by buttons, and the focus goes with what moves', async () => {
    const { page, update, last } = await open();
    await page.getByLabel('Move down: Deep learning, 1 of 2').focus();
    await page.keyboard.press('Enter');
    await last({ kind: 'move-item', list: 'interests', place: 0, direction: 'down' });
    await update(assessed({ interests: ['nlp', 'deep-learning'] }));
    // It is the last one now, so the button that still moves it has the focus.
    await eventually('the focus', async () => (await focused(page)) === 'interests-1-up');
    await page.getByLabel('Remove: NLP').click();
    await last({ kind: 'remove-item', list: 'interests', place: 0 });
    await update(assessed({ interests: ['deep-learning'] }));
    await eventually('the focus', async () => (await focused(page)) === 'interests-0-remove');
    await page.getByLabel('Another interest').selectOption('robotics');
    await page.locator('form', { hasText: 'Another interest' }).getByRole('button', { name: 'Add' }).click();
    await last({ kind: 'add-interest', specialization: 'robotics' });
    await page.close();
  });

  it('adds, words and rates goals', async () => {
    const { page, update, last } = await open();
    const field = page.getByLabel('Another goal');
    await field.fill('  earn   more ');
    await field.press('Enter');
    await last({ kind: 'add-goal', goal: 'earn more' });
    await update(assessed());
    assert.equal(await field.inputValue(), '  earn   more ', 'what was not agreed to is not lost');
    await update(assessed({ goals: [{ goal: 'earn more', serves: {} }] }));
    await eventually('an empty field', async () => (await field.inputValue()) === '');
    await page.locator('.goals summary').click();
    await page.locator('.served').getByLabel('Robotics').selectOption('3');
    await last({ kind: 'set-served', place: 0, specialization: 'robotics', level: 3 });
    const words = page.getByLabel('Goal, 1 of 1');
    await words.fill('');
    await words.press('Enter');
    assert.equal(await words.inputValue(), 'earn more');
    await words.fill('earn enough');
    await words.press('Enter');
    await last({ kind: 'word-goal', place: 0, goal: 'earn enough' });
    await page.close();
  });

  it('takes days and weeks, but no year that is half typed', async () => {
    const { page, sent, last } = await open();
    const start = page.getByLabel('Start on');
    await start.fill('0202-01-04');
    await start.fill('2027-03-01');
    await last({ kind: 'set-start', date: '2027-03-01' });
    assert.equal(sent.length, 2);
    await start.fill('');
    await last({ kind: 'set-start' });
    await page.getByLabel('A day of the week').fill('2027-05-05');
    await page.getByRole('button', { name: 'Add Week Off' }).click();
    await last({ kind: 'add-week-off', date: '2027-05-05' });
    await page.getByLabel('Remove: week of 22 February 2027').click();
    await last({ kind: 'remove-item', list: 'weeks_off', place: 1 });
    await page.close();
  });

  it('lets nothing be changed where nothing can be kept, and everything be read', async () => {
    const { page, last } = await open({ place: 'restricted' });
    await family(page, 'Mathematics').click();
    assert.equal(await page.locator('#panel-you input:enabled:not([type=search])').count(), 0);
    await page.getByRole('button', { name: 'Manage Trust' }).click();
    await last({ kind: 'manage-trust' });
    await page.close();
  });

  it('stays light with all 112 skills open', async () => {
    const { page } = await open();
    const next = snapshotOf(assessed({ levels: { 'm.prob': 3 } }));
    for (const summary of await page.locator('.family > summary').all()) await summary.click();
    assert.equal(await page.locator('.skills .name').count(), 112);
    const milliseconds = await page.evaluate((snapshot) => {
      const began = performance.now();
      window.dispatchEvent(new MessageEvent('message', { data: { kind: 'snapshot', snapshot } }));
      document.body.getBoundingClientRect();
      return performance.now() - began;
    }, next);
    const size = JSON.stringify(next.you).length;
    console.log(
      `      ${size} of ${JSON.stringify(next).length} characters; drawn anew in ${milliseconds.toFixed(0)} ms`,
    );
    assert.ok(size < 40_000, `${size} characters`);
    assert.ok(milliseconds < 500, `${milliseconds} ms`);
    await page.close();
  });
});
