/** Reads what the portfolio is made of: the log's runs, today's files, the learner's story and where they come from. */
import * as vscode from 'vscode';
import type { CurriculumIndex, Step, StepRef } from '../../core/curriculum/model';
import type { Problem } from '../../core/curriculum/problem';
import type { SkillsFile } from '../../core/curriculum/schema';
import { allSteps } from '../../core/curriculum/steps';
import { claimedLevels } from '../../core/planner/assessment';
import type { Hasher } from '../../core/ports';
import { authorFilesOf } from '../../core/portfolio/freshness';
import { type Portfolio, portfolioOf } from '../../core/portfolio/portfolio';
import type { PortfolioExport, ReviewTools } from '../../core/portfolio/ports';
import { type ProjectNow, recordOf } from '../../core/portfolio/record';
import { type Reproduced, readReproduced } from '../../core/portfolio/reproduced';
import { emptyStory, readStory } from '../../core/portfolio/story';
import type { Story } from '../../core/portfolio/story-schema';
import type { FileHashes } from '../../core/progress/verified';
import { readText } from '../adapters/workspace';
import { readKeptAssessment } from '../planner/assessment-file';
import type { Progress, RecordedRuns } from '../progress/progress';
import type { ExportMemory } from './export-memory';

export const storyPath = ['career', 'story.yaml'] as const;

export interface PortfolioSources {
  readonly index: CurriculumIndex;
  readonly table: SkillsFile;
  readonly progress: Progress & RecordedRuns;
  readonly hasher: Hasher;
  readonly learnerFiles: (step: Step, project: string) => Promise<FileHashes>;
  readonly memory: ExportMemory;
  readonly exporter: () => Promise<PortfolioExport>;
  readonly tools: () => Promise<ReviewTools>;
  readonly log: (message: string) => void;
}

export interface StoryFile {
  readonly exists: boolean;
  readonly text: string;
  readonly problems: readonly Problem[];
  /** Empty while it has mistakes. */
  readonly value: Story;
}

export interface ReadPortfolio {
  readonly portfolio: Portfolio;
  readonly story: StoryFile;
  /** Passed, and left out by the learner. */
  readonly notTaken: readonly { readonly ref: StepRef; readonly title: string }[];
}

export async function readPortfolio(sources: PortfolioSources): Promise<ReadPortfolio> {
  const { index, table, progress, memory } = sources;
  const home = progress.homeFolder;
  const last = home && memory.of(home);
  const [story, kept, nowOf, reproduced] = await Promise.all([
    readStoryFile(home, index),
    readKeptAssessment(home, table),
    readProjects(sources),
    last ? reproducedIn(sources, last.target) : new Map<StepRef, Reproduced>(),
  ]);
  const runs = progress.runs;
  const records = new Map(
    allSteps(index).map(
      (step) => [step.ref, recordOf(step, runs.get(step.ref) ?? [], nowOf.get(step.ref) ?? {})] as const,
    ),
  );
  const curriculum =
    index.curricula.find(({ id }) => id === progress.state.pivot) ??
    index.curricula.find(({ id }) =>
      [...records].some(([ref, { kind }]) => kind === 'recorded' && ref.startsWith(`${id}/`)),
    ) ??
    index.curricula[0];
  const from = kept.assessment?.from ?? curriculum?.from ?? 'classical-ml';
  const to = kept.assessment?.to ?? curriculum?.to ?? 'deep-learning';
  const portfolio = portfolioOf({
    index,
    table,
    progress: progress.state,
    story: story.value,
    have: claimedLevels(table, kept.assessment ?? { from, levels: {} }),
    from,
    to,
    records,
    reproduced,
  });
  const notTaken = allSteps(index).filter(
    ({ ref }) => story.value.projects[ref]?.leave_out === true && records.get(ref)?.kind === 'recorded',
  );
  return { portfolio, story, notTaken };
}

async function readStoryFile(home: vscode.Uri | undefined, index: CurriculumIndex): Promise<StoryFile> {
  const text = home && (await readText(vscode.Uri.joinPath(home, ...storyPath)));
  if (text === undefined) return { exists: false, text: '', problems: [], value: emptyStory };
  // An empty file says nothing, as one without a line does.
  const result = readStory(storyPath.join('/'), text.trim() === '' ? '{}' : text, index);
  return result.ok
    ? { exists: true, text, problems: [], value: result.value }
    : { exists: true, text, problems: result.reason, value: emptyStory };
}

async function readProjects({ index, progress, learnerFiles, log }: PortfolioSources) {
  const runs = progress.runs;
  const read = async (step: Step): Promise<readonly (readonly [StepRef, ProjectNow])[]> => {
    const folder = progress.projects.get(step.ref);
    const own = runs.get(step.ref) ?? [];
    if (!folder || own.length === 0) return [];
    try {
      const checkFiles = authorFilesOf(step, own);
      const files = await learnerFiles(step, folder.fsPath);
      return [[step.ref, { learnerFiles: files, ...(checkFiles ? { checkFiles } : {}) }]];
    } catch (error) {
      log(`The files of ${step.ref} could not be read: ${String(error)}`);
      return [];
    }
  };
  return new Map((await Promise.all(allSteps(index).map(read))).flat());
}

async function reproducedIn(
  { exporter, hasher, log }: PortfolioSources,
  target: string,
): Promise<ReadonlyMap<StepRef, Reproduced>> {
  try {
    const { report, published } = await (await exporter()).rerun(target);
    return readReproduced(report, published, hasher);
  } catch (error) {
    log(`The report of the last re-run could not be read: ${String(error)}`);
    return new Map();
  }
}
