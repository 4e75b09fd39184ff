/** Docstrings and types, as tools found them, and tests that the learner wrote. */
import type { StepRef } from '../curriculum/model';
import type { Translate } from '../ports';
import type { Complaint } from './ports';
import type { Finding, ReviewProject } from './review-model';

/** One finding a file: a list of forty lines is read by nobody. */
export function complaintFindings(
  t: Translate,
  project: StepRef,
  kind: 'docstrings' | 'types',
  complaints: readonly Complaint[],
): readonly Finding[] {
  return [...new Set(complaints.map(({ path }) => path))].map((path): Finding => {
    const all = complaints.filter((each) => each.path === path);
    const first = all.toSorted((one, other) => one.line - other.line)[0];
    const example = first ? `${first.code} ${first.message}`.trim() : '';
    return {
      what:
        kind === 'docstrings'
          ? t('{0}: {1} remarks on docstrings, the first: {2}', path, all.length, example)
          : t('{0}: {1} remarks on types, the first: {2}', path, all.length, example),
      where: { kind: 'project', project, path, ...(first ? { line: first.line } : {}) },
      why:
        kind === 'docstrings'
          ? t('A reviewer reads what a function promises before how it does it.')
          : t('Types say shapes and units where the reader is, and an editor checks them.'),
      fix:
        kind === 'docstrings'
          ? t('Say in one line what it gives; name shapes and units where they matter.')
          : t('Write the types of parameters and of what is returned.'),
    };
  });
}

const isTestFile = (path: string): boolean => /^tests\/(?:.*\/)?(?:test_[^/]*|[^/]*_test)\.py$/u.test(path);

/** A test that cannot fail is none: it asserts, or expects an error. */
const asserts = (text: string): boolean =>
  /^\s*(?:async\s+)?def\s+test_/mu.test(text) &&
  /^\s*assert\b(?!\s+True\s*$)|pytest\.(?:raises|warns|approx)|\bassert_\w+\(|\.assert\w+\(/mu.test(text);

export function ownTestFindings(t: Translate, { project, files }: ReviewProject): readonly Finding[] {
  const tests = files.filter(({ path }) => isTestFile(path));
  if (tests.some(({ isStarter, text }) => !isStarter && asserts(text ?? ''))) return [];
  const [first] = tests;
  return [
    {
      what: t('There is no test of your own.'),
      where: { kind: 'project', project: project.ref, path: first?.path ?? 'tests/test_own.py' },
      why: t('The checks are the author’s. A test of yours shows what you thought could go wrong.'),
      fix: t('Write one test in tests/ that asserts something that you once got wrong, and see it fail first.'),
    },
  ];
}
