/** Builds what the guide shows. Pure: everything that it needs is handed in, so that plain Node can test it. */
import type { BlockedReason } from '../../core/checks/model';
import type { Curriculum, Step } from '../../core/curriculum/model';
import { stepsOf } from '../../core/curriculum/steps';
import type { StepState } from '../../core/progress/state';
import type { GuideAction, GuideSnapshot } from '../../protocol/guide';
import type { Place } from '../adapters/workspace';
import type { LiveRun } from '../checks/checks';
import { checkOutcomes, type CheckOutcome } from './check-outcomes';
import { gateView, predictionViews, type Prediction } from './gate-views';
import { guideLabels } from './guide-labels';
import { taskView, type RepairOf } from './task-views';
import { formatHours, formatNumber, type Translate } from './wording';

export interface GuideInput {
  readonly curriculum: Curriculum;
  readonly step: Step;
  readonly state: StepState | undefined;
  readonly live: LiveRun | undefined;
  /** The rendered guide with its pictures' addresses filled in. */
  readonly html: string;
  /** TeX → HTML. */
  readonly formulas: ReadonlyMap<string, string>;
  readonly isScaffolded: boolean;
  /** A newer version of the step is installed than the project is of. */
  readonly isOlder: boolean;
  /** Of each file that comes from an earlier step, whose it is. */
  readonly carried: readonly string[];
  /** In Restricted Mode and in virtual workspaces nothing may be written or run. */
  readonly place: Place;
  /** Of this session, by `curriculum/step/question`: they count before those of the log. */
  readonly answers: ReadonlyMap<string, number>;
  readonly predictions: ReadonlyMap<string, Prediction>;
  readonly pictures: readonly { readonly src: string; readonly name: string }[];
  /** Checks for which an open milestone waits. */
  readonly holdsBack: (check: string) => boolean;
}

/** Without a folder Start asks for one. */
const mayAct = (place: Place): boolean => place !== 'restricted' && place !== 'virtual';

/** The page has its own heading of the first level. */
export const withoutTitle = (html: string): string => html.replace(/^\s*<h1[^>]*>[\s\S]*?<\/h1>\s*/, '');

const packageName = (name: string) => name.toLowerCase().replaceAll('_', '-');

const missingBy = (reason: BlockedReason | undefined): readonly string[] =>
  reason?.kind === 'missing-package' ? reason.names.map(packageName) : [];

/** As the last run found them: of this session, else of the log. */
function requirementViews(
  t: Translate,
  { step, state, live }: GuideInput,
  outcomes: readonly CheckOutcome[],
): GuideSnapshot['requirements'] {
  const run = live?.run;
  const found = run && (run.reason || Object.keys(run.versions).length > 0) ? run.versions : (state?.versions ?? {});
  const versions = new Map(Object.entries(found).map(([name, version]) => [packageName(name), version]));
  const missingNow = new Set(missingBy(run?.reason));
  // A check that was not run again may still be blocked by what has been installed since.
  const missingOnce = new Set(outcomes.flatMap(({ reason }) => missingBy(reason)));
  return step.requirements.map((name) => {
    const version = versions.get(packageName(name));
    if (version !== undefined && !missingNow.has(packageName(name))) {
      return { name, state: 'ready', label: t('{0} ready', version) };
    }
    const isMissing = missingNow.has(packageName(name)) || missingOnce.has(packageName(name));
    return isMissing ? { name, state: 'missing', label: t('missing') } : { name, state: 'unknown', label: '' };
  });
}

function facts(t: Translate, { curriculum, step }: GuideInput): readonly string[] {
  const steps = stepsOf(curriculum);
  const position = steps.findIndex((each) => each.ref === step.ref) + 1;
  return [
    curriculum.title,
    t('about {0}', formatHours(t, step.hours)),
    ...(steps.length > 1 ? [t('step {0} of {1}', position, steps.length)] : []),
    t('{0}–{1} h more with real data', formatNumber(step.realHours[0]), formatNumber(step.realHours[1])),
  ];
}

function toolbar(t: Translate, input: GuideInput, reason: BlockedReason | undefined): readonly GuideAction[] {
  const milestones: GuideAction = {
    label: t('Milestones'),
    icon: 'milestone',
    emphasis: 'secondary',
    intent: { kind: 'open-milestones' },
  };
  if (!mayAct(input.place)) return [milestones];
  if (isRunning(input)) {
    return [{ label: t('Stop'), icon: 'stop', emphasis: 'primary', intent: { kind: 'stop-checks' } }, milestones];
  }
  if (!input.isScaffolded) {
    return [{ label: t('Start'), icon: 'play', emphasis: 'primary', intent: { kind: 'start-step' } }, milestones];
  }
  const needsPython = reason && ['no-python', 'python-version', 'missing-package'].includes(reason.kind);
  const check = (emphasis: GuideAction['emphasis']): GuideAction => ({
    label: t('Check'),
    icon: 'play',
    emphasis,
    intent: { kind: 'run-checks' },
  });
  if (!needsPython) return [check('primary'), milestones];
  return [
    { label: t('Set Up Python'), icon: 'tools', emphasis: 'primary', intent: { kind: 'set-up-python' } },
    check('secondary'),
    milestones,
  ];
}

function blockedNotices(
  t: Translate,
  input: GuideInput,
  repairOf: RepairOf,
  reason: BlockedReason | undefined,
  message: string | undefined,
): GuideSnapshot['notices'] {
  if (input.place === 'restricted') {
    return [
      {
        tone: 'info',
        label: t('Restricted Mode'),
        message: t('You can read this guide. Start and Check are off, and nothing runs, until you trust this folder.'),
        actions: [
          { label: t('Manage Trust'), icon: 'shield', emphasis: 'secondary', intent: { kind: 'manage-trust' } },
        ],
      },
    ];
  }
  if (input.place === 'virtual') {
    return [
      {
        tone: 'info',
        label: t('Virtual workspace'),
        message: t('You can read this guide. Start and Check need a folder on a disk.'),
        actions: [],
      },
    ];
  }
  if (isRunning(input)) return [];
  const label = t('Checks are blocked');
  if (!reason) {
    return message === undefined
      ? []
      : [
          {
            tone: 'blocked',
            label,
            message,
            actions: [
              { label: t('Check Again'), icon: 'refresh', emphasis: 'secondary', intent: { kind: 'run-checks' } },
            ],
          },
        ];
  }
  const repair = repairOf(reason);
  return [
    {
      tone: 'blocked',
      label,
      message: repair.message,
      actions: repair.action
        ? [{ label: repair.action.title, icon: 'tools', emphasis: 'secondary', intent: { kind: 'repair' } }]
        : [],
    },
  ];
}

/** What stands above everything else: a newer version is no obstacle, so it comes last. */
function notices(
  t: Translate,
  input: GuideInput,
  ...blocked: readonly [RepairOf, BlockedReason | undefined, string | undefined]
): GuideSnapshot['notices'] {
  const shown = blockedNotices(t, input, ...blocked);
  const isSaid = blocked[1]?.kind === 'older-version';
  if (!mayAct(input.place) || isRunning(input)) return shown;
  const carried: GuideSnapshot['notices'] =
    input.carried.length === 0
      ? []
      : [{ tone: 'info', label: t('From earlier steps'), message: input.carried.join(' '), actions: [] }];
  if (!input.isOlder || isSaid) return [...shown, ...carried];
  return [
    ...shown,
    ...carried,
    {
      tone: 'info',
      label: t('Newer version'),
      message: t('A newer version of this step is there. Updating keeps your own work.'),
      actions: [
        { label: t('Update…'), icon: 'refresh', emphasis: 'secondary', intent: { kind: 'update-step' } },
        { label: t('What Changed'), icon: 'diff', emphasis: 'quiet', intent: { kind: 'show-changes' } },
      ],
    },
  ];
}

const isRunning = ({ live }: GuideInput): boolean => live !== undefined && !live.run;

/** One thing blocks everything: said once, at the top. */
function sharedReason({ live }: GuideInput, outcomes: readonly CheckOutcome[]): BlockedReason | undefined {
  if (live?.run?.reason) return live.run.reason;
  const [first] = outcomes;
  const isShared =
    first?.reason !== undefined && outcomes.every((outcome) => outcome.reason?.kind === first.reason?.kind);
  return isShared ? first.reason : undefined;
}

/** Older logs keep what blocked a run in words only. */
function sharedMessage(outcomes: readonly CheckOutcome[]): string | undefined {
  const [first] = outcomes;
  return first &&
    first.message !== '' &&
    outcomes.every((each) => each.status === 'blocked' && each.message === first.message)
    ? first.message
    : undefined;
}

function announcement(t: Translate, input: GuideInput, outcomes: readonly CheckOutcome[], passed: number): string {
  if (!input.live) return '';
  if (isRunning(input)) return t('Checks are running.');
  const summary = t('{0} of {1} checks passed.', passed, outcomes.length);
  const first =
    outcomes.find(({ status }) => status === 'failed' || status === 'blocked' || status === 'broken') ??
    outcomes.find(({ status }) => status === 'unwritten');
  return first ? `${summary} ${t('Look first at: {0}', first.check.title)}` : summary;
}

export function guideSnapshot(t: Translate, repairOf: RepairOf, input: GuideInput): GuideSnapshot {
  const { step, live } = input;
  const outcomes = checkOutcomes(step, input.state, live);
  const passed = outcomes.filter((outcome) => outcome.status === 'passed').length;
  const reason = sharedReason(input, outcomes);
  const message = reason ? undefined : sharedMessage(outcomes);
  const running = isRunning(input);
  const context = {
    t,
    repairOf,
    step,
    canAct: input.isScaffolded && mayAct(input.place),
    isRunning: running,
    runReason: reason,
    runMessage: message,
    help: input.state?.help,
    holdsBack: (check: string) => mayAct(input.place) && input.holdsBack(check),
  };
  return {
    step: step.ref,
    title: step.title,
    facts: facts(t, input),
    requirements: requirementViews(t, input, outcomes),
    html: withoutTitle(input.html),
    formulas: [...input.formulas].map(([tex, html]) => ({ tex, html })),
    isRunning: running,
    progress: running
      ? t('Checking: {0} of {1}', Math.min(live?.results.size ?? 0, outcomes.length), outcomes.length)
      : t('{0} of {1} checks', passed, outcomes.length),
    passed,
    total: outcomes.length,
    segments: outcomes.map((outcome) => outcome.status),
    announcement: announcement(t, input, outcomes, passed),
    toolbar: toolbar(t, input, reason),
    notices: notices(t, input, repairOf, reason, message),
    tasks: step.tasks.map((task) => taskView(context, task, outcomes)),
    gates: step.gates.map((gate) => gateView(t, gate, outcomes)),
    predictions: predictionViews(t, step, outcomes, input.predictions),
    pictures: input.pictures.map(({ src, name }) => ({ src, name, caption: captionOf(name) })),
    recall: step.recall.map((question) => ({ ...question, ...chosenIn(input, question.id) })),
    quiz: step.quiz.map((question) => ({ ...question, ...chosenIn(input, question.id) })),
    labels: guideLabels(t),
  };
}

function chosenIn({ step, state, answers }: GuideInput, question: string): { readonly chosen?: number } {
  const chosen = answers.get(`${step.ref}/${question}`) ?? state?.answers.get(question);
  return chosen === undefined ? {} : { chosen };
}

/** "loss-curve.png" → "Loss curve". */
export function captionOf(name: string): string {
  const words = name
    .slice(name.lastIndexOf('/') + 1)
    .replace(/\.[a-z]+$/i, '')
    .replaceAll(/[-_]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
