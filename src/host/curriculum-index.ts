/** The compiled index of the shipped curricula: one JSON file, read once, no YAML. */
import * as vscode from 'vscode';
import type { Curriculum, CurriculumIndex, Step } from '../core/curriculum/model';
import { allSteps } from '../core/curriculum/steps';
import type { Result } from '../core/ports';

export const packagedCurricula = (extensionUri: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extensionUri, 'dist', 'curricula');

/** @param read the text of a file of our own package, without the way over VS Code's main process. */
export async function loadIndex(
  extensionUri: vscode.Uri,
  read: (path: string) => Promise<string>,
): Promise<Result<CurriculumIndex, string>> {
  try {
    const file = vscode.Uri.joinPath(packagedCurricula(extensionUri), 'index.json');
    const value: unknown = JSON.parse(await read(file.fsPath));
    return isIndex(value) ? { ok: true, value } : { ok: false, reason: 'index.json has another form' };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** For a package whose content cannot be read: everything works, there is nothing to show. */
export const emptyIndex: CurriculumIndex = {
  format: 1,
  specializations: {
    'computer-vision': '',
    nlp: '',
    'classical-ml': '',
    'deep-learning': '',
    mlops: '',
    'data-science': '',
    robotics: '',
    'quantum-ml': '',
    'responsible-ai': '',
    neuromorphic: '',
  },
  skillNames: {},
  curricula: [],
  constraints: [],
};

/** Written by our own build and shipped in the package: its form is enough to know. */
const isIndex = (value: unknown): value is CurriculumIndex =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  value.format === 1 &&
  'curricula' in value &&
  Array.isArray(value.curricula);

export const findStep = (index: CurriculumIndex, ref: string | undefined): Step | undefined =>
  allSteps(index).find((step) => step.ref === ref);

/** Of a step or a milestone, by its reference. */
export const curriculumOf = (index: CurriculumIndex, ref: `${string}/${string}`): Curriculum | undefined =>
  index.curricula.find(({ id }) => ref.startsWith(`${id}/`));

/** The learner's pivot first, the others in their order. */
export const pivotFirst = (index: CurriculumIndex, pivot: string | undefined): readonly Curriculum[] => [
  ...index.curricula.filter(({ id }) => id === pivot),
  ...index.curricula.filter(({ id }) => id !== pivot),
];
