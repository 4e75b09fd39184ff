/** One story from evidence: where from, where to, what carried over, which projects bridged it, what each shows. */
import type { CurriculumIndex, Step, StepRef } from '../curriculum/model';
import type { SkillsFile } from '../curriculum/schema';
import { allSteps } from '../curriculum/steps';
import { gapBetween, type Levels, profileOf, type Specialization } from '../planner/gap';
import type { MilestoneState, ProgressState } from '../progress/state';
import type { Freshness, ProjectRecord, RecordResult } from './record';
import type { Reproduced } from './reproduced';
import type { ProjectStory, Story } from './story-schema';

export interface PortfolioSkill {
  readonly id: string;
  readonly name: string;
  /** The level that passed steps prove. */
  readonly level: number;
  /** The level in words: "can apply alone". */
  readonly means: string;
  readonly steps: readonly StepRef[];
}

export interface PortfolioProject {
  readonly ref: StepRef;
  /** The folder in the repository: `backpropagation`. */
  readonly folder: string;
  readonly step: Step;
  readonly record: ProjectRecord;
  readonly skills: readonly string[];
  readonly said: ProjectStory | undefined;
  /** A day, as `2027-03-04`; undefined: the figures are recorded only. */
  readonly reproducedOn?: string;
}

export interface PortfolioMilestone {
  readonly title: string;
  readonly kind: Exclude<MilestoneState['kind'], 'open'>;
  readonly at: string;
}

export interface PortfolioClaim {
  readonly claim: string;
  /** Titles of the project or milestone that shows it. */
  readonly evidence?: string;
}

export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

export interface Portfolio {
  readonly story: Story;
  readonly from: string;
  readonly to: string;
  /** What the target asks for and where one comes from gave already: what it asks most of first. */
  readonly carried: readonly string[];
  readonly gained: readonly PortfolioSkill[];
  readonly projects: readonly PortfolioProject[];
  readonly milestones: readonly PortfolioMilestone[];
  readonly claims: readonly PortfolioClaim[];
  readonly leftOut: readonly LeftOut[];
}

export interface PortfolioInput {
  readonly index: CurriculumIndex;
  readonly table: SkillsFile;
  readonly progress: ProgressState;
  readonly story: Story;
  /** Claimed levels, before passed steps; those of where the pivot begins without an assessment. */
  readonly have: Levels;
  readonly from: Specialization;
  readonly to: Specialization;
  readonly records: ReadonlyMap<StepRef, RecordResult>;
  /** The last re-run that reproduced every figure of a step. */
  readonly reproduced: ReadonlyMap<StepRef, Reproduced>;
}

export function portfolioOf(input: PortfolioInput): Portfolio {
  const { index, table, story, have, from, to, records } = input;
  const names = new Map(table.skills.map(({ id, name }) => [id, name]));
  const leftOut: LeftOut[] = [];
  const projects = allSteps(index).flatMap((step): readonly PortfolioProject[] => {
    const found = records.get(step.ref);
    const said = story.projects[step.ref];
    if (!found || found.kind === 'not-passed') return [];
    if (said?.leave_out === true) return [];
    if (found.kind === 'contradiction') {
      leftOut.push({ what: step.title, why: found.why });
      return [];
    }
    if (found.record.freshness === 'deleted') {
      leftOut.push({ what: step.title, why: 'its files are gone' });
      return [];
    }
    const again = input.reproduced.get(step.ref);
    return [
      {
        ref: step.ref,
        folder: step.id,
        step,
        record: found.record,
        skills: Object.keys(step.skills).map((id) => names.get(id) ?? id),
        said,
        // Of these figures, not of those of an earlier record.
        ...(again?.recorded === found.record.at ? { reproducedOn: again.on } : {}),
      },
    ];
  });
  const milestones = milestonesOf(input);
  return {
    story,
    from: table.specializations[from],
    to: table.specializations[to],
    carried: carriedOver(input).map((id) => names.get(id) ?? id),
    gained: gainedBy(projects, have, table),
    projects: withOwnFolders(projects),
    milestones,
    claims: claimsOf(story, projects, input, leftOut),
    leftOut,
  };
}

/** Skills of a career itself, such as planning one, are nothing to show to an employer. */
const ofTheCareer = /^t\./u;

function carriedOver({ table, have, to }: PortfolioInput): readonly string[] {
  const target = profileOf(table, to);
  return [...gapBetween(table, have, target, 2).carried]
    .filter((id) => !ofTheCareer.test(id))
    .sort((one, other) => (target.get(other) ?? 0) - (target.get(one) ?? 0));
}

/** Two curricula may have a step of one name. */
function withOwnFolders(projects: readonly PortfolioProject[]): readonly PortfolioProject[] {
  return projects.map((project) => {
    const isAlone = projects.filter(({ folder }) => folder === project.folder).length === 1;
    return isAlone ? project : { ...project, folder: project.ref.replace('/', '-') };
  });
}

function gainedBy(projects: readonly PortfolioProject[], have: Levels, table: SkillsFile): readonly PortfolioSkill[] {
  const names = new Map(table.skills.map(({ id, name }) => [id, name]));
  const words: Readonly<Record<string, string>> = table.levels;
  const gained = new Map<string, { level: number; steps: StepRef[] }>();
  for (const { step } of projects) {
    for (const [id, level] of Object.entries(step.skills)) {
      if (level <= (have.get(id) ?? 0)) continue;
      const known = gained.get(id) ?? { level: 0, steps: [] };
      gained.set(id, { level: Math.max(known.level, level), steps: [...known.steps, step.ref] });
    }
  }
  return [...gained]
    .map(([id, rest]) => ({ id, name: names.get(id) ?? id, means: words[rest.level] ?? '', ...rest }))
    .sort((one, other) => other.level - one.level);
}

function milestonesOf({ index, progress }: PortfolioInput): readonly PortfolioMilestone[] {
  return index.curricula.flatMap(({ id, milestones }) =>
    milestones.flatMap((entry): readonly PortfolioMilestone[] => {
      const state = progress.milestones.get(`${id}/${entry.id}`);
      if (!state || state.kind === 'open') return [];
      const at = state.kind === 'verified' ? state.evidence.at : state.at;
      return [{ title: entry.title, kind: state.kind, at }];
    }),
  );
}

function claimsOf(
  story: Story,
  projects: readonly PortfolioProject[],
  { index, progress }: PortfolioInput,
  leftOut: LeftOut[],
): readonly PortfolioClaim[] {
  const titles = new Map<string, string>(projects.map(({ ref, step }) => [ref, step.title]));
  for (const { id, milestones } of index.curricula) {
    for (const entry of milestones) {
      const kind = progress.milestones.get(`${id}/${entry.id}`)?.kind;
      if (kind === 'verified' || kind === 'attested') titles.set(`${id}/${entry.id}`, entry.title);
    }
  }
  return story.claims.flatMap(({ claim, evidence }): readonly PortfolioClaim[] => {
    const title = evidence === undefined ? undefined : titles.get(evidence);
    if (title !== undefined) return [{ claim, evidence: title }];
    if (story.unproven === 'show') return [{ claim }];
    leftOut.push({ what: claim, why: 'no evidence is attached' });
    return [];
  });
}

/** What a reader is told of a project whose evidence is not of today's files. */
export function freshnessText(freshness: Freshness): string | undefined {
  switch (freshness) {
    case 'current':
      return undefined;
    case 'files-changed':
      return 'Files changed since these figures were recorded: run the checks again.';
    case 'last-run-failed':
      return 'The last run of the checks failed after these figures were recorded.';
    case 'deleted':
      return 'The files are gone.';
  }
}
