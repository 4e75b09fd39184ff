import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { recordOf } from '../../../src/core/portfolio/record';
import type { StepRun } from '../../../src/core/progress/verified';
import { sampleStep } from '../../support/sample-curriculum';

const learnerFiles = { 'src/engine/engine.py': 'a'.repeat(64) };
const checkFiles = { 'checks/test_engine.py': 'c'.repeat(64) };
const required = sampleStep.checks.filter(({ needs }) => needs === undefined).map(({ id }) => id);

interface Changes {
  readonly verdict?: 'passed' | 'failed';
  readonly run?: string;
  readonly learnerFiles?: Readonly<Record<string, string>>;
  readonly checkFiles?: Readonly<Record<string, string>>;
  readonly checks?: readonly string[];
}

const runOf = (at: number, changes: Changes = {}): StepRun => {
  const results = (changes.checks ?? required).map((id) => ({
    id,
    verdict: changes.verdict ?? ('passed' as const),
    message: '',
    seconds: 1,
    properties: id === 'moons' ? { moons_accuracy: 0.99, baseline_accuracy: 0.88 } : {},
  }));
  return {
    at,
    results,
    event: {
      kind: 'checks-ran',
      id: String(at).repeat(64).slice(0, 64),
      seq: at + 1,
      time: `2027-03-0${at + 1}T10:00:00.000Z`,
      schema: 1,
      step: sampleStep.ref,
      run: changes.run ?? `run-${at}`,
      contentVersion: sampleStep.contentVersion,
      results,
      learnerFiles: changes.learnerFiles ?? learnerFiles,
      checkFiles: changes.checkFiles ?? checkFiles,
      versions: { numpy: '2.4.6' },
      interpreter: '/usr/bin/python3',
    },
  };
};

const now = { learnerFiles, checkFiles };

describe('the record of a project', () => {
  it('has the figures of the run in which all checks passed, each with its tolerance and unit', () => {
    const result = recordOf(sampleStep, [runOf(0)], now);
    assert.ok(result.kind === 'recorded');
    assert.deepEqual(result.record.figures, [
      { name: 'moons_accuracy', title: 'Accuracy on two moons', unit: '', value: 0.99, tolerance: 0.01 },
    ]);
    assert.equal(result.record.comparisons[0]?.gate, 0.95);
    assert.equal(result.record.freshness, 'current');
  });

  it('is none while a check has not passed, or passed only on other files', () => {
    assert.equal(recordOf(sampleStep, [], now).kind, 'not-passed');
    assert.equal(recordOf(sampleStep, [runOf(0, { verdict: 'failed' })], now).kind, 'not-passed');
    const half = [
      runOf(0, { checks: required.slice(1) }),
      runOf(1, { checks: required.slice(0, 1), learnerFiles: { 'src/engine/engine.py': 'b'.repeat(64) } }),
    ];
    assert.equal(recordOf(sampleStep, half, now).kind, 'not-passed');
  });

  it('says when files changed, a later run failed, or the project is gone', () => {
    const freshness = (runs: readonly StepRun[], files: Parameters<typeof recordOf>[2]) => {
      const result = recordOf(sampleStep, runs, files);
      return result.kind === 'recorded' ? result.record.freshness : result.kind;
    };
    assert.equal(
      freshness([runOf(0)], { ...now, learnerFiles: { 'src/engine/engine.py': 'e'.repeat(64) } }),
      'files-changed',
    );
    assert.equal(freshness([runOf(0), runOf(1, { verdict: 'failed' })], now), 'last-run-failed');
    assert.equal(freshness([runOf(0)], {}), 'deleted');
  });

  it('leaves out what contradicts itself, with the reason', () => {
    const why = (changes: Changes) => {
      const result = recordOf(sampleStep, [runOf(0, changes)], now);
      return result.kind === 'contradiction' ? result.why : result.kind;
    };
    assert.equal(why({ run: '' }), 'its figures belong to no run');
    assert.equal(why({ checkFiles: {} }), 'its run names no check files');
    assert.match(
      why({ checkFiles: { 'checks/test_engine.py': 'd'.repeat(64) } }),
      /^checks\/test_engine\.py of that run is not the author/,
    );
  });

  it('takes the real data in when it passed on the same files', () => {
    const both = [runOf(0), runOf(1, { checks: ['real'] })];
    const result = recordOf(sampleStep, both, now);
    assert.ok(result.kind === 'recorded');
    assert.ok(result.record.checks.includes('real'));
    const other = [runOf(0), runOf(1, { checks: ['real'], learnerFiles: { 'src/engine/engine.py': 'b'.repeat(64) } })];
    const without = recordOf(sampleStep, other, now);
    assert.ok(without.kind === 'recorded' && !without.record.checks.includes('real'));
  });
});
