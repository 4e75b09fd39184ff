// The contributor's virtual environment `.venv`: an interpreter for it, and what is installed in it.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastLines, outputOf, root, SetupError } from './run.mjs';
import { hashOf, hasStamp, writeStamp } from './stamps.mjs';

const venv = join(root, '.venv');
export const venvPython =
  process.platform === 'win32' ? join(venv, 'Scripts', 'python.exe') : join(venv, 'bin', 'python');

/** What the tests of the runner need besides what steps require; versions come from curricula/constraints.txt. */
const ofTests = ['numpy', 'scipy', 'scikit-learn', 'pandas', 'matplotlib', 'pytest', 'hypothesis'];
/** debugpy is what the tests of debugging run in place of the Python Debugger extension's own. */
const tools = ['ruff==0.17.6', 'debugpy==1.8.22'];
const torchCpuIndex = 'https://download.pytorch.org/whl/cpu';

const oldest = [3, 11];
const newest = [3, 14];
const probe = 'import sys, venv, ensurepip; print(*sys.version_info[:2], sys.maxsize > 2**32)';

/** Command and leading arguments of a Python that can make the environment. */
export async function findPython() {
  const named = process.env.BRIDGECRAFT_PYTHON;
  const versions = ['3.14', '3.13', '3.12', '3.11'];
  const usual =
    process.platform === 'win32'
      ? [['py', '-3'], ...versions.map((version) => ['py', `-${version}`]), ['python']]
      : [['python3'], ['python'], ...versions.map((version) => [`python${version}`])];
  const seen = [];
  for (const [command, ...args] of named ? [[named]] : usual) {
    const { code, output } = await outputOf(command, [...args, '-c', probe], { timeout: 10_000 });
    const name = [command, ...args].join(' ');
    const [, major, minor, is64] = /^(\d+) (\d+) (True|False)\s*$/.exec(output) ?? [];
    if (code === 0 && major) {
      const isRightAge = Number(major) === 3 && Number(minor) >= oldest[1] && Number(minor) <= newest[1];
      if (isRightAge && is64 === 'True') return { command, args };
      seen.push(`${name} is ${major}.${minor}${is64 === 'True' ? '' : ', 32-bit'}`);
    } else if (/No module named '?(venv|ensurepip)/.test(output)) {
      seen.push(`${name} has no venv module (on Debian and Ubuntu: apt-get install python3-venv)`);
    }
  }
  throw new SetupError(
    `Python ${oldest.join('.')} to ${newest.join('.')}, 64-bit, is needed and was not found` +
      `${seen.length > 0 ? ` (${seen.join('; ')})` : ''}. ` +
      'Install it from python.org or your package manager, or name it in BRIDGECRAFT_PYTHON.',
  );
}

/** Makes `.venv` and installs into it what is missing. Resolves false when everything was there. */
export async function setUpPython(say) {
  const packages = await requiredPackages();
  const hash = await hashOf(['curricula/constraints.txt'], ...packages, ...tools);
  if (existsSync(venvPython) && (await hasStamp('python', hash))) return false;
  if (!existsSync(venvPython)) {
    const { command, args } = await findPython();
    say('making .venv');
    const made = await outputOf(command, [...args, '-m', 'venv', venv]);
    if (made.code !== 0) throw new SetupError(`The virtual environment could not be made:\n${made.output}`);
  }
  const constraints = join(root, 'curricula', 'constraints.txt');
  const torch = /^torch==.*$/m.exec(await readFile(constraints, 'utf8'))?.[0];
  if (!torch) throw new SetupError('curricula/constraints.txt names no version of torch.');
  say(`installing ${torch}`);
  await installTorch(torch, say);
  say(`installing ${[...packages, ...tools].join(', ')}`);
  const { code, output } = await pip(['install', '-c', constraints, ...packages, ...tools]);
  if (code !== 0) throw new SetupError(`Installing the Python packages failed:\n${lastLines(output, 15)}`);
  await writeStamp('python', hash);
  return true;
}

/** Distribution names that any step's `requirements` name, and those of the tests. */
async function requiredPackages() {
  // Here, not above: the packages of npm may only just have been installed.
  const { parse } = await import('yaml');
  const curricula = join(root, 'curricula');
  const names = await readdir(curricula, { recursive: true });
  const manifests = names.filter((name) => /^[^\\/]+[\\/][^\\/]+[\\/]step\.yaml$/.test(name));
  const steps = await Promise.all(
    manifests.map(async (name) => parse(await readFile(join(curricula, name), 'utf8')).requirements),
  );
  return [...new Set([...ofTests, ...steps.flat()])].filter((name) => name !== 'torch').sort();
}

const pip = (args) => outputOf(venvPython, ['-m', 'pip', '--disable-pip-version-check', '--no-input', ...args]);

/** A plain torch on Linux brings several GB of CUDA libraries, so its CPU index comes first; elsewhere CPU is the default. */
async function installTorch(torch, say) {
  if (process.platform === 'linux' && !(await hasOwnIndex())) {
    const fast = ['--timeout', '10', '--retries', '0'];
    const { code } = await pip(['install', torch, '--index-url', torchCpuIndex, ...fast]);
    if (code === 0) return;
    say('the index of CPU builds did not answer; taking torch from the default index');
  }
  const { code, output } = await pip(['install', torch]);
  if (code !== 0) throw new SetupError(`Installing ${torch} failed:\n${lastLines(output, 15)}`);
}

/** Whether pip is configured to look elsewhere: then that is where packages come from. */
async function hasOwnIndex() {
  const { output } = await pip(['config', 'list']);
  return /^\S*\.(index-url|extra-index-url|find-links)=/m.test(output);
}
