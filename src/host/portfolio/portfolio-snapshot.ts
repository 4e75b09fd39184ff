/** Builds what the portfolio page shows. Pure, tested in plain Node. */
import { formatProblem, type Problem } from '../../core/curriculum/problem';
import { changedProjects } from '../../core/portfolio/freshness';
import { comparedText, questionsOf } from '../../core/portfolio/interview';
import type { Portfolio, PortfolioProject } from '../../core/portfolio/portfolio';
import { figureRange } from '../../core/portfolio/results';
import type { ReviewGroup } from '../../core/portfolio/review-model';
import { inSentence } from '../../core/portfolio/way';
import type { PortfolioSnapshot, ProjectView } from '../../protocol/portfolio';
import type { Place } from '../adapters/workspace';
import { formatDate, type Translate } from '../guide/wording';
import { action, freshnessLabel, reasonText } from './portfolio-words';
import { reviewView } from './review-view';

export interface PortfolioView {
  readonly portfolio: Portfolio;
  readonly place: Place;
  readonly hasHome: boolean;
  readonly story: { readonly exists: boolean; readonly problems: readonly Problem[] };
  /** By the learner's own choice. */
  readonly notTaken: readonly { readonly ref: string; readonly title: string }[];
  readonly unreadable: number;
  readonly newer: number;
  readonly review: readonly ReviewGroup[] | undefined;
  readonly exported: { readonly target: string; readonly at: string } | undefined;
  readonly today: string;
  readonly locale: string;
}

export function portfolioSnapshot(t: Translate, view: PortfolioView): PortfolioSnapshot {
  const { portfolio } = view;
  const shown = portfolio.projects;
  const canWrite = view.place === 'open' && view.hasHome;
  const mayExport = canWrite && shown.length > 0;
  const exportAction = action(view.exported ? t('Export Again…') : t('Export…'), { kind: 'export' }, { icon: 'link' });
  return {
    title: t('Portfolio'),
    lead: t(
      'From {0} to {1}: every number comes from a run of the checks, and anybody can repeat it.',
      inSentence(portfolio.from),
      inSentence(portfolio.to),
    ),
    notices: noticesOf(t, view),
    actions: mayExport ? [{ ...exportAction, emphasis: 'primary' }] : [],
    story: storyView(t, view, canWrite),
    projects: projectsView(t, view, shown, canWrite),
    leftOut: {
      heading: t('Left Out'),
      text: t('What is not in the portfolio, and why.'),
      items: leftOutItems(t, view, canWrite),
    },
    review: reviewView(t, view.review, canWrite && shown.length > 0),
    exported: {
      heading: t('Publish'),
      text: view.exported
        ? t('Exported on {0} to {1}.', formatDate(view.exported.at, view.today, view.locale), view.exported.target)
        : t(
            'Exporting writes a folder of its own beside your home folder. You publish it from a new window, with Git of VS Code.',
          ),
      actions: view.exported
        ? [
            action(t('Open in New Window'), { kind: 'open-exported' }),
            action(t('Open Site'), { kind: 'open-site' }, { icon: 'link' }),
          ]
        : [],
    },
  };
}

function noticesOf(t: Translate, { place, hasHome }: PortfolioView): readonly string[] {
  if (place === 'restricted') {
    return [
      t('This folder is in Restricted Mode: the portfolio can be read; nothing is run or written until you trust it.'),
    ];
  }
  if (place === 'virtual')
    return [t('This is a virtual workspace: the portfolio can be read; nothing is run or written.')];
  return hasHome ? [] : [t('Your story is kept in your folder. Start a step first, and Bridgecraft knows which one.')];
}

function storyView(t: Translate, view: PortfolioView, canWrite: boolean): PortfolioSnapshot['story'] {
  const { exists, problems } = view.story;
  const { story } = view.portfolio;
  const said = [story.why, story.carried, story.next].filter((each) => each !== undefined).length;
  const open = action(exists ? t('Edit Your Story') : t('Write Your Story…'), { kind: 'edit-story' }, { icon: 'code' });
  return {
    heading: t('Your Story'),
    text:
      problems.length > 0
        ? t('Your story has mistakes; nothing of it is used until they are mended.')
        : exists
          ? t('In career/story.yaml. What you leave unsaid is left out; numbers come from evidence.')
          : t(
              'Nothing is told yet: why you go from here to there, what you bring along, and what each project is for.',
            ),
    facts:
      exists && problems.length === 0
        ? [
            t('{0} of 3 parts about you', said),
            story.claims.length === 1 ? t('1 claim') : t('{0} claims', story.claims.length),
          ]
        : [],
    actions: canWrite ? [open] : [],
    problems: problems.map((problem, index) => ({
      text: formatProblem(problem),
      action: action(t('Open There'), { kind: 'open-problem', index }, { emphasis: 'quiet' }),
    })),
  };
}

function projectsView(
  t: Translate,
  view: PortfolioView,
  shown: readonly PortfolioProject[],
  canWrite: boolean,
): PortfolioSnapshot['projects'] {
  const changed = changedProjects(shown);
  return {
    heading: t('Projects'),
    ...(shown.length === 0
      ? { empty: t('A step comes in when all of its checks passed on one set of files. None has yet.') }
      : {}),
    labels: { figure: t('Figure'), value: t('Value'), compared: t('Compared with') },
    actions:
      canWrite && changed.length > 1
        ? [action(t('Re-run the Checks of {0} Projects', changed.length), { kind: 'run-changed' }, { icon: 'refresh' })]
        : [],
    items: shown.map((project) => projectView(t, view, project, canWrite)),
  };
}

function projectView(t: Translate, view: PortfolioView, project: PortfolioProject, canWrite: boolean): ProjectView {
  const { ref, step, record, reproducedOn } = project;
  const { today, locale } = view;
  const questions = questionsOf(project);
  const answered = questions.filter(({ answer }) => answer !== undefined).length;
  const isCurrent = record.freshness === 'current';
  const recorded =
    reproducedOn === undefined
      ? t('recorded {0}', formatDate(record.at, today, locale))
      : t('reproduced {0}', formatDate(reproducedOn, today, locale));
  return {
    ref,
    title: step.title,
    state: isCurrent ? 'current' : 'stale',
    stateText: freshnessLabel(t, record.freshness),
    facts: [recorded, ...project.skills, t('{0} of {1} interview questions answered', answered, questions.length)],
    figures: record.figures.map((figure) => {
      const beside = record.comparisons.find(({ figure: { name } }) => name === figure.name);
      return { title: figure.title, value: figureRange(figure), compared: beside ? comparedText(t, beside) : '' };
    }),
    actions: [
      ...(canWrite
        ? [
            action(
              t('Re-run the Checks'),
              { kind: 'run-checks', step: ref },
              { icon: 'play', emphasis: isCurrent ? 'quiet' : 'secondary' },
            ),
          ]
        : []),
      action(t('Interview Sheet'), { kind: 'open-sheet', step: ref }, { icon: 'book', emphasis: 'quiet' }),
      action(t('Save Sheet…'), { kind: 'save-sheet', step: ref }, { emphasis: 'quiet' }),
      action(t('Open Folder'), { kind: 'open-folder', step: ref }, { emphasis: 'quiet' }),
      ...(canWrite
        ? [action(t('Leave Out'), { kind: 'leave-out', step: ref }, { icon: 'close', emphasis: 'quiet' })]
        : []),
    ],
  };
}

type LeftOutItem = PortfolioSnapshot['leftOut']['items'][number];

function leftOutItems(t: Translate, view: PortfolioView, canWrite: boolean): readonly LeftOutItem[] {
  const { portfolio, notTaken, unreadable, newer } = view;
  return [
    ...notTaken.map(({ ref, title }) => ({
      what: title,
      why: t('You left it out.'),
      ...(canWrite ? { action: action(t('Take In'), { kind: 'take-in', step: ref }, { emphasis: 'quiet' }) } : {}),
    })),
    ...portfolio.leftOut.map(({ what, why }) => ({ what, why: reasonText(t, why) })),
    ...(unreadable > 0
      ? [
          {
            what: unreadable === 1 ? t('1 line of the progress log') : t('{0} lines of the progress log', unreadable),
            why: t('It cannot be read, or it is not what its id says. It is set aside; nothing was deleted.'),
            action: action(t('Look at It'), { kind: 'open-unreadable' }, { emphasis: 'quiet' }),
          },
        ]
      : []),
    ...(newer > 0
      ? [
          {
            what: newer === 1 ? t('1 entry of the progress log') : t('{0} entries of the progress log', newer),
            why: t('It was written by a newer Bridgecraft. It is kept.'),
          },
        ]
      : []),
  ];
}
