/** Files of earlier steps for a new project: the learner's own where that step passed, else the reference. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step, StepRef } from '../../core/curriculum/model';
import type { StepFiles } from '../../core/curriculum/step-files';
import type { CarriedFile } from '../../core/scaffold/project-mark';
import { findStep } from '../curriculum-index';
import type { Carry } from '../commands/scaffolder';
import type { Progress } from '../progress/progress';
import { currentText, readBytes } from '../snapshots/project-writer';

export async function carryInto(
  step: Step,
  index: CurriculumIndex,
  progress: Progress,
  stepFiles: StepFiles,
): Promise<Carry> {
  const contents = new Map<string, Uint8Array>();
  const carried: CarriedFile[] = [];
  for (const { from, file, to } of step.carries ?? []) {
    const ref: StepRef = `${step.curriculum}/${from}`;
    const earlier = findStep(index, ref);
    if (!earlier) continue;
    const hasPassed = progress.state.steps.get(ref)?.status === 'passed';
    const own = hasPassed ? await ownFile(progress.projects.get(ref), file) : undefined;
    const reference = own ? undefined : (await stepFiles.solution(earlier)).get(file);
    const content = own ?? (typeof reference === 'string' ? new TextEncoder().encode(reference) : reference);
    // Without either, the step's own file is what the project is finished with.
    if (!content) continue;
    contents.set(to, content);
    carried.push({ to, from: ref, file, source: own ? 'own' : hasPassed ? 'not-there' : 'not-passed' });
  }
  return { contents, carried };
}

/** With edits that are not saved. */
async function ownFile(project: vscode.Uri | undefined, file: string): Promise<Uint8Array | undefined> {
  if (!project) return undefined;
  const uri = vscode.Uri.joinPath(project, file);
  const text = await currentText(uri);
  return text === undefined ? readBytes(uri) : new TextEncoder().encode(text);
}
