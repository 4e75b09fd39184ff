/** Pictures for who sees them and for who does not: alternative texts, and axes that say quantity and unit. */
import type { Translate } from '../ports';
import { matchesPattern } from '../curriculum/paths';
import { picturesIn } from './pictures';
import type { Finding, ReviewProject } from './review-model';

export function pictureFindings(t: Translate, { project, files }: ReviewProject): readonly Finding[] {
  const at = (path: string, line: number) => ({ kind: 'project', project: project.ref, path, line }) as const;
  const readme = files.find(({ path }) => path === 'README.md')?.text ?? '';
  // `files` are the learner's; a picture of the author's is never gone.
  const { author } = project.step.files;
  const missing = picturesIn(readme).filter(
    ({ path }) =>
      files.every((file) => file.path !== path) && author.every((pattern) => !matchesPattern(path, pattern)),
  );
  const gone = missing.map(({ path }): Finding => {
    const line = readme.split('\n').findIndex((each) => each.includes(path));
    return {
      what: t('README.md shows {0}, which is not there.', path),
      where: at('README.md', line + 1),
      why: t('A reader sees a broken picture in the first file that they open.'),
      fix: t('Draw it again (`explore.py` or `run.py` of many steps does), or take it out of the README.'),
    };
  });
  const marked = files.flatMap(({ path, text, isStarter }): readonly Finding[] => {
    if (text === undefined) return [];
    if (path.endsWith('.md')) {
      return text.split('\n').flatMap((line, place) =>
        /!\[\s*\]\(|<img\b(?![^>]*\balt\s*=\s*["'][^"']+)/iu.test(line)
          ? [
              {
                what: t('{0}: a picture has no alternative text.', path),
                where: at(path, place + 1),
                why: t('Who does not see it reads nothing there, and so does whoever’s connection drops it.'),
                fix: t('Say in the brackets what the picture shows: ![what one sees](…).'),
              },
            ]
          : [],
      );
    }
    if (!path.endsWith('.py') || isStarter || /^checks\//u.test(path)) return [];
    const drawn = text.split('\n').findIndex((line) => /\.savefig\(/u.test(line));
    const hasLabels =
      /\bset_xlabel\(|\bxlabel\s*\(|\bxlabel\s*=/u.test(text) &&
      /\bset_ylabel\(|\bylabel\s*\(|\bylabel\s*=/u.test(text);
    const isPicture = /\.(?:imshow|pie)\(|axis\(\s*["']off/u.test(text);
    if (drawn < 0 || hasLabels || isPicture) return [];
    return [
      {
        what: t('{0} saves a figure whose axes have no labels.', path),
        where: at(path, drawn + 1),
        why: t('A curve without quantity and unit can mean anything.'),
        fix: t('Label both axes with the quantity and its unit, such as “Latency (ms)”.'),
      },
    ];
  });
  return [...gone, ...marked];
}
