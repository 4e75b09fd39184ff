import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Verdict } from '../../src/core/checks/model';
import type { Step } from '../../src/core/curriculum/model';
import { allSteps } from '../../src/core/curriculum/steps';
import type { BridgecraftApi } from '../../src/extension';
import { reportCheck } from '../../src/host/learning/report-check';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements } from './support/extension';

describe('A learner who is stuck', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  let step: Step;
  let check: Step['checks'][number];

  /** As a run leaves it; after a reload of the window the log is all there is. */
  async function record(verdict: Verdict): Promise<void> {
    await api.progress.append({
      kind: 'checks-ran',
      step: step.ref,
      run: `run-${verdict}`,
      contentVersion: step.contentVersion,
      results: [
        { id: check.id, verdict, message: 'It came out as 1.', seconds: 0.1, properties: { expected: 2, actual: 1 } },
      ],
      learnerFiles: {},
      checkFiles: {},
      versions: { python: '3.11.7', numpy: '2.4.6' },
      interpreter: '/usr/bin/python3',
    });
  }
  const notices = (...answers: readonly string[]): string[] => {
    const told: string[] = [];
    window.replace(vscode.window, 'showInformationMessage', (message: string, ...titles: readonly string[]) => {
      told.push(message);
      return Promise.resolve(titles.find((title) => answers.includes(title)));
    });
    return told;
  };

  before(async () => {
    api = await bridgecraft();
    const milestones = api.index.curricula.flatMap((curriculum) =>
      curriculum.milestones.map((entry) => ({ curriculum, entry })),
    );
    // The last one: tests of the tree and of the code look at the first, as it was scaffolded.
    const found = milestones.findLast(({ entry }) => entry.checks.length > 0);
    const owner = allSteps(api.index).find(
      ({ id, curriculum }) => id === found?.entry.step && curriculum === found.curriculum.id,
    );
    const held = owner?.checks.find(({ id }) => found?.entry.checks.includes(id));
    assert.ok(owner && held);
    [step, check] = [owner, held];
    window.replace(vscode.window, 'showWarningMessage', () => Promise.resolve(undefined));
    notices();
    if (!api.progress.projects.has(step.ref)) await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
  });
  afterEach(() => window.restore());

  it('reads the whole report of a recorded failure before anything leaves', async () => {
    await record('failed');
    const told = notices();
    await vscode.commands.executeCommand('bridgecraft.reportCheck', step.ref, check.id);
    await eventually('the notice', () => Promise.resolve(told.length === 1));
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.languageId, 'markdown');
    const text = document.getText();
    for (const part of [`${step.ref}/${check.id}: failed`, 'It came out as 1.', 'numpy 2.4.6', vscode.version]) {
      assert.ok(text.includes(part), part);
    }
    assert.equal(await vscode.env.clipboard.readText(), text);
    assert.match(told[0] ?? '', /nothing was sent/);
  });

  it('sends what they made of the report, from their browser', async () => {
    const opened: string[] = [];
    const learning = {
      progress: api.progress,
      checks: api.checks,
      about: { version: '0.1.0', repository: 'https://example.test/b', system: 'Linux', userFolder: '/home/ada' },
    };
    const open = (address: string) => Promise.resolve(opened.push(address));
    const notice = await reportCheck(learning, step, check.id, open);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor && notice?.action);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'The tolerance & #1.\n'));
    assert.equal(opened.length, 0);
    await notice.action.run();
    const { origin, pathname, searchParams } = new URL(opened[0] ?? '');
    assert.equal(origin + pathname, 'https://example.test/b/issues/new');
    assert.equal(searchParams.get('title'), `${step.ref}/${check.id}`);
    assert.equal(searchParams.get('body'), editor.document.getText());
    assert.equal(await vscode.env.clipboard.readText(), editor.document.getText());
  });

  it('goes on: what the check holds back is marked by hand and reads unverified, and can be undone', async () => {
    await record('broken');
    const held = api.index.curricula
      .filter(({ id }) => id === step.curriculum)
      .flatMap(({ id, milestones }) =>
        milestones.filter((entry) => entry.checks.includes(check.id)).map((entry) => `${id}/${entry.id}` as const),
      );
    const kinds = () => new Set(held.map((ref) => api.progress.state.milestones.get(ref)?.kind));
    assert.deepEqual([...kinds()], ['open']);
    window.replace(vscode.window, 'showInputBox', () => Promise.resolve(undefined));
    await vscode.commands.executeCommand('bridgecraft.markAnyway', step.ref, check.id);
    assert.deepEqual([...kinds()], ['open'], 'cancelled: nothing is marked');

    let proposed = '';
    window.replace(vscode.window, 'showInputBox', (options: vscode.InputBoxOptions) => {
      proposed = options.value ?? '';
      return Promise.resolve('The gate is wrong on ARM.');
    });
    let undo: ((title: string | undefined) => void) | undefined;
    window.replace(
      vscode.window,
      'showInformationMessage',
      () => new Promise<string | undefined>((resolve) => (undo = resolve)),
    );
    await vscode.commands.executeCommand('bridgecraft.markAnyway', step.ref, check.id);
    assert.ok(proposed.includes(check.title));
    const states = held.map((ref) => api.progress.state.milestones.get(ref));
    assert.ok(states.every((state) => state?.kind === 'unverified' && state.note === 'The gate is wrong on ARM.'));
    await eventually('the notice', () => Promise.resolve(undo !== undefined));
    notices();
    undo?.('Undo');
    await eventually('reopened', () => Promise.resolve([...kinds()].join() === 'open'));
  });

  it('is told that there is nothing to report when the check passes', async () => {
    await record('passed');
    const told = notices();
    await vscode.commands.executeCommand('bridgecraft.reportCheck', step.ref, check.id);
    await eventually('the notice', () => Promise.resolve(told.length === 1));
    assert.match(told[0] ?? '', /nothing to report/);
  });
});
