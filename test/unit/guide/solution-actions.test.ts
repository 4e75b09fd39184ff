import assert from 'node:assert/strict';
import { snapshotOf } from '../../support/guide-scenarios';
import { checkRun, liveRun, result, stepState } from '../../support/sample-curriculum';

describe("a task's solution in the guide", () => {
  it('offers the solution once the hints are used up, and the comparison once the task is done', () => {
    const actions = (...args: Parameters<typeof snapshotOf>) =>
      snapshotOf(...args)
        .tasks.filter(({ id }) => id === 'add')
        .flatMap((task) => task.actions.map(({ label }) => label));
    const helped = (hint: 'approach' | 'pseudocode', ...shown: readonly string[]) => ({
      state: stepState([], { help: { hints: new Map([['add', hint]]), solutions: new Set(shown) } }),
    });
    const about = (all: readonly string[]) => all.filter((label) => label.includes('Solution'));
    assert.deepEqual(about(actions()), []);
    assert.deepEqual(about(actions(helped('approach'))), []);
    assert.deepEqual(about(actions(helped('pseudocode'))), ['Show Solution…']);
    assert.deepEqual(about(actions(helped('approach', 'add'))), ['Compare with Solution']);
    const done = liveRun([result('add-value', 'passed'), result('add-twice', 'passed')], { run: checkRun() });
    assert.deepEqual(about(actions({ live: done })), ['Compare with Solution']);
  });
});
