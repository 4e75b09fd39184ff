// `npm test`: set-up, then every stage in turn until one is red; the last line says how many tests passed and failed.
// `node scripts/test.mjs unit checks` runs a part of it.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { venvPython } from './lib/python.mjs';
import { exitCodeOf, root, seconds } from './lib/run.mjs';
import { runMain, setUp } from './setup.mjs';

const countsFile = join(root, '.cache', 'test-counts.jsonl');
const bin = (path) => join(root, 'node_modules', ...path.split('/'));
const node = (...args) => exitCodeOf(process.execPath, args, { env: testEnvironment() });

const testEnvironment = () => ({ ...process.env, BRIDGECRAFT_TEST_COUNTS: countsFile });

function mocha(folder, ...options) {
  return async () => {
    if (!(await hasTests(folder))) {
      console.log(`${folder} has no tests: nothing was proved.`);
      return 1;
    }
    const reporter = join(root, 'scripts', 'lib', 'counting-reporter.cjs');
    return node(
      bin('mocha/bin/mocha.js'),
      '--import=tsx',
      // A server or browser that a failed test left open must not keep the run alive.
      '--exit',
      '--reporter',
      reporter,
      ...options,
      `${folder}/**/*.test.ts`,
    );
  };
}

async function hasTests(folder) {
  const path = join(root, folder);
  return existsSync(path) && (await readdir(path, { recursive: true })).some((name) => name.endsWith('.test.ts'));
}

/** ESLint, and ruff over the Python that ships; that of the steps is `verify`'s. */
async function lint() {
  const code = await node(bin('eslint/bin/eslint.js'), '--max-warnings', '0', 'src', 'test', 'scripts');
  if (code !== 0) return code;
  const checked = await exitCodeOf(venvPython, ['-m', 'ruff', 'check', '--no-cache', '--quiet', 'python']);
  return checked || exitCodeOf(venvPython, ['-m', 'ruff', 'format', '--check', '--no-cache', '--quiet', 'python']);
}

async function types() {
  const layers = (await readdir(join(root, 'src'))).map((layer) => `src/${layer}/tsconfig.json`);
  for (const project of [...layers.filter((path) => existsSync(join(root, path))), 'tsconfig.json']) {
    const code = await node(bin('typescript/bin/tsc'), '-p', project);
    if (code !== 0) return code;
  }
  return 0;
}

const stages = {
  format: () => node(bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.'),
  lint,
  types,
  knip: () => node(bin('knip/bin/knip.js')),
  unit: mocha('test/unit'),
  checks: mocha('test/checks', '--timeout', '120000'),
  webview: mocha('test/webview', '--timeout', '60000'),
  content: mocha('test/content', '--timeout', '300000'),
  package: async () =>
    (await node('scripts/package.mjs', '--if-stale')) || mocha('test/package', '--timeout', '60000')(),
  integration: () => node('scripts/test-integration.mjs'),
  e2e: async () => (await node('scripts/package.mjs', '--if-stale')) || mocha('test/e2e', '--timeout', '240000')(),
};

async function readCounts() {
  const text = existsSync(countsFile) ? await readFile(countsFile, 'utf8') : '';
  const runs = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const sum = (name) => runs.reduce((total, run) => total + run[name], 0);
  return { passes: sum('passes'), failures: sum('failures'), pending: sum('pending') };
}

async function main() {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    console.error(`Unknown stage: ${unknown.join(', ')}. Stages: ${Object.keys(stages).join(', ')}.`);
    return 64;
  }
  const began = performance.now();
  await setUp();
  await mkdir(join(root, '.cache'), { recursive: true });
  await rm(countsFile, { force: true });

  const times = [];
  let red;
  for (const name of wanted.length > 0 ? wanted : Object.keys(stages)) {
    console.log(`\n── ${name}`);
    const start = performance.now();
    const { failures } = await readCounts();
    const code = await stages[name]();
    times.push(`${code === 0 ? 'passed' : 'FAILED'}  ${name.padEnd(12)} ${seconds(start)}`);
    if (code !== 0) {
      red = { name, hasOwnCount: (await readCounts()).failures > failures };
      break;
    }
  }

  const counts = await readCounts();
  console.log(`\n${times.join('\n')}\nin all ${seconds(began)}`);
  if (counts.pending > 0) console.log(`${counts.pending} tests were skipped.`);
  if (red)
    console.log(`Stopped at the first red stage: ${red.name}. Run it alone with: node scripts/test.mjs ${red.name}`);
  // A stage that is not mocha (format, lint, types) counts as one when it is red.
  const failed = counts.failures + (red && !red.hasOwnCount ? 1 : 0);
  console.log(`\n${counts.passes} passed, ${failed} failed`);
  return red ? 1 : 0;
}

await runMain(main);
