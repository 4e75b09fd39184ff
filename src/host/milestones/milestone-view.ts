/** One milestone as the road shows it: its state, its evidence, and what can be done about it. */
import type { MilestoneState } from '../../core/progress/state';
import type { MarkForm, MilestonesAction, MilestoneView } from '../../protocol/milestones';
import type { Translate } from '../guide/wording';
import { evidenceOf, wordsOf, type WordsContext } from './milestone-words';

export interface MilestoneContext extends WordsContext {
  /** False in Restricted Mode and in virtual workspaces: then nothing is run and nothing is written. */
  readonly canWrite: boolean;
  readonly isNext: boolean;
  /** Names of the files that are chosen but not yet attached. */
  readonly attached: readonly string[];
}

export function stateLabel(t: Translate, kind: MilestoneState['kind']): string {
  switch (kind) {
    case 'verified':
      return t('verified');
    case 'attested':
      return t('attested');
    case 'unverified':
      return t('unverified');
    case 'open':
      return t('open');
  }
}

function warningOf(t: Translate, state: MilestoneState): string | undefined {
  if (state.kind !== 'verified' || state.stale === undefined) return undefined;
  switch (state.stale) {
    case 'files-changed':
      return t('files changed since');
    case 'last-run-failed':
      return t('the last run failed');
  }
}

interface Actions {
  readonly visible: readonly MilestonesAction[];
  /** Less often needed: shown with the evidence. */
  readonly folded: readonly MilestonesAction[];
}

function actionsOf(context: MilestoneContext, state: MilestoneState): Actions {
  const { t, step, stepState, entry, canWrite, isNext } = context;
  const isStarted = stepState !== undefined && stepState.status !== 'not-started';
  const open = (emphasis: MilestonesAction['emphasis']): MilestonesAction => ({
    label: t('Open Step'),
    icon: 'book',
    emphasis,
    intent: { kind: 'open-step', step: step.ref },
  });
  const run: readonly MilestonesAction[] =
    canWrite && isStarted && entry.checks.length > 0
      ? [
          {
            label: t('Run Checks'),
            icon: 'play',
            emphasis: 'secondary',
            intent: { kind: 'run-checks', step: step.ref },
          },
        ]
      : [];
  const reopen: readonly MilestonesAction[] = canWrite
    ? [
        {
          label: t('Reopen'),
          icon: 'refresh',
          emphasis: 'secondary',
          intent: { kind: 'reopen-milestone', milestone: state.ref },
        },
      ]
    : [];
  switch (state.kind) {
    case 'open':
      return { visible: [open(isNext ? 'primary' : 'secondary'), ...run], folded: [] };
    case 'verified':
      return { visible: state.stale ? run : [], folded: [open('secondary'), ...(state.stale ? [] : run), ...reopen] };
    case 'attested':
      return { visible: reopen, folded: [open('secondary')] };
    case 'unverified':
      return { visible: [...run, ...reopen], folded: [open('secondary')] };
  }
}

function formOf({ t, entry, canWrite, attached }: MilestoneContext, state: MilestoneState): MarkForm | undefined {
  if (state.kind !== 'open' || !canWrite) return undefined;
  const takesFiles = entry.kind === 'attested';
  return {
    openLabel: t('Mark Complete…'),
    title: t('Mark complete by hand'),
    explanation: takesFiles
      ? t('With a file attached it will read "attested", without one "unverified". You can reopen it at any time.')
      : t('It will read "unverified" until its checks pass. You can reopen it at any time.'),
    noteLabel: t('Note'),
    noteHint: takesFiles
      ? t('What did you do, on which data, and which number came out?')
      : t('Why is it done although no check says so?'),
    ...(takesFiles
      ? {
          attach: {
            label: t('Files'),
            hint: t('Their content is recorded by its SHA-256; nothing leaves this computer.'),
            chosen: attached.map((name) => ({ name, removeLabel: t('Remove {0}', name) })),
            action: {
              label: t('Attach Files…'),
              icon: 'attach',
              emphasis: 'secondary',
              intent: { kind: 'attach-files', milestone: state.ref },
            },
          },
        }
      : {}),
    submitLabel: takesFiles && attached.length > 0 ? t('Mark as Attested') : t('Mark as Unverified'),
    cancelLabel: t('Cancel'),
  };
}

export function milestoneView(context: MilestoneContext, state: MilestoneState): MilestoneView {
  const { t } = context;
  const { visible, folded } = actionsOf(context, state);
  const warning = warningOf(t, state);
  const evidence = evidenceOf(context, state, folded);
  const form = formOf(context, state);
  return {
    id: state.ref,
    title: context.entry.title,
    state: state.kind,
    stateLabel: stateLabel(t, state.kind),
    words: wordsOf(context, state),
    ...(warning === undefined ? {} : { warning }),
    isNext: context.isNext,
    actions: visible,
    ...(evidence ? { evidence } : {}),
    ...(form ? { form } : {}),
  };
}
