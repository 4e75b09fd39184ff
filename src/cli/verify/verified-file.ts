/** `verified.json`: what `verify` found, and the hash by which it knows whether that still holds. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol } from '../../core/checks/events';
import type { CheckRun } from '../../core/checks/model';
import type { CompiledStep } from '../../core/curriculum/compile-step';
import { normalizedName } from '../../core/curriculum/step-problems';
import { canonicalJson, hashContent } from '../../core/curriculum/text';
import { nodeHasher } from '../../platform/node/node-hasher';

const fileName = 'verified.json';

/** Over the step's files, its locked packages and the plugin's protocol. */
export function verifiedHash(compiled: CompiledStep, constraints: readonly string[]): string {
  const wanted = new Set([...compiled.step.requirements, 'pytest'].map(normalizedName));
  const files = [...compiled.sourceFiles]
    .filter(([path]) => path !== fileName && !/(^|\/)evidence\/|^project\/\.|^checks\/\./.test(path))
    .map(([path, content]) => [path, hashContent(content, nodeHasher)]);
  const packages = constraints.filter((line) => wanted.has(normalizedName(line.split('==')[0] ?? line)));
  return nodeHasher.sha256(canonicalJson({ files, packages, protocol }));
}

export function isStale(compiled: CompiledStep, constraints: readonly string[]): boolean {
  const content = compiled.sourceFiles.get(fileName);
  try {
    const value: unknown = typeof content === 'string' ? JSON.parse(content) : undefined;
    const isObject = typeof value === 'object' && value !== null && 'hash' in value;
    return !isObject || value.hash !== verifiedHash(compiled, constraints);
  } catch {
    return true;
  }
}

export interface Verified {
  readonly runs: ReadonlyMap<number, CheckRun>;
  readonly tools: Readonly<Record<string, string>>;
  readonly gates: readonly { readonly name: string; readonly seconds: number }[];
  readonly variants: { readonly wrong: readonly string[]; readonly right: readonly string[] };
}

const rounded = (value: number): number => Number(value.toPrecision(6));

export async function writeVerified(
  folder: string,
  compiled: CompiledStep,
  constraints: readonly string[],
  { runs, tools, gates, variants }: Verified,
): Promise<void> {
  const [first] = runs.values();
  const value = {
    note: 'Written by `bridgecraft verify`; never by hand.',
    hash: verifiedHash(compiled, constraints),
    protocol,
    verified_at: new Date().toISOString(),
    versions: { ...first?.versions, ...tools },
    seeds: Object.fromEntries(
      [...runs].map(([seed, run]) => [
        seed,
        {
          seconds: rounded(run.seconds),
          figures: figuresOf(run),
          checks: Object.fromEntries(run.checks.map(({ id, seconds }) => [id, rounded(seconds)])),
        },
      ]),
    ),
    gates: Object.fromEntries(gates.map(({ name, seconds }) => [name, { seconds: rounded(seconds) }])),
    variants,
  };
  await writeFile(join(folder, fileName), `${JSON.stringify(value, undefined, 2)}\n`);
}

function figuresOf(run: CheckRun): Readonly<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const { properties } of run.checks) {
    for (const [name, value] of Object.entries(properties)) {
      if (typeof value === 'number') {
        figures[name] = rounded(value);
      }
    }
  }
  return figures;
}

/** Name → version of the tools that judge the files. */
export async function toolVersions(root: string): Promise<Readonly<Record<string, string>>> {
  const versions = await Promise.all(
    ['pyright', 'cspell'].map(async (name) => {
      const manifest: unknown = JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8'));
      const version = typeof manifest === 'object' && manifest && 'version' in manifest ? String(manifest.version) : '';
      return [name, version] as const;
    }),
  );
  return Object.fromEntries(versions);
}
