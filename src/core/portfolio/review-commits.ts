/** Whether the history tells how the work came about. Nobody is asked to rewrite one. */
import type { Translate } from '../ports';
import type { Commit } from './ports';
import type { Finding } from './review-model';

const fewestCommits = 3;
const shownSubjects = 3;

/** Says nothing of what changed. */
const isEmptySubject = (subject: string): boolean => {
  const words = subject.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const empty =
    /^(?:wip|update[ds]?|fix(?:e[ds])?|changes?|stuff|misc|test(?:ing)?|commit|initial|first|final|done|save|temp|tmp|asdf|more|again|files?|code|the|a|my|\d+)$/u;
  return words.every((word) => empty.test(word));
};

/** Undefined: not looked at. */
export function commitFindings(t: Translate, commits: readonly Commit[] | undefined): readonly Finding[] {
  if (commits === undefined) return [];
  const fix = t('From now on: one change a commit, the subject says what it does, the body why. Leave the old ones.');
  const few: readonly Finding[] =
    commits.length >= fewestCommits
      ? []
      : [
          {
            what:
              commits.length === 0
                ? t('No commit has this project.')
                : commits.length === 1
                  ? t('The whole project came in 1 commit.')
                  : t('The whole project came in {0} commits.', commits.length),
            why: t('A history shows how you work: what came first, what failed, what you changed then.'),
            fix,
          },
        ];
  const empty = commits.filter(({ subject }) => isEmptySubject(subject));
  if (empty.length * 3 <= commits.length || commits.length === 0) return few;
  const examples = [...new Set(empty.map(({ subject }) => `“${subject}”`))].slice(0, shownSubjects).join(', ');
  return [
    ...few,
    {
      what: t('{0} of {1} commits do not say what they change: {2}.', empty.length, commits.length, examples),
      why: t('Subjects are the first prose of yours that an engineer reads.'),
      fix,
    },
  ];
}
