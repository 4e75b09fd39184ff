// Child processes and words on the terminal, for the scripts beside this folder. No shell, arguments as arrays.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A failure that a person can act on: shown as a sentence, without a stack. */
export class SetupError extends Error {}

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs a program with this terminal; resolves with its exit code, also when it could not be started (127). */
export function exitCodeOf(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', windowsHide: true, ...options });
    const forward = (signal) => child.kill(signal);
    process.on('SIGTERM', forward);
    // Ctrl-C reaches the child by itself; without a listener this process would end before it.
    const wait = () => {};
    process.on('SIGINT', wait);
    const end = (code) => {
      process.off('SIGTERM', forward);
      process.off('SIGINT', wait);
      resolve(code);
    };
    child.once('error', () => end(127));
    child.once('close', (code, signal) => end(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** Runs a program and keeps what it says, both streams in one. */
export function outputOf(program, args, { timeout, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, ...options });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    const timer = timeout && setTimeout(() => child.kill('SIGKILL'), timeout);
    const end = (code) => {
      clearTimeout(timer);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += error.message;
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}

/** npm is a script of Node's: started by this Node it needs no shell, on Windows neither. */
export async function npm(args, options = {}) {
  const known = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = known?.endsWith('npm-cli.js') ? known : existsSync(beside) ? beside : undefined;
  const { code, output } = script
    ? await outputOf(process.execPath, [script, ...args], options)
    : await outputOf('npm', args, options);
  if (code !== 0) throw new SetupError(`npm ${args.join(' ')} failed (exit code ${code}):\n${lastLines(output, 20)}`);
}

export const lastLines = (text, count) => text.trimEnd().split('\n').slice(-count).join('\n');
