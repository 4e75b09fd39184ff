/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { longestDraft, type PostingDraft } from '../../src/protocol/planner/intents';
import type { PlannerSnapshot } from '../../src/protocol/planner/messages';
import { cutOff, seriousViolations } from '../support/accessibility';
import { launchBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { advertisement, plannerScenarios } from '../support/planner-scenarios';
import { openWithSnapshot, repository, type OpenOptions } from '../support/webview-page';

const shots = join(repository, 'out', 'screenshots');

describe('the postings of the planner in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  const scenarios = plannerScenarios();
  before(async () => {
    [browser] = await Promise.all([launchBrowser(), mkdir(shots, { recursive: true })]);
  });
  after(() => browser.close());

  const snapshotOf = (name: string): PlannerSnapshot & Required<Pick<PlannerSnapshot, 'postings'>> => {
    const snapshot = scenarios[name];
    assert.ok(snapshot?.postings, name);
    return { ...snapshot, postings: snapshot.postings };
  };

  async function open(name: string, options: Partial<OpenOptions> = {}) {
    const view = { view: 'planner', theme: 'dark-modern', width: 1080, ...options } as const;
    const webview = await openWithSnapshot(browser, snapshotOf(name), view);
    if (options.state === undefined) await webview.page.getByRole('tab', { name: 'Postings' }).click();
    return webview;
  }
  const advertisementField = (page: Page) => page.getByLabel('Advertisement', { exact: true });
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '');
  const draftOf = (message: unknown): PostingDraft => (message as { draft: PostingDraft }).draft;

  for (const name of ['postings', 'a foreign posting', 'restricted']) {
    for (const [label, options] of [
      ['wide', {}],
      ['light', { theme: 'light-modern' }],
      ['high contrast', { theme: 'hc-dark' }],
      ['400 px', { width: 400 }],
      ['200 %', { width: 760, zoom: 2 }],
    ] as const) {
      it(`are accessible and whole in the state "${name}", ${label}`, async () => {
        const { page, problems } = await open(name, options);
        const file = `planner-${name}-${label}.png`.replaceAll(/[ %]+/g, '-');
        await page.screenshot({ path: join(shots, file), fullPage: true });
        assert.deepEqual(await seriousViolations(page), []);
        assert.deepEqual(await cutOff(page), []);
        assert.deepEqual(problems, []);
        await page.close();
      });
    }
  }

  it('are asked for when their tab opens, and let go when it closes', async () => {
    const { page, sent } = await open('postings');
    await page.getByRole('tab', { name: 'Gap' }).click();
    await eventually('the last intent', () => Promise.resolve(sent.length === 3));
    assert.deepEqual(sent.slice(1), [
      { kind: 'show-postings', isShown: true },
      { kind: 'show-postings', isShown: false },
    ]);
    await page.close();
  });

  it('are read and kept by keyboard alone, and what is typed outlives a snapshot and a reload', async () => {
    const { page, sent, post, state } = await open('restricted');
    assert.equal(await page.getByRole('button', { name: 'Keep' }).count(), 0);
    await post({ kind: 'snapshot', snapshot: snapshotOf('postings') });
    await advertisementField(page).focus();
    await page.keyboard.insertText(advertisement);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Engineer');
    await post({ kind: 'snapshot', snapshot: snapshotOf('postings') });
    await page.keyboard.type(' II');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Keep', exact: true }).focus();
    await page.keyboard.press('Space');
    await eventually('the last intent', () => Promise.resolve(sent.length === 4));
    const draft = { title: 'Engineer II', date: '', link: '', place: '', text: advertisement, isCut: false };
    assert.deepEqual(sent.slice(2), [
      { kind: 'read-posting', draft },
      { kind: 'keep-posting', draft },
    ]);
    // A page of markup stays text.
    assert.equal(await page.title(), 'planner');

    const saved = await state();
    const again = await open('postings', { state: saved });
    assert.equal(await advertisementField(again.page).inputValue(), advertisement);
    assert.deepEqual(again.sent, [{ kind: 'ready' }, { kind: 'show-postings', isShown: true }]);
    await again.page.close();

    const { postings, ...rest } = snapshotOf('postings');
    const kept = { ...rest, postings: { ...postings, form: { ...postings.form, keptCount: 1 } } };
    await post({ kind: 'snapshot', snapshot: kept });
    await eventually('an empty form', async () => (await advertisementField(page).inputValue()) === '');
    assert.equal(await page.getByLabel('Title').inputValue(), '');
    await page.close();
  });

  it('are cut with a sentence when 5 MB are pasted, and soon', async () => {
    const { page, sent } = await open('postings');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => navigator.clipboard.writeText('Python. '.repeat(650_000)));
    await advertisementField(page).focus();
    const began = performance.now();
    await page.keyboard.press('ControlOrMeta+V');
    await page.getByText('What you pasted is longer than an advertisement').waitFor();
    await page.getByRole('button', { name: 'Read', exact: true }).click();
    await eventually('the intent', () => Promise.resolve(sent.length === 3));
    assert.ok(performance.now() - began < 5000);
    const { text, isCut } = draftOf(sent[2]);
    assert.deepEqual([text.length, isCut], [longestDraft, true]);

    await advertisementField(page).focus();
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.insertText('Python');
    await page.getByText('What you pasted is longer than an advertisement').waitFor({ state: 'detached' });
    await page.close();
  });

  it('take the keyboard to the one that is looked at, and to the list when its row is gone', async () => {
    const { page, sent, post } = await open('postings');
    const second = '2026-11-02-nlp-engineer.md';
    await page.getByRole('button', { name: 'NLP engineer', exact: true }).focus();
    await page.keyboard.press('Enter');
    await eventually('the intent', () => Promise.resolve(sent.length === 3));
    assert.deepEqual(sent[2], { kind: 'look-at-posting', file: second });
    const { postings, ...rest } = snapshotOf('postings');
    assert.ok(postings.reading);
    const looked = { ...postings, reading: { ...postings.reading, file: second } };
    await post({ kind: 'snapshot', snapshot: { ...rest, postings: looked } });
    await eventually('the reading', async () => (await focused(page)) === 'reading');

    await page.getByRole('button', { name: `Delete… ${second}` }).focus();
    await page.keyboard.press('Enter');
    const items = postings.kept.items.filter(({ file }) => file !== second);
    const left = { ...postings, kept: { ...postings.kept, items } };
    await post({ kind: 'snapshot', snapshot: { ...rest, postings: left } });
    await eventually('the list', async () => (await focused(page)) === 'kept');
    assert.deepEqual(sent.slice(3), [{ kind: 'delete-posting', file: second }]);
    await page.close();
  });

  it('lead to the plan', async () => {
    const { page } = await open('postings');
    await page.getByRole('button', { name: 'Open Roadmap' }).click();
    assert.equal(await page.getByRole('tab', { name: 'Roadmap' }).getAttribute('aria-selected'), 'true');
    await page.close();
  });
});
