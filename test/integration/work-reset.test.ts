import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Step, Task } from '../../src/core/curriculum/model';
import { findRegion } from '../../src/core/curriculum/regions';
import { stepsOf } from '../../src/core/curriculum/steps';
import type { BridgecraftApi } from '../../src/extension';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements, starterText, workspaceFolder } from './support/extension';
import { answerWith, applied, closeEditors, pickInTurn } from './support/people';

describe('Resetting', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let step: Step;
  let task: Task;
  let region: string;
  let file: vscode.Uri;
  let starter: string;

  const disk = () => readFile(file.fsPath, 'utf8');
  const document = () => vscode.workspace.openTextDocument(file);
  const events = async (kind: string) =>
    (await readFile(join(workspaceFolder().fsPath, '.bridgecraft', 'progress.jsonl'), 'utf8'))
      .split('\n')
      .filter((line) => line.includes(`"kind":"${kind}"`)).length;
  /** In its editor; a caller saves or not. */
  const type = async (text: string) => {
    const open = await document();
    await vscode.window.showTextDocument(open, { preview: false });
    if (!open.isDirty) await eventually('the editor to read the file', async () => open.getText() === (await disk()));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(file, new vscode.Range(open.positionAt(0), open.positionAt(open.getText().length)), text);
    await applied(edit);
    return open;
  };
  const withBody = (body: string, rest = '') => {
    const place = findRegion(task.file, starter, region);
    assert.ok(place.kind === 'found');
    const lines = starter.split('\n');
    return [...lines.slice(0, place.start), body, ...lines.slice(place.end)].join('\n') + rest;
  };
  const reset = (extent?: 'region' | 'file' | 'step') =>
    vscode.commands.executeCommand('bridgecraft.reset', step.ref, task.id, extent);
  const said = (told: readonly string[], text: string) =>
    eventually(`"${text}"`, () => Promise.resolve(told.some((each) => each.includes(text))));

  before(async () => {
    api = await bridgecraft();
    await vscode.workspace.getConfiguration('files').update('autoSave', 'off', vscode.ConfigurationTarget.Global);
    const [first] = api.index.curricula.flatMap(stepsOf);
    const found = first?.tasks.find((each) => each.region !== undefined && each.file.endsWith('.py'));
    assert.ok(first && found?.region !== undefined);
    [step, task, region] = [first, found, found.region];
    answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
    const project = api.progress.projects.get(step.ref);
    assert.ok(project);
    file = vscode.Uri.joinPath(project, task.file);
    starter = await starterText(step, task.file);
    await writeFile(file.fsPath, starter);
    window.restore();
  });
  afterEach(async () => {
    window.restore();
    await closeEditors();
    await writeFile(file.fsPath, starter);
    await api.progress.scan();
  });

  it('a region takes only that region back, with unsaved edits kept, and Undo brings all of it back', async () => {
    const saved = withBody('    return 41', '\n# a note of mine\n');
    const unsaved = withBody('    return 42', '\n# a note of mine\n# and a second\n');
    await (await type(saved)).save();
    const open = await type(unsaved);
    assert.deepEqual([open.isDirty, await disk()], [true, saved]);
    const before = await events('step-reset');
    let undo = false;
    const told = answerWith(window, (message, titles) => {
      undo ||= message.includes('is reset');
      return message.includes('is reset') ? titles.find((title) => title === 'Undo') : undefined;
    });
    await reset('region');
    await said(told, 'Your files are as they were');
    assert.ok(undo);
    assert.equal(await events('step-reset'), before + 1);
    assert.equal(await disk(), saved, 'what was saved is on the disk');
    assert.deepEqual([open.isDirty, open.getText()], [true, unsaved], 'what was not is in the editor');
  });

  it('a region leaves the rest of the file, and is saved', async () => {
    const open = await type(withBody('    return 41', '\n# a note of mine\n'));
    const told = answerWith(window, () => undefined);
    await reset('region');
    assert.equal(await disk(), `${starter}\n# a note of mine\n`);
    assert.deepEqual([open.isDirty, open.getText()], [false, `${starter}\n# a note of mine\n`]);
    await said(told, `"${region}" in ${task.file} is reset`);
  });

  it('offers the file where the region is not found, and says so', async () => {
    await writeFile(file.fsPath, '# started over\n');
    const lists = pickInTurn(window, /File/);
    answerWith(window, () => undefined);
    await reset();
    assert.deepEqual(lists[0]?.length, 2, lists[0]?.join('\n'));
    assert.equal(await disk(), starter);
  });

  it('a step brings all its files back and leaves those of the learner', async () => {
    const project = api.progress.projects.get(step.ref);
    assert.ok(project);
    const own = join(project.fsPath, 'src', 'my own.py');
    const others = step.projectFiles.filter((each) => each.owner === 'learner' && each.path !== task.file);
    const [other] = others;
    assert.ok(other);
    await writeFile(own, 'mine = 1\n');
    await writeFile(file.fsPath, '# mine\n');
    await rm(join(project.fsPath, other.path));
    const told = answerWith(window, () => undefined);
    await reset('step');
    await said(told, 'is reset');
    assert.equal(await disk(), starter);
    assert.ok(existsSync(join(project.fsPath, other.path)));
    assert.equal(await readFile(own, 'utf8'), 'mine = 1\n');
    await rm(own);
  });

  it('of what is as the starter has it changes and records nothing', async () => {
    answerWith(window, () => undefined);
    await reset('step');
    const before = await events('step-reset');
    window.restore();
    const told = answerWith(window, () => undefined);
    await reset('step');
    await said(told, 'as the starter has it');
    assert.equal(await events('step-reset'), before);
  });

  it('in Restricted Mode changes nothing', async () => {
    await writeFile(file.fsPath, '# mine\n');
    window.replace(vscode.workspace, 'isTrusted', false);
    const told = answerWith(window, () => undefined);
    await reset('file');
    await said(told, 'Restricted Mode');
    assert.equal(await disk(), '# mine\n');
  });

  it('after a rename of the folder Undo restores the files where they are now', async () => {
    const project = api.progress.projects.get(step.ref);
    assert.ok(project);
    const renamed = join(workspaceFolder().fsPath, 'meine Übung');
    await writeFile(file.fsPath, '# mine\n');
    let undo: ((title: string | undefined) => void) | undefined;
    const told: string[] = [];
    window.replace(vscode.window, 'showInformationMessage', (message: string) => {
      told.push(message);
      return message.includes('is reset') ? new Promise((resolve) => (undo = resolve)) : Promise.resolve(undefined);
    });
    await reset('file');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rename(project.fsPath, renamed);
    await api.progress.scan();
    assert.equal(api.progress.projects.get(step.ref)?.fsPath, renamed);
    await eventually('the notice', () => Promise.resolve(undo));
    undo?.('Undo');
    await said(told, 'Your files are as they were');
    assert.equal(await readFile(join(renamed, task.file), 'utf8'), '# mine\n');
    await rename(renamed, project.fsPath);
    await api.progress.scan();
  });

  it('restores a file of an earlier snapshot after showing the difference', async () => {
    await writeFile(file.fsPath, '# mine, long ago\n');
    answerWith(window, () => undefined);
    await reset('file');
    await writeFile(file.fsPath, '# written since\n');
    const lists = pickInTurn(window, /before a reset/, /as saved/);
    const told = answerWith(window, (message, titles) =>
      message.startsWith('Restore ') ? titles.find((title) => title === 'Restore') : undefined,
    );
    await vscode.commands.executeCommand('bridgecraft.restoreSnapshot');
    assert.ok(lists[0]?.some((label) => label.includes('before a reset')));
    await said(told, 'Restored: ');
    assert.equal(await disk(), '# mine, long ago\n');
    const input = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .map((tab) => tab.input)
      .find((each) => each instanceof vscode.TabInputTextDiff);
    assert.equal(input?.original.scheme, 'bridgecraft-kept');
    const shown = await vscode.workspace.openTextDocument(input.original);
    assert.equal(shown.getText(), '# mine, long ago\n');
    // What stood there before the restore is the newest snapshot now.
    window.restore();
    pickInTurn(window, /before a restore/, /as saved/);
    const again = answerWith(window, (message, titles) =>
      message.startsWith('Restore ') ? titles.find((title) => title === 'Restore') : undefined,
    );
    await vscode.commands.executeCommand('bridgecraft.restoreSnapshot');
    await said(again, 'Restored: ');
    assert.equal(await disk(), '# written since\n');
  });

  it('of what the learner deleted, offers what snapshots hold and says what cannot come back', async () => {
    const project = api.progress.projects.get(step.ref);
    assert.ok(project);
    await writeFile(file.fsPath, '# mine\n');
    answerWith(window, () => undefined);
    await reset('file');
    const kept = new Set([task.file]);
    const other = step.projectFiles.find(({ owner, path }) => owner === 'learner' && !kept.has(path));
    assert.ok(other);
    const otherText = await readFile(join(project.fsPath, other.path));
    await rm(file.fsPath);
    await rm(join(project.fsPath, other.path));
    await rm(join(workspaceFolder().fsPath, '.bridgecraft', 'snapshots'), { recursive: true });
    window.restore();
    const lists = pickInTurn(window, /gone/);
    const first = answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.restoreSnapshot');
    assert.match(lists[0]?.[0] ?? '', /2 files are gone/);
    await said(first, 'cannot come back');
    await assert.rejects(disk());
    await writeFile(join(project.fsPath, other.path), otherText);
    await writeFile(file.fsPath, '# mine\n');
    await reset('file');
    await rm(file.fsPath);
    window.restore();
    pickInTurn(window, /gone/);
    const second = answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.restoreSnapshot');
    await said(second, `Restored: ${task.file}`);
    assert.equal(await disk(), '# mine\n');
  });

  it("restores the author's files and keeps what stood there", async () => {
    const project = api.progress.projects.get(step.ref);
    const author = step.projectFiles.find(({ owner, path }) => owner === 'author' && path.endsWith('.py'));
    assert.ok(project && author);
    const path = join(project.fsPath, author.path);
    const pristine = await readFile(path, 'utf8');
    await writeFile(path, 'def test(): pass\n');
    const told = answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.restoreAuthorFiles', step.ref);
    await said(told, `Restored: ${author.path}`);
    assert.equal(await readFile(path, 'utf8'), pristine);
  });
});
