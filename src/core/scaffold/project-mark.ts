/** `.bridgecraft-step.json`: what makes a folder the project of a step, wherever it was moved. Untrusted when read. */
import type { Step, StepRef } from '../curriculum/model';
import { isFields, isText } from '../progress/shapes';
import type { Result } from '../ports';

export const projectMarkName = '.bridgecraft-step.json';
/** Larger ones are not read. */
export const projectMarkLimit = 200_000;

/** A file that began as one of an earlier step. */
export interface CarriedFile {
  /** In this project. */
  readonly to: string;
  /** The step and the file in it. */
  readonly from: StepRef;
  readonly file: string;
  /** The learner's own, or the reference: the step had not passed, or the file was not there. */
  readonly source: 'own' | 'not-passed' | 'not-there';
}

export interface ProjectMark {
  readonly format: 1;
  readonly step: StepRef;
  readonly contentVersion: string;
  /** Path → SHA-256 of the author's files as they were scaffolded. */
  readonly author: Readonly<Record<string, string>>;
  /** The same of the starter of the learner's files. Missing in marks of early versions. */
  readonly starter?: Readonly<Record<string, string>>;
  readonly carried?: readonly CarriedFile[];
}

export const projectMarkOf = (step: Step, carried: readonly CarriedFile[] = []): ProjectMark => ({
  format: 1,
  step: step.ref,
  contentVersion: step.contentVersion,
  author: hashesOf(step, 'author'),
  starter: hashesOf(step, 'learner'),
  ...(carried.length > 0 ? { carried } : {}),
});

function hashesOf(step: Step, owner: 'author' | 'learner'): Readonly<Record<string, string>> {
  const files = step.projectFiles.filter((file) => file.owner === owner);
  return Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
}

/** Whether a project was made from other files than the step has now; a changed guide alone is no other project. */
export function isOlderProject(step: Step, mark: ProjectMark): boolean {
  if (mark.contentVersion === step.contentVersion) return false;
  const isSame = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) =>
    Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([path, hash]) => b[path] === hash);
  const { author, starter } = mark;
  return (
    starter === undefined || !isSame(author, hashesOf(step, 'author')) || !isSame(starter, hashesOf(step, 'learner'))
  );
}

export const projectMarkText = (step: Step, carried?: readonly CarriedFile[]): string =>
  `${JSON.stringify(projectMarkOf(step, carried), undefined, 2)}\n`;

const id = '[a-z0-9]+(?:-[a-z0-9]+)*';
const isStepRef = (value: unknown): value is StepRef =>
  typeof value === 'string' && value.length <= 129 && new RegExp(`^${id}/${id}$`).test(value);
const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

export function readProjectMark(text: string): Result<ProjectMark, string> {
  if (text.length > projectMarkLimit) {
    return { ok: false, reason: 'is too large' };
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, reason: 'is not JSON' };
  }
  if (typeof value !== 'object' || value === null || !('step' in value) || !isStepRef(value.step)) {
    return { ok: false, reason: 'does not name a step' };
  }
  if (!('format' in value) || value.format !== 1) {
    return { ok: false, reason: 'is of a newer form' };
  }
  if (!('contentVersion' in value) || !isHash(value.contentVersion)) {
    return { ok: false, reason: 'has no content version' };
  }
  const author = readHashes('author' in value ? value.author : undefined);
  const starter = readHashes('starter' in value ? value.starter : undefined);
  if (!author || !starter) {
    return { ok: false, reason: 'has a hash that is none' };
  }
  const { step, contentVersion } = value;
  // It only says where files came from: what cannot be read of it is left out.
  const carried = 'carried' in value && Array.isArray(value.carried) ? value.carried.filter(isCarriedFile) : [];
  return {
    ok: true,
    value: {
      format: 1,
      step,
      contentVersion,
      author,
      ...('starter' in value ? { starter } : {}),
      ...(carried.length > 0 ? { carried } : {}),
    },
  };
}

function readHashes(value: unknown): Readonly<Record<string, string>> | undefined {
  const entries = isFields(value) ? Object.entries(value) : [];
  return entries.every((entry): entry is [string, string] => isHash(entry[1]))
    ? Object.fromEntries(entries)
    : undefined;
}

const isCarriedFile = (value: unknown): value is CarriedFile =>
  isFields(value) &&
  isText(value['to']) &&
  isText(value['file']) &&
  isStepRef(value['from']) &&
  (value['source'] === 'own' || value['source'] === 'not-passed' || value['source'] === 'not-there');
