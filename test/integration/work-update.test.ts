import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import * as vscode from 'vscode';
import type { Step, Task } from '../../src/core/curriculum/model';
import { findRegion } from '../../src/core/curriculum/regions';
import { stepsOf } from '../../src/core/curriculum/steps';
import { readProjectMark } from '../../src/core/scaffold/project-mark';
import type { BridgecraftApi } from '../../src/extension';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements, starterText, workspaceFolder } from './support/extension';
import { answerWith, applied, closeEditors, pickInTurn } from './support/people';

const older = 'a'.repeat(64);

describe('Updating', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let step: Step;
  let task: Task;
  let region: string;
  let project: string;
  let checkFile: string;
  /** Of the newer version, which is installed. */
  let starter: string;

  const pathOf = (path: string) => join(project, ...path.split('/'));
  const disk = (path = task.file) => readFile(pathOf(path), 'utf8');
  const proposed = () => vscode.Uri.joinPath(workspaceFolder(), '.bridgecraft', 'proposed', step.ref, task.file);
  const version = () => api.progress.marks.get(step.ref)?.contentVersion;
  const said = (told: readonly string[], text: string) =>
    eventually(`"${text}"`, () => Promise.resolve(told.some((each) => each.includes(text))));
  const withBody = (text: string, body: string) => {
    const place = findRegion(task.file, text, region);
    assert.ok(place.kind === 'found');
    const lines = text.split('\n');
    return [...lines.slice(0, place.start), body, ...lines.slice(place.end)].join('\n');
  };
  const treeItem = () => {
    const items = (nodes: ReturnType<typeof api.tree.getChildren>): ReturnType<typeof api.tree.getChildren> =>
      nodes.flatMap((node) => [node, ...items(api.tree.getChildren(node))]);
    const node = items(api.tree.getChildren()).find((each) => each.kind === 'step' && each.step.ref === step.ref);
    assert.ok(node);
    return api.tree.getTreeItem(node);
  };

  /** A project of a version whose package is gone: its base is all that is left. */
  const makeOlder = async (mine: string) => {
    const base = join(workspaceFolder().fsPath, '.bridgecraft', 'base');
    const files = unzipSync(await readFile(join(base, `${step.contentVersion}.zip`)));
    files[task.file] = strToU8(`# an older line\n${starter}`);
    const checks = files[checkFile];
    assert.ok(checks);
    const olderChecks = `# older\n${strFromU8(checks)}`;
    files[checkFile] = strToU8(olderChecks);
    await writeFile(join(base, `${older}.zip`), zipSync(files));
    await writeFile(pathOf(checkFile), olderChecks);
    await writeFile(pathOf(task.file), mine);
    const mark = readProjectMark(await disk('.bridgecraft-step.json'));
    assert.ok(mark.ok);
    const olderMark = {
      ...mark.value,
      contentVersion: older,
      author: { ...mark.value.author, [checkFile]: nodeHasher.sha256(olderChecks) },
      starter: { ...mark.value.starter, [task.file]: nodeHasher.sha256(`# an older line\n${starter}`) },
    };
    await writeFile(pathOf('.bridgecraft-step.json'), JSON.stringify(olderMark));
    await api.progress.scan();
  };
  const update = () => vscode.commands.executeCommand('bridgecraft.updateStep', step.ref);
  const agree = (...more: readonly string[]) =>
    answerWith(window, (_, titles) => titles.find((title) => ['Update', ...more].includes(title)));

  before(async () => {
    api = await bridgecraft();
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    const [first] = api.index.curricula.flatMap(stepsOf);
    const found = first?.tasks.find((each) => each.region !== undefined && each.file.endsWith('.py'));
    const check = first?.projectFiles.find(({ path }) => /^checks\/test_.*\.py$/.test(path));
    assert.ok(first && found?.region !== undefined && check);
    [step, task, region, checkFile] = [first, found, found.region, check.path];
    answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
    const folder = api.progress.projects.get(step.ref);
    assert.ok(folder);
    project = folder.fsPath;
    starter = await starterText(step, task.file);
    await writeFile(pathOf(task.file), starter);
    window.restore();
  });
  afterEach(async () => {
    window.restore();
    await closeEditors();
    await rm(join(workspaceFolder().fsPath, '.bridgecraft', 'proposed'), { recursive: true, force: true });
  });

  it('is offered where a project is of an older version, in words and by an action', async () => {
    await makeOlder(`# an older line\n${starter}`);
    assert.equal(version(), older);
    assert.equal(treeItem().contextValue, 'step started older');
    assert.match(String(treeItem().description), /newer version/);
    assert.equal(api.contextKeys.get('bridgecraft.hasOlderProject'), true);
  });

  it('shows what changed before anything does', async () => {
    const lists = pickInTurn(window, new RegExp(task.file));
    const told = answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.showChanges', step.ref);
    assert.deepEqual([...(lists[0] ?? [])].sort(), [checkFile, task.file].sort());
    await said(told, 'Nothing has changed yet');
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    const [before, after] = [input.original, input.modified].map((uri) => vscode.workspace.openTextDocument(uri));
    assert.equal((await before)?.getText(), `# an older line\n${starter}`);
    assert.equal((await after)?.getText(), starter);
    assert.equal(version(), older);
  });

  it('blocks the checks with the version as the reason and the update as the repair', async () => {
    const run = await api.checks.run(step, { only: [step.checks[0]?.id ?? ''] });
    assert.equal(run?.reason?.kind, 'older-version');
  });

  it('takes the new files where the learner changed nothing, and Undo brings the older project back', async () => {
    const told = agree();
    await update();
    await said(told, 'is up to date');
    assert.equal(await disk(), starter);
    assert.doesNotMatch(await disk(checkFile), /^# older/);
    assert.equal(version(), step.contentVersion);
    assert.equal(treeItem().contextValue, 'step started');
    assert.equal(api.progress.state.steps.get(step.ref)?.contentVersion, step.contentVersion);

    await makeOlder(`# an older line\n${starter}`);
    window.restore();
    const again = agree('Undo');
    await update();
    await said(again, 'Your files are as they were');
    assert.deepEqual([await disk(), version()], [`# an older line\n${starter}`, older]);
    assert.match(await disk(checkFile), /^# older/);
  });

  it("proposes a joined copy where both changed a file; the learner's file changes when it is accepted", async () => {
    const saved = withBody(`# an older line\n${starter}`, '    return 41');
    const unsaved = withBody(`# an older line\n${starter}`, '    return 42');
    await makeOlder(saved);
    const open = await vscode.workspace.openTextDocument(pathOf(task.file));
    await vscode.window.showTextDocument(open, { preview: false });
    await eventually('the editor to read the file', () => Promise.resolve(open.getText() === saved));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(open.uri, new vscode.Range(open.positionAt(0), open.positionAt(saved.length)), unsaved);
    await applied(edit);
    const told = agree();
    await update();
    await said(told, 'Yours stays until you accept');
    assert.deepEqual([await disk(), open.getText(), open.isDirty], [saved, unsaved, true]);
    assert.doesNotMatch(await disk(checkFile), /^# older/, "the author's files are the newer ones");
    assert.equal(version(), older, 'not done yet');
    const copy = await readFile(proposed().fsPath, 'utf8');
    assert.equal(copy, withBody(starter, '    return 42'), 'what is not saved counts');

    await vscode.commands.executeCommand('bridgecraft.acceptUpdate', proposed());
    await said(told, 'is up to date');
    assert.deepEqual([await disk(), open.isDirty], [copy, false]);
    assert.equal(version(), step.contentVersion);
    assert.equal(existsSync(proposed().fsPath), false);
  });

  it('with a conflict opens the copy with the markers that VS Code knows, and takes no open conflict', async () => {
    const mine = `# my own line\n${starter}`;
    await makeOlder(mine);
    const told = agree();
    await update();
    await said(told, 'Yours stays until you accept');
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.uri.toString(), proposed().toString());
    assert.match(
      editor.document.getText(),
      /^<<<<<<< yours\n# my own line\n=======\n>>>>>>> newer version of the step\n/,
    );
    await vscode.commands.executeCommand('bridgecraft.acceptUpdate');
    await said(told, '1 conflict in the proposed copy is open');
    assert.equal(await disk(), mine);
    await vscode.commands.executeCommand('merge-conflict.accept.all-current');
    await eventually('the conflict to be decided', () => Promise.resolve(!/^<<<<<<</.test(editor.document.getText())));
    await vscode.commands.executeCommand('bridgecraft.acceptUpdate');
    await said(told, 'is up to date');
    assert.equal(await disk(), mine);
    assert.equal(version(), step.contentVersion);
  });

  it('keeps the learner’s file when the copy is declined', async () => {
    const mine = `# my own line\n${starter}`;
    await makeOlder(mine);
    const told = agree();
    await update();
    await said(told, 'Yours stays until you accept');
    await vscode.commands.executeCommand('bridgecraft.declineUpdate', proposed());
    await said(told, 'stays as it is');
    assert.deepEqual([await disk(), version()], [mine, step.contentVersion]);
    await mkdir(join(project, 'src'), { recursive: true });
    await writeFile(pathOf(task.file), starter);
  });
});
