/** A portfolio of the sample step, as its model would be made from evidence. */
import { createHash } from 'node:crypto';
import type { Portfolio, PortfolioProject } from '../../src/core/portfolio/portfolio';
import type { RepositoryParts } from '../../src/core/portfolio/repository';
import { emptyStory } from '../../src/core/portfolio/story';
import { sampleStep } from './sample-curriculum';

const figure = { name: 'moons_accuracy', title: 'Accuracy on two moons', unit: '', value: 0.99, tolerance: 0.01 };

export const sampleProject: PortfolioProject = {
  ref: sampleStep.ref,
  folder: 'backpropagation',
  step: { ...sampleStep, files: { learner: ['src/**', 'README.md', 'tests/**'], author: ['checks/**'] } },
  record: {
    at: '2027-03-01T10:00:00.000Z',
    run: 'run-1',
    checks: ['add-value', 'moons'],
    figures: [figure],
    comparisons: [
      {
        title: 'Accuracy on two moons',
        figure,
        baseline: { ...figure, name: 'baseline', value: 0.88, label: 'logistic regression' },
        gate: 0.95,
        direction: 'at_least',
      },
    ],
    versions: { python: '3.12.4', numpy: '2.4.6', torch: '2.13.0+cpu', pytest: '9.2.0' },
    learnerFiles: { 'src/engine/engine.py': 'a'.repeat(64) },
    freshness: 'current',
  },
  skills: ['Automatic differentiation'],
  said: undefined,
};

export const samplePortfolio = (more: Partial<Portfolio> = {}): Portfolio => ({
  story: emptyStory,
  from: 'Classical ML',
  to: 'Deep learning',
  carried: ['Model comparison'],
  gained: [],
  projects: [sampleProject],
  milestones: [],
  claims: [],
  leftOut: [],
  ...more,
});

export const sampleParts: RepositoryParts = {
  hasher: { sha256: (content) => createHash('sha256').update(content).digest('hex') },
  python: new Map([
    ['reproduce.py', 'print("entry")\n'],
    ['run_checks.py', 'print("checks")\n'],
    ['fork_checks.py', 'print("ours alone")\n'],
    ['bridgecraft_pytest/checks.ini', '[pytest]\n'],
    ['bridgecraft_reproduce/run.py', 'print("run")\n'],
  ]),
  constraints: ['numpy==2.4.5', 'scikit-learn==1.9.1', 'iniconfig==2.3.1'],
  preview: new Uint8Array([0x89, 0x50]),
  license: 'MIT License\n\nCopyright (c) 2026 The Bridgecraft authors\n\nPermission\n',
};
