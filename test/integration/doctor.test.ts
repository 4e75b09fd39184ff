import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { bridgecraft, Replacements } from './support/extension';

describe('Doctor', () => {
  const window = new Replacements();
  before(() => bridgecraft());
  afterEach(() => window.restore());

  it('opens a page that can be read', async () => {
    await vscode.commands.executeCommand('bridgecraft.doctor');
    await eventually('the page', () =>
      Promise.resolve(
        vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === 'Bridgecraft Doctor')),
      ),
    );
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('copies what it found: this editor, its Node, the Python or that there is none', async () => {
    const told: string[] = [];
    window.replace(vscode.window, 'showInformationMessage', (message: string) => {
      told.push(message);
      return Promise.resolve(undefined);
    });
    await vscode.commands.executeCommand('bridgecraft.doctor', 'copy');
    await eventually('the notice', () => Promise.resolve(told.length === 1));
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /^# Bridgecraft Doctor/);
    assert.ok(text.includes(vscode.version));
    assert.ok(text.includes(process.versions.node));
    assert.match(text, /How it was chosen|No Python that can be used/);
  });

  it('looks for no Python in Restricted Mode', async () => {
    window.replace(vscode.workspace, 'isTrusted', false);
    window.replace(vscode.window, 'showInformationMessage', () => Promise.resolve(undefined));
    await vscode.commands.executeCommand('bridgecraft.doctor', 'copy');
    const text = await vscode.env.clipboard.readText();
    assert.match(text, /Restricted Mode/);
    assert.match(text, /Not looked for/);
  });
});
