import assert from 'node:assert/strict';
import fc from 'fast-check';
import { guideIntent, guideMessage, guideViewState } from '../../../src/protocol/guide';
import { longestNote, milestonesIntent, milestonesMessage } from '../../../src/protocol/milestones';
import { snapshotOf } from '../../support/guide-scenarios';
import { milestonesScenarios } from '../../support/milestones-scenarios';

describe('messages between host and webviews', () => {
  it('takes each intent in its exact form', () => {
    for (const intent of [
      { kind: 'ready' },
      { kind: 'run-checks' },
      { kind: 'run-checks', task: 'add' },
      { kind: 'go-to-task', task: 'add' },
      { kind: 'repair' },
    ]) {
      assert.equal(guideIntent.is(intent), true, JSON.stringify(intent));
    }
    assert.equal(milestonesIntent.is({ kind: 'mark-milestone', milestone: 'c/m', note: 'done' }), true);
    assert.equal(milestonesIntent.is({ kind: 'detach-file', milestone: 'c/m', index: 0 }), true);
  });

  it('refuses intents with an unknown kind, a missing field, a wrong type or a field too many', () => {
    for (const message of [
      undefined,
      null,
      'ready',
      [],
      {},
      { kind: 'execute', command: 'workbench.action.quit' },
      { kind: 'toString' },
      { kind: '__proto__' },
      { kind: 'go-to-task' },
      { kind: 'go-to-task', task: 7 },
      { kind: 'go-to-task', task: 'a'.repeat(201) },
      { kind: 'ready', command: 'x' },
    ]) {
      assert.equal(guideIntent.is(message), false, JSON.stringify(message));
    }
    for (const message of [
      { kind: 'detach-file', milestone: 'c/m', index: -1 },
      { kind: 'detach-file', milestone: 'c/m', index: 0.5 },
      { kind: 'mark-milestone', milestone: 'c/m', note: 'a'.repeat(longestNote + 1) },
    ]) {
      assert.equal(milestonesIntent.is(message), false, JSON.stringify(message));
    }
  });

  it('never throws, whatever arrives', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const shape of [guideIntent, guideMessage, guideViewState, milestonesIntent, milestonesMessage]) {
          assert.equal(typeof shape.is(value), 'boolean');
        }
      }),
    );
  });

  it('takes the snapshots that the host builds, after they were sent as JSON', () => {
    const sent: unknown = JSON.parse(JSON.stringify({ kind: 'snapshot', snapshot: snapshotOf() }));
    assert.equal(guideMessage.is(sent), true);
    for (const [name, snapshot] of Object.entries(milestonesScenarios())) {
      assert.equal(milestonesMessage.is(JSON.parse(JSON.stringify({ kind: 'snapshot', snapshot }))), true, name);
    }
  });
});
