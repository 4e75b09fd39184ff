/** A computer-vision engineer plans a pivot, exports it, passes a step, and sees the gap and the dates move. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ICAL from 'ical.js';
import type { FrameLocator } from 'playwright-core';
import { bridgecraft } from '../support/command-line';
import { eventually } from '../support/eventually';
import { openWorkbench } from '../support/open-workbench';
import type { Workbench } from '../support/workbench';

const root = join(__dirname, '..', '..');
const curriculum = 'From computer vision to NLP';
const ref = 'cv-to-nlp/image-captioning';
const minutes = 60_000;

describe('A computer-vision engineer', function () {
  this.timeout(6 * minutes);
  let workbench: Workbench;
  let solution: string;
  const seen: { hours?: number; end?: string } = {};

  const planner = () => workbench.webview('Planner');
  const openTab = async (page: FrameLocator, name: string) => {
    await page.getByRole('tab', { name, exact: true }).click();
  };
  /** Of the plan from here to NLP. */
  const gapHours = async (page: FrameLocator): Promise<number> => {
    await openTab(page, 'Gap');
    const facts = await page.locator('.facts').first().innerText();
    return Number(/^(\d+) h/u.exec(facts.trim())?.[1]);
  };
  const lastDay = async (page: FrameLocator): Promise<string> => {
    await openTab(page, 'Roadmap');
    return (await page.locator('.facts').first().innerText()).split('·')[0]?.split(' to ')[1]?.trim() ?? '';
  };

  before(async () => {
    solution = await mkdtemp(join(tmpdir(), 'bridgecraft-solution-'));
    const { code, err } = await bridgecraft(['scaffold', ref, join(solution, 'project'), '--solution'], root);
    assert.equal(code, 0, err);
    workbench = await openWorkbench({ settings: { 'files.simpleDialog.enable': true } });
    // An environment that is there already: another journey sets one up.
    await symlink(join(root, '.venv'), join(workbench.folder, '.venv'), 'junction');
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-plan');
  });
  after(async () => {
    await rm(solution, { recursive: true, force: true });
    await workbench.close();
  });

  it('begins the pivot to NLP and finds it in the planner, at ten hours a week', async () => {
    await workbench.trustFolder();
    await workbench.openView('Bridgecraft');
    await workbench.clickRowAction(workbench.treeRow(curriculum), 'Choose Pivot');
    await workbench.expand(workbench.treeRow(curriculum));
    const row = workbench.treeRow(/^Image captioning/);
    await row.waitFor();
    await workbench.clickRowAction(row, 'Start Step');
    await eventually('the project to be there', () =>
      Promise.resolve(existsSync(join(workbench.folder, ...ref.split('/'), 'pyproject.toml'))),
    );
    await workbench.tab('caption.py').waitFor();
    await (await workbench.webview(/^Image captioning/)).getByRole('heading', { level: 1 }).waitFor();
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Bridgecraft: Open Planner');
    const page = await planner();
    await page.getByLabel('Hours a week').waitFor();
    assert.equal(await page.getByLabel('You come from').inputValue(), 'computer-vision');
    assert.equal(await page.getByLabel('You go to').inputValue(), 'nlp');
    assert.equal(await page.getByLabel('Hours a week').inputValue(), '10');
    // The published figure for a first role.
    assert.equal(await gapHours(page), 203);
    seen.end = await lastDay(page);
    assert.match(seen.end, /\d/);
  });

  it('says that two levels are higher, after agreeing to a file, and sees the hours drop', async () => {
    const page = await planner();
    await openTab(page, 'You');
    await page.locator('summary').filter({ hasText: 'Natural language' }).click();
    const level = (skill: string, value: number) =>
      page.getByRole('radiogroup', { name: skill, exact: true }).getByRole('radio').nth(value).check();
    await level('Retrieval and retrieval-augmented generation', 2);
    await workbench.dialogButton('Make It, and Let Git Ignore It').click();
    const assessment = join(workbench.folder, 'career', 'assessment.yaml');
    await eventually('the first level in the file', async () =>
      (await readFile(assessment, 'utf8').catch(() => '')).includes('n.rag: 2'),
    );
    await level('Text normalization and tokenization', 2);
    await eventually('the second level in the file', async () =>
      (await readFile(assessment, 'utf8')).includes('n.token: 2'),
    );
    assert.match(await readFile(join(workbench.folder, '.gitignore'), 'utf8'), /^career\/$/mu);
    await workbench.screenshot('plan-1-you');
    seen.hours = await eventually('fewer hours', async () => {
      const hours = await gapHours(page);
      return hours < 203 ? hours : undefined;
    });
    await workbench.screenshot('plan-2-gap');
  });

  it('takes two weeks off, which the road leaves free', async () => {
    const page = await planner();
    const before = await lastDay(page);
    await openTab(page, 'You');
    for (const weeks of [2, 3]) {
      const day = new Date(Date.now() + weeks * 7 * 86_400_000).toISOString().slice(0, 10);
      await page.getByLabel('A day of the week').fill(day);
      await page.getByRole('button', { name: 'Add Week Off' }).click();
      await eventually('the week in the list', async () => (await page.getByText(/^week of /u).count()) === weeks - 1);
    }
    await eventually('a later end', async () => (await lastDay(page)) !== before);
    seen.end = await lastDay(page);
    await workbench.screenshot('plan-3-roadmap');
  });

  it('opens the reasons of the pivot by keyboard', async () => {
    const page = await planner();
    await openTab(page, 'Pivots');
    await page.locator('#cell-computer-vision-nlp').focus();
    await workbench.page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Computer vision to NLP: / }).waitFor();
    await page.getByRole('heading', { name: 'The largest gaps' }).waitFor();
    await workbench.useTheme('dark');
    await workbench.screenshot('plan-4-reasons-dark');
    await workbench.useTheme('high-contrast');
    await workbench.screenshot('plan-5-reasons-high-contrast');
    await workbench.useTheme('light');
  });

  it('exports a calendar that a calendar reads', async () => {
    const page = await planner();
    await openTab(page, 'Roadmap');
    await page.getByRole('button', { name: 'Export Calendar…' }).click();
    await workbench.quickInput.locator('input').first().waitFor();
    await workbench.quickInput.getByRole('button', { name: 'OK' }).click();
    const file = join(workbench.folder, 'computer-vision-to-nlp.ics');
    await eventually('the calendar', () => Promise.resolve(existsSync(file)));
    const calendar = ICAL.Component.fromString(await readFile(file, 'utf8'));
    const events = calendar.getAllSubcomponents('vevent');
    assert.ok(events.length > 10, String(events.length));
  });

  it('passes a step, and sees the gap shrink and the dates come nearer', async () => {
    const page = await planner();
    const before = await lastDay(page);
    await cp(join(solution, 'project'), join(workbench.folder, ...ref.split('/')), {
      recursive: true,
      filter: (source) => !source.endsWith('.bridgecraft-step.json'),
    });
    await workbench.runCommand('Bridgecraft: Run Checks');
    const ran = await eventually(
      'a run of the checks',
      async () => {
        const log = await readFile(join(workbench.folder, '.bridgecraft', 'progress.jsonl'), 'utf8');
        return log.split('\n').find((line) => line.includes('"kind":"checks-ran"'));
      },
      3 * minutes,
    );
    const { results } = JSON.parse(ran) as {
      readonly results: readonly { readonly id: string; readonly verdict: string; readonly message: string }[];
    };
    assert.deepEqual(
      results.filter(({ verdict }) => verdict !== 'passed').map(({ id, message }) => `${id}: ${message}`),
      [],
    );
    const hours = await eventually('a smaller gap', async () => {
      const now = await gapHours(page);
      return now < (seen.hours ?? 0) ? now : undefined;
    });
    await page.getByText(/passed steps have closed/).waitFor();
    assert.ok(hours > 0);
    assert.notEqual(await lastDay(page), before);
    await workbench.screenshot('plan-6-after-a-step');
  });
});
