import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { allSteps } from '../../src/core/curriculum/steps';
import type { BridgecraftApi } from '../../src/extension';
import { ContextKeys } from '../../src/host/context-keys';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements } from './support/extension';

/** The shape of package.json that these tests read. */
interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly { readonly steps: readonly { readonly completionEvents: readonly string[] }[] }[];
  };
}

describe('The walkthrough', () => {
  const window = new Replacements();
  let api: BridgecraftApi;
  const is = (key: string) => api.contextKeys.get(`bridgecraft.${key}`);

  before(async () => {
    api = await bridgecraft();
    for (const name of ['showInformationMessage', 'showWarningMessage'] as const) {
      window.replace(vscode.window, name, () => Promise.resolve(undefined));
    }
  });
  after(() => window.restore());

  it('waits only for keys that are set', async () => {
    const extension = vscode.extensions.getExtension('bridgecraft.bridgecraft');
    const text = await readFile(join(extension?.extensionPath ?? '', 'package.json'), 'utf8');
    const { walkthroughs } = (JSON.parse(text) as Manifest).contributes;
    const events = walkthroughs.flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents));
    assert.equal(events.length, 6);
    for (const event of events) assert.notEqual(api.contextKeys.get(event.replace('onContext:', '')), undefined, event);
  });

  it('goes on with the pivot, the folder and the first step', async () => {
    const [curriculum] = api.index.curricula;
    const step = allSteps(api.index)[0];
    assert.ok(curriculum && step);
    await vscode.commands.executeCommand('bridgecraft.choosePivot', curriculum.id);
    if (!api.progress.projects.has(step.ref)) await vscode.commands.executeCommand('bridgecraft.startStep', step.ref);
    assert.deepEqual([is('hasPivot'), is('hasDiskFolder'), is('hasProject')], [true, true, true]);
  });

  it('goes on with Python and the first check once a check has passed', async () => {
    const step = allSteps(api.index)[0];
    const [check] = step?.checks ?? [];
    assert.ok(step && check);
    await api.progress.append({
      kind: 'checks-ran',
      step: step.ref,
      run: 'run-walkthrough',
      contentVersion: step.contentVersion,
      results: [{ id: check.id, verdict: 'passed', message: '', seconds: 0.1, properties: {} }],
      learnerFiles: {},
      checkFiles: {},
      versions: { python: '3.11.7' },
      interpreter: '/usr/bin/python3',
    });
    assert.deepEqual([is('hasEnvironment'), is('hasPassedCheck')], [true, true]);
  });

  it('goes on with Python too when it was set up and nothing has run yet', () => {
    const empty = { ...api.progress.state, steps: new Map() };
    const keys = new ContextKeys(api.index, {
      state: empty,
      projects: new Map(),
      marks: new Map(),
      homeFolder: undefined,
      homes: [],
      onDidChange: new vscode.EventEmitter<typeof empty>().event,
      append: () => Promise.resolve(false),
    });
    assert.equal(keys.get('bridgecraft.hasEnvironment'), false);
    keys.note('environment-ready');
    assert.equal(keys.get('bridgecraft.hasEnvironment'), true);
    keys.dispose();
  });

  it('ends with the milestones, once they are on the screen', async () => {
    await vscode.commands.executeCommand('bridgecraft.openMilestones');
    await eventually('the page', () => Promise.resolve(is('hasSeenMilestones') === true));
  });
});
