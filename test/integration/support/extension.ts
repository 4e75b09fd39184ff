/** The extension under test and the window that it runs in. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Step } from '../../../src/core/curriculum/model';
import type { BridgecraftApi } from '../../../src/extension';
import { readStarter } from '../../../src/platform/node/content-package';

export async function bridgecraft(): Promise<BridgecraftApi> {
  const extension = vscode.extensions.getExtension<BridgecraftApi>('bridgecraft.bridgecraft');
  assert.ok(extension, 'the extension under test is not loaded');
  const api = await extension.activate();
  await api.ready;
  return api;
}

/** A file of a step as it is packaged, whatever tests did to the project. */
export async function starterText(step: Step, path: string): Promise<string> {
  const root = vscode.extensions.getExtension('bridgecraft.bridgecraft')?.extensionPath;
  assert.ok(root !== undefined);
  const content = (await readStarter(join(root, 'dist', 'curricula', step.ref))).get(path);
  assert.ok(content, `${path} is no file of ${step.ref}`);
  return new TextDecoder().decode(content);
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
