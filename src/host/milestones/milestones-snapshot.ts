/** Builds what the milestones page shows: the pivot as a road of phases. Pure, tested in plain Node. */
import type { Curriculum, CurriculumIndex, MilestoneEntry, Phase } from '../../core/curriculum/model';
import { stepsOf } from '../../core/curriculum/steps';
import type { MilestoneRef } from '../../core/progress/events';
import type { MilestoneState, ProgressState } from '../../core/progress/state';
import type { MilestonesSnapshot, PhaseView } from '../../protocol/milestones';
import type { Place } from '../adapters/workspace';
import { formatDate, formatHours, type Translate } from '../guide/wording';
import { milestoneView, stateLabel } from './milestone-view';

export interface MilestonesInput {
  readonly index: CurriculumIndex;
  readonly progress: ProgressState;
  /** The curriculum that was asked for; else the learner's pivot. */
  readonly curriculum?: string;
  readonly place: Place;
  /** Milestone → names of the files chosen for it. */
  readonly attached: ReadonlyMap<MilestoneRef, readonly string[]>;
  readonly announcement: string;
  readonly today: string;
  readonly locale: string;
}

export const milestoneRef = (curriculum: Curriculum, entry: MilestoneEntry): MilestoneRef =>
  `${curriculum.id}/${entry.id}`;

export function stateOf(progress: ProgressState, ref: MilestoneRef): MilestoneState {
  return progress.milestones.get(ref) ?? { ref, kind: 'open' };
}

interface Placed {
  readonly entry: MilestoneEntry;
  readonly state: MilestoneState;
}

function placedIn(phase: Phase, curriculum: Curriculum, progress: ProgressState): readonly Placed[] {
  return phase.steps.flatMap((step) =>
    curriculum.milestones
      .filter((entry) => entry.step === step.id)
      .map((entry) => ({ entry, state: stateOf(progress, milestoneRef(curriculum, entry)) })),
  );
}

function empty(t: Translate): MilestonesSnapshot {
  return {
    kind: 'empty',
    title: t('Milestones'),
    message: t('Choose the pivot that you want to make; its road of milestones is shown here.'),
    actions: [{ label: t('Choose Pivot'), icon: 'milestone', emphasis: 'primary', intent: { kind: 'choose-pivot' } }],
  };
}

/** In the first phase with something open: what checks can see comes before what the learner attests. */
function nextOf(phases: readonly (readonly Placed[])[]): Placed | undefined {
  const open = phases
    .map((milestones) => milestones.filter(({ state }) => state.kind === 'open'))
    .find((milestones) => milestones.length > 0);
  return open?.find(({ entry }) => entry.kind === 'verified') ?? open?.[0];
}

const unverifiedIn = (milestones: readonly Placed[]): number =>
  milestones.filter(({ state }) => state.kind === 'unverified').length;

function phaseState(milestones: readonly Placed[], next: Placed | undefined): PhaseView['state'] {
  if (milestones.length > 0 && milestones.every(({ state }) => state.kind !== 'open')) {
    return unverifiedIn(milestones) > 0 ? 'marked' : 'done';
  }
  return milestones.some((each) => each.state.ref === next?.state.ref) ? 'now' : 'ahead';
}

function phaseLabel(t: Translate, state: PhaseView['state'], milestones: readonly Placed[]): string {
  switch (state) {
    case 'done':
      return t('complete');
    case 'marked':
      return t('complete, {0} unverified', unverifiedIn(milestones));
    case 'now':
      return t('in hand');
    case 'ahead':
      return t('ahead');
  }
}

function hoursLeft(curriculum: Curriculum, progress: ProgressState): number {
  return curriculum.phases
    .flatMap((phase) => phase.steps)
    .reduce((hours, step) => hours + (progress.steps.get(step.ref)?.hoursLeft ?? step.hours), 0);
}

function ringOf(t: Translate, all: readonly Placed[]) {
  const share = (kind: MilestoneState['kind']) =>
    all.length === 0 ? 0 : all.filter(({ state }) => state.kind === kind).length / all.length;
  const [verified, attested, unverified] = [share('verified'), share('attested'), share('unverified')];
  // What is only said counts in the drawing, not in the number; and 100 is said of a whole only.
  const withEvidence = all.filter(({ state }) => state.kind === 'verified' || state.kind === 'attested').length;
  const percent = Math.floor(all.length === 0 ? 0 : (withEvidence * 100) / all.length);
  const parts = (['verified', 'attested', 'unverified'] as const).map(
    (kind) => `${all.filter(({ state }) => state.kind === kind).length} ${stateLabel(t, kind)}`,
  );
  return {
    verified,
    attested,
    unverified,
    percent,
    label: t('{0} % of milestones complete with evidence: {1}', percent, parts.join(', ')),
  };
}

function notices(t: Translate, { progress, place }: MilestonesInput): readonly string[] {
  const all: string[] = [];
  if (place === 'restricted') {
    all.push(
      t('This folder is in Restricted Mode: milestones can be read; nothing is run or recorded until you trust it.'),
    );
  }
  if (place === 'virtual')
    all.push(t('This is a virtual workspace: milestones can be read; nothing is run or recorded.'));
  const { unreadable, newer } = progress;
  if (unreadable === 1)
    all.push(t('One line of the progress log could not be read. It is set aside; nothing was deleted.'));
  if (unreadable > 1) {
    all.push(
      t('{0} lines of the progress log could not be read. They are set aside; nothing was deleted.', unreadable),
    );
  }
  if (newer === 1) all.push(t('One entry was written by a newer Bridgecraft. It is kept but not shown.'));
  if (newer > 1) all.push(t('{0} entries were written by a newer Bridgecraft. They are kept but not shown.', newer));
  return all;
}

export function milestonesSnapshot(t: Translate, input: MilestonesInput): MilestonesSnapshot {
  const { index, progress, today, locale } = input;
  const wanted = input.curriculum ?? progress.pivot;
  const curriculum = index.curricula.find((each) => each.id === wanted);
  if (!curriculum) return empty(t);
  const steps = stepsOf(curriculum);
  const phases = curriculum.phases.map((phase) => ({ phase, milestones: placedIn(phase, curriculum, progress) }));
  const all = phases.flatMap(({ milestones }) => milestones);
  const next = nextOf(phases.map(({ milestones }) => milestones));
  const nextStep = steps.find((step) => step.id === next?.entry.step);
  const started = steps.flatMap((step) => progress.steps.get(step.ref)?.startedAt ?? []).sort()[0];
  const complete = all.filter(({ state }) => state.kind !== 'open').length;
  const passedSteps = steps.filter((step) => progress.steps.get(step.ref)?.status === 'passed').length;
  return {
    kind: 'road',
    curriculum: curriculum.id,
    title: curriculum.title,
    subtitle: curriculum.subtitle,
    facts: started === undefined ? [] : [t('started {0}', formatDate(started, today, locale))],
    ...(nextStep
      ? {
          next: {
            label: t('next:'),
            action: {
              label: nextStep.title,
              emphasis: 'quiet',
              intent: { kind: 'open-step', step: nextStep.ref },
            },
          },
        }
      : {}),
    ring: ringOf(t, all),
    stats: [
      { value: t('{0} of {1}', complete, all.length), label: t('milestones') },
      { value: t('{0} of {1}', passedSteps, steps.length), label: t('steps') },
      { value: formatHours(t, hoursLeft(curriculum, progress)), label: t('of work left') },
    ],
    roadLabel: t('Phases'),
    indicatorsLabel: t('At the end of this phase'),
    phases: phases.map(({ phase, milestones }): PhaseView => {
      const state = phaseState(milestones, next);
      const done = milestones.filter((each) => each.state.kind !== 'open').length;
      return {
        id: phase.id,
        title: phase.title,
        state,
        stateLabel: phaseLabel(t, state, milestones),
        count: t('{0} of {1}', done, milestones.length),
        indicators: phase.indicators,
        milestones: milestones.flatMap(({ entry, state: milestone }) => {
          const step = phase.steps.find((each) => each.id === entry.step);
          if (!step) return [];
          const context = {
            t,
            today,
            locale,
            entry,
            step,
            stepState: progress.steps.get(step.ref),
            canWrite: input.place !== 'restricted' && input.place !== 'virtual',
            isNext: milestone.ref === next?.state.ref,
            attached: input.attached.get(milestone.ref) ?? [],
          };
          return [milestoneView(context, milestone)];
        }),
      };
    }),
    notices: notices(t, input),
    announcement: input.announcement,
  };
}

/** What a screen reader should hear when milestones changed their state. */
export function changesIn(t: Translate, index: CurriculumIndex, before: ProgressState, after: ProgressState): string {
  return index.curricula
    .flatMap((curriculum) =>
      curriculum.milestones.flatMap((entry) => {
        const ref = milestoneRef(curriculum, entry);
        const now = stateOf(after, ref).kind;
        return stateOf(before, ref).kind === now ? [] : [t('{0}: {1}.', entry.title, stateLabel(t, now))];
      }),
    )
    .join(' ');
}
