// Bundles: the extension (CommonJS, for VS Code's Node host), its lazy parts, the command line, the webviews.
import { build, context } from 'esbuild';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
};
/** CommonJS cannot be split: the `import()` of a lazy part stays a require of the bundle beside the main one. */
const lazyParts = [
  'src/platform/node/work',
  'src/platform/node/file-mirror',
  'src/platform/node/portfolio-export',
  'src/host/environment/environment-features',
  'src/host/learning/learning-features',
  'src/host/panels/panel-features',
  'src/host/career-features',
  'src/host/commands/pyright-config',
  'src/host/checks/follow-saves',
];
const keepLazy = {
  name: 'keep-lazy',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\.?\// }, ({ path, kind }) => {
      const part =
        kind === 'dynamic-import' && lazyParts.map((each) => basename(each)).find((name) => basename(path) === name);
      return part ? { path: `./${part}.js`, external: true } : undefined;
    }),
};
/** Each entry that exists is built; a metafile beside the bundle lets a test list what went in. */
const bundles = [
  {
    ...common,
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
    plugins: [keepLazy],
  },
  ...lazyParts.map((part) => ({
    ...common,
    entryPoints: [`${part}.ts`],
    outfile: `dist/${basename(part)}.js`,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    external: ['vscode'],
  })),
  {
    ...common,
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/cli.js',
    platform: 'node',
    target: 'node20',
    format: 'cjs',
  },
  ...['guide', 'milestones', 'planner', 'portfolio'].map((view) => ({
    ...common,
    entryPoints: [`src/webview/${view}/main.ts`],
    outfile: `dist/webview/${view}.js`,
    platform: 'browser',
    target: 'chrome130',
    format: 'iife',
    tsconfig: 'src/webview/tsconfig.json',
    // Codicons, inlined where they are used.
    loader: { '.svg': 'text' },
  })),
].filter((bundle) => existsSync(bundle.entryPoints[0]));

await mkdir('dist/webview', { recursive: true });
// A bundle that was renamed must not go on into the package under its old name.
for (const folder of ['dist', 'dist/webview']) {
  const made = new Set(bundles.map(({ outfile }) => outfile));
  for (const name of await readdir(folder)) {
    const isOld = /\.js(\.map)?$/.test(name) && !made.has(`${folder}/${name.replace(/\.map$/, '')}`);
    if (isOld) await rm(join(folder, name));
  }
}
for (const bundle of bundles) {
  if (watch) {
    await (await context(bundle)).watch();
  } else {
    const { metafile } = await build(bundle);
    await mkdir('out/meta', { recursive: true });
    await writeFile(`out/meta/${bundle.outfile.replaceAll('/', '_')}.json`, JSON.stringify(metafile));
  }
}
