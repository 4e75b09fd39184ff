/** One learner's evening, on the packaged extension: from an empty folder to a verified milestone, and back after a reload. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launchBrowser } from '../support/browser';
import { eventually } from '../support/eventually';
import { openWorkbench } from '../support/open-workbench';
import type { Workbench } from '../support/workbench';

const root = join(__dirname, '..', '..');
const curriculum = 'From classical ML to deep learning';
const step = { ref: 'ml-to-deep-learning/backpropagation', title: 'Backpropagation from scratch' };
const minutes = 60_000;

/** The command line of the built tree, or of the installed extension. */
function commandLine(
  cli: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { maxBuffer: 1e7 }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}

interface PackagedStep {
  readonly ref: string;
  readonly tasks: readonly { readonly file: string }[];
  readonly checks: readonly { readonly id: string; readonly given?: boolean; readonly needs?: string }[];
}

/** The step as the package has it. */
async function packagedStep(): Promise<PackagedStep> {
  const index = JSON.parse(await readFile(join(root, 'dist', 'curricula', 'index.json'), 'utf8')) as {
    curricula: readonly { phases: readonly { steps: readonly PackagedStep[] }[] }[];
  };
  const steps = index.curricula.flatMap((each) => each.phases.flatMap((phase) => phase.steps));
  const found = steps.find((each) => each.ref === step.ref);
  assert.ok(found);
  return found;
}

interface Log {
  readonly kind: string;
  readonly results?: readonly { readonly id: string; readonly verdict: string }[];
}

describe('A learner', function () {
  this.timeout(10 * minutes);
  let workbench: Workbench;
  let project: string;
  let solution: string;

  const log = async (): Promise<readonly Log[]> =>
    (await readFile(join(workbench.folder, '.bridgecraft', 'progress.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Log);
  const runs = async () => (await log()).filter((event) => event.kind === 'checks-ran');
  const portfolio = () => `${workbench.folder}-portfolio`;
  const guide = () => workbench.webview(new RegExp(step.title));
  const milestones = () => workbench.webview(/Milestones/);

  before(async () => {
    solution = join(await mkdtemp(join(tmpdir(), 'bridgecraft-solution-')), 'solution');
    const { code, output } = await commandLine(
      join(root, 'dist', 'cli.js'),
      'scaffold',
      step.ref,
      solution,
      '--solution',
    );
    assert.equal(code, 0, output);
    workbench = await openWorkbench();
    project = join(workbench.folder, ...step.ref.split('/'));
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await workbench.screenshot('failed-journey');
  });
  after(async () => {
    await rm(join(solution, '..'), { recursive: true, force: true });
    await workbench.close();
  });

  it('trusts the folder with a click and chooses a pivot in the tree', async () => {
    await workbench.trustFolder();
    await workbench.openView('Bridgecraft');
    await workbench.screenshot('journey-1-tree');
    await workbench.clickRowAction(workbench.treeRow(curriculum), 'Choose Pivot');
    await eventually('the pivot to be recorded', async () =>
      (await log().catch(() => [])).some((event) => event.kind === 'pivot-chosen'),
    );
  });

  it('starts a step from the tree: a project, the first task and the guide appear', async () => {
    await workbench.expand(workbench.treeRow(curriculum));
    const row = workbench.treeRow(step.title);
    await row.waitFor();
    await workbench.clickRowAction(row, 'Start Step');
    await eventually('the project to be there', () => Promise.resolve(existsSync(join(project, 'pyproject.toml'))));
    const page = await guide();
    await page.getByRole('heading', { level: 1, name: step.title }).waitFor();
    assert.ok((await page.locator('math').count()) > 3, 'formulas are rendered as MathML');
    assert.ok((await page.locator('pre [class^="tok-"]').count()) > 3, 'code is highlighted');
    await workbench.screenshot('journey-2-started');
  });

  it('is told that Python is missing its packages, and sets it up with a click', async () => {
    const page = await guide();
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await page.getByRole('button', { name: 'Set Up Python' }).first().click();
    await workbench.notification(/Python is ready/).waitFor({ timeout: 8 * minutes });
    assert.ok(existsSync(join(workbench.folder, '.venv', 'bridgecraft-environment.json')));
  });

  it('sees the starter fail for the right reason, in guide, tree and Test Explorer', async () => {
    const page = await guide();
    await page.getByRole('button', { name: 'Check', exact: true }).click();
    await eventually('a recorded run', async () => (await runs()).length === 1, 3 * minutes);
    const verdicts = (await runs())[0]?.results ?? [];
    const { checks } = await packagedStep();
    const given = new Set(checks.filter((check) => check.given).map((check) => check.id));
    assert.ok(verdicts.length > 5);
    for (const { id, verdict } of verdicts) assert.equal(verdict, given.has(id) ? 'passed' : 'failed', id);
    await page
      .getByText(/not written yet|NotImplementedError|not implemented/i)
      .first()
      .waitFor();
    await workbench.screenshot('journey-3-failed');
  });

  it('writes the work in the editor and sees the checks pass in the Test Explorer', async () => {
    const { tasks } = await packagedStep();
    for (const file of new Set(tasks.map((task) => task.file))) {
      await workbench.editFile(`${step.ref}/${file}`, await readFile(join(solution, file), 'utf8'));
    }
    await workbench.openView('Testing');
    const row = workbench.testRow(step.title);
    await workbench.clickRowAction(row, 'Run Test');
    await eventually('a second recorded run', async () => (await runs()).length === 2, 3 * minutes);
    const verdicts = (await runs())[1]?.results ?? [];
    assert.deepEqual([...new Set(verdicts.map((result) => result.verdict))], ['passed']);
    await eventually('the Test Explorer to show it', async () =>
      ((await row.getAttribute('aria-label')) ?? '').includes('Passed'),
    );
    await workbench.screenshot('journey-4-passed');
  });

  it('gets the same verdicts on the command line', async () => {
    const extensions = join(workbench.folder, '..', 'extensions');
    const installed = (await readdir(extensions)).find((name) => name.startsWith('bridgecraft.bridgecraft-'));
    const cli = join(extensions, installed ?? '', 'dist', 'cli.js');
    const { code, output } = await commandLine(cli, 'check', project);
    assert.equal(code, 0, output);
    assert.ok(output.includes(join(workbench.folder, '.venv')), 'the same interpreter is named');
  });

  it('finds the milestone verified with its evidence, and another one marked by hand labeled so', async () => {
    await workbench.openView('Bridgecraft');
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('View: Hide Panel');
    await workbench.runCommand('Bridgecraft: Open Milestones');
    const page = await milestones();
    await page.getByText('verified', { exact: true }).first().waitFor();
    await page
      .getByText(/\d+ checks/)
      .first()
      .waitFor();
    await page
      .getByRole('button', { name: /Mark Complete/ })
      .first()
      .click();
    await page.getByRole('textbox').first().fill('Done on the letters data; the numbers are in my notes.');
    await page.getByRole('button', { name: /^Mark as Unverified/ }).click();
    await page.getByText('unverified', { exact: true }).first().waitFor();
    await workbench.screenshot('journey-5-milestones');
    await workbench.useTheme('dark');
    await workbench.screenshot('journey-6-milestones-dark');
  });

  it('finds all of it again after a reload, with the Explorer in front and the guide open', async () => {
    await workbench.runCommand('Bridgecraft: Open Guide');
    await (await guide()).getByRole('heading', { level: 1, name: step.title }).waitFor();
    await workbench.openView('Explorer');
    await workbench.reload();
    await workbench.statusBarItem(/\d+\/\d+/).waitFor();
    const guideAgain = await guide();
    await guideAgain.getByRole('heading', { level: 1, name: step.title }).waitFor();
    const { checks } = await packagedStep();
    const passed = checks.filter((check) => check.needs === undefined).length;
    await guideAgain.getByText(`${passed} of ${passed} checks`, { exact: true }).first().waitFor();
    const page = await milestones();
    await page.getByText('verified', { exact: true }).first().waitFor();
    await page.getByText('unverified', { exact: true }).first().waitFor();
    await workbench.openView('Testing');
    const row = workbench.testRow(step.title);
    await eventually('the recorded verdicts to be back', async () =>
      ((await row.getAttribute('aria-label')) ?? '').includes('Passed'),
    );
    await workbench.screenshot('journey-7-reloaded');
  });

  it('exports a portfolio beside the folder, without a word that is private', async () => {
    await workbench.runCommand('View: Close All Editors');
    await workbench.runCommand('Bridgecraft: Open Portfolio');
    const page = await workbench.webview('Portfolio');
    await page.getByText('The figures are those of today’s files.').waitFor();
    await workbench.screenshot('journey-8-portfolio');
    await page.getByRole('button', { name: 'Export…' }).click();
    await workbench.quickInput.locator('.monaco-list-row').first().click();
    await workbench.dialogButton('Write Files').click();
    await eventually('the portfolio', () => Promise.resolve(existsSync(join(portfolio(), 'docs', 'index.html'))));
    for (const file of await readdir(portfolio(), { recursive: true })) {
      assert.ok(!/(^|[\\/])(career|\.bridgecraft)([\\/]|$)/u.test(file), file);
      const text = await readFile(join(portfolio(), file), 'utf8').catch(() => '');
      for (const word of [workbench.folder, homedir()]) assert.ok(!text.includes(word), `${word} in ${file}`);
    }
  });

  it('opens its site in a browser', async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.goto(pathToFileURL(join(portfolio(), 'docs', 'index.html')).href);
    await page.screenshot({ path: join(root, 'out', 'screenshots', 'journey-9-site.png'), fullPage: true });
    await page.getByRole('link', { name: step.title }).first().click();
    await page.getByRole('heading', { level: 1, name: step.title }).waitFor();
    await page.screenshot({ path: join(root, 'out', 'screenshots', 'journey-10-site-project.png'), fullPage: true });
    assert.deepEqual(
      requests.filter((url) => !url.startsWith('file:')),
      [],
    );
    await browser.close();
  });

  it('reproduces every figure in a fresh environment, and catches one that was changed', async () => {
    const cli = join(root, 'dist', 'cli.js');
    const again = await commandLine(cli, 'check', '--portfolio', portfolio());
    assert.equal(again.code, 0, again.output);
    const file = join(portfolio(), 'reproduce.json');
    const published = await readFile(file, 'utf8');
    const changed = published.replace(/("name": "moons_mlp"[^}]*"value": )[\d.]+/u, '$10.5');
    assert.notEqual(changed, published);
    await writeFile(file, changed);
    const python = join(
      workbench.folder,
      '.venv',
      ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
    );
    const caught = await commandLine(cli, 'check', '--portfolio', portfolio(), '--python', python);
    assert.equal(caught.code, 1, caught.output);
    assert.match(caught.output, /Accuracy of the network on moons .* differs/u);
  });
});
