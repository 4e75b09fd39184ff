import assert from 'node:assert/strict';
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Step, Task } from '../../src/core/curriculum/model';
import { findRegion } from '../../src/core/curriculum/regions';
import { stepsOf } from '../../src/core/curriculum/steps';
import type { BridgecraftApi } from '../../src/extension';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements, starterText, workspaceFolder } from './support/extension';
import { answerWith, applied, closeEditors } from './support/people';

interface Sides {
  readonly reference: vscode.TextDocument;
  readonly own: vscode.Uri;
}

async function shownDiff(): Promise<Sides> {
  const input = await eventually('the comparison', () => {
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return Promise.resolve(tab instanceof vscode.TabInputTextDiff && tab);
  });
  return { reference: await vscode.workspace.openTextDocument(input.original), own: input.modified };
}

describe('Comparing with the solution', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let step: Step;
  let task: Task;
  let region: string;
  let file: vscode.Uri;
  let starter: string;

  const solutions = () => api.progress.state.steps.get(step.ref)?.help.solutions ?? new Set();
  const insert = async (text: string) => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file, new vscode.Position(0, 0), text);
    await applied(edit);
  };
  const bodyOf = (text: string) => {
    const place = findRegion(task.file, text, region);
    assert.ok(place.kind === 'found');
    const lines = text.split('\n');
    return {
      body: lines.slice(place.start, place.end).join('\n'),
      rest: [...lines.slice(0, place.start), ...lines.slice(place.end)].join('\n'),
    };
  };

  before(async () => {
    api = await bridgecraft();
    // In a browser VS Code saves by itself.
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
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    window.restore();
  });
  afterEach(async () => {
    window.restore();
    await closeEditors();
    await writeFile(file.fsPath, starter);
  });

  it('before the checks passed asks first, and shows and records nothing when declined', async () => {
    let detail = '';
    window.replace(vscode.window, 'showWarningMessage', (_: string, options: vscode.MessageOptions) => {
      detail = options.detail ?? '';
      assert.equal(options.modal, true);
      return Promise.resolve(undefined);
    });
    await vscode.commands.executeCommand('bridgecraft.compare', step.ref, task.id);
    assert.match(detail, /recorded; your file stays as it is/);
    assert.equal(solutions().has(task.id), false);
    assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab, undefined);
  });

  it('in Restricted Mode shows no solution that is not earned', async () => {
    window.replace(vscode.workspace, 'isTrusted', false);
    const told = answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.compare', step.ref, task.id);
    await eventually('the notice', () => Promise.resolve(told.some((each) => each.includes('Restricted Mode'))));
    assert.equal(solutions().has(task.id), false);
  });

  it('when asked for records it and shows the reference in the region only, beside unsaved edits', async () => {
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document, { preview: false });
    await insert('# not saved\n');
    answerWith(window, (_, titles) => titles.find((title) => title === 'Show Solution'));
    await vscode.commands.executeCommand('bridgecraft.compare', step.ref, task.id);
    assert.equal(solutions().has(task.id), true);
    const { reference, own } = await shownDiff();
    assert.equal(own.toString(), file.toString());
    const [theirs, mine] = [bodyOf(reference.getText()), bodyOf(document.getText())];
    assert.equal(theirs.rest, mine.rest, 'nothing but the region differs');
    assert.doesNotMatch(theirs.body, /NotImplementedError/);
    assert.match(mine.body, /NotImplementedError/);
    assert.equal(document.isDirty, true);
    assert.ok((await readFile(file.fsPath, 'utf8')) === starter, 'nothing is saved');

    await insert('# and more\n');
    await eventually('the reference to follow', () =>
      Promise.resolve(bodyOf(reference.getText()).rest === bodyOf(document.getText()).rest),
    );
    await vscode.window.showTextDocument(document);
  });

  it('a second time shows it without asking, and records nothing again', async () => {
    answerWith(window, () => assert.fail('nothing is asked'));
    const log = join(workspaceFolder().fsPath, '.bridgecraft', 'progress.jsonl');
    const before = await readFile(log, 'utf8');
    await vscode.commands.executeCommand('bridgecraft.showSolution', step.ref, task.id);
    await shownDiff();
    assert.equal(await readFile(log, 'utf8'), before);
  });

  it('compares the whole file where the region is not found, and says so', async () => {
    await writeFile(file.fsPath, '# started over\n');
    const told = answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.compare', step.ref, task.id);
    const { reference } = await shownDiff();
    assert.doesNotMatch(reference.getText(), /started over/);
    assert.ok(findRegion(task.file, reference.getText(), region).kind === 'found');
    await eventually('the notice', () => Promise.resolve(told.some((each) => each.includes('whole file is compared'))));
  });

  it('shows the reference alone where the learner deleted the file, and brings nothing back', async () => {
    const scratch = await mkdtemp(join(workspaceFolder().fsPath, 'aside-'));
    await rename(file.fsPath, join(scratch, 'mine.py'));
    const told = answerWith(window, () => undefined);
    await vscode.commands.executeCommand('bridgecraft.compare', step.ref, task.id);
    await eventually('the notice', () => Promise.resolve(told.some((each) => each.includes('stands alone'))));
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'bridgecraft-reference');
    await assert.rejects(readFile(file.fsPath));
    await rm(scratch, { recursive: true });
  });
});
