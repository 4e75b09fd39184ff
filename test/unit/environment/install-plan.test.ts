import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { installStages, missingPackages, readInstallLine } from '../../../src/core/environment/install-plan';

const constraints = ['numpy==2.4.6', 'pytest==9.2.0', 'scikit-learn==1.9.1', 'torch==2.13.0'];

describe('the packages that an environment still needs', () => {
  it('are those that are absent or at another version, with pytest always wanted', () => {
    const installed = { NumPy: '2.4.6', scikit_learn: '1.8.0' };
    assert.deepEqual(missingPackages(['numpy', 'scikit-learn'], constraints, installed), ['scikit-learn', 'pytest']);
  });

  it('accept a CPU build of the pinned torch', () => {
    assert.deepEqual(missingPackages(['torch'], constraints, { torch: '2.13.0+cpu', pytest: '9.2.0' }), []);
  });

  it('are installed with torch first, from its CPU index and then from the default one', () => {
    const stages = installStages(['numpy', 'torch', 'pytest'], constraints, '/c.txt');
    assert.deepEqual(
      stages.map((stage) => stage.requirements),
      [['torch==2.13.0'], ['numpy==2.4.6', 'pytest==9.2.0']],
    );
    assert.equal(stages[0]?.attempts.length, 2);
    assert.ok(stages[0].attempts[0]?.includes('--index-url'));
    assert.ok(!stages[0].attempts[1]?.includes('--index-url'));
  });

  it('need no stage when nothing is missing', () => {
    assert.deepEqual(installStages([], constraints, '/c.txt'), []);
  });
});

describe('the output of an installer', () => {
  const cases: readonly (readonly [string, ReturnType<typeof readInstallLine>])[] = [
    ['Collecting numpy==2.4.6 (from -r x.txt)', { kind: 'package', name: 'numpy' }],
    [
      '  Downloading scikit_learn-1.9.1-cp311-cp311-manylinux.whl (9.2 MB)',
      { kind: 'package', name: 'scikit_learn', size: '9.2 MB' },
    ],
    [
      '  Using cached scipy-1.17.1-cp311-cp311-linux.whl.metadata (62 kB)',
      { kind: 'package', name: 'scipy', size: '62 kB' },
    ],
    ['Downloading torch (170.2MiB)', { kind: 'package', name: 'torch', size: '170.2MiB' }],
    ['Installing collected packages: a, b, c', { kind: 'installing', count: 3 }],
    ['Prepared 12 packages in 3.11s', { kind: 'installing', count: 12 }],
    ['WARNING: something else', undefined],
  ];
  for (const [line, expected] of cases) {
    it(`reads "${line.trim().slice(0, 40)}"`, () => assert.deepEqual(readInstallLine(line), expected));
  }
});
