import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Check, Step, Task } from '../../src/core/curriculum/model';
import { placesIn } from '../../src/core/curriculum/task-places';
import { stepsOf } from '../../src/core/curriculum/steps';
import type { BridgecraftApi } from '../../src/extension';
import { evidencePictures, watchPictures } from '../../src/host/guide/evidence-pictures';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements } from './support/extension';

const repository = join(__dirname, '..', '..', '..');
const python = join(
  repository,
  '.venv',
  ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
);

describe('With a real Python', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let step: Step;
  let check: Check;
  let task: Task & { readonly region: string };
  let file: vscode.Uri;
  let starter: string;
  const told: string[] = [];

  const setting = () => vscode.workspace.getConfiguration('bridgecraft');
  const write = async (text: string) => {
    const document = await vscode.workspace.openTextDocument(file);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, document.lineCount, 0), text));
    await eventually('the file to be saved', async () => {
      await document.save();
      return !document.isDirty;
    });
    return document;
  };
  const body = (lines: string): string => {
    const place = placesIn(step, task.file, starter).find((each) => each.task.id === task.id);
    assert.ok(place);
    const all = starter.split('\n');
    const indent = /^\s*/.exec(all[place.start] ?? '')?.[0] ?? '';
    return [
      ...all.slice(0, place.start),
      ...lines.split('\n').map((line) => indent + line),
      ...all.slice(place.end),
    ].join('\n');
  };
  const result = () => api.progress.state.steps.get(step.ref)?.checks.find(({ id }) => id === check.id);
  const problems = () =>
    vscode.languages.getDiagnostics(file).filter(({ source, code }) => source === 'Bridgecraft' && code === check.id);

  before(async function () {
    assert.ok(existsSync(python), 'the set-up makes .venv');
    api = await bridgecraft();
    await setting().update('pythonPath', python, vscode.ConfigurationTarget.Global);
    const all = api.index.curricula.flatMap(stepsOf);
    const first = all.find(({ id }) => id === 'backpropagation');
    assert.ok(first);
    step = first;
    for (const name of ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'] as const) {
      window.replace(vscode.window, name, (message: string) => Promise.resolve(void told.push(message)));
    }
    await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
    const small = step.tasks.find(({ id }) => id === 'count-parameters');
    const its = step.checks.find((each) => each.task === small?.id);
    assert.ok(small?.region && its);
    task = { ...small, region: small.region };
    check = its;
    const project = api.progress.projects.get(step.ref);
    assert.ok(project);
    file = vscode.Uri.joinPath(project, task.file);
    starter = await readFile(file.fsPath, 'utf8');
  });
  after(async () => {
    await write(starter);
    await setting().update('pythonPath', undefined, vscode.ConfigurationTarget.Global);
    window.restore();
  });

  it('what is not written yet is no problem; a wrong answer is one, at its line, until it is edited', async () => {
    await vscode.commands.executeCommand('bridgecraft.runChecks', step.ref, { only: [check.id] });
    assert.deepEqual([result()?.verdict, result()?.isUnwritten, problems().length], ['failed', true, 0]);
    const document = await write(body('missing = sizes[0] / 0\nreturn missing'));
    await vscode.commands.executeCommand('bridgecraft.runChecks', step.ref, { only: [check.id] });
    const [problem] = await eventually('the problem', () => Promise.resolve(problems().length > 0 && problems()));
    const at = document
      .getText()
      .split('\n')
      .findIndex((line) => line.includes('/ 0'));
    assert.ok(problem);
    assert.equal(problem.range.start.line, at);
    assert.match(problem.message, /ZeroDivisionError/);
    const edit = async (change: (edit: vscode.TextEditorEdit) => void) => {
      const editor = await vscode.window.showTextDocument(document);
      assert.ok(await editor.edit(change));
    };
    await edit((each) => each.insert(new vscode.Position(0, 0), '# a line above\n'));
    assert.equal(problems()[0]?.range.start.line, at + 1);
    await edit((each) => each.insert(new vscode.Position(at + 1, 4), ' '));
    assert.equal(problems().length, 0);
  });

  it('a problem is gone when its check passes', async () => {
    await write(body('return 0 * len(sizes)'));
    await vscode.commands.executeCommand('bridgecraft.runChecks', step.ref, { only: [check.id] });
    await eventually('the problem', () => Promise.resolve(problems().length > 0));
    await write(body('return sum(a * b + b for a, b in zip(sizes, sizes[1:]))'));
    await vscode.commands.executeCommand('bridgecraft.runChecks', step.ref, { only: [check.id] });
    assert.equal(result()?.verdict, 'passed', result()?.message);
    await eventually('no problem', () => Promise.resolve(problems().length === 0));
  });

  it('a check under the debugger stops at a breakpoint in the code of the learner, and its verdict is recorded', async () => {
    const document = await write(body('total = sum(a * b + b for a, b in zip(sizes, sizes[1:]))\nreturn total + 1'));
    const line = document
      .getText()
      .split('\n')
      .findIndex((each) => each.includes('return total + 1'));
    const breakpoint = new vscode.SourceBreakpoint(new vscode.Location(file, new vscode.Position(line, 0)));
    vscode.debug.addBreakpoints([breakpoint]);
    told.length = 0;
    const stopped = new Promise<vscode.DebugStackFrame>((resolve) => {
      const subscription = vscode.debug.onDidChangeActiveStackItem((item) => {
        if (!(item instanceof vscode.DebugStackFrame)) return;
        subscription.dispose();
        resolve(item);
      });
    });
    const ended = vscode.commands.executeCommand('bridgecraft.debugChecks', step.ref, check.id);
    const { session, threadId, frameId } = await stopped;
    const { stackFrames } = (await session.customRequest('stackTrace', { threadId, levels: 1 })) as {
      readonly stackFrames: readonly { readonly line: number; readonly source: { readonly path: string } }[];
    };
    const [top] = stackFrames;
    assert.ok(top);
    assert.ok(top.source.path.replaceAll('\\', '/').endsWith(task.file), top.source.path);
    assert.equal(top.line, line + 1);
    const { result: value } = (await session.customRequest('evaluate', { expression: 'total > 0', frameId })) as {
      readonly result: string;
    };
    assert.equal(value, 'True');
    vscode.debug.removeBreakpoints([breakpoint]);
    await session.customRequest('continue', { threadId });
    await ended;
    assert.equal(result()?.verdict, 'failed');
    assert.deepEqual(told, []);
  });

  it('a debugging session that is ended before its check says nothing about the work', async () => {
    const before = result();
    const document = await write(body('import time\ntime.sleep(600)\nreturn 0'));
    const started = new Promise<vscode.DebugSession>((resolve) => {
      const subscription = vscode.debug.onDidStartDebugSession((session) => {
        subscription.dispose();
        resolve(session);
      });
    });
    const ended = vscode.commands.executeCommand('bridgecraft.debugChecks', step.ref, check.id);
    await vscode.debug.stopDebugging(await started);
    await ended;
    assert.deepEqual(result(), before);
    assert.equal(api.checks.runs.get(step.ref)?.run?.checks[0]?.reason?.kind, 'cancelled');
    assert.ok(document);
  });

  it('without a debugger says what to install', async () => {
    window.replace(vscode.extensions, 'all', []);
    await vscode.commands.executeCommand('bridgecraft.debugChecks', step.ref, check.id);
    await eventually('the notice', () => Promise.resolve(told.some((each) => each.includes('ms-python.debugpy'))));
  });

  it('the terminal runs exactly the command that it shows', async () => {
    await write(body('return 1'));
    const ended = new Promise<vscode.TaskProcessEndEvent>((resolve) => {
      const subscription = vscode.tasks.onDidEndTaskProcess((event) => {
        subscription.dispose();
        resolve(event);
      });
    });
    await vscode.commands.executeCommand('bridgecraft.runInTerminal', step.ref, check.id);
    const { exitCode, execution } = await ended;
    const { execution: shell } = execution.task;
    assert.ok(shell instanceof vscode.ShellExecution);
    assert.deepEqual([shell.command, shell.args], [python, ['-m', 'pytest', check.test]]);
    assert.equal(exitCode, 1, 'the exit code of pytest when a test fails');
  });

  it('explore.py runs in a terminal, and its pictures come and go in evidence/', async () => {
    const explore = join(file.fsPath.slice(0, -task.file.length), 'explore.py');
    const before = await readFile(explore, 'utf8');
    await writeFile(
      explore,
      "# %%\nimport pathlib\npathlib.Path('evidence').mkdir(exist_ok=True)\npathlib.Path('evidence/seen.svg').write_text('<svg/>')\n",
    );
    const ended = new Promise<vscode.TaskProcessEndEvent>((resolve) => {
      const subscription = vscode.tasks.onDidEndTaskProcess((event) => {
        subscription.dispose();
        resolve(event);
      });
    });
    await vscode.commands.executeCommand('bridgecraft.explore', step.ref);
    assert.equal((await ended).exitCode, 0);
    assert.ok(existsSync(join(explore, '..', 'evidence', 'seen.svg')), 'in the folder of the project');
    await writeFile(explore, before);
  });

  it('explore.py opens as cells where Jupyter is', async () => {
    const ran: unknown[] = [];
    const command = vscode.commands.registerCommand(
      'jupyter.runallcells',
      (uri: vscode.Uri) => void ran.push(uri.path),
    );
    window.replace(vscode.extensions, 'getExtension', (id: string) => (id === 'ms-toolsai.jupyter' ? {} : undefined));
    await vscode.commands.executeCommand('bridgecraft.explore', step.ref);
    command.dispose();
    assert.match(String(ran), /\/explore\.py$/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.path, ran[0]);
  });

  it('pictures in evidence/ are noticed as they appear and as they go', async () => {
    const project = vscode.Uri.joinPath(file, ...task.file.split('/').map(() => '..'));
    const evidence = vscode.Uri.joinPath(project, 'evidence');
    let heard = 0;
    const watch = watchPictures(project, () => (heard += 1));
    const names = async () => (await evidencePictures(evidence)).map(({ name }) => name);
    const picture = vscode.Uri.joinPath(evidence, 'loss.svg');
    await eventually('the watcher to hear of a picture', async () => {
      await vscode.workspace.fs.writeFile(picture, new TextEncoder().encode('<svg/>'));
      return heard > 0;
    });
    assert.ok((await names()).includes('loss.svg'));
    const before = heard;
    await vscode.workspace.fs.delete(picture);
    await eventually('the watcher to hear that it is gone', () => Promise.resolve(heard > before));
    assert.ok(!(await names()).includes('loss.svg'));
    watch.dispose();
  });
});
