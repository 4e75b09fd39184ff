/** What the extension host runs: every test file of this folder, bundled beside this one. */
import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';

export async function run(): Promise<void> {
  // The launcher shows what comes after this line.
  console.log('Integration tests begin.');
  const grep = process.env['BRIDGECRAFT_TEST_GREP'];
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, ...(grep ? { grep } : {}) });
  const entries = await readdir(__dirname, { recursive: true });
  for (const entry of entries.filter((name) => name.endsWith('.test.js')).sort()) {
    mocha.addFile(join(__dirname, entry));
  }
  const stats = await new Promise<Mocha.Stats>((resolve, reject) => {
    const runner = mocha.run(() => {
      if (runner.stats) resolve(runner.stats);
      else reject(new Error('Mocha kept no figures of the run.'));
    });
  });
  const counts = process.env['BRIDGECRAFT_TEST_COUNTS'];
  if (counts) {
    const line = { passes: stats.passes, failures: stats.failures, pending: stats.pending };
    await appendFile(counts, `${JSON.stringify(line)}\n`);
  }
  if (stats.failures > 0) throw new Error(`${stats.failures} of ${stats.tests} integration tests failed.`);
  if (stats.passes === 0) throw new Error('No integration test ran.');
}
