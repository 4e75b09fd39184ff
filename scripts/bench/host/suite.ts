/**
 * Runs inside the extension host, bundled by host-rounds.ts: with us (ours and a trivial extension are installed) or
 * without us. Writes what it measured to BRIDGECRAFT_BENCH_OUT.
 */
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import type { CurriculumIndex, Step } from '../../../src/core/curriculum/model';
import { eventLine, sealEvent } from '../../../src/core/progress/event-line';
import type { BridgecraftApi } from '../../../src/extension';
import { CurriculumTree } from '../../../src/host/curriculum-view/curriculum-tree';
import { nodeHasher } from '../../../src/platform/node/node-hasher';
import type { HostRound } from '../host-rounds';

const treeSteps = 5000;

export async function run(): Promise<void> {
  console.log('Integration tests begin.');
  const withUs = vscode.extensions.getExtension<BridgecraftApi>('bridgecraft.bridgecraft');
  const round = withUs ? await measureWithUs(withUs) : { memoryMb: await settledMemory() };
  const out = process.env['BRIDGECRAFT_BENCH_OUT'];
  if (!out) throw new Error('BRIDGECRAFT_BENCH_OUT is not set.');
  await writeFile(out, JSON.stringify(round));
}

async function measureWithUs(extension: vscode.Extension<BridgecraftApi>): Promise<HostRound> {
  const trivial = vscode.extensions.getExtension('bridgecraft-bench.trivial');
  if (!trivial || extension.isActive || trivial.isActive)
    throw new Error('The extensions are not there or active already.');
  await beginProgress();
  const activate = async (what: vscode.Extension<unknown>): Promise<number> => {
    const began = performance.now();
    await what.activate();
    return performance.now() - began;
  };
  // Which goes first alternates: the first activation of a host pays for what both use.
  const isFirst = process.env['BRIDGECRAFT_BENCH_ORDER'] === 'ours-first';
  const early = isFirst ? await activate(extension) : undefined;
  const trivialMs = await activate(trivial);
  const oursMs = early ?? (await activate(extension));
  const api = extension.exports;
  await api.ready;
  await vscode.commands.executeCommand('bridgecraft.curriculum.focus');
  const memoryMb = await settledMemory();
  const loaded = Object.keys(require.cache).filter((path) => path.startsWith(extension.extensionPath));
  const scripts = await Promise.all(
    loaded.map(async (path) => ({ name: basename(path), kb: (await stat(path)).size / 1024 })),
  );
  return { memoryMb, oursMs, trivialMs, scripts, treeMs: measureTree(api) };
}

/** A learner's log, written after the start so that it does not activate us by itself. */
async function beginProgress(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (!folder) throw new Error('No folder is open.');
  const events = [
    { kind: 'log-started', log: 'bench' },
    { kind: 'pivot-chosen', curriculum: 'ml-to-deep-learning' },
  ] as const;
  const lines = events.map((body, at) =>
    eventLine(sealEvent(body, { seq: at + 1, time: new Date(at).toISOString() }, nodeHasher)),
  );
  await mkdir(join(folder, '.bridgecraft'), { recursive: true });
  await writeFile(join(folder, '.bridgecraft', 'progress.jsonl'), `${lines.join('\n')}\n`);
}

/** Resident memory after garbage collection. */
async function settledMemory(): Promise<number> {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  for (let round = 0; round < 3; round += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return process.memoryUsage.rss() / 1024 / 1024;
}

/** Every row of a tree of 5,000 steps, as VS Code would ask for it. */
function measureTree(api: BridgecraftApi): number {
  const tree = new CurriculumTree(largeIndex(api.index), api.progress, api.checks);
  const began = performance.now();
  let steps = 0;
  for (const curriculum of tree.getChildren()) {
    tree.getTreeItem(curriculum);
    for (const phase of tree.getChildren(curriculum)) {
      tree.getTreeItem(phase);
      for (const step of tree.getChildren(phase)) {
        tree.getTreeItem(step);
        steps += 1;
      }
    }
  }
  const took = performance.now() - began;
  tree.dispose();
  if (steps !== treeSteps) throw new Error(`The tree shows ${steps} steps instead of ${treeSteps}.`);
  return took;
}

function largeIndex(index: CurriculumIndex): CurriculumIndex {
  const [curriculum] = index.curricula;
  const template = curriculum?.phases[0]?.steps[0];
  if (!curriculum || !template) throw new Error('The index has no step.');
  const phases = Array.from({ length: 50 }, (_, at) => ({
    id: `phase-${at}`,
    title: `Phase ${at}`,
    indicators: ['Can do it'],
    steps: Array.from({ length: treeSteps / 50 }, (_each, inPhase): Step => {
      const id = `step-${at}-${inPhase}`;
      return { ...template, id, ref: `${curriculum.id}/${id}`, title: `Step ${id}`, requires: [] };
    }),
  }));
  return { ...index, curricula: [{ ...curriculum, phases, milestones: [] }] };
}
