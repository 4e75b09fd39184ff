// `npm run package`: builds for production and makes out/bridgecraft.vsix. `--if-stale` only when an input has changed.
import { existsSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lastLines, outputOf, root, SetupError } from './lib/run.mjs';
import { hashOf, hasStamp, writeStamp } from './lib/stamps.mjs';
import { build, buildInputs, runMain } from './setup.mjs';

export const vsixPath = join(root, 'out', 'bridgecraft.vsix');
const inputs = [
  ...buildInputs,
  'package.nls.json',
  'package.nls.zh-cn.json',
  'l10n',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'THIRD-PARTY-NOTICES.md',
  '.vscodeignore',
];

/** Resolves with the path of a package that matches the tree. */
export async function packageExtension({ ifStale = false } = {}) {
  const hash = await hashOf([...inputs, 'scripts/package.mjs']);
  if (ifStale && existsSync(vsixPath) && (await hasStamp('package', hash))) return vsixPath;
  console.log('Package    building for production …');
  await rm(vsixPath, { force: true });
  await build({ production: true });
  await mkdir(join(root, 'out'), { recursive: true });
  const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const { code, output } = await outputOf(process.execPath, [vsce, 'package', '--no-dependencies', '--out', vsixPath]);
  if (code !== 0) throw new SetupError(`Packaging failed:\n${lastLines(output, 30)}`);
  await writeStamp('package', hash);
  console.log(`Package    out/bridgecraft.vsix, ${Math.round((await stat(vsixPath)).size / 1024)} KB`);
  return vsixPath;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => void (await packageExtension({ ifStale: process.argv.includes('--if-stale') })));
}
