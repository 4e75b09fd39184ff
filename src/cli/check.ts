import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { reasonMessage } from '../core/checks/messages';
import { exitCodes, type BlockedReason, type CheckResult, type CheckRun, type Interpreter } from '../core/checks/model';
import { advisoriesOf } from '../core/curriculum/advisories';
import type { Step } from '../core/curriculum/model';
import { type ProjectMark, projectMarkName, readProjectMark } from '../core/scaffold/project-mark';
import { createNodeCheckRunner } from '../platform/node/check-runner';
import { readSolution } from '../platform/node/content-package';
import { InterpreterResolver } from '../platform/node/interpreter';
import { nodeHasher } from '../platform/node/node-hasher';
import { nodeProcessRunner } from '../platform/node/process-runner';
import { checkPortfolio } from './check-portfolio';
import { type Command, type Io, UsageError } from './command';
import { findStep, type OpenContent, openContent, pythonFolder } from './content';

export const check: Command = {
  usage: 'check DIR | --portfolio DIR [--python PATH] [--json FILE]',
  summary:
    'run the checks of a scaffolded project, or re-run an exported portfolio; exit 0 passed, 1 failed, 2 blocked, 3 broken',
  run: async (args, io) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { portfolio: { type: 'string' }, python: { type: 'string' }, json: { type: 'string' } },
      allowPositionals: true,
    });
    // A bare name is looked up on PATH; a path is meant from where the command was called.
    const python =
      values.python !== undefined && /[\\/]/.test(values.python) ? resolve(io.cwd, values.python) : values.python;
    const [folder, ...more] = positionals;
    if (values.portfolio !== undefined) {
      if (folder !== undefined) throw new UsageError('check takes a project or --portfolio, not both');
      return checkPortfolio({ folder: values.portfolio, python, json: values.json }, io);
    }
    if (folder === undefined || more.length > 0) {
      throw new UsageError('check takes the folder of one project');
    }
    const project = resolve(io.cwd, folder);
    if ((await stat(project).catch(() => undefined))?.isDirectory() !== true) {
      throw new UsageError(`there is no folder ${project}`);
    }
    const report = await checkProject(project, python, io);
    if (values.json !== undefined) {
      await writeFile(resolve(io.cwd, values.json), `${JSON.stringify(report, undefined, 2)}\n`);
    }
    return exitCodes[report.verdict];
  },
};

/** What `--json` writes. */
type Report = Pick<CheckRun, 'verdict' | 'checks'> & Partial<CheckRun>;

async function checkProject(project: string, python: string | undefined, io: Io): Promise<Report> {
  const content = await openContent();
  const found = await projectStep(project, content);
  if (typeof found === 'string') {
    const reason: BlockedReason = { kind: 'not-a-project', detail: `${project} ${found}` };
    io.out(`blocked: ${reasonMessage(reason)}\n`);
    return { verdict: 'blocked', checks: [], reason };
  }
  const { step, mark } = found;
  io.out(`${step.ref}: ${step.title}\n`);
  const curriculum = content.index.curricula.find(({ id }) => id === step.curriculum);
  const advisories = curriculum ? advisoriesOf(curriculum, step, mark.contentVersion) : new Map<string, string>();
  const run = await runChecks(step, project, python, content, advisories, io);
  io.out(blockedText(run) + summary(run));
  return run;
}

/** The step of the project's mark, or what is wrong with the folder. */
async function projectStep(
  project: string,
  content: OpenContent,
): Promise<{ readonly step: Step; readonly mark: ProjectMark } | string> {
  const text = await readFile(join(project, projectMarkName), 'utf8').catch(() => undefined);
  if (text === undefined) return `has no ${projectMarkName}: it is not a project that Bridgecraft scaffolded.`;
  const mark = readProjectMark(text);
  if (!mark.ok) return `has a ${projectMarkName} that ${mark.reason}.`;
  try {
    return { step: findStep(content, mark.value.step), mark: mark.value };
  } catch (error) {
    if (error instanceof UsageError) return `is a project of ${mark.value.step}, but ${error.message}.`;
    throw error;
  }
}

async function runChecks(
  step: Step,
  project: string,
  python: string | undefined,
  content: OpenContent,
  advisories: ReadonlyMap<string, string>,
  io: Io,
): Promise<CheckRun> {
  const runner = createNodeCheckRunner({
    pythonDir: pythonFolder,
    hasher: nodeHasher,
    clock: { now: () => new Date().toISOString() },
    interpreters: new InterpreterResolver(nodeProcessRunner, io.env),
    // A terminal is where a person runs what they choose to run.
    mayRun: () => undefined,
    reference: (asked) => readSolution(content.folder, asked),
    environment: io.env,
  });
  const seed = Number(io.env['BRIDGECRAFT_SEED'] ?? '');
  let patience: NodeJS.Timeout | undefined;
  const run = await runner.run({
    step,
    project,
    signal: io.signal,
    ...(python === undefined ? {} : { python }),
    ...(Number.isSafeInteger(seed) && seed > 0 ? { seed } : {}),
    onStarted: (id) => {
      clearTimeout(patience);
      const limit = step.checks.find((entry) => entry.id === id)?.timeout ?? 0;
      // A quick check is told by its result alone.
      patience = setTimeout(() => io.err(`  running ${id} (at most ${limit} s)\n`), 1500);
    },
    onResult: (result) => {
      clearTimeout(patience);
      if (result.verdict !== 'blocked') io.out(resultText(step, result, advisories.get(result.id)));
    },
  });
  clearTimeout(patience);
  return run;
}

export function resultText(step: Step, result: CheckResult, advisory: string | undefined): string {
  const isKnown = advisory !== undefined && result.verdict !== 'passed';
  const verdict = isKnown && result.verdict === 'failed' ? 'broken' : result.verdict;
  const lines = [`  ${verdict.padEnd(7)}  ${result.id}  ${result.seconds.toFixed(2)} s`];
  if (isKnown) lines.push(`           Known problem of this check, not of your work: ${advisory}`);
  if (result.message !== '') lines.push(`           ${result.message}`);
  if (result.location) lines.push(`           at ${result.location.file}:${result.location.line}`);
  const hint = result.hint === undefined ? undefined : step.hints.failures[result.hint];
  if (hint !== undefined && !isKnown) lines.push(`           Hint: ${hint.replaceAll(/\s*\n\s*/g, ' ').trim()}`);
  return `${lines.join('\n')}\n`;
}

/** What blocks one check often blocks them all: each reason is told once. */
function blockedText({ checks }: CheckRun): string {
  const byMessage = new Map<string, string[]>();
  for (const { verdict, message, id } of checks) {
    if (verdict === 'blocked') byMessage.set(message, [...(byMessage.get(message) ?? []), id]);
  }
  return [...byMessage].map(([message, ids]) => `  blocked  ${ids.join(', ')}\n           ${message}\n`).join('');
}

const sources: Readonly<Record<Interpreter['source'], string>> = {
  argument: 'named by --python',
  setting: 'named by the setting',
  venv: 'the nearest .venv',
  'python-extension': 'named by the Python extension',
  'py-launcher': 'found by the py launcher',
  path: 'found on PATH',
};

function summary({ checks, verdict, seconds, interpreter }: CheckRun): string {
  const passed = checks.filter((result) => result.verdict === 'passed').length;
  const python = interpreter
    ? `Python ${interpreter.version}, ${sources[interpreter.source]}: ${interpreter.path}\n`
    : 'No Python was started.\n';
  return `${verdict}: ${passed} of ${checks.length} checks passed in ${seconds.toFixed(1)} s\n${python}`;
}
