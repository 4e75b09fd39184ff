/** What must not be published: secrets, files about a person, files too large to clone, data without a license. */
import type { Translate } from '../ports';
import type { FindPrivate, Finding, ReviewFile, ReviewProject } from './review-model';

const largestBytes = 10_000_000;

/** Keys, passwords, papers and what systems leave behind, by the file's name. */
const isPersonal = (path: string): boolean =>
  /(?:^|\/)(?:\.env(?:\.(?!example$)[^/]*)?|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|_netrc|\.pypirc|\.git-credentials|\.aws|\.ssh|kaggle\.json|credentials(?:\.json)?|\.DS_Store|Thumbs\.db|\.[a-z]*_history)(?:\/|$)|\.(?:pem|p12|pfx|kdbx|key|docx?|pages|eml)$/iu.test(
    path,
  );

const licensed = /licen[cs]e|\bCC[- ](?:BY|0)\b|public domain|\bODbL\b|\bApache\b|\bMIT\b/iu;

export function fileFindings(t: Translate, review: ReviewProject, findPrivate: FindPrivate): readonly Finding[] {
  const { project, files } = review;
  const at = (path: string, line?: number) =>
    ({ kind: 'project', project: project.ref, path, ...(line === undefined ? {} : { line }) }) as const;
  return [
    ...files.flatMap(({ path, text }): readonly Finding[] =>
      text === undefined
        ? []
        : findPrivate(text).map(({ line, what }) => ({
            what: t('{0}: {1}', path, what),
            where: at(path, line),
            why: t('What is published is copied within minutes, and stays in the history when it is deleted.'),
            fix: t('Take it out and read it from the environment. If it is a key that was ever shared, revoke it.'),
          })),
    ),
    ...files
      .filter(({ bytes }) => bytes > largestBytes)
      .map(({ path, bytes }) => ({
        what: t('{0} has {1} MB.', path, Math.round(bytes / 1_000_000)),
        where: at(path),
        why: t('Everybody who clones waits for it, and it stays in the history.'),
        fix: t('Leave it out, and say where to get it or let a script make it.'),
      })),
    ...files
      .filter(({ path }) => isPersonal(path))
      .map(({ path }) => ({
        what: t('{0} looks like a file about you or your computer.', path),
        where: at(path),
        why: t('It shows no work, and may show what is nobody’s business.'),
        fix: t('Move it out of the project, or add it to .gitignore.'),
      })),
    ...licenseFindings(t, review),
  ];
}

const isData = ({ path, isStarter }: ReviewFile): boolean =>
  !isStarter && /^(?:data|evidence\/real)\//u.test(path) && !/\.(?:md|txt|py)$/iu.test(path);

function licenseFindings(t: Translate, { project, files }: ReviewProject): readonly Finding[] {
  const [data] = files.filter(isData);
  if (!data) return [];
  const isNamed =
    licensed.test(project.said?.data ?? '') ||
    files.some(({ path, text }) => /\.md$|(?:^|\/)LICEN[CS]E[^/]*$/iu.test(path) && licensed.test(text ?? ''));
  return isNamed
    ? []
    : [
        {
          what: t('{0} has no license named anywhere.', data.path),
          where: { kind: 'story', project: project.ref, path: 'career/story.yaml' },
          why: t('An employer may not open what nobody may pass on.'),
          fix: t('Name source and license in `data` of your story, or in a README.md beside the data.'),
        },
      ];
}
