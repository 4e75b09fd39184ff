import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Step } from '../../src/core/curriculum/model';
import { stepsOf } from '../../src/core/curriculum/steps';
import type { LiveRun } from '../../src/host/checks/checks';
import { WarmSteps } from '../../src/host/checks/warm-steps';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements } from './support/extension';

describe('Having Python ready for a step', () => {
  const window = new Replacements();
  const owned: { dispose(): unknown }[] = [];
  const setting = () => vscode.workspace.getConfiguration('bridgecraft');
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bridgecraft-warm-steps-'));
    await writeFile(join(folder, 'work.py'), 'work = 1\n');
  });
  afterEach(async () => {
    for (const each of owned.splice(0).reverse()) each.dispose();
    window.restore();
    await setting().update('warmChecks', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  /** What was asked of the spare processes, in order. */
  async function watched(live?: Omit<LiveRun, 'step'>) {
    const api = await bridgecraft();
    const [step] = api.index.curricula.flatMap(stepsOf);
    assert.ok(step);
    const asked: string[] = [];
    const guide = new vscode.EventEmitter<Step['ref']>();
    const never = new vscode.EventEmitter<never>().event;
    const steps = new WarmSteps({
      index: api.index,
      progress: {
        homeFolder: undefined,
        state: api.progress.state,
        onDidChange: never,
        projects: new Map([[step.ref, vscode.Uri.file(folder)]]),
        marks: new Map(),
        append: () => Promise.resolve(false),
      },
      checks: {
        runs: new Map(live ? [[step.ref, { step: step.ref, ...live }]] : []),
        onDidChange: never,
        run: () => Promise.resolve(undefined),
      },
      warmChecks: {
        prepare: (request) => Promise.resolve(void asked.push(`${request.step.ref} in ${request.project}`)),
        end: () => Promise.resolve(void asked.push('end')),
      },
      onDidShowGuide: guide.event,
      guideStep: () => undefined,
      log: (line) => asked.push(line),
    });
    owned.push(guide, steps);
    const ready = `${step.ref} in ${vscode.Uri.file(folder).fsPath}`;
    return { asked, ready, showGuide: () => guide.fire(step.ref) };
  }
  const open = () => vscode.window.showTextDocument(vscode.Uri.file(join(folder, 'work.py')));

  it('begins when one of its files is opened', async () => {
    const { asked, ready } = await watched();
    assert.equal(asked.length, 0);
    await open();
    await eventually('a spare process', () => Promise.resolve(asked.includes(ready)));
  });

  it('begins when its guide is shown', async () => {
    const { asked, ready, showGuide } = await watched();
    showGuide();
    await eventually('a spare process', () => Promise.resolve(asked.includes(ready)));
  });

  it('does not begin in Restricted Mode, or while checks run', async () => {
    const busy = await watched({ results: new Map() });
    busy.showGuide();
    window.replace(vscode.workspace, 'isTrusted', false);
    const restricted = await watched();
    restricted.showGuide();
    window.restore();
    const { asked, ready, showGuide } = await watched();
    showGuide();
    await eventually('a spare process', () => Promise.resolve(asked.includes(ready)));
    assert.deepEqual([busy.asked, restricted.asked], [[], []]);
  });

  it('ends when it is switched off, and begins again when it is switched on', async () => {
    const { asked, ready, showGuide } = await watched();
    await setting().update('warmChecks', false, vscode.ConfigurationTarget.Global);
    await eventually('the end', () => Promise.resolve(asked.includes('end')));
    showGuide();
    await open();
    await setting().update('warmChecks', true, vscode.ConfigurationTarget.Global);
    await eventually('a spare process', () => Promise.resolve(asked.includes(ready)));
    assert.deepEqual(asked, ['end', ready]);
  });
});
