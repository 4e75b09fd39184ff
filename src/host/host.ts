/** Builds the features of the host on what a platform gives, in the order in which they need each other. */
import * as vscode from 'vscode';
import type { BlockedReason, CheckRunner, Interpreter, WarmChecks } from '../core/checks/model';
import { findRegion } from '../core/curriculum/regions';
import type { EnvironmentBuilder } from '../core/environment/model';
import type { StepRef } from '../core/curriculum/model';
import type { StepFiles } from '../core/curriculum/step-files';
import type { ProgressLogs } from '../core/progress/log';
import type { Hasher } from '../core/ports';
import type { PortfolioExport, ReviewTools } from '../core/portfolio/ports';
import type { ProjectChanges } from '../core/scaffold/project-change';
import { placeOfWork } from './adapters/workspace';
import { CheckService } from './checks/check-service';
import { pythonChoice } from './checks/python-extension';
import { TestExplorer } from './checks/test-explorer';
import { commandHandlers } from './commands/handlers';
import { MilestoneCommands } from './commands/milestone-commands';
import { registerCommands, tell } from './commands/register';
import type { Scaffolder } from './commands/scaffolder';
import { StartIntent } from './commands/start-intent';
import { StartStep } from './commands/start-step';
import { ContextKeys } from './context-keys';
import { emptyIndex, loadIndex } from './curriculum-index';
import { CurriculumTree } from './curriculum-view/curriculum-tree';
import type { MachineProbe } from './environment/doctor';
import type { createEnvironmentFeatures } from './environment/environment-features';
import { Panels } from './panels/panels';
import { Planner } from './planner/planner';
import { PortfolioFeature } from './portfolio/portfolio';
import type { LearningFeatures } from './learning/learning-features';
import { homeQuestions } from './progress/home-questions';
import { ProgressService, type ProgressDependencies } from './progress/progress-service';
import { StepStatus } from './status-bar';
import { portfolioScheme, VirtualDocuments } from './virtual-documents';

export interface HostPlatform extends Pick<ProgressDependencies, 'learnerFiles' | 'recover'> {
  readonly hasher: Hasher;
  readonly logs: ProgressLogs;
  readonly scaffolder: Scaffolder;
  stepFiles(): Promise<StepFiles>;
  projectChanges(): Promise<ProjectChanges>;
  readonly checkRunner: CheckRunner;
  readonly warmChecks: WarmChecks;
  readonly environmentBuilder: EnvironmentBuilder;
  baseInterpreter(home: string): Promise<Interpreter | undefined>;
  readonly probe: MachineProbe;
  /** The text of a file of our own package. */
  readPackaged(path: string): Promise<string>;
  terminalPath(): Promise<string>;
  portfolioExport(): Promise<PortfolioExport>;
  reviewTools(): Promise<ReviewTools>;
  dispose(): void;
}

/** Obeyed by the runner itself, whoever asks it. */
export function mayRun(): BlockedReason | undefined {
  const place = placeOfWork();
  if (place === 'virtual') return { kind: 'virtual-workspace' };
  return vscode.workspace.isTrusted ? undefined : { kind: 'untrusted' };
}

export async function startHost(
  context: vscode.ExtensionContext,
  platform: HostPlatform,
  log: vscode.LogOutputChannel,
) {
  const { extensionUri, workspaceState, globalState } = context;
  const own = <Part extends { dispose(): unknown }>(part: Part): Part => {
    context.subscriptions.push(part);
    return part;
  };
  own(platform);
  const { hasher, logs, scaffolder } = platform;
  const loaded = await loadIndex(extensionUri, (path) => platform.readPackaged(path));
  if (!loaded.ok) log.error(`The curricula cannot be read: ${loaded.reason}`);
  const index = loaded.ok ? loaded.value : emptyIndex;
  const { version, repository } = readManifest(context.extension.packageJSON);

  const progress = own(new ProgressService({ ...platform, index, questions: homeQuestions, workspaceState, log }));
  const checks = own(new CheckService(platform.checkRunner, progress, pythonChoice, (text) => log.trace(text)));
  const contextKeys = own(new ContextKeys(index, progress));
  const panels = own(
    new Panels({
      extensionUri,
      index,
      progress,
      checks,
      log: (line) => log.warn(line),
      onMilestonesShown: () => contextKeys.note('milestones-shown'),
    }),
  );
  const planner = own(
    new Planner({
      extensionUri,
      index,
      progress,
      log: (line) => log.warn(line),
      readPackaged: (path) => platform.readPackaged(path),
    }),
  );
  const tree = own(new CurriculumTree(index, progress, checks));
  const status = own(new StepStatus(index, progress, checks));
  own(
    new TestExplorer(
      index,
      progress,
      checks,
      (text, task) => {
        const place = task.region === undefined ? undefined : findRegion(task.file, text, task.region);
        return place?.kind === 'found' ? place.start : undefined;
      },
      (line) => log.warn(line),
      async (step) => {
        const found = (await learning()).pythonDebugger(step);
        if (!('message' in found)) return found;
        void tell(found, log);
        return undefined;
      },
    ),
  );
  let environment: Promise<ReturnType<typeof createEnvironmentFeatures>> | undefined;
  const loadEnvironment = () =>
    (environment ??= import('./environment/environment-features').then((part) => {
      const baseInterpreter = (home: vscode.Uri) => platform.baseInterpreter(home.fsPath);
      const { environmentBuilder: builder, probe } = platform;
      const made = part.createEnvironmentFeatures({
        extensionUri,
        index,
        progress,
        builder,
        baseInterpreter,
        probe,
        version,
        log,
        onReady: () => contextKeys.note('environment-ready'),
      });
      own(made.doctor);
      return made;
    }));
  const { system, userFolder } = platform.probe;
  const about = { version, repository, system, userFolder };
  let features: Promise<LearningFeatures> | undefined;
  const learning = (): Promise<LearningFeatures> =>
    (features ??= import('./learning/learning-features').then((part) =>
      own(
        part.createLearningFeatures({
          index,
          progress,
          checks,
          about,
          stepFiles: () => platform.stepFiles(),
          changes: () => platform.projectChanges(),
          stopChecks: async (ref: StepRef) => {
            checks.cancel(ref);
            await platform.warmChecks.end();
          },
          documents,
          warmChecks: platform.warmChecks,
          onDidShowGuide: panels.onDidShowGuide,
          guideStep: () => panels.guideStep,
          log: (line) => log.debug(line),
          findPython: (folder) => platform.probe.findPython(folder),
        }),
      ),
    ));
  const portfolio = own(
    new PortfolioFeature({
      extensionUri,
      index,
      progress,
      hasher,
      globalState,
      exporter: () => platform.portfolioExport(),
      learnerFiles: (step, project) => platform.learnerFiles(step, project),
      tools: () => platform.reviewTools(),
      readPackaged: (path) => platform.readPackaged(path),
      refreshDocument: (uri) => documents.refresh(uri),
      tell: (notice) => void tell(notice, log),
      log: (line) => log.warn(line),
    }),
  );
  const documents: VirtualDocuments = own(
    new VirtualDocuments(async (uri) => (uri.scheme === portfolioScheme ? portfolio : await learning()).textOf(uri)),
  );
  const intent = new StartIntent(globalState, logs, homeQuestions);
  const start = new StartStep({
    index,
    progress,
    scaffolder,
    panels,
    reveal: (ref) => tree.reveal(ref),
    intent,
    workspaceState,
    carryInto: async (step) => (await learning()).carryInto(step),
  });
  const handlers = commandHandlers({
    index,
    progress,
    checks,
    panels,
    planner,
    portfolio,
    start,
    reveal: (curriculum) => tree.reveal(curriculum),
    milestones: new MilestoneCommands(index, progress, hasher),
    setUpPython: async (step) => (await loadEnvironment()).setUpPython.run(step),
    learning,
    doctor: async () => (await loadEnvironment()).doctor,
  });
  own(registerCommands(handlers, log));

  const resume = async (): Promise<void> => {
    const notice = await start.resume();
    if (notice) await tell(notice, log);
  };
  // Not awaited: the tree stands as soon as the index is read; the log and the projects follow, after other extensions.
  const ready = new Promise<void>((resolve) => setTimeout(resolve)).then(() => progress.start());
  void ready
    .then(resume)
    .then(() => portfolio.remind())
    .catch((error: unknown) => log.error('Starting failed', String(error)));
  // With the first project, so not before the tree stands.
  const showAtTheCode = () => {
    if (progress.projects.size > 0) learning().catch((error: unknown) => log.error('Loading failed', String(error)));
  };
  own(progress.onDidChange(showAtTheCode));
  own(vscode.workspace.onDidGrantWorkspaceTrust(() => void progress.start().then(resume)));
  const variables = context.environmentVariableCollection;
  variables.description = vscode.l10n.t('Adds the bridgecraft command.');
  void platform.terminalPath().then(
    (path) => variables.prepend('PATH', path),
    (error: unknown) => log.warn(`The bridgecraft command could not be written: ${String(error)}`),
  );
  return { ready, index, progress, checks, tree, status, panels, contextKeys };
}

function readManifest(manifest: unknown): { readonly version: string; readonly repository: string } {
  const fields = typeof manifest === 'object' && manifest !== null ? manifest : {};
  const version = 'version' in fields && typeof fields.version === 'string' ? fields.version : '';
  const repository = 'repository' in fields ? fields.repository : undefined;
  const url = typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : undefined;
  return { version, repository: typeof url === 'string' ? url.replace(/\.git$/, '') : '' };
}
