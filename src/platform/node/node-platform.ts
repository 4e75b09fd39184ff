/** Everything that the extension gets from an operating system with Node: the small part now, `work.ts` on demand. */
import { readdir, readFile } from 'node:fs/promises';
import { arch, homedir, release, type } from 'node:os';
import { delimiter, join } from 'node:path';
import type { CheckRunner, WarmChecks } from '../../core/checks/model';
import type { Step } from '../../core/curriculum/model';
import type { EnvironmentBuilder } from '../../core/environment/model';
import type { PortfolioExport } from '../../core/portfolio/ports';
import type { EventBody } from '../../core/progress/events';
import { writeCommandLineShim } from './command-line-shim';
import { nodeHasher } from './node-hasher';
import { NodeProgressLogs } from './progress-log';
import { learnerHashes } from './project-files';
import type { Carry, Work, WorkOptions } from './work';

export interface NodePlatformOptions extends WorkOptions {
  /** The extension's own storage, outside every workspace. */
  readonly storagePath: string;
}

export function createNodePlatform(options: NodePlatformOptions) {
  const { extensionPath, storagePath, warn } = options;
  let loaded: Promise<Work> | undefined;
  let exporter: Promise<PortfolioExport> | undefined;
  const work = (): Promise<Work> => (loaded ??= import('./work').then(({ createWork }) => createWork(options)));
  const checkRunner: CheckRunner = { run: async (request) => (await work()).checkRunner.run(request) };
  const environmentBuilder: EnvironmentBuilder = {
    build: async (request) => (await work()).environmentBuilder.build(request),
  };
  const warmChecks: WarmChecks = {
    prepare: async (request) => {
      if (options.warmChecks?.() === true) await (await work()).prepareChecks(request);
    },
    end: async () => (await loaded)?.spares.end(),
  };
  return {
    hasher: nodeHasher,
    logs: new NodeProgressLogs({
      mirrorFolder: join(storagePath, 'mirror'),
      clock: { now: () => new Date().toISOString() },
      hasher: nodeHasher,
      onMirrorFailure: (error) => warn(`The copy of the progress log could not be written: ${String(error)}`),
    }),
    learnerFiles: (step: Step, project: string) => learnerHashes(step, project, nodeHasher),
    async recover(home: string): Promise<readonly EventBody[]> {
      const left = await readdir(join(home, '.bridgecraft', 'staging')).catch(() => []);
      return left.length > 0 ? (await work()).recover(home) : [];
    },
    checkRunner,
    warmChecks,
    environmentBuilder,
    scaffolder: {
      plan: async (step: Step, target: string) => (await work()).scaffolder.plan(step, target),
      scaffold: async (step: Step, home: string, target: string, carry?: Carry) =>
        (await work()).scaffolder.scaffold(step, home, target, carry),
    },
    stepFiles: async () => (await work()).stepFiles,
    projectChanges: async () => (await work()).projectChanges,
    portfolioExport: () =>
      (exporter ??= import('./portfolio-export').then(({ createPortfolioExport, packagedParts }) =>
        createPortfolioExport(packagedParts(extensionPath)),
      )),
    reviewTools: async () => (await work()).reviewTools,
    baseInterpreter: async (home: string) => (await work()).baseInterpreter(home),
    probe: {
      system: `${type()} ${release()} ${arch()}`,
      userFolder: homedir(),
      node: process.versions.node,
      freeMemoryBytes: async () => (await work()).probe.freeMemoryBytes(),
      findPython: async (folder: string | undefined) => (await work()).probe.findPython(folder),
      installedPackages: async (python: string) => (await work()).probe.installedPackages(python),
      freeDiskBytes: async (folder: string) => (await work()).probe.freeDiskBytes(folder),
    },
    /** The window closes. */
    dispose: () => void loaded?.then(({ spares }) => spares.dispose()),
    readPackaged: (path: string) => readFile(path, 'utf8'),
    /** The folder of the `bridgecraft` command, as a prefix of PATH. */
    async terminalPath(): Promise<string> {
      const folder = join(storagePath, 'bin');
      await writeCommandLineShim(folder, { node: process.execPath, script: join(extensionPath, 'dist', 'cli.js') });
      return folder + delimiter;
    },
  };
}
