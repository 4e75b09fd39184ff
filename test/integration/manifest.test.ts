import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';

function ourExtension(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension('bridgecraft.bridgecraft');
  assert.ok(extension, 'the extension under test is not loaded');
  return extension;
}

/** The shape of package.json that these tests read. */
interface Manifest {
  readonly contributes: {
    readonly commands?: readonly { readonly command: string; readonly title: string; readonly category?: string }[];
  };
}

describe('The extension in a real host', () => {
  it('activates without an error', async () => {
    const extension = ourExtension();
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers every command of its manifest', async () => {
    const extension = ourExtension();
    await extension.activate();
    const text = await readFile(join(extension.extensionPath, 'package.json'), 'utf8');
    const manifest = JSON.parse(text) as Manifest;
    const declared = (manifest.contributes.commands ?? []).map(({ command }) => command);
    assert.ok(declared.length > 0, 'the manifest declares no command');
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      declared.filter((command) => !registered.has(command)),
      [],
    );
  });
});
