/** The left side of a comparison: the learner's own file with a task's region as the reference has it. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step, StepRef, Task } from '../../core/curriculum/model';
import { withRegionFrom } from '../../core/curriculum/region-versions';
import type { StepFiles } from '../../core/curriculum/step-files';
import { readText, sameUri } from '../adapters/workspace';
import { findStep } from '../curriculum-index';
import type { Progress } from '../progress/progress';
import type { VirtualDocuments } from '../virtual-documents';

export interface Reference {
  readonly text: string;
  /** `file`: the region is not found in the learner's file, so the whole file is the reference. */
  readonly extent: 'region' | 'file';
}

interface Named {
  readonly step: Step;
  readonly task: Task;
}

const scheme = 'bridgecraft-reference';

export class ReferenceDocuments implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly index: CurriculumIndex,
    private readonly progress: Progress,
    private readonly files: () => Promise<StepFiles>,
    documents: Pick<VirtualDocuments, 'refresh'>,
  ) {
    // Only the region may differ, also while the learner types elsewhere in the file.
    this.subscription = vscode.workspace.onDidChangeTextDocument(({ document }) => {
      for (const { uri } of vscode.workspace.textDocuments) {
        const named = uri.scheme === scheme ? this.read(uri) : undefined;
        if (named && sameUri(this.ownFile(named), document.uri)) documents.refresh(uri);
      }
    });
  }

  dispose(): void {
    this.subscription.dispose();
  }

  uriOf(step: Step, task: Task): vscode.Uri {
    return vscode.Uri.from({ scheme, path: `/${task.file}`, query: `${step.ref}/${task.id}` });
  }

  async textOf(uri: vscode.Uri): Promise<string> {
    const named = this.read(uri);
    return named ? (await this.reference(named.step, named.task)).text : '';
  }

  async reference(step: Step, task: Task): Promise<Reference> {
    const solution = (await (await this.files()).solution(step)).get(task.file);
    const finished = typeof solution === 'string' ? solution : '';
    const own = await this.ownText({ step, task });
    const text =
      own === undefined || task.region === undefined
        ? undefined
        : withRegionFrom(task.file, own, finished, task.region);
    return text === undefined ? { text: finished, extent: 'file' } : { text, extent: 'region' };
  }

  private ownFile({ step, task }: Named): vscode.Uri | undefined {
    const project = this.progress.projects.get(step.ref);
    return project && vscode.Uri.joinPath(project, task.file);
  }

  /** With edits that are not saved. An editor without such may be a moment behind the disk. */
  private async ownText(named: Named): Promise<string | undefined> {
    const file = this.ownFile(named);
    const open = vscode.workspace.textDocuments.find(({ uri }) => sameUri(uri, file));
    return open?.isDirty ? open.getText() : file && (await readText(file));
  }

  private read(uri: vscode.Uri): Named | undefined {
    const [curriculum = '', id = '', task = ''] = uri.query.split('/');
    const ref: StepRef = `${curriculum}/${id}`;
    const step = findStep(this.index, ref);
    const found = step?.tasks.find((each) => each.id === task);
    return step && found ? { step, task: found } : undefined;
  }
}
