/**
 * The one resolver of Python: run, check, set-up and doctor ask it, and every result names what it found.
 * Its answers are kept as long as the executable stays the same.
 */
import { stat } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, resolve as absolute } from 'node:path';
import type { BlockedReason, Interpreter, InterpreterSource } from '../../core/checks/model';
import type { ProcessRunner, Result } from '../../core/ports';
import { pythonEnvironment } from './run-environment';

export interface InterpreterRequest {
  /** The project, or the home folder. */
  readonly folder: string;
  /** `--python`, or the person's setting: with either, no other one is tried. */
  readonly argument?: string;
  readonly setting?: string;
  /** What the Python extension says for this folder. */
  readonly pythonExtension?: string;
}

export interface Candidate {
  readonly path: string;
  /** What comes before the arguments of the call: `py -3`. */
  readonly before: readonly string[];
  readonly source: InterpreterSource;
}

export type Tried = readonly { readonly path: string; readonly problem: string }[];

export interface Found {
  readonly interpreter?: Interpreter;
  readonly tried: Tried;
  /** A Python that works but is too old, too new or not 64-bit, when nothing else was found. */
  readonly unsupported?: { readonly path: string; readonly version: string };
}

type Probe = Result<Interpreter, { readonly problem: string; readonly version?: string }>;

/** One line of JSON. `-I` keeps the working folder and the person's own variables out of it. */
const probe = [
  'import sys, json',
  'problem = ""',
  'try:',
  '    import venv, ensurepip',
  'except ImportError as error:',
  '    problem = str(error)',
  'print(json.dumps([list(sys.version_info[:3]), sys.executable, sys.maxsize > 2**32, problem]))',
].join('\n');
/** A cold disk and a virus scanner take seconds; a Python that answers needs none of it. */
const patienceSeconds = 15;
const supported = 'Python 3.11 to 3.14, 64-bit, is needed';

export class InterpreterResolver {
  private readonly known = new Map<string, Probe>();

  constructor(
    private readonly processes: ProcessRunner,
    private readonly environment: Readonly<Record<string, string | undefined>>,
    private readonly platform: NodeJS.Platform = process.platform,
    private readonly patience = patienceSeconds,
  ) {}

  /** The first candidate that answers, with what was tried before it. */
  async find(request: InterpreterRequest): Promise<Found> {
    const tried: { path: string; problem: string }[] = [];
    let unsupported: Found['unsupported'];
    for (const candidate of await this.candidates(request)) {
      // In order: the first that answers counts, and those behind it are not even started.
      const answer = await this.probe(candidate);
      if (answer.ok) return { interpreter: answer.value, tried };
      const { problem, version } = answer.reason;
      tried.push({ path: [candidate.path, ...candidate.before].join(' '), problem });
      if (version !== undefined) unsupported ??= { path: candidate.path, version };
    }
    return { tried, ...(unsupported ? { unsupported } : {}) };
  }

  /** As a verdict says it. */
  async resolve(request: InterpreterRequest): Promise<Result<Interpreter, BlockedReason>> {
    const { interpreter, tried, unsupported } = await this.find(request);
    if (interpreter) return { ok: true, value: interpreter };
    return {
      ok: false,
      reason: unsupported ? { kind: 'python-version', ...unsupported } : { kind: 'no-python', tried },
    };
  }

  /**
   * A Python that need not be asked first because the run itself will tell: one that was named, or the environment's.
   * Undefined where the search has to start processes.
   */
  async unasked(request: InterpreterRequest): Promise<Candidate | undefined> {
    const [first] = await this.candidates(request, true);
    return first && (await isFile(first.path)) ? first : undefined;
  }

  /** What there is to try, in order. */
  async candidates(request: InterpreterRequest, onlyUnasked = false): Promise<readonly Candidate[]> {
    const named = request.argument ?? request.setting;
    if (named !== undefined && named !== '') {
      const source = request.argument === undefined ? 'setting' : 'argument';
      return [{ path: await this.namedPath(named, request.folder), before: [], source }];
    }
    const found: Candidate[] = [];
    const nearest = await this.nearestEnvironment(request.folder);
    if (nearest !== undefined) found.push({ path: nearest, before: [], source: 'venv' });
    if (request.pythonExtension !== undefined) {
      found.push({ path: request.pythonExtension, before: [], source: 'python-extension' });
    }
    if (onlyUnasked) return found;
    const isWindows = this.platform === 'win32';
    const launcher = isWindows ? await this.onPath('py') : undefined;
    if (launcher !== undefined) found.push({ path: launcher, before: ['-3'], source: 'py-launcher' });
    for (const name of ['python3', 'python']) {
      const path = await this.onPath(name);
      if (path !== undefined) found.push({ path, before: [], source: 'path' });
    }
    return found;
  }

  /** Asks a candidate for its version and for the modules that make environments. */
  async probe({ path, before, source }: Candidate): Promise<Probe> {
    const stats = await stat(path).catch(() => undefined);
    if (!stats) return { ok: false, reason: { problem: 'there is no such file' } };
    if (stats.isDirectory()) return { ok: false, reason: { problem: 'this is a folder, not a Python' } };
    const key = [path, ...before, source, stats.mtimeMs, stats.size].join('\n');
    const known = this.known.get(key);
    if (known) return known;
    const signal = AbortSignal.timeout(this.patience * 1000);
    const outcome = await this.processes.run({
      file: path,
      args: [...before, '-I', '-c', probe],
      cwd: dirname(path),
      env: pythonEnvironment(this.environment),
      signal,
    });
    // Silence is asked again the next time: the machine may only have been busy.
    if (signal.aborted) return refusal(`it did not answer in ${this.patience} s`);
    const answer = readAnswer(outcome.output, source);
    if (!answer) return refusal(this.noAnswer(path, outcome.failure, outcome.output));
    this.known.set(key, answer);
    return answer;
  }

  private noAnswer(path: string, failure: string | undefined, output: string): string {
    if (/[\\/]WindowsApps[\\/]/i.test(path)) return "this is the Microsoft Store's placeholder, not a Python";
    if (failure !== undefined) return `it could not be started (${failure})`;
    const said = output.trim().split('\n').at(-1) ?? '';
    return `it gave no answer${said && `: ${said.slice(0, 200)}`}`;
  }

  private async namedPath(named: string, folder: string): Promise<string> {
    if (isAbsolute(named)) return named;
    if (/[\\/]/.test(named)) return absolute(folder, named);
    return (await this.onPath(named)) ?? absolute(folder, named);
  }

  private async nearestEnvironment(start: string): Promise<string | undefined> {
    const parts = this.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
    for (let folder = absolute(start); ; folder = dirname(folder)) {
      const path = join(folder, '.venv', ...parts);
      if (await isFile(path)) return path;
      if (dirname(folder) === folder) return undefined;
    }
  }

  private async onPath(name: string): Promise<string | undefined> {
    const entry = Object.entries(this.environment).find(([key]) => key.toUpperCase() === 'PATH')?.[1] ?? '';
    const file = this.platform === 'win32' && !name.endsWith('.exe') ? `${name}.exe` : name;
    // A relative entry would mean whatever folder we happen to stand in.
    for (const folder of entry.split(delimiter).filter((path) => isAbsolute(path))) {
      if (await isFile(join(folder, file))) return join(folder, file);
    }
    return undefined;
  }
}

const refusal = (problem: string, version?: string): Probe => ({
  ok: false,
  reason: { problem, ...(version === undefined ? {} : { version }) },
});

/** Whether checks can run on a Python of this version. */
export const isSupported = (version: string, isWide: boolean): boolean => {
  const [major, minor] = version.split('.').map(Number);
  return isWide && major === 3 && minor !== undefined && minor >= 11 && minor <= 14;
};

function readAnswer(output: string, source: InterpreterSource): Probe | undefined {
  for (const line of output.split('\n').reverse()) {
    const match = /^\[\[(\d+), (\d+), (\d+)\], (".*"), (true|false), (".*")\]\r?$/.exec(line);
    if (!match) continue;
    const [, major = '', minor = '', patch = '', executable = '""', wide = '', missing = '""'] = match;
    const version = [major, minor, patch].join('.');
    const path: unknown = JSON.parse(executable);
    const problem: unknown = JSON.parse(missing);
    if (!isSupported(version, wide === 'true')) {
      return refusal(`it is Python ${version}${wide === 'true' ? '' : ' (32-bit)'}; ${supported}`, version);
    }
    if (problem !== '') {
      // Debian and its relatives ship `ensurepip` in a package of its own.
      return refusal(`it cannot make environments (${String(problem)}); on Debian or Ubuntu, install python3-venv`);
    }
    return { ok: true, value: { path: typeof path === 'string' ? path : '', version, source } };
  }
  return undefined;
}

const isFile = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === false;
