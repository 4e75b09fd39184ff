/** Portfolios of a made-up person over the curricula that ship: records from runs as the log has them, and a full story. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileContent } from '../../src/core/curriculum/compile-content';
import type { CurriculumIndex, Step, StepRef } from '../../src/core/curriculum/model';
import type { SkillsFile } from '../../src/core/curriculum/schema';
import { allSteps } from '../../src/core/curriculum/steps';
import { profileOf } from '../../src/core/planner/gap';
import { picturesIn, type ProjectPicture } from '../../src/core/portfolio/pictures';
import { type Portfolio, portfolioOf } from '../../src/core/portfolio/portfolio';
import { type ProjectNow, recordOf } from '../../src/core/portfolio/record';
import { emptyStory, readStory } from '../../src/core/portfolio/story';
import type { Story } from '../../src/core/portfolio/story-schema';
import type { MilestoneState } from '../../src/core/progress/state';
import type { StepRun } from '../../src/core/progress/verified';
import { readContent } from '../../src/platform/node/content-reader';
import { nodeHasher } from '../../src/platform/node/node-hasher';
import { progressState } from './sample-curriculum';

const repository = join(__dirname, '..', '..');
export const portfolioFixtures = join(repository, 'test', 'fixtures', 'portfolio');

export const backpropagation: StepRef = 'ml-to-deep-learning/backpropagation';
export const imageCaptioning: StepRef = 'cv-to-nlp/image-captioning';

interface Content {
  readonly index: CurriculumIndex;
  readonly skills: SkillsFile;
  readonly sampleStory: Story;
}

async function compiled(): Promise<Content> {
  const { index, skills, problems } = compileContent(await readContent(join(repository, 'curricula')), nodeHasher);
  if (!skills || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  const story = readStory('story.yaml', readFileSync(join(portfolioFixtures, 'story.yaml'), 'utf8'), index);
  if (!story.ok) throw new Error(story.reason.map(({ message }) => message).join('\n'));
  return { index, skills, sampleStory: story.value };
}
let content: Promise<Content> | undefined;

interface Passed {
  readonly time: string;
  /** Check → what it reported. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly learnerFiles: readonly string[];
  readonly versions: Readonly<Record<string, string>>;
}

/** Figures of real runs; the checks that report them are those of step.yaml. */
const passed: Readonly<Record<StepRef, Passed>> = {
  [backpropagation]: {
    time: '2026-10-18T15:12:40.000Z',
    figures: {
      moons: { moons_mlp: 0.996, moons_logistic: 0.896, moons_cubic_logistic: 0.997, moons_rbf_svm: 0.998 },
      digits: { digits_mlp: 0.977778, digits_logistic: 0.977778, digits_rbf_svm: 0.990741, digits_first_loss: 2.46532 },
      memorize: { memorized_loss: 0.0039656 },
      'network-differences': { gradient_error: 2.98353e-10 },
    },
    learnerFiles: [
      'README.md',
      'src/deepbridge/diagnosis.py',
      'src/deepbridge/engine.py',
      'src/deepbridge/library.py',
      'src/deepbridge/mlp.py',
      'tests/test_engine.py',
    ],
    versions: {
      python: '3.11.7',
      numpy: '2.4.6',
      'scikit-learn': '1.9.1',
      matplotlib: '3.11.2',
      hypothesis: '6.170.15',
    },
  },
  [imageCaptioning]: {
    time: '2026-11-15T18:47:05.000Z',
    figures: {
      'fresh-scenes': { fresh_exact_match: 0.966667, neighbor_exact_match: 0.74, template_exact_match: 1 },
      combinations: { combination_exact_match: 0.985, neighbor_combination_exact_match: 0 },
      'report-figures': {
        binding_exact_match: 0.25,
        binding_token_accuracy: 0.919518,
        template_binding_exact_match: 1,
      },
      'blank-pictures': { blank_exact_match: 0.0166667 },
      memorize: { memorize_loss: 0.00239077 },
    },
    learnerFiles: ['README.md', 'report.md', 'src/pixtext/caption.py', 'src/pixtext/diagnosis.py'],
    versions: { python: '3.11.7', torch: '2.13.0+cpu', numpy: '2.4.6', 'scikit-learn': '1.9.1', matplotlib: '3.11.2' },
  },
};

function runOf(step: Step, { time, figures, learnerFiles, versions }: Passed): StepRun {
  const results = step.checks
    .filter(({ needs }) => needs === undefined)
    .map(({ id }) => ({ id, verdict: 'passed' as const, message: '', seconds: 0.1, properties: figures[id] ?? {} }));
  const hashes = (paths: readonly string[]) =>
    Object.fromEntries(paths.map((path) => [path, nodeHasher.sha256(`${step.ref} ${path}`)]));
  return {
    at: 0,
    results,
    event: {
      kind: 'checks-ran',
      id: nodeHasher.sha256(step.ref),
      seq: 1,
      time,
      schema: 1,
      step: step.ref,
      run: `run of ${step.id}`,
      contentVersion: step.contentVersion,
      results,
      learnerFiles: hashes(learnerFiles),
      checkFiles: hashes(['checks/test_engine.py']),
      versions: { ...versions },
      interpreter: 'python3',
    },
  };
}

export interface PortfolioChanges {
  readonly story?: Story;
  /** Step → what its folder holds now; without: what the run saw. */
  readonly now?: Readonly<Record<StepRef, ProjectNow>>;
  readonly reproduced?: Readonly<Record<StepRef, string>>;
  readonly projects?: readonly StepRef[];
}

export async function samplePortfolio(changes: PortfolioChanges = {}): Promise<Portfolio> {
  content ??= compiled();
  const { index, skills, sampleStory } = await content;
  const wanted = changes.projects ?? [backpropagation, imageCaptioning];
  const records = allSteps(index).flatMap((step) => {
    const found = passed[step.ref];
    if (!found || !wanted.includes(step.ref)) return [];
    const run = runOf(step, found);
    const now = changes.now?.[step.ref] ?? { learnerFiles: run.event.learnerFiles, checkFiles: run.event.checkFiles };
    return [[step.ref, recordOf(step, [run], now)] as const];
  });
  const milestones: readonly MilestoneState[] = [
    {
      ref: 'ml-to-deep-learning/autodiff-from-scratch',
      kind: 'verified',
      evidence: {
        checks: ['moons'],
        at: '2026-10-18T15:12:40.000Z',
        run: 'run of backpropagation',
        interpreter: 'python3',
        figures: {},
        versions: {},
        learnerFiles: {},
        checkFiles: {},
      },
    },
    { ref: 'ml-to-deep-learning/autodiff-real', kind: 'unverified', at: '2026-10-25T09:00:00.000Z', note: '' },
    {
      ref: 'cv-to-nlp/captioner-on-photographs',
      kind: 'attested',
      at: '2026-11-20T20:05:00.000Z',
      note: '120 photographs',
      files: [],
    },
  ];
  const { reproduced = { [imageCaptioning]: '2026-11-22' } } = changes;
  return portfolioOf({
    index,
    table: skills,
    progress: progressState({
      milestones: new Map(wanted.length === 0 ? [] : milestones.map((state) => [state.ref, state])),
    }),
    story: changes.story ?? sampleStory,
    have: new Map([...profileOf(skills, 'computer-vision'), ['d.autodiff', 1], ['v.vlm', 1], ['m.calc', 1]]),
    from: 'computer-vision',
    to: 'nlp',
    records: new Map(records),
    reproduced: new Map(
      (Object.entries(reproduced) as [StepRef, string][]).map(([ref, on]) => [
        ref,
        { on, recorded: passed[ref]?.time ?? '' },
      ]),
    ),
  });
}

/** Nothing said and nothing passed. */
export const emptyPortfolio = (): Promise<Portfolio> => samplePortfolio({ story: emptyStory, projects: [] });

/** The pictures that the projects' READMEs show. */
export const samplePictures = (): readonly ProjectPicture[] => {
  const readme = readFileSync(
    join(repository, 'curricula', 'ml-to-deep-learning', 'backpropagation', 'project', 'README.md'),
    'utf8',
  );
  const bytes = (name: string) => readFileSync(join(portfolioFixtures, name));
  return [
    ...picturesIn(readme).map((picture) => ({ ...picture, ref: backpropagation, content: bytes('boundaries.svg') })),
    {
      ref: imageCaptioning,
      path: 'evidence/gallery.png',
      alt: 'Twelve scenes of two splits, each with its caption and where the model looked before the shape word',
      content: bytes('gallery.png'),
    },
  ];
};

/** Drawn by `npx tsx scripts/portfolio-preview.ts`. */
export const previewBytes = (): Uint8Array => readFileSync(join(repository, 'media', 'portfolio-preview.png'));
