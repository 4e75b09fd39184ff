/** The command line from its sources, as a terminal starts it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const repository = join(__dirname, '..', '..');

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export function bridgecraft(args: readonly string[], cwd: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const main = join(repository, 'src', 'cli', 'main.ts');
    const tsx = join(repository, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    const child = spawn(process.execPath, [tsx, main, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}
