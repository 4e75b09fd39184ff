import assert from 'node:assert/strict';
import type { ProcessRunner } from '../../../src/core/ports';
import { freeMemory, readVmStat } from '../../../src/platform/node/free-memory';

const vmStat = [
  'Mach Virtual Memory Statistics: (page size of 16384 bytes)',
  'Pages free:                                5000.',
  'Pages active:                            300000.',
  'Pages inactive:                          250000.',
  'Pages speculative:                         3000.',
  'Pages throttled:                              0.',
  'Pages wired down:                        120000.',
  'Pages purgeable:                           2000.',
  '"Translation faults":                1000000000.',
  '',
].join('\n');

const saying = (output: string): ProcessRunner => ({ run: () => Promise.resolve({ exitCode: 0, output }) });

describe('free memory', () => {
  it('counts on macOS what the system keeps only as long as nobody wants it', async () => {
    assert.equal(readVmStat(vmStat), 260_000 * 16_384);
    assert.equal(await freeMemory(saying(vmStat), 'darwin'), 260_000 * 16_384);
  });

  it('is what Node says where that answer cannot be read', async () => {
    assert.equal(readVmStat('vm_stat: not found'), undefined);
    assert.ok((await freeMemory(saying(''), 'darwin')) > 0);
  });

  it('is what Node says on other systems, without a process', async () => {
    const none: ProcessRunner = { run: () => Promise.reject(new Error('a process')) };
    assert.ok((await freeMemory(none, 'linux')) > 0);
    assert.ok((await freeMemory(none, 'win32')) > 0);
  });
});
