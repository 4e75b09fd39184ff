/** The tab on job advertisements: one is read, some are kept, and all that are kept make a picture of demand. */
import { gapToPosting } from '../../core/planner/demand';
import type { IsoDate } from '../../core/planner/calendar-days';
import type { Levels } from '../../core/planner/gap';
import { withoutRepeats } from '../../core/planner/kept-posting';
import type { Posting } from '../../core/planner/posting';
import { longestDraft, type PostingDraft } from '../../protocol/planner/intents';
import type { PostingsView } from '../../protocol/planner/postings';
import { formatDate, type Translate } from '../guide/wording';
import { demandView } from './demand-view';
import type { PlannerInput } from './planner-snapshot';
import { monthsText } from './planner-words';
import { readingView } from './reading-view';

/** A kept advertisement, read. */
export interface ReadPosting {
  readonly file: string;
  readonly title: string;
  readonly date: IsoDate;
  readonly link?: string;
  readonly place?: string;
  /** Equal for equal texts. */
  readonly key: string;
  readonly posting: Posting;
}

export interface PostingsInput {
  /** The latest name first. */
  readonly kept: readonly ReadPosting[];
  readonly problems: readonly string[];
  /** What was read last, unless a kept one is looked at. */
  readonly draft?: PostingDraft & { readonly posting: Posting };
  readonly lookedFile?: string;
  readonly formProblem?: string;
  readonly keptCount: number;
}

export function postingsView(t: Translate, input: PlannerInput, postings: PostingsInput, have: Levels): PostingsView {
  const { kept, draft, lookedFile } = postings;
  const looked = kept.find(({ file }) => file === lookedFile) ?? (lookedFile === undefined ? draft : undefined);
  const distinct = withoutRepeats(kept);
  return {
    heading: t('Postings'),
    form: formView(t, input, postings),
    ...(looked ? { reading: readingView(t, input, looked, have) } : {}),
    kept: keptView(t, input, postings, have),
    ...(distinct.length > 0 ? { demand: demandView(t, input, distinct, have) } : {}),
  };
}

function formView(t: Translate, input: PlannerInput, { formProblem, keptCount }: PostingsInput): PostingsView['form'] {
  const whyNot =
    input.place === 'open'
      ? undefined
      : input.place === 'no-home'
        ? t('Reading works; keeping needs your folder. Start a step first, and Bridgecraft knows which one it is.')
        : t('Reading works; nothing can be kept in this window. Open a folder on your disk and trust it, and it can.');
  return {
    heading: t('Read a job advertisement'),
    explanation: t(
      'Paste one, in English: the skills that it asks for are found by their published words, and compared with yours. It is read as text; nothing of a page is run or shown.',
    ),
    text: t('Advertisement'),
    title: t('Title'),
    date: t('Published'),
    link: t('Link'),
    place: t('Place'),
    optional: t('optional'),
    today: input.today,
    read: t('Read'),
    ...(whyNot === undefined ? { keep: t('Keep') } : { whyNot }),
    cut: t(
      'What you pasted is longer than an advertisement: only the first {0} characters are here. Paste the advertisement alone.',
      longestDraft.toLocaleString(input.locale),
    ),
    ...(formProblem === undefined ? {} : { problem: formProblem }),
    keptCount,
  };
}

function keptView(t: Translate, input: PlannerInput, postings: PostingsInput, have: Levels): PostingsView['kept'] {
  const { kept, problems, lookedFile } = postings;
  const counted = new Set(withoutRepeats(kept));
  return {
    heading: t('Kept postings'),
    explanation:
      kept.length === 0
        ? t(
            'None yet. Each that you keep is a text file in career/postings; with 20 or more, they show what is wanted.',
          )
        : t('Text files in career/postings. Edit them by hand as you like.'),
    columns: [t('Title'), t('Published'), t('Asks for'), t('Your gap'), t('File')],
    items: kept.map((each) => {
      const { hours } = gapToPosting(input.table, have, each.posting);
      const same = kept.find((other) => other.key === each.key && counted.has(other));
      return {
        file: each.file,
        title: each.title,
        date: formatDate(each.date, input.today, input.locale),
        asks: t('{0} required, {1} nice', each.posting.required.length, each.posting.nice.length),
        gap: t('{0} h, {1} months', Math.round(hours), monthsText(hours, input.choices.hours)),
        repeats: counted.has(each) ? '' : t('the same text as {0}; counted once', same?.file ?? ''),
        isChosen: each.file === lookedFile,
      };
    }),
    edit: t('Edit'),
    delete: t('Delete…'),
    mistakes: t('These files in career/postings do not count until they are mended:'),
    problems,
  };
}
