/** The extension under test and the window that it runs in. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { BridgecraftApi } from '../../../src/extension';

export async function bridgecraft(): Promise<BridgecraftApi> {
  const extension = vscode.extensions.getExtension<BridgecraftApi>('bridgecraft.bridgecraft');
  assert.ok(extension, 'the extension under test is not loaded');
  const api = await extension.activate();
  await api.ready;
  return api;
}

/** The folder that the tests run in. */
export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'the tests run in an open folder');
  return folder;
}

/** Answers of a person, and conditions of a window, for one test. */
export class Replacements {
  private readonly restores: (() => void)[] = [];

  replace<Target extends object>(target: Target, key: keyof Target, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(target, key);
    Object.defineProperty(target, key, { value, configurable: true, writable: true });
    this.restores.push(() => {
      if (before) Object.defineProperty(target, key, before);
      else Reflect.deleteProperty(target, key);
    });
  }

  openFolders(...folders: readonly vscode.Uri[]): void {
    const open = folders.map((uri, index) => ({ uri, index, name: uri.path.split('/').at(-1) ?? '' }));
    this.replace(vscode.workspace, 'workspaceFolders', open.length > 0 ? open : undefined);
  }

  restore(): void {
    for (const restore of this.restores.splice(0).reverse()) restore();
  }
}
