/** What a README has to answer before somebody reads code: in the project's own README or in the story. */
import type { Translate } from '../ports';
import type { Finding, ReviewProject } from './review-model';

type Said = 'problem' | 'data' | 'result' | 'limits';

interface Section {
  readonly heading: RegExp;
  /** The field of the story that answers it too. */
  readonly said?: Said;
  readonly what: string;
  readonly why: string;
}

const sectionsOf = (t: Translate): readonly Section[] => [
  {
    heading: /\b(?:questions?|problems?|why|motivation|task|goal)\b/iu,
    said: 'problem',
    what: t('The README does not say which problem this solves.'),
    why: t('A reader decides in the first lines whether this is about something that they have too.'),
  },
  {
    heading: /\b(?:data|dataset|corpus)\b/iu,
    said: 'data',
    what: t('The README does not say where the data is from.'),
    why: t('A number means nothing without what it was measured on, and what may be done with that.'),
  },
  {
    heading: /\b(?:results?|findings?|evaluation|outcome)\b/iu,
    said: 'result',
    what: t('The README does not say what the numbers mean.'),
    why: t('The figures come from evidence; what somebody should decide from them is yours to say.'),
  },
  {
    heading: /\b(?:run|usage|use|install|quick ?start|set-?up|reproduce)\b/iu,
    what: t('The README does not say how to run it.'),
    why: t('Who cannot run it in two minutes believes nothing of it.'),
  },
  {
    heading: /\b(?:limits?|limitations?|caveats?|when not)\b/iu,
    said: 'limits',
    what: t('The README names no limits.'),
    why: t('Whoever knows what their work cannot do is believed in the rest.'),
  },
];

/** Fewer are a heading that waits for its text. */
const fewestWords = 5;

export function readmeFindings(t: Translate, { project, files }: ReviewProject): readonly Finding[] {
  const readme = files.find(({ path }) => path === 'README.md');
  const parts = sections(readme?.text ?? '');
  return sectionsOf(t).flatMap(({ heading, said, what, why }): readonly Finding[] => {
    const isInReadme = parts.some((part) => heading.test(part.title) && part.words >= fewestWords);
    const isSaid = said !== undefined && wordsIn(project.said?.[said] ?? '') >= fewestWords;
    if (isInReadme || isSaid) return [];
    return [
      {
        what,
        why,
        where:
          said === undefined
            ? { kind: 'project', project: project.ref, path: 'README.md' }
            : { kind: 'story', project: project.ref, path: 'career/story.yaml' },
        fix:
          said === undefined
            ? t('Add a section with the commands, from a fresh clone on.')
            : t('Write `{0}` for this project in your story; the exported README has it then.', said),
      },
    ];
  });
}

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0;

/** What stands under each heading, code included; text before the first heading belongs to none. */
function sections(markdown: string): readonly { readonly title: string; readonly words: number }[] {
  const found: { title: string; words: number }[] = [];
  let fence = '';
  for (const line of markdown.split(/\r?\n/u)) {
    const mark = /^ {0,3}(?<mark>```|~~~)/u.exec(line)?.groups?.mark ?? '';
    if (mark !== '' && (fence === '' || fence === mark)) fence = fence === '' ? mark : '';
    const title = fence === '' ? /^#{1,6}\s+(?<title>\S.*)$/u.exec(line)?.groups?.title : undefined;
    const last = found.at(-1);
    if (title !== undefined) found.push({ title, words: 0 });
    else if (last && !line.includes('TODO')) last.words += wordsIn(line);
  }
  return found;
}
