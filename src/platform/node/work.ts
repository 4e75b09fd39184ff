/**
 * What only work needs: checks, environments, scaffolds. A bundle of its own (`dist/work.js`), loaded when it is first
 * asked for, so that a window that only shows progress does not read it.
 */
import { join, parse } from 'node:path';
import type { BlockedReason, PrepareRequest } from '../../core/checks/model';
import type { Step } from '../../core/curriculum/model';
import type { StepFiles } from '../../core/curriculum/step-files';
import type { EnvironmentRequest } from '../../core/environment/model';
import { createNodeCheckRunner } from './check-runner';
import { readSolution, stepFolder } from './content-package';
import { decodeContent } from './content-reader';
import { createEnvironmentBuilder } from './environment-builder';
import { freeMemory } from './free-memory';
import { InterpreterResolver } from './interpreter';
import { NodeMachineProbe } from './machine-probe';
import { nodeHasher } from './node-hasher';
import { nodeProcessRunner } from './process-runner';
import { recoverStaging } from './scaffold-journal';
import { planStep, scaffoldStep } from './scaffold-writer';
import { WarmSpares } from './warm-spares';

export interface WorkOptions {
  readonly extensionPath: string;
  /** Why nothing may be run now. */
  readonly mayRun: () => BlockedReason | undefined;
  /** What the person's setting and their Python extension say about a folder. */
  readonly pythonChoice: (
    folder: string,
  ) => Promise<{ readonly pythonSetting?: string; readonly pythonExtension?: string }>;
  readonly warn: (message: string) => void;
  /** The setting; left out, every run starts cold. */
  readonly warmChecks?: () => boolean;
  readonly debug?: (message: string) => void;
}

export type Work = ReturnType<typeof createWork>;

export function createWork({ extensionPath, mayRun, pythonChoice, warn, warmChecks, debug }: WorkOptions) {
  const pythonDir = join(extensionPath, 'dist', 'python');
  const spares = new WarmSpares({
    pythonDir,
    isOn: () => warmChecks?.() === true && mayRun() === undefined,
    freeMemory: () => freeMemory(nodeProcessRunner),
    ...(debug ? { log: debug } : {}),
  });
  const builder = createEnvironmentBuilder(nodeProcessRunner);
  const curricula = join(extensionPath, 'dist', 'curricula');
  const interpreters = new InterpreterResolver(nodeProcessRunner, process.env);
  const solution = async (step: Step) =>
    new Map([...(await readSolution(curricula, step))].map(([path, bytes]) => [path, decodeContent(bytes)]));
  const stepFiles: StepFiles = { solution };
  return {
    stepFiles,
    scaffolder: {
      plan: (step: Step, target: string) => planStep({ step, target }),
      scaffold: (step: Step, home: string, target: string) =>
        scaffoldStep({ step, home, target, packageDir: stepFolder(curricula, step) }),
    },
    /** Finishes or rolls back what a crash left. */
    async recover(home: string): Promise<void> {
      for (const { target, finished } of await recoverStaging(home)) {
        warn(
          target === undefined
            ? 'An unfinished scaffold was rolled back.'
            : `A scaffold was finished: ${finished.length} files in ${target}`,
        );
      }
    },
    checkRunner: createNodeCheckRunner({
      pythonDir,
      hasher: nodeHasher,
      clock: { now: () => new Date().toISOString() },
      interpreters,
      mayRun,
      spares,
      reference: solution,
    }),
    /** Has a process ready for the step's next run, where its Python is known without a search. */
    async prepareChecks({ step, project, pythonSetting, pythonExtension }: PrepareRequest): Promise<void> {
      const candidate = await interpreters.unasked({
        folder: project,
        ...(pythonSetting === undefined ? {} : { setting: pythonSetting }),
        ...(pythonExtension === undefined ? {} : { pythonExtension }),
      });
      if (candidate) await spares.prepare({ candidate, requirements: step.requirements });
    },
    spares,
    environmentBuilder: {
      build: (request: EnvironmentRequest) => spares.without(() => builder.build(request)),
    },
    /** For a new environment: looked for from the root of the disk, so never one inside the folder's own environment. */
    async baseInterpreter(home: string) {
      const { pythonSetting: setting } = await pythonChoice(home);
      const folder = parse(home).root;
      return (await interpreters.find({ folder, ...(setting === undefined ? {} : { setting }) })).interpreter;
    },
    probe: new NodeMachineProbe(interpreters, nodeProcessRunner, async (folder) => {
      const { pythonSetting, pythonExtension } = await pythonChoice(folder);
      return {
        ...(pythonSetting === undefined ? {} : { setting: pythonSetting }),
        ...(pythonExtension === undefined ? {} : { pythonExtension }),
      };
    }),
  };
}
