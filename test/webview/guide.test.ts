/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { cutOff, seriousViolations } from '../support/accessibility';
import { launchBrowser } from '../support/browser';
import { guideScenarios } from '../support/guide-scenarios';
import { openWithSnapshot, repository, themeNames, type OpenOptions } from '../support/webview-page';

const shots = join(repository, 'out', 'screenshots');

describe('the guide in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let scenarios: Awaited<ReturnType<typeof guideScenarios>>;
  before(async () => {
    [browser, scenarios] = await Promise.all([launchBrowser(), guideScenarios(), mkdir(shots, { recursive: true })]);
  });
  after(() => browser.close());

  async function open(name: keyof typeof scenarios, options: Partial<OpenOptions> = {}) {
    const snapshot = scenarios[name];
    return openWithSnapshot(browser, snapshot, { view: 'guide', theme: 'dark-modern', ...options });
  }

  for (const theme of themeNames) {
    it(`has no serious accessibility violation and keeps to its policy in ${theme}`, async () => {
      const { page, problems } = await open('failing', { theme });
      await page.screenshot({ path: join(shots, `guide-${theme}.png`), fullPage: true });
      assert.deepEqual(await seriousViolations(page), []);
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  for (const name of [
    'not-started',
    'blocked',
    'author-file-differs',
    'running',
    'passed',
    'hinted',
    'restricted',
  ] as const) {
    it(`is accessible when the step is ${name}`, async () => {
      const { page, problems } = await open(name, { theme: 'light-modern' });
      await page.screenshot({ path: join(shots, `guide-${name}.png`), fullPage: true });
      assert.deepEqual(await seriousViolations(page), []);
      assert.deepEqual(problems, []);
      await page.close();
    });
  }

  for (const [label, options] of [
    ['400 px', { width: 400 }],
    ['200 % zoom', { width: 760, zoom: 2 }],
  ] as const) {
    it(`cuts nothing off at ${label}`, async () => {
      const { page } = await open('failing', options);
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      await page.screenshot({ path: join(shots, `guide-${label.replaceAll(/\W+/g, '-')}.png`), fullPage: true });
      assert.deepEqual(await cutOff(page), []);
      assert.deepEqual(await seriousViolations(page), []);
      await page.close();
    });
  }

  it('stands still for people who ask the system or VS Code for less motion', async () => {
    const moving = async (options: Partial<OpenOptions>) => {
      const { page } = await open('running', options);
      const count = await page.evaluate(() => document.getAnimations().length);
      await page.close();
      return count;
    };
    assert.ok((await moving({ reducedMotion: 'no-preference' })) > 0);
    assert.equal(await moving({ reducedMotion: 'reduce' }), 0);
    assert.equal(await moving({ reducedMotion: 'no-preference', classes: ['vscode-reduce-motion'] }), 0);
  });

  it('asks for a snapshot when it has loaded, and sends the intent of a button', async () => {
    const { page, sent } = await open('failing');
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Go to Code: Undo broadcasting' }).click();
    await page.getByRole('button', { name: /line 84: Stretched axes/ }).click();
    await page.getByRole('button', { name: /^Report/ }).click();
    await page.getByRole('link', { name: 'engine.py' }).click();
    assert.deepEqual(sent, [
      { kind: 'ready' },
      { kind: 'run-checks' },
      { kind: 'go-to-task', task: 'unbroadcast' },
      { kind: 'go-to-failure', check: 'unbroadcast-values' },
      { kind: 'report', check: 'sick-run' },
      { kind: 'open-file', file: 'src/engine/engine.py' },
    ]);
    await page.close();
  });

  it('helps whoever is stuck, by keyboard alone, and is accessible then', async () => {
    const { page, sent } = await open('failing');
    const stuck = page.locator('.disclosure.stuck').first();
    await stuck.locator('summary').focus();
    await page.keyboard.press('Enter');
    for (const name of ['Report This Check', 'Mark Complete Anyway']) {
      await page.keyboard.press('Tab');
      assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? '', new RegExp(name));
      await page.keyboard.press('Enter');
    }
    assert.deepEqual(sent.slice(1), [
      { kind: 'report', check: 'unbroadcast-values' },
      { kind: 'mark-anyway', check: 'unbroadcast-values' },
    ]);
    assert.deepEqual(await seriousViolations(page), []);
    await page.screenshot({ path: join(shots, 'guide-stuck.png'), fullPage: true });
    await page.close();
  });

  it('is walked by keyboard alone, with the focus in sight', async () => {
    const { page, sent } = await open('failing');
    const focused = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        const style = element && getComputedStyle(element);
        return {
          tag: element?.tagName ?? '',
          name: element?.textContent.trim().replaceAll(/\s+/g, ' ') ?? '',
          outline: style?.outlineStyle === 'solid' && style.outlineWidth !== '0px',
        };
      });
    const names: string[] = [];
    for (let step = 0; step < 80; step += 1) {
      await page.keyboard.press('Tab');
      const { tag, name, outline } = await focused();
      // Past the last control the focus leaves the page.
      if (tag === 'BODY') break;
      assert.equal(outline, true, `no visible focus on "${name}"`);
      names.push(name);
    }
    assert.equal(names[0], '3 of 7 checks');
    for (const wanted of ['Check', 'Milestones', 'Go to Code', 'Expected and got', 'src/engine/engine.py, line 84']) {
      assert.ok(names.includes(wanted), `${wanted} is not reached: ${names.join(' | ')}`);
    }
    await page.evaluate(() => document.querySelector<HTMLElement>('a[href="#work"]')?.focus());
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'work');
    assert.deepEqual(sent, [{ kind: 'ready' }]);
    await page.close();
  });

  it('says the result aloud and keeps the bar’s numbers', async () => {
    const { page } = await open('failing');
    assert.match((await page.locator('[role=status]').textContent()) ?? '', /3 of 7 checks passed\. Look first at/);
    const bar = page.getByRole('progressbar');
    assert.equal(await bar.getAttribute('aria-valuenow'), '3');
    assert.equal(await bar.getAttribute('aria-valuemax'), '7');
    assert.equal(await page.locator('h1').count(), 1);
    await page.close();
  });

  it('sends an answer and explains the one that the host has recorded', async () => {
    const { page, post, sent } = await open('failing');
    const question = scenarios.failing.quiz[0];
    assert.ok(question);
    await page.locator('.quiz .question').first().getByRole('button').nth(1).click();
    assert.deepEqual(sent.at(-1), { kind: 'answer', question: question.id, option: 1 });
    const answered = (chosen: number) => ({
      ...scenarios.failing,
      quiz: scenarios.failing.quiz.map((each) => (each === question ? { ...each, chosen } : each)),
    });
    await post({ kind: 'snapshot', snapshot: answered(1) });
    await page.getByText('Not this one.').waitFor();
    await post({ kind: 'snapshot', snapshot: answered(0) });
    await page.getByText('Right.').waitFor();
    await page.close();
  });

  it('draws the formulas of questions, and shows as it is written what is not one', async () => {
    const { page, post } = await open('failing');
    const html = '<span class="katex"><math><msup><mi>x</mi><mn>2</mn></msup></math></span>';
    const quiz = scenarios.failing.quiz.map((each) => ({
      ...each,
      question: 'Is $x^2$ more than $unknown$ or $5?',
      options: ['$x^2$', '<b>no</b>'],
    }));
    await post({ kind: 'snapshot', snapshot: { ...scenarios.failing, quiz, formulas: [{ tex: 'x^2', html }] } });
    const question = page.locator('.quiz .question').first();
    await question.locator('.question-text math').waitFor();
    assert.match(
      (await question.locator('.question-text').textContent()) ?? '',
      /Is x2 more than \$unknown\$ or \$5\?/,
    );
    assert.equal(await question.getByRole('button').nth(0).locator('math').count(), 1);
    await question.getByRole('button', { name: 'x^2', exact: true }).waitFor();
    assert.match((await question.getByRole('button').nth(1).textContent()) ?? '', /<b>no<\/b>/);
    assert.deepEqual(await seriousViolations(page), []);
    await page.close();
  });

  it('shows the hints that were asked for, the last in focus', async () => {
    const { page, post, sent } = await open('hinted');
    const task = page.locator('#task-unbroadcast');
    assert.deepEqual(await task.locator('.hints .hint b').allTextContents(), ['Nudge', 'Approach', 'Pseudo-code']);
    await post({ kind: 'show-task', task: 'unbroadcast' });
    await page.waitForFunction(() => document.activeElement?.textContent.includes('Pseudo-code') === true);
    await page
      .getByRole('button', { name: /^Hint 1 of 3/ })
      .first()
      .click();
    assert.deepEqual(sent.at(-1), { kind: 'show-hint', task: 'train' });
    await page.close();
  });

  it('comes back to where the learner was reading', async () => {
    const first = await open('failing');
    await first.page.mouse.move(300, 500);
    await first.page.mouse.wheel(0, 900);
    await first.page.waitForFunction(() => {
      const state: unknown = Reflect.get(window, 'savedState');
      return typeof state === 'object' && state !== null && 'scroll' in state && Number(state.scroll) > 0;
    });
    const state = await first.state();
    await first.page.close();
    const second = await open('failing', { state });
    assert.equal(await second.page.evaluate(() => window.scrollY > 500), true);
    await second.page.close();
  });

  it('keeps what is being read in place while results stream in', async () => {
    const { page, post } = await open('running');
    await page.evaluate(() => window.scrollTo(0, 700));
    const paragraph = page.locator('.prose p').nth(4);
    const top = () => paragraph.evaluate((element) => Math.round(element.getBoundingClientRect().top));
    // Drawn once where it is now, as it is for a reader: the browser holds to what it has drawn.
    await page.evaluate(`new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))`);
    const before = await top();
    await post({ kind: 'snapshot', snapshot: scenarios.passed });
    await page.getByText('7 of 7 checks', { exact: true }).waitFor();
    assert.equal(await top(), before);
    await page.close();
  });

  it('loads no inline style and no picture from elsewhere', async () => {
    const { page, problems } = await open('failing');
    await page.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<p style="color: red"></p><img src="https://example.org/a.png">');
    });
    await page.waitForFunction(() => {
      const image = document.querySelector<HTMLImageElement>('img[src*="example.org"]');
      return image?.complete === true;
    });
    for (const directive of ['style-src', 'img-src']) {
      assert.ok(
        problems.some((problem) => problem.includes(`${directive} https://webview.test`)),
        `${directive}: ${problems.join('; ')}`,
      );
    }
    await page.close();
  });

  it('shows nothing of a message that it does not understand', async () => {
    const { page, post, problems } = await open('failing');
    await post({ kind: 'snapshot', snapshot: { ...scenarios.failing, html: 7 } });
    await post({ kind: 'other' });
    await page.waitForFunction(() => document.readyState === 'complete');
    assert.equal(await page.locator('h1').textContent(), 'Backpropagation');
    assert.equal(problems.filter((problem) => problem.includes('was not understood')).length, 2);
    await page.close();
  });
});
