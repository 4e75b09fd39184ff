/** One advertisement against what somebody can: what it asks for, in which words, and what is missing. */
import { gapToPosting, levelsOfPosting } from '../../core/planner/demand';
import { gapBetween, type Levels, profileOf, type SkillGap } from '../../core/planner/gap';
import { isLink } from '../../core/planner/kept-posting';
import { difficultyOf } from '../../core/planner/matrix';
import { stepsFor } from '../../core/planner/plan';
import type { Caution, Posting, PostingSkill } from '../../core/planner/posting';
import { longestDraft } from '../../protocol/planner/intents';
import type { PostingsView, SkillTableView } from '../../protocol/planner/postings';
import { formatDate, type Translate } from '../guide/wording';
import { capOf, type PlannerInput } from './planner-snapshot';
import { effortSentence } from './planner-words';

interface Looked {
  readonly file?: string;
  readonly title: string;
  readonly date: string;
  readonly link?: string;
  readonly place?: string;
  readonly posting: Posting;
}

/** More are rather noise than news. */
const mostUnknown = 40;
const mostSteps = 3;

export function readingView(
  t: Translate,
  input: PlannerInput,
  { file, title, date, link, place, posting }: Looked,
  have: Levels,
): NonNullable<PostingsView['reading']> {
  const { table, choices, today, locale } = input;
  const gap = gapToPosting(table, have, posting);
  const asked = posting.required.length + posting.nice.length;
  const missing = new Map(gap.skills.map((each) => [each.skill, each]));
  const largest = gap.skills[0]?.hours ?? 1;
  const row = ({ skill, words }: PostingSkill) =>
    skillRow(t, input, { skill, said: words.join(', '), have, gap: missing.get(skill), largest });
  return {
    heading: title.trim() === '' ? t('What it asks for') : title.trim(),
    ...(file === undefined ? {} : { file }),
    ...(link !== undefined && isLink(link) ? { link } : {}),
    facts: [
      ...(asked === 0
        ? []
        : [
            gap.hours === 0
              ? t('you have all that it asks for')
              : effortSentence(t, { hours: gap.hours, difficulty: difficultyOf(gap.hours) }, choices.hours),
            t('{0} of {1} skills are yours already', gap.carried.length, asked),
          ]),
      formatDate(date === '' ? today : date, today, locale),
      ...(place === undefined || place.trim() === '' ? [] : [place.trim()]),
    ],
    cautions: posting.cautions.map((caution) => cautionSentence(t, caution, locale)),
    ...(asked === 0
      ? {}
      : {
          skills: {
            label: t('Skills that it asks for'),
            columns: [t('Skill'), t('Words that say so'), t('Level'), t('Hours'), t('Steps that close it')],
            groups: [
              { heading: t('Required ({0})', posting.required.length), rows: posting.required.map(row) },
              { heading: t('Nice to have ({0})', posting.nice.length), rows: posting.nice.map(row) },
            ].filter(({ rows }) => rows.length > 0),
          },
        }),
    ...(posting.unknown.length === 0
      ? {}
      : {
          unknown: {
            heading: t('No word for'),
            explanation: t('Names in what it asks for that the skill table does not have; they do not count.'),
            names: posting.unknown.slice(0, mostUnknown),
          },
        }),
    ...(gap.hours === 0 ? {} : { plan: planView(t, input, posting, gap.skills, have) }),
  };
}

/** Missing skills that one's own pivot raises as far as the advertisement asks. */
function planView(
  t: Translate,
  { table, choices }: PlannerInput,
  posting: Posting,
  missing: readonly SkillGap[],
  have: Levels,
): { readonly text: string; readonly label: string } {
  const wanted = levelsOfPosting(posting);
  const pivot = gapBetween(table, have, profileOf(table, choices.to), capOf(choices));
  const reached = new Map(pivot.skills.map(({ skill, to }) => [skill, to]));
  const closed = missing.filter(({ skill }) => (reached.get(skill) ?? 0) >= (wanted.get(skill) ?? 0));
  return {
    text: t(
      'Your plan to {0} closes {1} of the {2} missing skills.',
      table.specializations[choices.to],
      closed.length,
      missing.length,
    ),
    label: t('Open Roadmap'),
  };
}

interface RowOf {
  readonly skill: string;
  readonly said: string;
  readonly have: Levels;
  /** Undefined where nothing is missing. */
  readonly gap: SkillGap | undefined;
  /** Hours of the largest gap beside it. */
  readonly largest: number;
}

export function skillRow(
  t: Translate,
  { table, index, choices }: PlannerInput,
  { skill, said, have, gap, largest }: RowOf,
): SkillTableView['groups'][number]['rows'][number] {
  const name = (id: string): string => table.skills.find((each) => each.id === id)?.name ?? id;
  const level = have.get(skill) ?? 0;
  const steps = gap ? stepsFor(index.curricula, skill, level, choices.to) : [];
  return {
    id: skill,
    label: name(skill),
    said,
    levels: gap ? t('{0} → {1}', level, gap.to) : t('{0}, enough', level),
    hours: gap ? t('{0} h', Math.round(gap.hours)) : '',
    share: gap ? gap.hours / largest : 0,
    near: gap?.near ? t('{0} h less: you know {1}', Math.round(gap.near.saved), name(gap.near.skill)) : '',
    steps: steps.slice(0, mostSteps).map((step) => ({ ref: step.ref, title: step.title })),
    stepsText:
      gap === undefined
        ? ''
        : steps.length === 0
          ? t('practice outside Bridgecraft')
          : steps.length > mostSteps
            ? t('and {0} more', steps.length - mostSteps)
            : '',
  };
}

function cautionSentence(t: Translate, caution: Caution, locale: string): string {
  switch (caution) {
    case 'cut':
      return t(
        'It is longer than an advertisement: only the first {0} characters were read.',
        longestDraft.toLocaleString(locale),
      );
    case 'not-english':
      return t(
        'It does not read like English. The words of skills are English, so most of them are not found: read a translation instead.',
      );
    case 'nothing-found':
      return t(
        'It names no skill that the table knows. Look whether the part that says what is asked for was pasted too.',
      );
  }
}
