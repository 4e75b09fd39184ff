/** The planner in a real window: its code is read when it is opened, its assessment made only after asking. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { SkillsFile } from '../../src/core/curriculum/schema';
import type { ProgressState } from '../../src/core/progress/state';
import { perform } from '../../src/host/planner/planner-intents';
import { PlannerPanel } from '../../src/host/planner/planner-panel';
import { eventually } from '../support/eventually';
import { progressState, sampleIndex } from '../support/sample-curriculum';
import { bridgecraft, Replacements, workspaceFolder } from './support/extension';

describe('The planner', () => {
  const window = new Replacements();
  after(() => window.restore());

  const hasTab = (label: string) =>
    vscode.window.tabGroups.all.some(({ tabs }) => tabs.some((tab) => tab.label === label));

  it('opens from the palette', async () => {
    await bridgecraft();
    await vscode.commands.executeCommand('bridgecraft.openPlanner');
    await eventually('the page', () => Promise.resolve(hasTab('Planner')));
  });

  it('keeps what somebody says in a file: made after asking, changed in turn, exported, mended and wiped', async () => {
    await bridgecraft();
    const extension = vscode.extensions.getExtension('bridgecraft.bridgecraft');
    assert.ok(extension);
    const home = vscode.Uri.joinPath(workspaceFolder(), 'planner-home é');
    const file = (...path: string[]) => vscode.Uri.joinPath(home, ...path);
    const kept = file('career', 'assessment.yaml');
    const text = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    const write = (uri: vscode.Uri, content: string) =>
      vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(content));
    const table = vscode.Uri.joinPath(extension.extensionUri, 'dist', 'curricula', 'skills.json');
    await vscode.workspace.fs.createDirectory(home);
    await write(file('.gitignore'), '.venv/');
    const changes = new vscode.EventEmitter<ProgressState>();
    const planner = new PlannerPanel({
      extensionUri: extension.extensionUri,
      index: sampleIndex,
      table: JSON.parse(await text(table)) as SkillsFile,
      progress: {
        homeFolder: home,
        state: progressState(),
        onDidChange: changes.event,
        projects: new Map(),
        marks: new Map(),
        append: () => Promise.resolve(false),
      },
      log: () => undefined,
    });
    const act = (intent: Parameters<typeof perform>[1]) => perform(planner, intent);
    const level = (skill: string, to: number) => act({ kind: 'set-level', skill, level: to });
    try {
      const answer = { button: -1 };
      const asked: unknown[] = [];
      const choose = (...args: readonly unknown[]) => {
        asked.push(args[0]);
        return Promise.resolve(answer.button < 0 ? undefined : args[2 + answer.button]);
      };
      window.replace(vscode.window, 'showInformationMessage', choose);
      window.replace(vscode.window, 'showWarningMessage', choose);
      planner.open();
      await level('m.prob', 1);
      await assert.rejects(async () => text(kept), 'nobody agreed');

      answer.button = 1;
      await level('m.prob', 1);
      assert.match(await text(kept), /^# What you can do[^]*\nfrom: classical-ml\nto: [^]*\nhours_per_week: 10\n/);
      assert.equal(await text(file('.gitignore')), '.venv/\ncareer/\n');

      // By hand, then by the page: the page has seen the file once its own reading is done.
      await write(kept, '# mine\nfrom: classical-ml # for years\nlevels:\n  m.prob: 1\n');
      await eventually('the file in the page', async () => {
        await planner.refresh();
        return planner.input().assessment?.to === undefined && planner.input().assessment !== undefined;
      });
      await Promise.all([
        level('m.stats', 3),
        level('m.calc', 3),
        act({ kind: 'add-goal', goal: 'work from home' }),
        act({ kind: 'add-goal', goal: 'earn more' }),
        act({ kind: 'add-week-off', date: '2027-05-05' }),
      ]);
      await act({ kind: 'move-item', list: 'goals', place: 1, direction: 'up' });
      const written = await text(kept);
      assert.match(written, /^# mine\nfrom: classical-ml # for years\nlevels:\n/);
      const { assessment } = planner.input();
      assert.deepEqual(assessment?.levels, { 'm.prob': 1, 'm.stats': 3, 'm.calc': 3 });
      assert.deepEqual(
        assessment.goals.map(({ goal }) => goal),
        ['earn more', 'work from home'],
      );
      assert.deepEqual(assessment.weeks_off, ['2027-05-03']);

      const copy = file('copy.yaml');
      window.replace(vscode.window, 'showSaveDialog', () => Promise.resolve(copy));
      answer.button = -1;
      await act({ kind: 'export-assessment' });
      assert.equal(await text(copy), written);

      await act({ kind: 'wipe-assessment' });
      assert.equal(await text(kept), written, 'nobody agreed');

      await write(kept, 'from: classical-ml\nlevels:\n  x.magic: 7\n');
      await eventually('the mistakes', async () => {
        await planner.refresh();
        return planner.input().problems.length > 0;
      });
      await level('m.prob', 2);
      assert.equal(await text(kept), 'from: classical-ml\nlevels:\n  x.magic: 7\n');
      await act({ kind: 'go-to-mistake', mistake: 0 });
      await eventually('the editor at the mistake', () => {
        const editor = vscode.window.activeTextEditor;
        return Promise.resolve(editor?.document.uri.path === kept.path && editor.selection.active.line === 2);
      });

      answer.button = 0;
      await act({ kind: 'wipe-assessment' });
      await assert.rejects(async () => text(kept));
      assert.ok(asked.includes('Wipe your self-assessment?'));
      assert.deepEqual(planner.input().problems, []);
    } finally {
      planner.dispose();
      changes.dispose();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(home, { recursive: true });
    }
  });
});
