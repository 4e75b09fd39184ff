import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pythonEnvironment } from '../../src/platform/node/run-environment';

describe('the environment of a run', () => {
  it('is made from a list: nothing of the person’s own that changes Python or pytest gets in', () => {
    const environment = pythonEnvironment({
      PATH: '/usr/bin',
      PYTHONPATH: '/elsewhere',
      PYTHONHOME: '/elsewhere',
      PYTEST_ADDOPTS: '-x',
      VIRTUAL_ENV: '/elsewhere',
      SECRET_TOKEN: 'x',
      OMP_NUM_THREADS: '8',
    });
    assert.deepEqual(environment, {
      PATH: '/usr/bin',
      PYTHONUTF8: '1',
      PYTHONDONTWRITEBYTECODE: '1',
      MPLBACKEND: 'Agg',
      OMP_NUM_THREADS: '1',
      OPENBLAS_NUM_THREADS: '1',
      MKL_NUM_THREADS: '1',
      PYTEST_DISABLE_PLUGIN_AUTOLOAD: '1',
    });
  });

  it('finds the variables of Windows however they are spelled', () => {
    assert.equal(pythonEnvironment({ Path: 'C:\\Python', SystemRoot: 'C:\\Windows' })['SystemRoot'], 'C:\\Windows');
  });
});
