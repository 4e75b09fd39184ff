import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { Step } from '../../src/core/curriculum/model';
import { findRegion } from '../../src/core/curriculum/regions';
import type { BridgecraftApi } from '../../src/extension';
import { StartIntent } from '../../src/host/commands/start-intent';
import { stepsOf } from '../../src/core/curriculum/steps';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements, workspaceFolder } from './support/extension';
import { makeProgress, MemoryState, ScriptedQuestions } from './support/progress';

describe('Starting a step', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let step: Step;
  let project: string;

  const answer = (choose: (...titles: readonly string[]) => string | undefined): readonly string[] => {
    const told: string[] = [];
    const show = (message: string, ...rest: readonly unknown[]): Promise<unknown> => {
      told.push(message);
      return Promise.resolve(choose(...rest.filter((each) => typeof each === 'string')));
    };
    for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const) {
      window.replace(vscode.window, name, show);
    }
    return told;
  };
  const log = () => readFile(join(workspaceFolder().fsPath, '.bridgecraft', 'progress.jsonl'), 'utf8');
  const count = async (kind: string) =>
    (await log()).split('\n').filter((line) => line.includes(`"kind":"${kind}"`)).length;

  before(async () => {
    api = await bridgecraft();
    const [first] = api.index.curricula.flatMap(stepsOf);
    assert.ok(first);
    step = first;
    project = join(workspaceFolder().fsPath, step.curriculum, step.id);
  });

  afterEach(async () => {
    window.restore();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('keeps a pivot that was chosen, and shows it first', async () => {
    answer(() => undefined);
    const last = api.index.curricula.at(-1);
    await vscode.commands.executeCommand('bridgecraft.choosePivot', last?.id);
    assert.equal(api.progress.state.pivot, last?.id);
    const [first] = api.tree.getChildren();
    assert.ok(first?.kind === 'curriculum');
    assert.equal(first.curriculum.id, last?.id);
    assert.match(api.tree.getTreeItem(first).accessibilityInformation?.label ?? '', /your pivot/);
    assert.equal(api.tree.message, '');
  });

  it('keeps files that are in the way, after showing what would happen to each', async () => {
    const learner = step.projectFiles.find(({ owner }) => owner === 'learner');
    assert.ok(learner);
    await mkdir(dirname(join(project, learner.path)), { recursive: true });
    await writeFile(join(project, learner.path), 'mine = 1\n');
    let detail = '';
    window.replace(vscode.window, 'showWarningMessage', (_: string, options: vscode.MessageOptions) => {
      detail = options.detail ?? '';
      return Promise.resolve(undefined);
    });
    await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
    assert.ok(detail.startsWith(`${learner.path}: differs`), detail);
    assert.equal(existsSync(join(project, '.bridgecraft-step.json')), false, 'declined: nothing is created');

    const told = answer((...titles) => titles.find((title) => title === 'Create the New Files'));
    await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
    assert.equal(await readFile(join(project, learner.path), 'utf8'), 'mine = 1\n');
    assert.ok(
      told.some((message) => message.startsWith('1 file was there and differs')),
      told.join('\n'),
    );
    for (const file of step.projectFiles) assert.ok(existsSync(join(project, file.path)), file.path);
    await rm(project, { recursive: true });
    await api.progress.scan();
    assert.equal(api.progress.projects.has(step.ref), false);
  });

  it('respects edits that are not saved', async () => {
    const other = api.index.curricula.flatMap(stepsOf).at(-1);
    assert.ok(other && other.ref !== step.ref);
    const folder = join(workspaceFolder().fsPath, other.curriculum, other.id);
    const file = join(folder, other.tasks[0]?.file ?? '');
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'saved = 1\n');
    const document = await vscode.workspace.openTextDocument(file);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'unsaved = 2\n'));
    const told = answer(() => undefined);
    await vscode.commands.executeCommand('bridgecraft.startStep', other.ref);
    assert.ok(told[0]?.includes(vscode.workspace.asRelativePath(document.uri)), told.join('\n'));
    assert.equal(document.getText(), 'unsaved = 2\nsaved = 1\n');
    assert.deepEqual([document.isDirty, existsSync(join(folder, 'pyproject.toml'))], [true, false]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await rm(folder, { recursive: true });
  });

  it('puts its project into the home folder and opens the first task and the guide', async () => {
    const before = existsSync(join(workspaceFolder().fsPath, '.bridgecraft')) ? await count('step-started') : 0;
    answer((...titles) => titles.find((title) => title === 'Add'));
    await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
    for (const file of step.projectFiles) assert.ok(existsSync(join(project, file.path)), file.path);
    assert.equal(await count('step-started'), before + 1);
    assert.equal(api.progress.projects.get(step.ref)?.fsPath, project);
    assert.equal(api.progress.state.steps.get(step.ref)?.status, 'in-progress');
    const [task] = step.tasks;
    const shown = vscode.window.visibleTextEditors.find(({ document }) =>
      document.uri.path.endsWith(task?.file ?? '?'),
    );
    assert.ok(shown, 'the file of the first task is open');
    if (task?.region) {
      const place = findRegion(task.file, shown.document.getText(), task.region);
      assert.ok(place.kind === 'found');
      assert.equal(shown.selection.active.line, place.start);
    }
    assert.equal(api.panels.guideStep, step.ref);
    assert.ok(api.status.text?.includes(step.title));
    assert.equal(api.contextKeys.get('bridgecraft.hasProject'), true);
  });

  it('shows one hint after the other, records each, and says when there is none left', async () => {
    const task = step.tasks.find(({ id }) => step.hints.tasks[id]);
    assert.ok(task);
    const told = answer(() => undefined);
    const furthest = () => api.progress.state.steps.get(step.ref)?.help.hints.get(task.id);
    for (const level of ['nudge', 'approach', 'pseudocode']) {
      await vscode.commands.executeCommand('bridgecraft.showHint', step.ref, task.id);
      assert.equal(furthest(), level);
    }
    assert.equal(await count('hint-shown'), 3);
    assert.equal(told.length, 0);
    await vscode.commands.executeCommand('bridgecraft.showHint', step.ref, task.id);
    assert.equal(await count('hint-shown'), 3);
    await eventually('the notice', () => Promise.resolve(told.some((each) => each.includes('All hints'))));
  });

  it('adds the project to pyrightconfig.json when the learner agrees', async () => {
    const file = join(workspaceFolder().fsPath, 'pyrightconfig.json');
    const text = await eventually('pyrightconfig.json', async () => {
      const written = await readFile(file, 'utf8');
      return written.endsWith('}\n') && written;
    });
    const config = JSON.parse(text) as { executionEnvironments: readonly { root: string }[] };
    assert.deepEqual(
      config.executionEnvironments.map(({ root }) => root),
      [step.ref],
    );
  });

  it('a second time changes nothing and records nothing', async () => {
    const file = join(project, step.tasks[0]?.file ?? '');
    await writeFile(file, `${await readFile(file, 'utf8')}# my work\n`);
    const before = await log();
    answer(() => assert.fail('nothing is asked'));
    await vscode.commands.executeCommand('bridgecraft.startStep', { step });
    assert.ok((await readFile(file, 'utf8')).endsWith('# my work\n'));
    assert.equal(await log(), before);
  });

  it('is found again after a reload, with its pivot and its project', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'bridgecraft-reload-'));
    const { progress } = makeProgress(scratch, api.index, new ScriptedQuestions());
    await progress.start();
    assert.deepEqual([...progress.projects.keys()], [...api.progress.projects.keys()]);
    assert.deepEqual(progress.state, api.progress.state);
    await progress.flush();
    await rm(scratch, { recursive: true });
  });

  it('goes to a task of the tree', async () => {
    const task = step.tasks.at(-1);
    await vscode.commands.executeCommand('bridgecraft.goToTask', step.ref, task?.id);
    assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith(task?.file ?? '?'));
  });

  it('without a folder asks for one, keeps the intent over the reload, and goes on there once', async () => {
    const scratch = await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft stärt-')));
    const folder = vscode.Uri.file(join(scratch, 'my folder'));
    await mkdir(folder.fsPath);
    const { progress, logs } = makeProgress(scratch, api.index, new ScriptedQuestions());
    const globalState = new MemoryState();
    const opened: vscode.Uri[] = [];
    const intent = new StartIntent(globalState, logs, new ScriptedQuestions(), (uri) =>
      Promise.resolve(opened.push(uri)),
    );
    window.replace(vscode.window, 'showOpenDialog', () => Promise.resolve([folder]));
    window.openFolders();
    await intent.askForFolder(step.ref);
    assert.deepEqual(
      opened.map(({ fsPath }) => fsPath),
      [folder.fsPath],
    );
    assert.ok(
      existsSync(join(folder.fsPath, '.bridgecraft', 'progress.jsonl')),
      'what wakes the extension after the reload',
    );
    assert.equal(await intent.take(), undefined, 'not in another window');
    window.openFolders(folder);
    window.replace(vscode.workspace, 'isTrusted', false);
    assert.equal(await intent.take(), undefined, 'not while the folder is not trusted');
    window.replace(vscode.workspace, 'isTrusted', true);
    assert.equal(await intent.take(), step.ref);
    assert.equal(await intent.take(), undefined);
    await progress.flush();
    await rm(scratch, { recursive: true });
  });

  it('in Restricted Mode writes nothing and shows the way out', async () => {
    window.replace(vscode.workspace, 'isTrusted', false);
    const told = answer(() => undefined);
    const other = api.index.curricula.flatMap(stepsOf).find(({ ref }) => !api.progress.projects.has(ref));
    assert.ok(other);
    const before = await log();
    await vscode.commands.executeCommand('bridgecraft.startStep', other.ref);
    await vscode.commands.executeCommand('bridgecraft.runChecks', step.ref);
    assert.equal(told.length, 2);
    for (const message of told) assert.match(message, /Restricted Mode/);
    assert.equal(existsSync(join(workspaceFolder().fsPath, other.ref)), false);
    assert.equal(await log(), before);
  });
});

describe('A milestone', () => {
  const window = new Replacements();
  afterEach(() => window.restore());

  it('marked by hand is unverified, with evidence attested, and reopened open again', async () => {
    const api = await bridgecraft();
    const [curriculum] = api.index.curricula;
    const ref = `${curriculum?.id ?? ''}/${curriculum?.milestones[0]?.id ?? ''}` as const;
    const kind = () => api.progress.state.milestones.get(ref)?.kind;
    const show = () => Promise.resolve(undefined);
    window.replace(vscode.window, 'showInformationMessage', show);
    await vscode.commands.executeCommand('bridgecraft.markMilestone', ref, { note: 'said so', files: [] });
    assert.equal(kind(), 'unverified');
    const file = vscode.Uri.joinPath(workspaceFolder(), 'evidence.md');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode('# what I did\n'));
    await vscode.commands.executeCommand('bridgecraft.markMilestone', ref, { note: 'see', files: [file] });
    const state = api.progress.state.milestones.get(ref);
    assert.ok(state?.kind === 'attested');
    assert.deepEqual(
      state.files.map(({ path }) => path),
      ['evidence.md'],
    );
    await vscode.commands.executeCommand('bridgecraft.reopenMilestone', ref);
    assert.equal(kind(), 'open');
  });
});
