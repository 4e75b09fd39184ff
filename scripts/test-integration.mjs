// The integration tests in a real extension host: the pinned one where it is installed, else the VS Code that
// @vscode/test-electron downloads (BRIDGECRAFT_VSCODE_VERSION says which; by default the newest).
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isHostInstalled, quietSettings, writeUserSettings } from '../test/host/served-vscode.mjs';
import { root } from './lib/run.mjs';

const testsOut = join(root, 'out', 'test', 'integration');
await rm(testsOut, { recursive: true, force: true });
await build({
  entryPoints: [join(root, 'test/integration/index.ts'), join(root, 'test/integration/**/*.test.ts')],
  outdir: testsOut,
  outbase: join(root, 'test/integration'),
  bundle: true,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  sourcemap: 'inline',
  // Mocha loads its reporters by name, so it stays where it is.
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});

const version = process.env.BRIDGECRAFT_VSCODE_VERSION;
const usesPinned = !version && process.platform !== 'win32' && isHostInstalled();
const scratch = await mkdtemp(join(tmpdir(), 'bridgecraft-integration-'));
// A space and a letter beyond ASCII, as many people's folders have them.
const workspace = join(scratch, 'integration tésts');
const userData = join(scratch, 'data');
await mkdir(workspace);
await writeUserSettings(userData, quietSettings);
try {
  console.log(
    usesPinned ? 'Host: the pinned VS Code of test/host.' : `Host: VS Code ${version ?? 'stable'}, downloaded.`,
  );
  await runTests({
    ...(usesPinned
      ? { vscodeExecutablePath: join(root, 'test', 'host', 'launcher.mjs') }
      : { version: version ?? 'stable' }),
    // The second contributes a Python debugger, as the Python Debugger extension does.
    extensionDevelopmentPath: [root, join(root, 'test', 'fixtures', 'debugger')],
    extensionTestsPath: join(testsOut, 'index.js'),
    extensionTestsEnv: { BRIDGECRAFT_TEST_WORKSPACE: workspace },
    launchArgs: [
      workspace,
      `--user-data-dir=${userData}`,
      `--extensions-dir=${join(scratch, 'extensions')}`,
      '--disable-extensions',
    ],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
}
