/** Projects of one step in temporary folders: the solution, the starter, and what lies between them. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CompiledStep } from '../../core/curriculum/compile-step';
import type { Content } from '../../core/curriculum/content-tree';
import { starterBody, replaceRegions } from '../../core/curriculum/regions';
import { regionsOf } from '../../core/curriculum/project-files';
import { commentStyleOf } from '../../core/curriculum/comments';
import type { Variant } from '../../core/curriculum/variants';
import { scaffoldStep } from '../../platform/node/scaffold-writer';

export interface ProjectPlan {
  /** By path in the project. */
  readonly files: ReadonlyMap<string, Content>;
  /** The folder of `variants/` that becomes `evidence/real/`. */
  readonly evidence?: string;
}

export const solutionPlan = (compiled: CompiledStep): ProjectPlan => ({
  files: new Map(compiled.files.map((file) => [file.path, file.solution])),
  evidence: 'real',
});

export const starterPlan = (compiled: CompiledStep): ProjectPlan => ({
  files: new Map(compiled.files.map((file) => [file.path, file.starter])),
});

/** The solution with some regions replaced. */
function withRegions(compiled: CompiledStep, bodies: ReadonlyMap<string, readonly string[]>): ProjectPlan {
  const files = new Map(solutionPlan(compiled).files);
  for (const [name, { file }] of regionsOf(compiled.projectSources)) {
    const body = bodies.get(name);
    const content = files.get(file);
    if (body && typeof content === 'string') {
      files.set(file, replaceRegions(file, content, new Map([[name, body]])).content);
    }
  }
  return { files, evidence: 'real' };
}

export const variantPlan = (compiled: CompiledStep, variant: Variant): ProjectPlan => ({
  ...withRegions(compiled, variant.regions),
  evidence: variant.evidence,
});

/** The solution but for the regions of one task, which are as in the starter. Undefined: the task has none. */
export function unsolvedPlan(compiled: CompiledStep, taskId: string): ProjectPlan | undefined {
  const task = compiled.source.tasks.find(({ id }) => id === taskId);
  const bodies = new Map<string, readonly string[]>();
  for (const [name, { file, region }] of regionsOf(compiled.projectSources)) {
    const style = commentStyleOf(file);
    const isOfTask = task?.region === undefined ? file === task?.file : name === task.region;
    if (task && style && isOfTask) {
      bodies.set(name, starterBody(region, style, task));
    }
  }
  return bodies.size === 0 ? undefined : withRegions(compiled, bodies);
}

/** The solution with a syntax error in one file. Undefined: its language has none that we know. */
export function poisonedPlan(compiled: CompiledStep, path: string): ProjectPlan | undefined {
  const plan = solutionPlan(compiled);
  const content = plan.files.get(path);
  const poison = /\.(py|toml)$/.test(path) ? 'def (:\n' : /\.(ya?ml|json)$/.test(path) ? '{ [ :\n' : undefined;
  return poison === undefined || typeof content !== 'string'
    ? undefined
    : { ...plan, files: new Map([...plan.files, [path, `${content}\n${poison}`]]) };
}

/** Scaffolds a plan as a learner's project, for as long as `use` takes. */
export async function withProject<Value>(
  compiled: CompiledStep,
  packageDir: string,
  plan: ProjectPlan,
  use: (project: string) => Promise<Value>,
): Promise<Value> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'bridgecraft-verify-')));
  try {
    const target = join(root, compiled.step.id);
    const contents = new Map([...plan.files].map(([path, content]) => [path, Buffer.from(content)]));
    const result = await scaffoldStep({ step: compiled.step, packageDir, home: undefined, target, contents });
    if (!result.ok) {
      throw new Error(`The project could not be scaffolded: ${JSON.stringify(result.reason)}`);
    }
    if (plan.evidence !== undefined) {
      await layEvidence(compiled, plan.evidence, join(target, 'evidence', 'real'));
    }
    return await use(target);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function layEvidence(compiled: CompiledStep, name: string, folder: string): Promise<void> {
  const prefix = `variants/${name}/`;
  for (const [path, content] of compiled.sourceFiles) {
    if (path.startsWith(prefix)) {
      const target = join(folder, path.slice(prefix.length));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  }
}
