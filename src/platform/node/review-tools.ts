/** Programs of this computer that look at a project for the readiness review: each only reads, none reaches the web. */
import { relative, sep } from 'node:path';
import type { Commit, Complaint, ReviewTools, ToolProblem, ToolResult } from '../../core/portfolio/ports';
import type { ProcessRunner } from '../../core/ports';
import { ownEnvironment } from './process-runner';

const patience = 120_000;
const mostCommits = 500;
/** Of one commit's line, and of its parts: nothing that a subject holds. */
const unit = '\u001f';
const mark = '\u001ebridgecraft';

export interface ReviewToolsOptions {
  readonly processes: ProcessRunner;
  /** Why nothing may be run now. */
  readonly mayRun: () => unknown;
  /** Of the project's environment; undefined: there is none. */
  readonly findPython: (project: string) => Promise<string | undefined>;
}

/** A proxy that nothing answers: what would be downloaded is then not there. */
const offline = (): Record<string, string> => ({
  ...ownEnvironment(),
  http_proxy: 'http://127.0.0.1:9',
  https_proxy: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  NO_PROXY: '',
  no_proxy: '',
  npm_config_offline: 'true',
  PYRIGHT_PYTHON_IGNORE_WARNINGS: '1',
});

const problem = (program: ToolProblem['program'], kind: ToolProblem['kind'], detail = ''): ToolResult<never> => ({
  ok: false,
  reason: { program, kind, detail },
});

export function createReviewTools({ processes, mayRun, findPython }: ReviewToolsOptions): ReviewTools {
  const python = async (
    program: 'ruff' | 'pyright',
    project: string,
    args: readonly string[],
  ): Promise<ToolResult<string>> => {
    if (mayRun() !== undefined) return problem(program, 'not-allowed');
    const file = await findPython(project);
    if (file === undefined) return problem(program, 'no-environment');
    const outcome = await processes.run({
      file,
      args: ['-I', '-m', program, ...args],
      cwd: project,
      env: offline(),
      signal: AbortSignal.timeout(patience),
    });
    if (outcome.output.includes(`No module named ${program}`)) return problem(program, 'not-installed');
    return outcome.exitCode === undefined
      ? problem(program, 'no-end', outcome.failure)
      : { ok: true, value: outcome.output };
  };
  return {
    lint: async (project) => {
      // What is missing; how a docstring is laid out is taste.
      const select = ['--select', 'D1,ANN', '--ignore', 'D105,D107'];
      const quiet = ['--isolated', '--no-cache', '--exit-zero', '--quiet', '--output-format', 'json-lines'];
      const run = await python('ruff', project, ['check', ...quiet, ...select, 'src']);
      return run.ok ? lintComplaints(project, run.value) : run;
    },
    types: async (project) => {
      const run = await python('pyright', project, ['--outputjson', 'src']);
      return run.ok ? typeComplaints(project, run.value) : run;
    },
    commits: async (home, project) => {
      if (mayRun() !== undefined) return problem('git', 'not-allowed');
      const quiet = [
        '--no-pager',
        '--no-optional-locks',
        '-c',
        'core.fsmonitor=false',
        '-c',
        'log.showSignature=false',
      ];
      const format = `--format=${mark}${unit}%h${unit}%aI${unit}%s`;
      const { exitCode, output, failure } = await processes.run({
        file: 'git',
        args: [...quiet, 'log', `--max-count=${mostCommits}`, format, '--', project],
        cwd: home,
        env: offline(),
        signal: AbortSignal.timeout(patience),
      });
      if (failure !== undefined) return problem('git', 'not-installed');
      if (exitCode === undefined) return problem('git', 'no-end');
      if (exitCode === 0) return { ok: true, value: commitsIn(output) };
      // A repository without a commit has a history of none.
      return /does not have any commits yet/u.test(output)
        ? { ok: true, value: [] }
        : problem('git', 'no-repository', lastLine(output));
    },
  };
}

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Undefined for a file outside of the project. */
function pathIn(project: string, file: string): string | undefined {
  const path = relative(project, file).split(sep).join('/');
  return path === '' || path.startsWith('../') || /^[a-z]:/iu.test(path) ? undefined : path;
}

function lintComplaints(project: string, output: string): ToolResult<readonly Complaint[]> {
  // With --exit-zero, anything that is no line of JSON is a failure of ruff itself.
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  if (lines.some((line) => parsed(line) === undefined)) return problem('ruff', 'failed', lastLine(output));
  const value = lines.flatMap((line): readonly Complaint[] => {
    const { filename, code, message, location } = fields(parsed(line));
    const path = pathIn(project, textOf(filename));
    const row = fields(location).row;
    if (path === undefined || typeof row !== 'number') return [];
    return [{ path, line: row, code: textOf(code), message: textOf(message) }];
  });
  return { ok: true, value };
}

function typeComplaints(project: string, output: string): ToolResult<readonly Complaint[]> {
  const report = fields(parsed(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)));
  const all = report.generalDiagnostics;
  if (!Array.isArray(all)) return problem('pyright', 'failed', lastLine(output));
  const value = all.flatMap((each: unknown): readonly Complaint[] => {
    const { file, severity, message, rule, range } = fields(each);
    const path = pathIn(project, textOf(file));
    const line = fields(fields(range).start).line;
    // An environment that is not whole is no fault of the learner's types.
    if (severity !== 'error' || rule === 'reportMissingImports' || path === undefined || typeof line !== 'number')
      return [];
    return [{ path, line: line + 1, code: textOf(rule), message: textOf(message).split('\n')[0] ?? '' }];
  });
  return { ok: true, value };
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1)?.slice(0, 200) ?? '';

const commitsIn = (output: string): readonly Commit[] =>
  output.split('\n').flatMap((line): readonly Commit[] => {
    const [start, id = '', at = '', ...subject] = line.split(unit);
    return start === mark ? [{ id, at, subject: subject.join(unit) }] : [];
  });
