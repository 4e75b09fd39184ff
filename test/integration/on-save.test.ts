import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { checksOnSave } from '../../src/core/checks/on-save';
import { stepsOf } from '../../src/core/curriculum/steps';
import type { Checks, LiveRun } from '../../src/host/checks/checks';
import { TestExplorer } from '../../src/host/checks/test-explorer';
import { bridgecraft, Replacements } from './support/extension';

describe('The continuous run of the Test Explorer', () => {
  const window = new Replacements();
  const owned: { dispose(): unknown }[] = [];
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bridgecraft-on-save-'));
  });
  afterEach(() => {
    for (const each of owned.splice(0).reverse()) each.dispose();
    window.restore();
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  it('runs the quick checks of a step when one of its files is saved, until it is switched off', async () => {
    const api = await bridgecraft();
    const step = api.index.curricula.flatMap(stepsOf).find(({ requirements }) => requirements.includes('torch'));
    assert.ok(step);
    const quick = checksOnSave(step);
    assert.ok(quick.length > 0 && quick.length < step.checks.length, 'the step has quick checks and others');
    const [task] = step.tasks;
    const file = join(folder, ...(task?.file ?? '').split('/'));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'saved = 0\n');

    let profile: vscode.TestRunProfile | undefined;
    const createTestController = vscode.tests.createTestController.bind(vscode.tests);
    window.replace(vscode.tests, 'createTestController', (id: string, label: string) => {
      const controller = createTestController(`${id}-on-save`, label);
      const createRunProfile = controller.createRunProfile.bind(controller);
      window.replace(controller, 'createRunProfile', (...given: Parameters<typeof createRunProfile>) => {
        const made = createRunProfile(...given);
        if (made.kind === vscode.TestRunProfileKind.Run) profile = made;
        return made;
      });
      return controller;
    });
    const changes = new vscode.EventEmitter<LiveRun>();
    const asked = new vscode.EventEmitter<readonly string[] | undefined>();
    const checks: Checks = {
      runs: new Map(),
      onDidChange: changes.event,
      run: (_, options) => {
        asked.fire(options?.only);
        return Promise.resolve(undefined);
      },
    };
    const progress = {
      homeFolder: undefined,
      state: api.progress.state,
      onDidChange: new vscode.EventEmitter<typeof api.progress.state>().event,
      projects: new Map([[step.ref, vscode.Uri.file(folder)]]),
      marks: new Map(),
      append: () => Promise.reject(new Error('nothing is recorded here')),
    };
    owned.push(changes, asked);
    owned.push(
      new TestExplorer(
        api.index,
        progress,
        checks,
        () => undefined,
        unexpected,
        () => unexpected('nothing is debugged'),
      ),
    );
    assert.ok(profile?.supportsContinuousRun);

    const save = async (): Promise<void> => {
      const document = await vscode.workspace.openTextDocument(file);
      const editor = await vscode.window.showTextDocument(document);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'more = 1\n'));
      assert.ok(await document.save());
    };
    const next = () => new Promise<readonly string[] | undefined>((resolve) => asked.event(resolve));
    const source = new vscode.CancellationTokenSource();
    owned.push(source);
    const request = new vscode.TestRunRequest(undefined, undefined, profile, true);
    await profile.runHandler(request, source.token);
    const [first] = await Promise.all([next(), save()]);
    assert.deepEqual(first, quick);
    const second = next();
    await save();
    assert.deepEqual(await second, quick);

    // What was switched off would run beside what was switched on again.
    source.cancel();
    let runs = 0;
    owned.push(asked.event(() => (runs += 1)));
    await profile.runHandler(request, new vscode.CancellationTokenSource().token);
    const third = next();
    await save();
    await third;
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(runs, 1);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

const unexpected = (line: string): never => {
  throw new Error(line);
};
