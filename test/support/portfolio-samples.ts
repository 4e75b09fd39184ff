/** A passed project as the portfolio has it. */
import type { PortfolioProject } from '../../src/core/portfolio/portfolio';
import type { ReviewFile, ReviewProject } from '../../src/core/portfolio/review-model';
import { storySchema } from '../../src/core/portfolio/story-schema';
import { sampleStep } from './sample-curriculum';

const figure = { name: 'moons_accuracy', title: 'Accuracy on two moons', unit: '', value: 0.991, tolerance: 0.01 };

export const sheetProject = (answers: Readonly<Record<string, string>> = {}): PortfolioProject => {
  const { projects } = storySchema.parse({ projects: { [sampleStep.ref]: { answers } } });
  return {
    ref: sampleStep.ref,
    folder: sampleStep.id,
    step: sampleStep,
    skills: ['Automatic differentiation'],
    said: projects[sampleStep.ref],
    record: {
      at: '2027-03-01T10:00:00.000Z',
      run: 'run-1',
      checks: ['moons'],
      figures: [figure],
      comparisons: [
        {
          title: 'Accuracy on the two moons, test split',
          figure,
          baseline: { ...figure, name: 'baseline_accuracy', value: 0.88, label: 'Logistic regression' },
          gate: 0.95,
          direction: 'at_least',
        },
      ],
      versions: { numpy: '2.4.6' },
      learnerFiles: { 'src/engine/engine.py': 'a'.repeat(64) },
      freshness: 'current',
    },
  };
};

export const reviewFile = (path: string, text: string, more: Partial<ReviewFile> = {}): ReviewFile => ({
  path,
  text,
  bytes: text.length,
  isStarter: false,
  ...more,
});

const readme = `# Engine
## The problem
Teams retrain by hand and wait a day for it.
## Data
Two moons, made by a seed, nobody owns them.
## Results
The network tells moons apart that a line cannot.
## Run it
Install the requirements, then run python -m engine now.
## Limits
Nothing here has been tried on more rows.
`;

/** Nothing in it needs a remark. */
export const readyProject = (more: Partial<ReviewProject> = {}): ReviewProject => ({
  project: sheetProject(),
  files: [
    reviewFile('README.md', readme),
    reviewFile('src/engine/engine.py', 'def add(a: int, b: int) -> int:\n    """The sum."""\n    return a + b\n'),
    reviewFile('tests/test_own.py', 'def test_add() -> None:\n    assert add(1, 2) == 3\n'),
  ],
  lint: { kind: 'checked', value: [] },
  types: { kind: 'checked', value: [] },
  commits: {
    kind: 'checked',
    value: ['Add the engine', 'Sum gradients over stretched axes', 'Shuffle before each epoch'].map(
      (subject, index) => ({
        id: `abc${index}`,
        at: '2027-03-01',
        subject,
      }),
    ),
  },
  ...more,
});
