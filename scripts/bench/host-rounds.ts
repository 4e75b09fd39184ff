/** Start, memory and tree in the pinned extension host, with us and without us in turn. */
import { spawn } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { installExtension, quietSettings, writeUserSettings } from '../../test/host/served-vscode.mjs';
import { type Figure, median, ratio, round } from './figure';
import { withScratch } from './files';

/** What one start of the host says; all but memory only with us. */
export interface HostRound {
  readonly memoryMb: number;
  readonly oursMs?: number;
  readonly trivialMs?: number;
  readonly treeMs?: number;
  readonly scripts?: readonly { readonly name: string; readonly kb: number }[];
}

const rounds = 5;

const trivialManifest = {
  name: 'trivial',
  publisher: 'bridgecraft-bench',
  version: '1.0.0',
  engines: { vscode: '^1.106.0' },
  main: './extension.js',
  activationEvents: [],
  contributes: { commands: [{ command: 'trivial.hello', title: 'Hello' }] },
};
const trivialCode = `const vscode = require('vscode');
exports.activate = (context) => context.subscriptions.push(vscode.commands.registerCommand('trivial.hello', () => {}));
`;
const runnerManifest = { ...trivialManifest, name: 'runner', contributes: {} };

async function writeExtension(folder: string, manifest: object): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'extension.js'), trivialCode);
  await writeFile(join(folder, 'README.md'), 'For the bench.\n');
  await writeFile(join(folder, 'LICENSE'), 'MIT\n');
}

function runToEnd(args: readonly string[], options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv }) {
  return new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${args[0] ?? ''} ended with exit code ${code ?? 'none'}:\n${output}`));
    });
  });
}

export const measureHost = (root: string): Promise<readonly Figure[]> =>
  withScratch(async (scratch) => {
    const trivial = join(scratch, 'trivial');
    const trivialVsix = join(scratch, 'trivial.vsix');
    await writeExtension(trivial, trivialManifest);
    const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
    const flags = ['--no-dependencies', '--allow-missing-repository'];
    await runToEnd([vsce, 'package', ...flags, '--out', trivialVsix], { cwd: trivial });
    const runner = join(scratch, 'runner');
    await writeExtension(runner, runnerManifest);
    const tests = join(scratch, 'suite.js');
    await build({
      entryPoints: [join(root, 'scripts', 'bench', 'host', 'suite.ts')],
      outfile: tests,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['vscode'],
      logLevel: 'error',
    });

    const extensions = { with: join(scratch, 'with'), without: join(scratch, 'without') };
    const setUpData = join(scratch, 'set-up');
    for (const extensionsDir of Object.values(extensions)) {
      await installExtension(trivialVsix, { dataDir: setUpData, extensionsDir });
    }
    await installExtension(join(root, 'out', 'bridgecraft.vsix'), {
      dataDir: setUpData,
      extensionsDir: extensions.with,
    });

    const start = async (kind: keyof typeof extensions, index: number): Promise<HostRound> => {
      const own = join(scratch, `${kind}-${index}`);
      const folder = join(own, 'folder');
      await mkdir(folder, { recursive: true });
      await writeUserSettings(join(own, 'data'), quietSettings);
      const out = join(own, 'out.json');
      await runToEnd(
        [
          join(root, 'test', 'host', 'launcher.mjs'),
          folder,
          `--user-data-dir=${join(own, 'data')}`,
          `--extensions-dir=${extensions[kind]}`,
          '--disable-workspace-trust',
          `--extensionDevelopmentPath=${runner}`,
          `--extensionTestsPath=${tests}`,
        ],
        {
          env: {
            ...process.env,
            BRIDGECRAFT_BENCH_OUT: out,
            BRIDGECRAFT_BENCH_ORDER: index % 2 === 0 ? 'ours-first' : 'trivial-first',
          },
        },
      );
      return JSON.parse(await readFile(out, 'utf8')) as HostRound;
    };

    const withUs: HostRound[] = [];
    const without: HostRound[] = [];
    for (let index = 0; index < rounds; index += 1) {
      withUs.push(await start('with', index));
      without.push(await start('without', index));
    }
    return figures(withUs, without);
  });

function figures(withUs: readonly HostRound[], without: readonly HostRound[]): readonly Figure[] {
  const all = (name: 'oursMs' | 'trivialMs' | 'treeMs') => withUs.map((each) => each[name] ?? Number.NaN);
  const memory = (each: readonly HostRound[]) => median(each.map(({ memoryMb }) => memoryMb));
  const scripts = withUs.at(-1)?.scripts ?? [];
  const hosts = `${rounds} starts of the host`;
  return [
    {
      name: 'startup_js_kb',
      value: round(
        scripts.reduce((sum, { kb }) => sum + kb, 0),
        1,
      ),
      unit: 'KB',
      note: scripts.map(({ name, kb }) => `${name} ${round(kb, 1)}`).join(', '),
    },
    ratio('activation_ratio', all('oursMs'), all('trivialMs'), `${hosts}, the order alternating`),
    {
      name: 'host_memory_mb',
      value: round(memory(withUs) - memory(without), 1),
      unit: 'MB',
      note: `${round(memory(withUs), 1)} MB resident with us and the tree shown, ${round(memory(without), 1)} without; ${hosts} each, in turn`,
    },
    {
      name: 'tree_5000_ms',
      value: round(median(all('treeMs'))),
      unit: 'ms',
      note: `getChildren and getTreeItem of 50 phases with 5,000 steps; ${hosts}`,
    },
  ];
}
