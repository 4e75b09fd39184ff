/** Texts that Bridgecraft keeps, as read-only documents: of a snapshot, or of a version of a step. */
import * as vscode from 'vscode';
import type { CurriculumIndex } from '../../core/curriculum/model';
import type { StepFiles } from '../../core/curriculum/step-files';
import type { ProjectChanges } from '../../core/scaffold/project-change';
import { findStep } from '../curriculum-index';
import type { Progress } from '../progress/progress';

const scheme = 'bridgecraft-kept';

export type KeptText =
  | { readonly kind: 'snapshot'; readonly name: string; readonly path: string; readonly which: 'saved' | 'unsaved' }
  | { readonly kind: 'version'; readonly step: string; readonly contentVersion: string; readonly path: string };

export const keptUri = (kept: KeptText): vscode.Uri =>
  vscode.Uri.from({ scheme, path: `/${kept.path}`, query: JSON.stringify(kept) });

export interface KeptSources {
  readonly index: CurriculumIndex;
  readonly progress: Progress;
  readonly changes: () => Promise<ProjectChanges>;
  readonly stepFiles: () => Promise<StepFiles>;
}

/** Empty where nothing is kept. */
export async function keptText(uri: vscode.Uri, sources: KeptSources): Promise<string> {
  const home = sources.progress.homeFolder?.fsPath;
  const kept = readKept(uri);
  if (home === undefined || !kept) return '';
  if (kept.kind === 'snapshot') {
    const content = await (await sources.changes()).read(home, kept.name, kept, kept.which);
    return content ? new TextDecoder().decode(content) : '';
  }
  const step = findStep(sources.index, kept.step);
  const files = step && (await (await sources.stepFiles()).starter(step, kept.contentVersion, home));
  const content = files?.get(kept.path);
  return typeof content === 'string' ? content : '';
}

function readKept(uri: vscode.Uri): KeptText | undefined {
  const value: unknown = JSON.parse(uri.query);
  if (typeof value !== 'object' || value === null) return undefined;
  const text = (name: string): string | undefined => {
    const found: unknown = Object.entries(value).find(([key]) => key === name)?.[1];
    // It names folders and files below the home folder.
    return typeof found === 'string' && !/(^|[\\/])\.\.([\\/]|$)/.test(found) ? found : undefined;
  };
  const [path, name, which, step, contentVersion] = ['path', 'name', 'which', 'step', 'contentVersion'].map(text);
  if (path === undefined) return undefined;
  if (name !== undefined && !/[\\/]/.test(name) && (which === 'saved' || which === 'unsaved')) {
    return { kind: 'snapshot', name, path, which };
  }
  return step !== undefined && contentVersion !== undefined
    ? { kind: 'version', step, contentVersion, path }
    : undefined;
}
