/** The milestones page in the states that a learner meets. */
import type { MilestoneRef } from '../../src/core/progress/events';
import type { MilestoneState } from '../../src/core/progress/state';
import { milestonesSnapshot, type MilestonesInput } from '../../src/host/milestones/milestones-snapshot';
import type { MilestonesSnapshot } from '../../src/protocol/milestones';
import { progressState, sampleCurriculum, sampleIndex, sampleStep, stepState } from './sample-curriculum';
import { translate } from './translate';

export const milestonesInput = (more: Partial<MilestonesInput> = {}): MilestonesInput => ({
  index: sampleIndex,
  progress: progressState(),
  place: 'open',
  attached: new Map(),
  announcement: '',
  today: '2026-11-23T12:00:00.000Z',
  locale: 'en-GB',
  ...more,
});

export const milestonesOf = (more: Partial<MilestonesInput> = {}): MilestonesSnapshot =>
  milestonesSnapshot(translate, milestonesInput(more));

export const verified = (id: MilestoneRef, checks: readonly string[]): MilestoneState => ({
  ref: id,
  kind: 'verified',
  evidence: {
    run: 'run-1',
    at: '2026-11-20T10:04:00.000Z',
    checks,
    figures: { moons_accuracy: 0.9875, baseline_accuracy: 0.871 },
    learnerFiles: {
      'src/engine/engine.py': '4f1c0d9ab2e3f4a5b6c7d8e9f00112233445566778899aabbccddeeff0011223',
      'src/engine/train.py': '99aa0d9ab2e3f4a5b6c7d8e9f00112233445566778899aabbccddeeff0011223',
    },
    checkFiles: { 'checks/test_engine.py': 'd00f0d9ab2e3f4a5b6c7d8e9f00112233445566778899aabbccddeeff0011223' },
    versions: { python: '3.11.7', numpy: '2.4.6', 'scikit-learn': '1.9.1', pytest: '9.2.0' },
    interpreter: '/home/ada/work/.venv/bin/python',
  },
});

const states = (...all: readonly MilestoneState[]) => new Map(all.map((state) => [state.ref, state]));
const [built, real, fault] = sampleCurriculum.milestones.map(({ id }): MilestoneRef => `${sampleCurriculum.id}/${id}`);
const builtChecks = sampleCurriculum.milestones[0]?.checks ?? [];

export function milestonesScenarios(): Readonly<Record<string, MilestonesSnapshot>> {
  if (!built || !real || !fault) throw new Error('The sample curriculum has three milestones in its first step.');
  const steps = new Map([
    [
      sampleStep.ref,
      stepState(
        sampleStep.checks.slice(0, 7).map((check, index) => ({
          id: check.id,
          verdict: index < 6 ? ('passed' as const) : ('failed' as const),
          message: '',
          properties: {},
        })),
      ),
    ],
  ]);
  const attested: MilestoneState = {
    ref: real,
    kind: 'attested',
    at: '2026-11-21T09:00:00.000Z',
    note: 'Trained on Forest Cover, 40 000 rows, sampled by class.\nMacro F1 0.71 against 0.66 for gradient boosting.',
    files: [{ path: 'evidence/real/dataset.md', sha256: 'ab12cd34ef56ab12cd34ef56ab12cd34' }],
  };
  const byHand: MilestoneState = { ref: fault, kind: 'unverified', at: '2026-11-21T09:30:00.000Z', note: '' };
  const fresh = verified(built, builtChecks);
  const stale: MilestoneState = fresh.kind === 'verified' ? { ...fresh, stale: 'files-changed' } : fresh;
  return {
    'no-pivot': milestonesOf({ progress: { steps: new Map(), milestones: new Map(), unreadable: 0, newer: 0 } }),
    beginning: milestonesOf(),
    'on-the-way': milestonesOf({ progress: progressState({ steps, milestones: states(fresh) }) }),
    'all-states': milestonesOf({ progress: progressState({ steps, milestones: states(stale, attested, byHand) }) }),
    attaching: milestonesOf({
      progress: progressState({ steps, milestones: states(fresh) }),
      attached: new Map([[real, ['dataset.md', 'predictions.jsonl']]]),
    }),
    restricted: milestonesOf({
      place: 'restricted',
      progress: progressState({ steps, milestones: states(fresh) }),
    }),
  };
}
