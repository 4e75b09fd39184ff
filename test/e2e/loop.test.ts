/** A new learner's first task on the packaged extension: help, a first passed check, compare, reset and undo. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../support/eventually';
import { openWorkbench } from '../support/open-workbench';
import type { Workbench } from '../support/workbench';

const step = { ref: 'ml-to-deep-learning/backpropagation', title: 'Backpropagation from scratch' };
const task = 'Count the parameters of a network';
const minutes = 60_000;

describe('A learner’s first task', function () {
  this.timeout(12 * minutes);
  let workbench: Workbench;
  const file = () => join(workbench.folder, ...step.ref.split('/'), 'src', 'deepbridge', 'mlp.py');
  const guide = () => workbench.webview(new RegExp(step.title));
  const kinds = async () =>
    (await readFile(join(workbench.folder, '.bridgecraft', 'progress.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind);
  const lens = (text: string | RegExp) =>
    workbench.page.locator('.part.editor .codelens-decoration a').filter({ hasText: text }).first();
  const clickLens = async (text: string | RegExp) => {
    await lens(text).waitFor();
    await lens(text).click();
  };

  before(async () => {
    workbench = await openWorkbench();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-loop');
  });
  after(() => workbench.close());

  it('is led by the walkthrough', async () => {
    await workbench.trustFolder();
    await workbench.runCommand('Welcome: Open Walkthrough...');
    await workbench.pick(/Bridgecraft/);
    await workbench.page
      .getByText(/Choose your pivot/i)
      .first()
      .waitFor();
    await workbench.screenshot('loop-1-walkthrough');
  });

  it('starts with a project, an environment and words over the first region', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.openView('Bridgecraft');
    const curriculum = workbench.treeRow('From classical ML to deep learning');
    await workbench.clickRowAction(curriculum, 'Choose Pivot');
    await workbench.expand(curriculum);
    await workbench.clickRowAction(workbench.treeRow(step.title), 'Start Step');
    await (await guide()).getByRole('heading', { level: 1, name: step.title }).waitFor();
    await lens(task).waitFor();
    await workbench.runCommand('Bridgecraft: Set Up Python');
    await workbench.notification(/Python is ready/).waitFor({ timeout: 8 * minutes });
  });

  it('gets one hint at a time, from the lens', async () => {
    await clickLens(/^Hint$/);
    const page = await guide();
    await page.getByText('Nudge', { exact: true }).waitFor();
    assert.equal((await kinds()).filter((kind) => kind === 'hint-shown').length, 1);
    await workbench.screenshot('loop-2-hint');
  });

  it('passes the first check in the two minutes that the task has', async () => {
    const began = Date.now();
    const text = await readFile(file(), 'utf8');
    const solved = text.replace(
      /raise NotImplementedError\("count_parameters[^\n]*/,
      'return sum((fan_in + 1) * fan_out for fan_in, fan_out in zip(sizes, sizes[1:], strict=False))',
    );
    assert.notEqual(solved, text);
    await workbench.editFile(`${step.ref}/src/deepbridge/mlp.py`, solved);
    // Pasting ends at the last line; the task is at the top.
    await workbench.page.keyboard.press('ControlOrMeta+Home');
    await clickLens(/^Check$/);
    await lens(/Count the parameters of a network.*passed/).waitFor({ timeout: 2 * minutes });
    // Generous to a busy machine; alone it takes seconds.
    assert.ok(Date.now() - began < 2 * minutes);
    await workbench.screenshot('loop-3-passed');
  });

  it('compares it with the solution, side by side', async () => {
    await clickLens(/^Compare$/);
    await workbench.page.locator('.part.editor .monaco-diff-editor .view-line').first().waitFor();
    await workbench.screenshot('loop-4-compare');
    await workbench.runCommand('View: Close Editor');
    assert.ok(!(await kinds()).includes('solution-shown'), 'what was earned is not recorded as shown');
  });

  it('resets a file and has the work back with Undo', async () => {
    const before = await readFile(file(), 'utf8');
    await workbench.openFile(`${step.ref}/src/deepbridge/mlp.py`);
    await workbench.runCommand('Bridgecraft: Reset');
    await workbench.quickInput.waitFor();
    await workbench.screenshot('loop-5-reset');
    await workbench.pick(/File src\/deepbridge\/mlp\.py/);
    await eventually('the starter to be back', async () =>
      (await readFile(file(), 'utf8')).includes('raise NotImplementedError("count_parameters'),
    );
    await workbench.clickNotification(/is reset/, 'Undo');
    await eventually('the work to be back', async () => (await readFile(file(), 'utf8')) === before);
  });

  it('reads in Doctor what is there and what is wanted', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Bridgecraft: Open Doctor');
    const page = await workbench.webview(/Doctor/);
    await page
      .getByText(/3\.1\d\.\d+/)
      .first()
      .waitFor();
    await workbench.screenshot('loop-6-doctor');
  });
});
