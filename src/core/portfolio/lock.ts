/** The versions that a re-run installs: those of the records, held together by the constraints they were tested with. */
import { distributionName, pinsOf } from '../environment/install-plan';
import type { PortfolioProject } from './portfolio';

/** Relative to the repository; `requirements.lock` refers to it. */
export const constraintsPath = 'tools/constraints.txt';

export interface Lock {
  /** `requirements.lock`: what the projects import, and pytest. */
  readonly requirements: string;
  /** Everything that those need in turn. */
  readonly constraints: string;
}

export function lockOf(projects: readonly PortfolioProject[], constraints: readonly string[]): Lock {
  const pins = pinsOf(constraints);
  const recorded = recordedVersions(projects);
  const direct = new Map<string, string>();
  for (const name of [...projects.flatMap(({ step }) => step.requirements), 'pytest']) {
    direct.set(distributionName(name), name);
  }
  const requirements = [...direct].sort().map(([key, name]) => {
    const version = recorded.get(key) ?? pins.get(key);
    return version === undefined ? name : `${name}==${version}`;
  });
  const rest = constraints.filter((line) => line.includes('==') && !direct.has(distributionName(line)));
  return {
    requirements: [
      '# The versions with which the figures were recorded. reproduce.py installs them.',
      `-c ${constraintsPath}`,
      ...requirements,
      '',
    ].join('\n'),
    constraints: ['# What the packages of requirements.lock need in turn.', ...rest, ''].join('\n'),
  };
}

/** Of two records with different versions the newer counts: one environment holds one version of a package. */
function recordedVersions(projects: readonly PortfolioProject[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const { record } of [...projects].sort((one, other) => (one.record.at < other.record.at ? -1 : 1))) {
    for (const [name, version] of Object.entries(record.versions)) {
      // "+cpu" names the build, which an index chooses; anything else does not belong into a file that pip reads.
      const plain = version.split('+')[0] ?? '';
      if (/^[0-9][0-9A-Za-z.!-]*$/.test(plain)) versions.set(distributionName(name), plain);
    }
  }
  return versions;
}

/** The newest Python of the records as "3.11", else the oldest that the checks run on. */
export function pythonOf(projects: readonly PortfolioProject[]): string {
  const newest = recordedVersions(projects).get('python') ?? '';
  return /^3\.\d+/.exec(newest)?.[0] ?? '3.11';
}
