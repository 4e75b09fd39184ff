/** The portfolio page in the states that a learner meets. */
import { emptyStory } from '../../src/core/portfolio/story';
import type { Portfolio } from '../../src/core/portfolio/portfolio';
import type { Freshness } from '../../src/core/portfolio/record';
import { reviewOf } from '../../src/core/portfolio/review';
import { portfolioSnapshot, type PortfolioView } from '../../src/host/portfolio/portfolio-snapshot';
import type { PortfolioSnapshot } from '../../src/protocol/portfolio';
import { readyProject, reviewFile, sheetProject } from './portfolio-samples';
import { translate } from './translate';

export const samplePortfolio = (more: Partial<Portfolio> = {}): Portfolio => ({
  story: { ...emptyStory, why: 'I want to build that part.' },
  from: 'Classical ML',
  to: 'Deep learning',
  carried: [],
  gained: [],
  projects: [sheetProject({ '1': 'From the chain rule.' })],
  milestones: [],
  claims: [],
  leftOut: [],
  ...more,
});

export const portfolioView = (more: Partial<PortfolioView> = {}): PortfolioView => ({
  portfolio: samplePortfolio(),
  place: 'open',
  hasHome: true,
  story: { exists: true, problems: [] },
  notTaken: [],
  unreadable: 0,
  newer: 0,
  review: undefined,
  exported: undefined,
  today: '2027-04-01',
  locale: 'en-GB',
  ...more,
});

export const projectThatIs = (freshness: Freshness, ref?: `${string}/${string}`, title?: string) => {
  const project = sheetProject();
  return {
    ...project,
    ref: ref ?? project.ref,
    step: { ...project.step, title: title ?? project.step.title },
    record: { ...project.record, freshness },
  };
};

const review = () =>
  reviewOf({
    t: translate,
    findPrivate: (text) => (text.includes('sk-') ? [{ line: 1, what: 'an access key' }] : []),
    isExported: false,
    projects: [
      readyProject({
        files: [...readyProject().files, reviewFile('src/key.py', 'sk-'), reviewFile('notes.md', '![](a.png)')],
        types: { kind: 'not-checked', why: 'pyright is not in this project’s Python environment' },
      }),
    ],
  });

export const portfolioScenarios = (): Readonly<Record<string, PortfolioSnapshot>> => {
  const of = (more: Partial<PortfolioView>) => portfolioSnapshot(translate, portfolioView(more));
  return {
    nothing: of({
      portfolio: samplePortfolio({ projects: [], story: emptyStory }),
      story: { exists: false, problems: [] },
      hasHome: false,
    }),
    whole: of({
      portfolio: samplePortfolio({
        projects: [
          projectThatIs('current'),
          projectThatIs('files-changed', 'ml-to-deep-learning/optimizers', 'Optimizers'),
          projectThatIs('last-run-failed', 'ml-to-deep-learning/pytorch', 'PyTorch'),
        ],
        leftOut: [
          { what: 'Attention', why: 'its files are gone' },
          { what: 'Convolution', why: 'checks/test_convolution.py of that run is not the author’s file' },
          { what: 'I have led a review', why: 'no evidence is attached' },
        ],
      }),
      notTaken: [{ ref: 'ml-to-deep-learning/recurrence', title: 'Recurrence' }],
      unreadable: 2,
      newer: 1,
      review: review(),
      exported: { target: '/home/ada/learning-portfolio', at: '2027-03-20T10:00:00.000Z' },
    }),
    mistakes: of({
      story: {
        exists: true,
        problems: [
          { file: 'career/story.yaml', line: 7, column: 3, message: 'there is no step "ml-to-deep-learning/none"' },
        ],
      },
    }),
    restricted: of({ place: 'restricted' }),
  };
};
