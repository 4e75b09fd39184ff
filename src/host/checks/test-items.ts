/** The items of the Test Explorer: one a scaffolded step, under it its checks, each at the region that it looks at. */
import * as vscode from 'vscode';
import type { Check, CurriculumIndex, Step } from '../../core/curriculum/model';
import { allSteps } from '../../core/curriculum/steps';
import type { Progress } from '../progress/progress';

/** The first line of a task's region in the learner's file, from 0; undefined when neither pair nor name is found. */
export type RegionLine = (text: string, task: Step['tasks'][number]) => number | undefined;

export type ItemData =
  | { readonly kind: 'step'; readonly step: Step }
  | { readonly kind: 'check'; readonly step: Step; readonly check: Check };

export class TestItems {
  private readonly data = new WeakMap<vscode.TestItem, ItemData>();

  constructor(
    private readonly controller: vscode.TestController,
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly regionLine: RegionLine,
  ) {}

  dataOf(item: vscode.TestItem): ItemData | undefined {
    return this.data.get(item);
  }

  itemOf(step: Step): vscode.TestItem | undefined {
    return this.controller.items.get(step.ref);
  }

  /** Makes the items equal to the scaffolded projects; returns their steps. */
  async refresh(): Promise<readonly Step[]> {
    const steps = allSteps(this.index).filter((step) => this.progress.projects.has(step.ref));
    for (const [id] of this.controller.items) {
      if (!steps.some((step) => step.ref === id)) this.controller.items.delete(id);
    }
    await Promise.all(
      steps.map(async (step) => {
        const project = this.progress.projects.get(step.ref);
        const known = this.itemOf(step);
        if (project && known?.uri?.toString() !== project.toString()) {
          this.add(step, project);
          await this.placeAtRegions(step, project);
        }
      }),
    );
    return steps;
  }

  /** A learner's edit moves regions: the items follow when the file is saved. */
  async follow(saved: vscode.Uri): Promise<void> {
    for (const [, item] of this.controller.items) {
      const data = this.data.get(item);
      if (data && item.uri && saved.path.startsWith(`${item.uri.path}/`))
        await this.placeAtRegions(data.step, item.uri);
    }
  }

  private add(step: Step, project: vscode.Uri): void {
    const item = this.controller.createTestItem(step.ref, step.title, project);
    this.data.set(item, { kind: 'step', step });
    const state = this.progress.state.steps.get(step.ref);
    step.checks.forEach((check, at) => {
      const task = step.tasks.find((entry) => entry.id === check.task);
      const uri = task ? vscode.Uri.joinPath(project, task.file) : project;
      const child = this.controller.createTestItem(`${step.ref}/${check.id}`, check.title, uri);
      const { advisory } = state?.checks.find(({ id }) => id === check.id) ?? {};
      if (advisory !== undefined) child.description = vscode.l10n.t('known problem: {0}', advisory);
      else if (task) child.description = task.title;
      child.sortText = String(at).padStart(3, '0');
      this.data.set(child, { kind: 'check', step, check });
      item.children.add(child);
    });
    this.controller.items.add(item);
  }

  private async placeAtRegions(step: Step, project: vscode.Uri): Promise<void> {
    const files = [...new Set(step.tasks.map((task) => task.file))];
    const texts = new Map(
      await Promise.all(files.map(async (file) => [file, await readText(vscode.Uri.joinPath(project, file))] as const)),
    );
    for (const check of step.checks) {
      const child = this.itemOf(step)?.children.get(`${step.ref}/${check.id}`);
      const task = step.tasks.find((entry) => entry.id === check.task);
      const text = task && texts.get(task.file);
      const line = task && text !== undefined ? this.regionLine(text, task) : undefined;
      if (child) child.range = line === undefined ? undefined : new vscode.Range(line, 0, line, 0);
    }
  }
}

async function readText(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined; // Deleted by the learner: the check then points at the file without a line.
  }
}
