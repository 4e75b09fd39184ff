/** The planner in a real window: its code is read when it is opened, its assessment made only after asking. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openAssessment } from '../../src/host/planner/assessment-file';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements } from './support/extension';

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

  it('writes nothing unless somebody agrees, then an assessment and the line for Git', async () => {
    await bridgecraft();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const home = vscode.Uri.joinPath(folder.uri, 'planner-home é');
    const file = (...path: string[]) => vscode.Uri.joinPath(home, ...path);
    const text = async (uri: vscode.Uri) => new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    await vscode.workspace.fs.createDirectory(home);
    await vscode.workspace.fs.writeFile(file('.gitignore'), new TextEncoder().encode('.venv/'));
    try {
      const answer = { button: -1 };
      window.replace(vscode.window, 'showInformationMessage', (...args: readonly unknown[]) =>
        Promise.resolve(answer.button < 0 ? undefined : args[2 + answer.button]),
      );
      await openAssessment({ homeFolder: home }, 'nlp');
      await assert.rejects(async () => text(file('career', 'assessment.yaml')));

      answer.button = 1;
      await openAssessment({ homeFolder: home }, 'nlp');
      assert.match(await text(file('career', 'assessment.yaml')), /^# What you can do[^]*\nfrom: nlp\n$/);
      assert.equal(await text(file('.gitignore')), '.venv/\ncareer/\n');

      await vscode.workspace.fs.writeFile(file('career', 'assessment.yaml'), new TextEncoder().encode('from: mlops\n'));
      await openAssessment({ homeFolder: home }, 'nlp');
      assert.equal(await text(file('career', 'assessment.yaml')), 'from: mlops\n');
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(home, { recursive: true });
    }
  });
});
