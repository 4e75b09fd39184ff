import assert from 'node:assert/strict';
import type { Check, Step } from '../../../src/core/curriculum/model';
import { checksOnSave, isLearnersFile } from '../../../src/core/checks/on-save';
import { OnSave } from '../../../src/host/checks/on-save';
import { sampleCheck, sampleStep } from '../../checks/sample-step';

const kinds = ['S', 'H', 'O', 'P', 'G', 'M', 'B', 'T', 'L', 'R'] as const;
const checks: readonly Check[] = [
  ...kinds.map((kind) => sampleCheck(kind, { kind })),
  sampleCheck('real', { kind: 'P', needs: 'evidence/real/result.md' }),
];
const step: Step = sampleStep([], { 'checks/test_sums.py': '', 'src/sums/given.py': '' }, { checks });

describe('checks on save', () => {
  /** A window in which time passes when the test says so. */
  const world = () => {
    const alarms = new Set<() => void>();
    const log: string[] = [];
    const ends: (() => void)[] = [];
    let isBusy = false;
    const onSave = new OnSave({
      run: (_, only, signal) => {
        log.push(`run ${only.join('')}`);
        isBusy = true;
        return new Promise((resolve) => {
          const end = () => {
            isBusy = false;
            resolve();
            onSave.ended(step.ref);
          };
          ends.push(end);
          signal.addEventListener('abort', () => {
            log.push('cancelled');
            end();
          });
        });
      },
      isRunning: () => isBusy,
      onFailure: (error) => log.push(String(error)),
      later: (milliseconds, act) => {
        assert.equal(milliseconds, 300);
        alarms.add(act);
        return () => alarms.delete(act);
      },
    });
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    const pass = async () => {
      const due = [...alarms];
      alarms.clear();
      for (const act of due) act();
      await settled();
    };
    return { onSave, log, alarms, ends, pass, settled, busy: (value: boolean) => (isBusy = value) };
  };

  it('are the quick ones: no training, nothing that waits for a file', () => {
    assert.deepEqual(checksOnSave(step), ['S', 'H', 'O', 'P', 'G']);
    assert.deepEqual(checksOnSave(step, ['G', 'T', 'real']), ['G', 'real']);
  });

  it('follow files that are the learner’s', () => {
    const are = ['src/sums/__init__.py', 'README.md', 'src/sums/given.py', 'checks/test_sums.py', 'notes.txt'];
    const authors = {
      ...step,
      projectFiles: step.projectFiles.map((file) => ({ ...file, owner: 'author' as const })),
    };
    assert.deepEqual(
      are.map((path) => isLearnersFile(authors, path)),
      [true, true, false, false, false],
    );
  });

  it('run once, a moment after the last of several saves', async () => {
    const { onSave, log, alarms, pass } = world();
    onSave.saved(step);
    onSave.saved(step);
    onSave.saved(step);
    assert.deepEqual([log, alarms.size], [[], 1]);
    await pass();
    assert.deepEqual(log, ['run SHOPG']);
  });

  it('are cancelled by the next save, and begin again when they have ended', async () => {
    const { onSave, log, pass } = world();
    onSave.saved(step);
    await pass();
    onSave.saved(step, ['S']);
    assert.deepEqual(log, ['run SHOPG', 'cancelled']);
    await pass();
    assert.deepEqual(log, ['run SHOPG', 'cancelled', 'run S']);
  });

  it('wait for a run that the learner started, and then begin', async () => {
    const { onSave, log, pass, busy } = world();
    busy(true);
    onSave.saved(step);
    await pass();
    assert.deepEqual(log, []);
    busy(false);
    onSave.ended(step.ref);
    await pass();
    assert.deepEqual(log, ['run SHOPG']);
  });

  it('do not run again by themselves when they have ended', async () => {
    const { onSave, log, alarms, ends, pass, settled } = world();
    onSave.saved(step);
    await pass();
    ends[0]?.();
    await settled();
    assert.deepEqual([log, alarms.size], [['run SHOPG'], 0]);
  });

  it('do not start a run for a step without quick checks', () => {
    const { onSave, alarms } = world();
    onSave.saved({ ...step, checks: checks.filter(({ kind }) => kind === 'T') });
    assert.equal(alarms.size, 0);
  });

  it('end when they are switched off', async () => {
    const { onSave, log, alarms, pass } = world();
    onSave.saved(step);
    await pass();
    onSave.dispose();
    onSave.saved(step);
    assert.deepEqual([log, alarms.size], [['run SHOPG', 'cancelled'], 0]);
  });
});
