/**
 * What only work needs: checks, environments, scaffolds. A bundle of its own (`dist/work.js`), loaded when it is first
 * asked for, so that a window that only shows progress does not read it.
 */
import { join, parse } from 'node:path';
import type { BlockedReason, PrepareRequest } from '../../core/checks/model';
import type { Step } from '../../core/curriculum/model';
import type { EnvironmentRequest } from '../../core/environment/model';
import type { EventBody } from '../../core/progress/events';
import type { Clock } from '../../core/ports';
import { createNodeCheckRunner } from './check-runner';
import { stepFolder } from './content-package';
import { createEnvironmentBuilder } from './environment-builder';
import { freeMemory } from './free-memory';
import { InterpreterResolver } from './interpreter';
import { NodeMachineProbe } from './machine-probe';
import { nodeHasher } from './node-hasher';
import { NodeStepFiles } from './node-step-files';
import { nodeProcessRunner } from './process-runner';
import { createReviewTools } from './review-tools';
import { NodeProjectChanges } from './project-changes';
import { recoverStaging } from './scaffold-journal';
import { planStep, scaffoldStep, type ScaffoldRequest } from './scaffold-writer';
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

export type Carry = Required<Pick<ScaffoldRequest, 'contents' | 'carried'>>;
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
  const clock: Clock = { now: () => new Date().toISOString() };
  const stepFiles = new NodeStepFiles(curricula);
  const probe = new NodeMachineProbe(interpreters, nodeProcessRunner, async (folder) => {
    const { pythonSetting, pythonExtension } = await pythonChoice(folder);
    return {
      ...(pythonSetting === undefined ? {} : { setting: pythonSetting }),
      ...(pythonExtension === undefined ? {} : { pythonExtension }),
    };
  });
  return {
    stepFiles,
    projectChanges: new NodeProjectChanges(clock),
    scaffolder: {
      plan: (step: Step, target: string) => planStep({ step, target }),
      scaffold: (step: Step, home: string, target: string, carry?: Carry) =>
        scaffoldStep({ step, home, target, packageDir: stepFolder(curricula, step), ...carry }),
    },
    /** Finishes or rolls back what a crash left; resolves to what the log has to say of it. */
    async recover(home: string): Promise<readonly EventBody[]> {
      const recoveries = await recoverStaging(home);
      for (const { target, finished, change } of recoveries) {
        warn(
          change
            ? `A change was finished: ${finished.length} files, ${change.left.length} left; kept in ${change.snapshot}`
            : target === undefined
              ? 'An unfinished scaffold was rolled back.'
              : `A scaffold was finished: ${finished.length} files in ${target}`,
        );
      }
      return recoveries.flatMap(({ change }) => (change?.event ? [change.event] : []));
    },
    checkRunner: createNodeCheckRunner({
      pythonDir,
      hasher: nodeHasher,
      clock,
      interpreters,
      mayRun,
      spares,
      reference: (step) => stepFiles.solution(step),
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
    probe,
    reviewTools: createReviewTools({
      processes: nodeProcessRunner,
      mayRun,
      findPython: async (project) => (await probe.findPython(project)).interpreter?.path,
    }),
  };
}
