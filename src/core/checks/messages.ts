/** The sentences of results. The host may say a blocked run in the learner's language (`host/checks/repairs.ts`). */
import type { Check, Step } from '../curriculum/model';
import type { Failure } from './events';
import type { BlockedReason, SourceLocation } from './model';

const longest = 600;

/** The first paragraph as one line, cut where it would fill the screen. */
export function firstSentences(text: string): string {
  const [paragraph = ''] = text.trim().split(/\n\s*\n/);
  const line = paragraph.replaceAll(/\s*\n\s*/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** What an exception that is the learner's to mend says. */
export function failureMessage(check: Check, failure: Failure, place: SourceLocation | undefined): string {
  // Without words of the author's, pytest's own comparison is what there is to say: its first line.
  const isComparison = failure.assertion && failure.message.startsWith('assert ');
  const said = firstSentences(isComparison ? (failure.message.split('\n', 1)[0] ?? '') : failure.message);
  if (failure.assertion) return said || `Not so yet: ${check.title}`;
  if (failure.skipped) return `The code under check skipped it${said && `: ${said}`}. A skipped check does not pass.`;
  if (failure.type === 'NotImplementedError') return said || 'This part is not written yet.';
  if (failure.type === 'SystemExit') return 'The code under check called for Python to exit.';
  const where = failure.type === 'SyntaxError' && place ? ` in ${place.file}, line ${place.line}` : '';
  return `${failure.type}${where}${said && `: ${said}`}`;
}

/** The check crashed on the learner's work and not on the reference. */
export function unusableMessage(step: Pick<Step, 'tasks'>, check: Check, failure: Failure | undefined): string {
  if (!failure) return 'The check could not be found with this code in place, though it is there with the reference.';
  const said = `${failure.type}${failure.message && `: ${firstSentences(failure.message).replace(/ \(\S+\)$/, '')}`}`;
  if (failure.type === 'ImportError' || failure.type === 'ModuleNotFoundError') {
    return `The check could not load the code: ${said}`;
  }
  const task = step.tasks.find(({ id }) => id === check.task);
  const what =
    task?.region === undefined ? `what ${task?.file ?? 'the code'} gave it` : `what \`${task.region}\` returned`;
  const isNone = failure.message.includes('NoneType') && failure.nones.length > 0;
  return `The check could not use ${what}: ${isNone ? 'None' : said}`;
}

/** `src/bert/attention.py:12`, in `attend`. */
export const placeText = (place: SourceLocation, name: string): string =>
  `${place.file}:${place.line}${name === '' || name.startsWith('<') ? '' : `, in ${name}`}`;

export function reasonMessage(reason: BlockedReason): string {
  switch (reason.kind) {
    case 'no-python':
      return reason.tried.length === 0
        ? 'No Python was found. Python 3.11 to 3.14, 64-bit, is needed.'
        : `No Python could be used: ${reason.tried.map(({ path, problem }) => `${path}: ${problem}`).join('; ')}.`;
    case 'python-version':
      return `${reason.path} is Python ${reason.version}; the checks need Python 3.11 to 3.14, 64-bit.`;
    case 'missing-package':
      return `${reason.interpreter} does not have ${reason.names.join(', ')}, which this step needs.`;
    case 'author-file-differs':
      return `Files that belong to the step were changed: ${reason.files.join(', ')}.`;
    case 'older-version':
      return 'The project is of another version of this step than the checks that are installed. Update it first.';
    case 'foreign-package':
      return `Python imports "${reason.name}" from ${reason.actual} instead of ${reason.expected}.`;
    case 'untrusted':
      return 'The folder is not trusted, so nothing is run.';
    case 'virtual-workspace':
      return 'Checks need files on a disk.';
    case 'save-failed':
      return `These files could not be saved: ${reason.files.join(', ')}.`;
    case 'disk-full':
      return `The disk is full or cannot be written: ${reason.detail}.`;
    case 'not-a-project':
      return reason.detail;
    case 'process-died':
      return `Python ended before the check did: ${reason.detail}.`;
    case 'timed-out':
      return `Stopped at the limit of ${reason.limitSeconds} s: ${reason.detail}.`;
    case 'cancelled':
      return 'The run was cancelled.';
    case 'not-run':
      return reason.detail;
  }
}
