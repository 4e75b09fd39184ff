/** Pythons for tests: made from the repository's, or only looking like one. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryPython, temporaryFolder } from './sample-step';

const run = promisify(execFile);

/** An environment with the repository's packages, nothing else; the path of its interpreter and of its packages. */
export async function madeEnvironment(folder: string): Promise<{ python: string; packages: string }> {
  await run(repositoryPython, ['-m', 'venv', '--without-pip', folder]);
  const ask = ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'];
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  const [packages, theirs] = await Promise.all(
    [python, repositoryPython].map(async (path) => (await run(path, ask)).stdout.trim()),
  );
  if (packages === undefined || theirs === undefined) throw new Error('no site-packages');
  await writeFile(join(packages, 'repository.pth'), `${theirs}\n`);
  return { python, packages };
}

/** An interpreter in which another package of that name is installed, and imported at the start. */
export async function foreignEnvironment(name: string, source: string): Promise<string> {
  const { python, packages } = await madeEnvironment(join(await temporaryFolder(), 'environment'));
  await mkdir(join(packages, name));
  await writeFile(join(packages, name, '__init__.py'), source);
  await writeFile(join(packages, `${name}.pth`), `import ${name}\n`);
  return python;
}

/** A program that is no Python (POSIX only). */
export async function fakeProgram(path: string, script: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** Ids of the processes that carry a word in their environment or arguments (Linux). */
export async function processesWith(word: string): Promise<readonly string[]> {
  const { readFile } = await import('node:fs/promises');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const texts = await Promise.all(
        ['environ', 'cmdline'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
      );
      return texts.some((text) => text.includes(word)) ? [pid] : [];
    }),
  );
  return found.flat();
}
