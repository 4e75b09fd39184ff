import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Step, Task } from '../../src/core/curriculum/model';
import { placesIn } from '../../src/core/curriculum/task-places';
import { stepsOf } from '../../src/core/curriculum/steps';
import { deriveState } from '../../src/core/progress/derive';
import { foldLog } from '../../src/core/progress/fold';
import type { BridgecraftApi } from '../../src/extension';
import { goToNextTask } from '../../src/host/code/next-task';
import { TaskLenses } from '../../src/host/code/task-lenses';
import { eventually } from '../support/eventually';
import { event, ran } from '../unit/progress/samples';
import { bridgecraft, Replacements, workspaceFolder } from './support/extension';

describe('At the code', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let step: Step;
  let task: Task & { readonly region: string };
  let file: string;
  let starter: string;
  let told: string[];

  const lensesOf = (path: string) =>
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', vscode.Uri.file(path));
  const ours = async (path = file) =>
    (await lensesOf(path)).flatMap(({ range, command }) =>
      command?.command.startsWith('bridgecraft.') ? [{ line: range.start.line, ...command }] : [],
    );
  const lensOf = async (wanted: Task, path = file) =>
    eventually(`the lens of ${wanted.id}`, async () => {
      const all = await ours(path);
      return all.find(({ title }) => title.startsWith(`${wanted.title} · `)) ?? false;
    });
  const opened = async (text: string, path = file) => {
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(path));
    const { document } = editor;
    const isWindows = text.includes('\r\n');
    await editor.edit((edit) => {
      edit.setEndOfLine(isWindows ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF);
      edit.replace(new vscode.Range(0, 0, document.lineCount, 0), text);
    });
    // VS Code gives up a save whose participants take too long on a busy machine.
    await eventually('the file to be saved', async () => {
      await document.save();
      return !document.isDirty;
    });
    assert.equal(document.getText(), text);
    return editor;
  };

  before(async () => {
    api = await bridgecraft();
    const [first] = api.index.curricula.flatMap(stepsOf);
    assert.ok(first);
    step = first;
    await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
    const named = step.tasks.find(({ region, file: path }) => region !== undefined && path.endsWith('.py'));
    assert.ok(named?.region);
    task = { ...named, region: named.region };
    file = join(workspaceFolder().fsPath, step.ref, ...task.file.split('/'));
    starter = await readFile(file, 'utf8');
  });
  beforeEach(() => {
    told = [];
    for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const) {
      window.replace(vscode.window, name, (message: string) => Promise.resolve(void told.push(message)));
    }
  });
  afterEach(async () => {
    window.restore();
    await opened(starter);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('a file that was deleted is named, with the guide as the way on', async () => {
    const isOpen = (path: string) => vscode.workspace.textDocuments.some(({ uri }) => uri.path.endsWith(path));
    const other = step.tasks.find((each) => !isOpen(each.file));
    assert.ok(other);
    const path = join(workspaceFolder().fsPath, step.ref, ...other.file.split('/'));
    const text = await readFile(path);
    await rm(path);
    await vscode.commands.executeCommand('bridgecraft.goToTask', step.ref, other.id);
    assert.match(told.join('\n'), /is not there/);
    await writeFile(path, text);
  });

  it('a CodeLens over each region offers Check and Hint, and says task, minutes and state', async () => {
    await opened(starter);
    for (const place of placesIn(step, task.file, starter)) {
      const lens = await lensOf(place.task);
      assert.equal(lens.line, place.head);
      const count = step.checks.filter((check) => check.task === place.task.id && !check.needs).length;
      assert.match(lens.title, new RegExp(` · ${place.task.minutes} min · not started, 0 of ${count} checks?$`));
      const beside = (await ours()).filter(({ line }) => line === place.head);
      assert.deepEqual(
        beside.map(({ command }) => command),
        ['bridgecraft.runChecks', 'bridgecraft.showHint', 'bridgecraft.openGuide'],
      );
    }
  });

  it('in Restricted Mode a CodeLens shows the state and runs nothing', async () => {
    await opened(starter);
    await lensOf(task);
    window.replace(vscode.workspace, 'isTrusted', false);
    assert.deepEqual(new Set((await ours()).map(({ command }) => command)), new Set(['bridgecraft.openGuide']));
  });

  it('there is none in a file that belongs to no task', async () => {
    const path = join(workspaceFolder().fsPath, step.ref, 'pyproject.toml');
    await vscode.window.showTextDocument(vscode.Uri.file(path));
    assert.deepEqual(await ours(path), []);
  });

  it('lens and cursor find a region without its markers, doubled, reformatted and with CRLF', async () => {
    const marker = `# region ${task.region}`;
    const texts = {
      deleted: starter.replace(new RegExp(`.*region ${task.region}\n`, 'g'), ''),
      doubled: starter.replace(marker, `${marker}\n    ${marker}`),
      reformatted: starter.replace(new RegExp(` *# (end)?region ${task.region}`, 'g'), `#$1region ${task.region}  `),
      windows: starter.replaceAll('\n', '\r\n'),
    };
    for (const [name, text] of Object.entries(texts)) {
      assert.notEqual(text, starter, name);
      const editor = await opened(text);
      const { line } = await lensOf(task);
      const said = editor.document.lineAt(line).text;
      assert.match(said, new RegExp(`(region|def|class) ${task.region}\\b`), name);
      await vscode.commands.executeCommand('bridgecraft.goToTask', step.ref, task.id);
      const cursor = vscode.window.activeTextEditor?.selection.active.line ?? -1;
      assert.ok(cursor === line || cursor === line + 1, `${name}: cursor in ${cursor}, lens at ${line}`);
    }
    assert.deepEqual(told, []);
  });

  it('lens and cursor follow a region that was moved to another file', async () => {
    const body = new RegExp(`^.*# region ${task.region}\n[^]*?# endregion ${task.region}\n`, 'm').exec(starter)?.[0];
    assert.ok(body);
    const other = step.projectFiles.find(
      ({ owner, path }) => owner === 'learner' && path.endsWith('.py') && path !== task.file,
    );
    assert.ok(other);
    const path = join(workspaceFolder().fsPath, step.ref, ...other.path.split('/'));
    const before = await readFile(path, 'utf8');
    await opened(`${before}\n${body}`, path);
    await opened(starter.replace(body, '').replaceAll(`def ${task.region}(`, 'def gone('));
    const lens = await lensOf(task, path);
    assert.ok(lens.line >= before.split('\n').length - 1);
    const lost = await lensOf(task);
    assert.deepEqual([lost.line, /its region is not here any more/.test(lost.title)], [0, true]);
    await vscode.commands.executeCommand('bridgecraft.goToTask', step.ref, task.id);
    const editor = vscode.window.activeTextEditor;
    assert.deepEqual([editor?.document.uri.fsPath, editor?.selection.active.line], [path, lens.line + 1]);
    assert.deepEqual(told, []);
    await opened(before, path);
  });

  it('a region that is nowhere leaves the whole file, and says so', async () => {
    await opened('# I start afresh\n');
    await vscode.commands.executeCommand('bridgecraft.goToTask', step.ref, task.id);
    assert.match(told.join('\n'), /so the whole file counts/);
    assert.match((await lensOf(task)).title, /so the whole file counts/);
  });

  it('goes on to the next open task after the cursor, and round again', async () => {
    await vscode.commands.executeCommand('bridgecraft.goToTask', step.ref, step.tasks[0]?.id);
    const seen: string[] = [];
    for (const _ of step.tasks) {
      await vscode.commands.executeCommand('bridgecraft.nextTask', step.ref);
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor);
      const path = editor.document.uri.path.split(`${step.ref}/`)[1] ?? '';
      const { line } = editor.selection.active;
      const at = placesIn(step, path, editor.document.getText()).find(({ start, kind }) =>
        kind === 'file' ? line === 0 : start === line,
      );
      seen.push(at?.task.id ?? `${path}:${line}`);
    }
    const ids = step.tasks.map(({ id }) => id);
    assert.deepEqual(seen, [...ids.slice(1), ids[0]]);
    assert.deepEqual(told, []);
  });

  it('when all is done a lens says so, and the next task is none', async () => {
    await opened(starter);
    const results = step.checks.filter(({ needs }) => !needs).map(({ id }) => [id, 'passed'] as const);
    const events = [
      event(1, { kind: 'step-started', step: step.ref, contentVersion: step.contentVersion, path: step.ref }),
      event(2, ran(Object.fromEntries(results), 'a', step.ref)),
    ];
    const progress = {
      homeFolder: workspaceFolder(),
      state: deriveState(foldLog(events), api.index, { unreadable: 0, newer: 0 }),
      onDidChange: () => ({ dispose: () => undefined }),
      projects: api.progress.projects,
      marks: api.progress.marks,
      append: () => assert.fail('nothing is recorded'),
    };
    const checks = { runs: new Map(), onDidChange: progress.onDidChange, run: () => assert.fail('nothing is run') };
    const lenses = new TaskLenses(api.index, progress, checks);
    const shown = await lenses.provideCodeLenses(await vscode.workspace.openTextDocument(file));
    lenses.dispose();
    const lens = shown.find(({ command }) => command?.title.startsWith(task.title));
    assert.match(lens?.command?.title ?? '', / min · passed, (\d+) of \1 checks?$/);
    assert.ok(shown.some(({ command }) => command?.command === 'bridgecraft.compare'));
    const notice = await goToNextTask(progress, checks, step);
    assert.match(notice?.message ?? '', /^All tasks of .* are done\.$/);
  });
});
