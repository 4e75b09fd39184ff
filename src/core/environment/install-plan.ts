/** What has to be installed for a step, in which order, and how the installer's own output reads as progress. */

/** An installer's arguments behind `python -m pip` or `uv pip`. The first attempt that succeeds ends the stage. */
export interface InstallStage {
  readonly id: 'torch' | 'packages';
  readonly requirements: readonly string[];
  readonly attempts: readonly (readonly string[])[];
}

/** The index of CPU builds: a plain `torch` on Linux brings several GB of CUDA libraries. */
const torchCpuIndex = 'https://download.pytorch.org/whl/cpu';

/** A distribution as the package index compares it, without its version. */
export const distributionName = (requirement: string): string =>
  requirement
    .replace(/[=<>!~;[ ].*$/, '')
    .toLowerCase()
    .replaceAll(/[-_.]+/g, '-');

/** Versions by normalized distribution name, from the lines of `constraints.txt`. */
export function pinsOf(constraints: readonly string[]): ReadonlyMap<string, string> {
  const pins = new Map<string, string>();
  for (const line of constraints) {
    const [name, version] = line.split('==');
    if (name && version) pins.set(distributionName(name), version.trim());
  }
  return pins;
}

/**
 * Packages that are not installed at their pinned version.
 * @param wanted distribution names; pytest is added, for every check needs it.
 * @param installed version by distribution name; a local part ("+cpu") does not matter.
 */
export function missingPackages(
  wanted: readonly string[],
  constraints: readonly string[],
  installed: Readonly<Record<string, string>>,
): readonly string[] {
  const pins = pinsOf(constraints);
  const have = new Map(
    Object.entries(installed).map(([name, version]) => [distributionName(name), version.split('+')[0]]),
  );
  const names = [...new Set([...wanted, 'pytest'].map(distributionName))];
  return names.filter((name) => {
    const version = have.get(name);
    return version === undefined || (pins.has(name) && pins.get(name) !== version);
  });
}

/** torch first and alone, from its CPU index where there is one; then the rest, held to the constraints file. */
export function installStages(
  missing: readonly string[],
  constraints: readonly string[],
  constraintsFile: string,
): readonly InstallStage[] {
  const pins = pinsOf(constraints);
  const pinned = (name: string) => (pins.has(name) ? `${name}==${pins.get(name) ?? ''}` : name);
  const rest = missing.filter((name) => name !== 'torch').map(pinned);
  const stages: InstallStage[] = [];
  if (missing.includes('torch')) {
    const torch = pinned('torch');
    stages.push({
      id: 'torch',
      requirements: [torch],
      attempts: [
        ['install', torch, '--index-url', torchCpuIndex],
        ['install', torch, '-c', constraintsFile],
      ],
    });
  }
  if (rest.length > 0) {
    stages.push({ id: 'packages', requirements: rest, attempts: [['install', ...rest, '-c', constraintsFile]] });
  }
  return stages;
}

/** What one line of pip's or uv's output says about where the installation is. */
export type InstallProgress =
  | { readonly kind: 'package'; readonly name: string; readonly size?: string }
  | { readonly kind: 'installing'; readonly count: number };

export function readInstallLine(line: string): InstallProgress | undefined {
  const text = line.trim();
  const collecting = /^Collecting ([A-Za-z0-9][A-Za-z0-9._-]*)/.exec(text);
  if (collecting?.[1]) return { kind: 'package', name: collecting[1] };
  const wheel =
    /^(?:Downloading|Using cached) (?:\S*\/)?([A-Za-z0-9_.]+?)-\d\S*\.(?:whl|tar\.gz)(?:\.metadata)?(?: \(([^)]+)\))?/.exec(
      text,
    );
  if (wheel?.[1]) return { kind: 'package', name: wheel[1], ...(wheel[2] ? { size: wheel[2] } : {}) };
  const uv = /^(?:Downloading|Downloaded|Building|Built) ([A-Za-z0-9][A-Za-z0-9._-]*)(?: \(([^)]+)\))?$/.exec(text);
  if (uv?.[1]) return { kind: 'package', name: uv[1], ...(uv[2] ? { size: uv[2] } : {}) };
  const installing = /^Installing collected packages: (.+)$/.exec(text);
  if (installing?.[1]) return { kind: 'installing', count: installing[1].split(',').length };
  const prepared = /^Prepared (\d+) packages?/.exec(text);
  if (prepared?.[1]) return { kind: 'installing', count: Number(prepared[1]) };
  return undefined;
}
