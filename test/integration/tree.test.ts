import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { deriveState } from '../../src/core/progress/derive';
import { foldLog } from '../../src/core/progress/fold';
import { treeItem, type TreeState } from '../../src/host/curriculum-view/tree-items';
import { buildNodes, type TreeNode } from '../../src/host/curriculum-view/tree-nodes';
import type { BridgecraftApi } from '../../src/extension';
import { allPassed, curriculum, event, indexOf, ran, step } from '../unit/progress/samples';
import { bridgecraft, Replacements } from './support/extension';

const state = (
  events: Parameters<typeof foldLog>[0],
  index = indexOf(),
  scaffolded: readonly string[] = [],
): TreeState => ({
  progress: deriveState(foldLog(events), index, { unreadable: 0, newer: 0 }),
  runOf: () => undefined,
  isScaffolded: ({ ref }) => scaffolded.includes(ref),
  isOlder: () => false,
});

describe('The curriculum tree', () => {
  const window = new Replacements();
  let api: BridgecraftApi;

  before(async () => {
    api = await bridgecraft();
  });
  afterEach(() => window.restore());

  const started = event(1, { kind: 'step-started', step: 'a/one', contentVersion: 'v1', path: 'a/one' });
  const index = indexOf(curriculum('a', [step('a', 'one'), step('a', 'two')]), curriculum('b', [step('b', 'three')]));
  const itemOf = (ref: string, tree: TreeState): vscode.TreeItem => {
    const node = [...buildNodes(index).steps.values()].find((each) => each.step.ref === ref);
    assert.ok(node);
    return treeItem(node, tree);
  };

  it('shows every shipped curriculum, its phases, steps and tasks', () => {
    const labels = (nodes: readonly TreeNode[]): readonly unknown[] =>
      nodes.map((node) => api.tree.getTreeItem(node).label);
    const roots = api.tree.getChildren();
    assert.deepEqual(new Set(labels(roots)), new Set(api.index.curricula.map(({ title }) => title)));
    const [root] = roots;
    assert.ok(root?.kind === 'curriculum');
    const phases = api.tree.getChildren(root);
    assert.deepEqual(
      labels(phases),
      root.curriculum.phases.map(({ title }) => title),
    );
    const steps = phases.flatMap((phase) => api.tree.getChildren(phase));
    const [first] = steps;
    assert.ok(first?.kind === 'step');
    assert.deepEqual(
      labels(api.tree.getChildren(first)),
      first.step.tasks.map(({ title }) => title),
    );
    assert.equal(api.tree.getParent(first), phases[0]);
  });

  it('says every item in words, with its label and its state', () => {
    const walk = (nodes: readonly TreeNode[]): void => {
      for (const node of nodes) {
        const item = api.tree.getTreeItem(node);
        const { label = '' } = item.accessibilityInformation ?? {};
        assert.ok(typeof item.label === 'string');
        assert.ok(label.includes(item.label), label);
        assert.ok(label.length > item.label.length, label);
        walk(api.tree.getChildren(node));
      }
    };
    walk(api.tree.getChildren());
  });

  it('is empty without a folder, so that its welcome shows', () => {
    window.openFolders();
    assert.deepEqual(api.tree.getChildren(), []);
  });

  it('says that a step is not started and how long it takes', () => {
    const item = itemOf('a/one', state([], index));
    assert.equal(item.description, 'about 3.5 h');
    assert.equal(item.accessibilityInformation?.label, 'Step 1, Build one, not started, about 3.5 h');
    assert.equal(item.contextValue, 'step new');
    assert.equal(item.command?.command, 'bridgecraft.openGuide');
  });

  it('says how many checks passed and how long the rest takes', () => {
    const run = event(2, ran({ shape: 'passed', value: 'passed' }, 'a', 'a/one'));
    const item = itemOf('a/one', state([started, run], index, ['a/one']));
    assert.equal(item.description, '2 of 3 checks · about 3 h left');
    assert.equal(
      item.accessibilityInformation?.label,
      'Step 1, Build one, in progress, 2 of 3 checks · about 3 h left',
    );
    assert.equal(item.contextValue, 'step started');
  });

  it('tells each state by an icon and by words', () => {
    const looks = (['passed', 'failed', 'blocked', 'broken'] as const).map((verdict) => {
      const run = event(2, ran({ ...allPassed, gate: verdict }, 'a', 'a/one'));
      const item = itemOf('a/one', state([started, run], index, ['a/one']));
      assert.ok(item.iconPath instanceof vscode.ThemeIcon);
      return [item.iconPath.id, item.accessibilityInformation?.label.split(', ')[2]];
    });
    assert.deepEqual(looks, [
      ['pass-filled', 'passed'],
      ['error', 'not right yet'],
      ['circle-slash', 'could not be checked'],
      ['warning', 'a check is broken'],
    ]);
  });

  it('marks the task that is done', () => {
    const run = event(2, ran({ shape: 'passed', value: 'passed', gate: 'failed' }, 'a', 'a/one'));
    const tree = state([started, run], index, ['a/one']);
    const node = buildNodes(index).steps.get('a/one');
    assert.deepEqual(
      node?.children.map((task) => treeItem(task, tree).accessibilityInformation?.label),
      ['Task First, passed, about 15 minutes', 'Task Second, not right yet, about 45 minutes'],
    );
  });

  it('takes what is not written yet for no mistake', () => {
    const body = ran({ shape: 'passed', value: 'passed', gate: 'failed' }, 'a', 'a/one');
    assert.ok(body.kind === 'checks-ran');
    const results = body.results.map((each) => (each.id === 'gate' ? { ...each, isUnwritten: true } : each));
    const tree = state([started, event(2, { ...body, results })], index, ['a/one']);
    const node = buildNodes(index).steps.get('a/one');
    assert.ok(node);
    assert.match(treeItem(node, tree).accessibilityInformation?.label ?? '', /in progress/);
    assert.deepEqual(
      node.children.map((task) => treeItem(task, tree).accessibilityInformation?.label.split(', ')[1]),
      ['passed', 'not started'],
    );
  });

  it('answers for 5,000 items in 100 ms', () => {
    const steps = Array.from({ length: 1660 }, (_, at) => step('a', `step-${at}`));
    const large = indexOf(curriculum('a', steps));
    const nodes = buildNodes(large);
    const tree = state([started], large, ['a/step-7']);
    const times = Array.from({ length: 5 }, () => {
      // Processor time: what else the machine does is not our doing.
      const begin = process.cpuUsage();
      let count = 0;
      const visit = (node: TreeNode): void => {
        treeItem(node, tree);
        count += 1;
        if ('children' in node) node.children.forEach(visit);
      };
      nodes.curricula.forEach(visit);
      assert.ok(count >= 4982);
      const { user, system } = process.cpuUsage(begin);
      return (user + system) / 1000;
    });
    assert.ok(Math.min(...times) <= 100, `took ${times.join(', ')} ms`);
  });
});
