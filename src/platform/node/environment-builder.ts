/**
 * Makes and completes the `.venv` of a home folder. Every stage looks first at what is there, so that a run after a cut,
 * a cancellation or a crash goes on where the last one stopped (downloaded packages wait in the installer's own cache).
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installStages, missingPackages, readInstallLine } from '../../core/environment/install-plan';
import type {
  Environment,
  EnvironmentBuilder,
  EnvironmentFailure,
  EnvironmentRequest,
} from '../../core/environment/model';
import type { ProcessRunner, Result } from '../../core/ports';

/** The marker of an environment that Bridgecraft made: packages go into no other one unasked. */
export const environmentMarker = 'bridgecraft-environment.json';

/** The interpreter inside a virtual environment. */
export const environmentPython = (environment: string): string =>
  process.platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');

const listInstalled =
  'import importlib.metadata as m, json; print(json.dumps({d.name: d.version for d in m.distributions() if d.name}))';

const failed = (reason: EnvironmentFailure): Result<Environment, EnvironmentFailure> => ({ ok: false, reason });

export function createEnvironmentBuilder(processes: ProcessRunner): EnvironmentBuilder {
  return { build: (request) => new Building(processes, request).build() };
}

class Building {
  private readonly folder: string;
  private readonly python: string;

  constructor(
    private readonly processes: ProcessRunner,
    private readonly request: EnvironmentRequest,
  ) {
    this.folder = join(request.home, '.venv');
    this.python = environmentPython(this.folder);
  }

  async build(): Promise<Result<Environment, EnvironmentFailure>> {
    const { request, folder } = this;
    const isOurs = existsSync(join(folder, environmentMarker));
    if (existsSync(folder) && !isOurs && !request.mayUseForeign) {
      return failed({ kind: 'foreign-environment', path: folder });
    }
    let wanted: readonly string[] | undefined = existsSync(this.python) ? await this.missing() : undefined;
    if (wanted === undefined) {
      const problem = await this.create();
      if (problem) return failed(problem);
      wanted = await this.missing();
    }
    if (this.isCancelled()) return failed({ kind: 'cancelled' });
    if (wanted === undefined) return failed({ kind: 'cannot-create', path: folder, output: '' });
    const installer = await this.installer();
    const problem = await this.install(wanted, installer);
    if (problem) return failed(problem);
    const left = await this.missing();
    if (this.isCancelled()) return failed({ kind: 'cancelled' });
    if (left === undefined || left.length > 0) {
      return failed({ kind: 'cannot-install', requirements: left ?? request.packages, output: '' });
    }
    return { ok: true, value: { python: this.python, installer, added: wanted } };
  }

  /** Undefined when the environment's interpreter does not run, as after a cut in the middle of making it. */
  private async missing(): Promise<readonly string[] | undefined> {
    this.request.onProgress({ kind: 'looking' });
    const { exitCode, output } = await this.run(this.python, ['-I', '-c', `import pip\n${listInstalled}`]);
    if (exitCode !== 0) return undefined;
    const line = output.trim().split('\n').at(-1) ?? '';
    const installed = JSON.parse(line) as Record<string, string>;
    return missingPackages(this.request.packages, this.request.constraints, installed);
  }

  private async create(): Promise<EnvironmentFailure | undefined> {
    const { request, folder } = this;
    request.onProgress({ kind: 'creating' });
    try {
      await mkdir(folder, { recursive: true });
      // The marker comes first: what a cut leaves behind is known to be ours, and is completed by the next run.
      await writeFile(join(folder, environmentMarker), `${JSON.stringify({ schema: 1, base: request.base })}\n`);
    } catch (error) {
      return diskProblem(folder, error);
    }
    const { exitCode, output } = await this.run(request.base, ['-m', 'venv', folder]);
    if (this.isCancelled()) return { kind: 'cancelled' };
    if (exitCode === 0) return undefined;
    // Debian's python3 has venv but not ensurepip: both interpreters print this advice, and exit with 1.
    if (output.includes('ensurepip')) return { kind: 'venv-module-missing', base: request.base };
    return this.installProblem(output) ?? { kind: 'cannot-create', path: folder, output };
  }

  private async installer(): Promise<'uv' | 'pip'> {
    const { exitCode } = await this.run('uv', ['--version']);
    return exitCode === 0 ? 'uv' : 'pip';
  }

  private async install(missing: readonly string[], installer: 'uv' | 'pip'): Promise<EnvironmentFailure | undefined> {
    const { request } = this;
    if (missing.length === 0) return undefined;
    const constraintsFile = join(this.folder, 'bridgecraft-constraints.txt');
    try {
      await writeFile(constraintsFile, `${request.constraints.join('\n')}\n`);
    } catch (error) {
      return diskProblem(this.folder, error);
    }
    const seen = new Set<string>();
    const onLine = (line: string) => {
      const progress = readInstallLine(line);
      if (progress?.kind === 'package') request.onProgress({ ...progress, seen: seen.add(progress.name).size });
      else if (progress) request.onProgress(progress);
    };
    for (const stage of installStages(missing, request.constraints, constraintsFile)) {
      let output = '';
      let isInstalled = false;
      for (const attempt of stage.attempts) {
        if (this.isCancelled()) return { kind: 'cancelled' };
        const [file, args] = this.command(installer, attempt);
        const outcome = await this.run(file, args, onLine);
        output = outcome.output;
        isInstalled = outcome.exitCode === 0;
        if (isInstalled) break;
      }
      if (this.isCancelled()) return { kind: 'cancelled' };
      if (!isInstalled) {
        return this.installProblem(output) ?? { kind: 'cannot-install', requirements: stage.requirements, output };
      }
    }
    return undefined;
  }

  private command(installer: 'uv' | 'pip', attempt: readonly string[]): readonly [string, readonly string[]] {
    if (installer === 'uv') return ['uv', ['pip', ...attempt, '--python', this.python, '--no-progress']];
    const quiet = ['--no-input', '--disable-pip-version-check', '--progress-bar', 'off', '--prefer-binary'];
    return [this.python, ['-m', 'pip', ...attempt, ...quiet, '--retries', '2', '--timeout', '15']];
  }

  private isCancelled(): boolean {
    return this.request.signal.aborted;
  }

  private installProblem(output: string): EnvironmentFailure | undefined {
    // pip and uv pass the system's words on; there is nothing else to tell a full disk by.
    return /No space left on device|not enough space|os error 28|Errno 28/i.test(output)
      ? { kind: 'disk-full', path: this.folder }
      : undefined;
  }

  private run(file: string, args: readonly string[], onLine?: (line: string) => void) {
    const kept = Object.entries(process.env).filter(([name]) => !/^(PYTHON|VIRTUAL_ENV|PIP_REQUIRE)/.test(name));
    return this.processes.run({
      file,
      args,
      cwd: this.request.home,
      env: { ...(Object.fromEntries(kept) as Record<string, string>), PYTHONUTF8: '1', PYTHONUNBUFFERED: '1' },
      signal: this.request.signal,
      ...(onLine ? { onLine } : {}),
    });
  }
}

function diskProblem(path: string, error: unknown): EnvironmentFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code === 'ENOSPC' ? { kind: 'disk-full', path } : { kind: 'cannot-create', path, output: String(error) };
}
