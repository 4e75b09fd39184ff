/** Which processes run below another one; POSIX, for tests that count what an extension host starts. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { serverRoot } from '../host/served-vscode.mjs';

export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All descendants of a process, parents before children. */
export async function processesBelow(pid: number): Promise<readonly ProcessEntry[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,args=']);
  const all = [...stdout.matchAll(/^\s*(\d+)\s+(\d+)\s+(.*)$/gm)].map(([, id, parent, command]): ProcessEntry => ({
    pid: Number(id),
    parent: Number(parent),
    command: command ?? '',
  }));
  const found: ProcessEntry[] = [];
  const visit = (parent: number): void => {
    for (const entry of all.filter((candidate) => candidate.parent === parent)) {
      found.push(entry);
      visit(entry.pid);
    }
  };
  visit(pid);
  return found;
}

/** What extensions have started below a server, without the language servers that VS Code's own extensions start. */
export async function startedByExtensions(server: number): Promise<readonly ProcessEntry[]> {
  const all = await processesBelow(server);
  const hosts = all.filter(({ command }) => command.includes('--type=extensionHost'));
  const below = await Promise.all(hosts.map((host) => processesBelow(host.pid)));
  return below.flat().filter(({ command }) => !command.includes(serverRoot));
}
